"""A write is done once: Idempotency-Key with a fingerprint of method, path and content; If-Match; ETag."""

import hashlib

from django.db import transaction
from django.utils import timezone

from weijianyi.api.models import ApiCall
from weijianyi.api.service import Refusal


def once(request, idempotency_key, act, said=None):
    """What `act()` answers, or what it answered the first time. Refusals are not kept: nothing was done then.

    `said` stands for the body of a form with files: its boundaries differ each time it is sent.
    """
    print_ = fingerprint(request, said)
    with transaction.atomic():
        # The twin of a call under way waits at the unique key for its end.
        row, fresh = ApiCall.objects.get_or_create(
            key=request.auth, idempotency_key=idempotency_key,
            defaults={"fingerprint": print_, "body": {}, "at": timezone.now()},
        )  # fmt: skip
        if not fresh:
            if row.fingerprint != print_:
                raise Refusal(422, "这个 Idempotency-Key 已用于另一项内容。")
            return row.body
        row.body = act()
        row.save(update_fields=["body"])
    return row.body


def fingerprint(request, said=None):
    body = request.body if said is None else said
    whole = b"\n".join([request.method.encode(), request.get_full_path().encode(), body])
    return hashlib.sha256(whole).hexdigest()


def check_match(request, subject):
    """412 where the caller saw an older version."""
    wanted = request.headers.get("If-Match", "").strip()
    if wanted and wanted != "*" and wanted.removeprefix("W/").strip('"') != str(subject.version):
        raise Refusal(412, "交办件已有新的变化，请重新读取后再办。")


def etag(subject):
    return f'"{subject.version}"'
