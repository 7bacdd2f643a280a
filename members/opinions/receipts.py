"""Signed things residents carry: the one-time key of the form, the link to the own opinion; both run out."""

import logging
import secrets

from django.core import signing

from members import contact_keys, tally
from members.models import Opinion
from members.opinions import receiving as opinion_receiving

logger = logging.getLogger(__name__)

FORM_SALT, OWN_SALT = "members.opinion.form", "members.opinion.own"
FORM_DAY = 24 * 3600  # seconds a form may stay open
OWN_SECONDS = 30 * 60
WRONG_BY_ADDRESS, WRONG_BY_CODE = 20, 10  # tries in ten minutes


class TooMany(Exception):
    """Too many wrong codes lately: nothing is looked up."""


def signer(salt):
    # Full stops instead of colons: chat programs cut a pasted link at a colon.
    return signing.TimestampSigner(salt=salt, sep=".")


def form_key(token):
    """For one form of that poster: what makes two taps one opinion, and says when the form was opened."""
    return signer(FORM_SALT).sign_object([token, secrets.token_hex(16)])


def read_form_key(text, token):
    """(nonce, seconds since the form was opened), or (None, None) where it is no key of ours for this poster."""
    try:
        of, nonce = signer(FORM_SALT).unsign_object(text)
        stamp = text.rsplit(".", 2)[-2]
    except (signing.BadSignature, ValueError, TypeError, IndexError):
        return None, None
    age = signing.time.time() - signing.b62_decode(stamp)
    return (nonce, age) if of == token else (None, None)


def own_link(opinion):
    return signer(OWN_SALT).sign_object([opinion.slug])


def opinion_of(link):
    """The opinion of a link that has not run out, or None."""
    try:
        (slug,) = signer(OWN_SALT).unsign_object(link, max_age=OWN_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return (
        Opinion.objects.filter(slug=slug, erased_at=None)
        .select_related("studio", "organisation", "county")
        .first()
    )


def second_of(opinion):
    """Empty where its key is gone: no page breaks, nothing is let through, and the log says what is missing."""
    try:
        return opinion_receiving.second_of(opinion)
    except contact_keys.Unreadable:
        logger.error("opinion %s: sealed with a key that is no longer among CONTACT_KEYS", opinion.pk)
        return ""


def look_up(code, second, origin):
    """The opinion of code and second secret, or None: unknown and wrong are one answer. TooMany when guessed at."""
    code = "".join(c for c in code.upper() if c.isalnum())[:8]
    if tally.seen(f"look:{origin}") >= WRONG_BY_ADDRESS or tally.seen(f"code:{code}") >= WRONG_BY_CODE:
        raise TooMany
    found = Opinion.objects.filter(receipt=code).first() if code else None
    held = second_of(found) if found else "no such code"
    if secrets.compare_digest(held.encode(), second.strip().encode()) and found and held:
        return found
    tally.hit(f"look:{origin}")
    tally.hit(f"code:{code}")
    return None
