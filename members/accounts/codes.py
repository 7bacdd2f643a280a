"""A forgotten password: six digits to the registered phone or address, good for ten minutes and five tries."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.mail import EmailMessage, get_connection
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone

from members.models import ResetCode, User
from weijianyi.notices import channels

GOOD_FOR = timedelta(minutes=10)
TRIES = 5
PAUSE = timedelta(minutes=1)  # between two codes for one person
DAILY = 5


@dataclass(frozen=True)
class Way:
    """How a code travels."""

    name: str
    configured: Callable  # () -> bool
    reaches: Callable  # (user) -> bool
    send: Callable  # (user, code) -> None, or raises


def send_mail(user, code):
    text = render_to_string("registration/reset_mail.txt", {"code": code, "minutes": 10}).strip()
    subject, _, body = text.partition("\n")
    EmailMessage(subject, body.strip(), to=[user.email], connection=get_connection(timeout=10)).send()


def send_sms(user, code):
    channels.send_code(f"code-{user.reset_codes.first().pk}", user.phone, code)


WAYS = [
    Way("sms", lambda: bool(settings.SMS_URL), lambda user: bool(user.phone), send_sms),
    Way("email", lambda: bool(settings.EMAIL_URL), lambda user: bool(user.email), send_mail),
]


def available():
    """Whether codes can be sent from this installation at all."""
    return any(way.configured() for way in WAYS)


def way_to(user):
    return next((way for way in WAYS if way.configured() and way.reaches(user)), None)


def account(username):
    """Whose new password is judged; None for an unknown name."""
    return User.objects.filter(username=username, is_active=True).first()


def ask(username):
    """Send a code where the account exists and can be reached; silent otherwise: nobody learns which."""
    user = account(username)
    way = user and way_to(user)
    if not way:
        return
    now = timezone.now()
    sent = user.reset_codes.filter(sent_at__gt=now - timedelta(days=1))
    if sent.count() >= DAILY or sent.filter(sent_at__gt=now - PAUSE).exists():
        return
    code = f"{secrets.randbelow(10**6):06d}"
    ResetCode.objects.create(
        user=user, code=make_password(code), channel=way.name, sent_at=now, expires_at=now + GOOD_FOR
    )
    way.send(user, code)


def redeem(username, typed):
    """The account whose newest code this is, or None; every try counts before the code is compared."""
    newest = ResetCode.objects.filter(user__username=username, user__is_active=True).first()
    if newest is None:
        return None
    still = ResetCode.objects.filter(
        pk=newest.pk, used_at=None, tries__lt=TRIES, expires_at__gt=timezone.now()
    )
    if not still.update(tries=F("tries") + 1) or not newest.fits(typed):
        return None
    won = ResetCode.objects.filter(pk=newest.pk, used_at=None).update(used_at=timezone.now())
    return newest.user if won else None
