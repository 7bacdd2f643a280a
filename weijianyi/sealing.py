"""Secrets shared with partners: made, stored encrypted, and the signature both sides put on what they send."""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode
from datetime import timedelta

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils import timezone

SKEW = timedelta(minutes=5)
SIGNATURE, TIME, NONCE = "X-Signature", "X-Timestamp", "X-Nonce"
NONCE_LONGEST = 64


class BadSignature(Exception):
    """Said to nobody in detail: whoever probes learns only that the call was refused."""


def new_secret():
    return secrets.token_urlsafe(32)


def sealed(text):
    """`text` encrypted under the deployment's key; older keys of SECRET_KEY_FALLBACKS still open it."""
    return _box().encrypt(text.encode()).decode()


def opened(text):
    return _box().decrypt(text.encode()).decode()


def _box():
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    derived = (hashlib.sha256(f"weijianyi.sealing:{key}".encode()).digest() for key in keys)
    return MultiFernet([Fernet(urlsafe_b64encode(key)) for key in derived])


def signature(secret, *, method, path, body, at, nonce):
    """HMAC-SHA256 over method, path with query, the body's SHA-256, unix time in seconds and nonce."""
    said = "\n".join([method, path, hashlib.sha256(body).hexdigest(), str(at), nonce])
    return "v1=" + hmac.new(secret.encode(), said.encode(), hashlib.sha256).hexdigest()


def headers(secret, *, method, path, body, nonce=None, at=None):
    """The three headers of a signed call."""
    at = int(timezone.now().timestamp()) if at is None else at
    nonce = nonce or secrets.token_hex(16)
    signed = signature(secret, method=method, path=path, body=body, at=at, nonce=nonce)
    return {SIGNATURE: signed, TIME: str(at), NONCE: nonce}


def verify(known, given, *, method, path, body, now=None):
    """The nonce of a call signed with one of the secrets `known`; `given` are its headers. Raises BadSignature.

    Whether the nonce was seen before is asked by the caller, who keeps them.
    """
    said, at, nonce = given.get(SIGNATURE, ""), given.get(TIME, ""), given.get(NONCE, "")
    if not (nonce and len(nonce) <= NONCE_LONGEST and nonce.isascii() and at.isascii() and at.isdecimal()):
        raise BadSignature
    now = now or timezone.now()
    if len(at) > 12 or abs(int(at) - now.timestamp()) > SKEW.total_seconds():
        raise BadSignature
    expected = [signature(one, method=method, path=path, body=body, at=at, nonce=nonce) for one in known]
    # Every secret is compared, so that the time says nothing about which one is in use.
    found = [hmac.compare_digest(one.encode(), said.encode(errors="replace")) for one in expected]
    if not any(found):
        raise BadSignature
    return nonce
