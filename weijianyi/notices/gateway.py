"""Posting to machines outside: one request with a limit of time, no redirects, an error when it is not taken."""

import hashlib
import hmac
import time
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener


class Refused(OSError):
    """The other side answered, but did not take the message."""


class NoRedirect(HTTPRedirectHandler):
    """What was signed for one address is never carried to another."""

    def redirect_request(self, *args):
        return None


def post(url, body, headers, timeout):
    """POST JSON bytes; anything but 2xx within `timeout` seconds raises an OSError without the body's content."""
    if urlsplit(url).scheme not in ("http", "https"):
        raise ValueError("the gateway's address must be http or https")
    request = Request(url, body, {"Content-Type": "application/json", **headers}, method="POST")  # noqa: S310 -- checked above
    with build_opener(NoRedirect).open(request, timeout=timeout) as answer:
        if not 200 <= answer.status < 300:
            raise Refused(f"answered {answer.status}")


def signed(key, body, now=None):
    """X-Time in seconds, and X-Signature over time, a full stop and the body (HMAC-SHA256, hex)."""
    stamp = str(int(time.time() if now is None else now))
    return {"X-Time": stamp, "X-Signature": f"sha256={signature(key, stamp, body)}"}


def signature(key, stamp, body):
    return hmac.new(key.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
