"""The code on a studio's poster: its address and picture, issued, renewed, revoked; the old poster is void."""

from io import BytesIO

import segno
from django.conf import settings
from django.db import transaction
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from members.models import StudioCode

BORDER, WIDTH = 4, 60  # modules of quiet zone; millimetres


def address(code):
    """The full address behind the code; never with a target to be led on to."""
    try:
        path = reverse("opinion-new", args=[code.token])
    except NoReverseMatch:
        path = f"/s/{code.token}/"
    return settings.SITE_URL.rstrip("/") + path


def domain():
    """What stands in large type on the poster."""
    return settings.SITE_URL.split("://", 1)[-1].strip("/")


def drawn(code):
    """Level Q: a quarter of the picture may be dirty or torn."""
    return segno.make(address(code), error="q", micro=False)


def picture(code):
    """SVG for a page, without a size of its own."""
    return drawn(code).svg_inline(border=BORDER, omitsize=True)


def picture_file(code):
    """The bytes of an SVG file that prints 60 mm wide."""
    qr, out = drawn(code), BytesIO()
    qr.save(out, kind="svg", border=BORDER, unit="mm", scale=WIDTH / qr.symbol_size(border=BORDER)[0])
    return out.getvalue()


def current(studio):
    return StudioCode.objects.filter(studio=studio, revoked_at=None).first()


def all_of(studio):
    """Every code the studio has had, the latest first."""
    return StudioCode.objects.filter(studio=studio).select_related("issued_by__user", "revoked_by__user")


def in_force(studios):
    return StudioCode.objects.filter(studio__in=studios, revoked_at=None)


def renew(studio, post, at=None):
    """A new code; the one before it stops at this moment. Returns the new one."""
    at = at or timezone.now()
    with transaction.atomic():
        type(studio).objects.select_for_update().get(pk=studio.pk)
        revoke(studio, post, at)
        return StudioCode.objects.create(studio=studio, issued_at=at, issued_by=post)


def revoke(studio, post, at=None):
    """True where there was a code in force."""
    valid = StudioCode.objects.filter(studio=studio, revoked_at=None)
    return bool(valid.update(revoked_at=at or timezone.now(), revoked_by=post))
