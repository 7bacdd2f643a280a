"""Robots on the public page: what is noticed marks an opinion and keeps it apart, nobody is refused."""

import re
import unicodedata
import zlib
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac

from members import tally
from members.models import Opinion
from weijianyi import rulebook

NOISE = re.compile(r"[\W\d_]+")
ADDRESS = re.compile(r"https?://|www\.", re.IGNORECASE)
SPAN = timedelta(minutes=10)


def address_of(request):
    """The client's address; behind PROXIES proxies the entry the outermost of ours has written."""
    if settings.PROXIES:
        chain = [
            part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()
        ]
        if len(chain) >= settings.PROXIES:
            return chain[-settings.PROXIES]
    return request.META.get("REMOTE_ADDR", "")


def origin_of(request):
    """A keyed hash that changes every day: tells two senders apart, names none."""
    seen = f"{timezone.localdate():%Y%m%d}{address_of(request)}"
    return salted_hmac("members.opinion.origin", seen, algorithm="sha256").hexdigest()[:16]


def likeness_of(text):
    """Equal for texts that differ in little: two smallest hashes of the three-letter pieces, digits left out."""
    plain = NOISE.sub("", unicodedata.normalize("NFKC", text).lower())
    pieces = {plain[n : n + 3] for n in range(max(1, len(plain) - 2))}
    return "".join(f"{min(zlib.crc32(f'{seed}{p}'.encode()) for p in pieces):08x}" for seed in "ab")


def by_form(studio, trap, nonce, age):
    """Marks that cost nothing: the field nobody sees, the key, the time."""
    marks = ["honeypot"] if trap else []
    if nonce is None:
        return [*marks, "key"]
    return (
        [*marks, "quick"] if age < rulebook.value(studio.organisation_id, "opinion_quick_seconds") else marks
    )


def by_number(studio, origin):
    """Marks of the buckets. What is marked fills no further one, so that one sender cannot fill those of all."""
    limit = lambda name: rulebook.value(studio.organisation_id, f"opinion_{name}_limit")  # noqa: E731
    for name, bucket in (("address", origin), ("studio", studio.pk), ("site", "")):
        if tally.hit(f"opinion:{name}:{bucket}") > limit(name):
            return [name]
    return []


def by_text(studio, text, likeness):
    marks = ["links"] if len(ADDRESS.findall(text)) > 1 else []
    same = Opinion.objects.filter(studio=studio, likeness=likeness, received_at__gte=timezone.now() - SPAN)
    most = rulebook.value(studio.organisation_id, "opinion_alike_limit")
    return [*marks, "alike"] if same.order_by()[:most].count() >= most else marks
