"""Channels: how a notice leaves. One signature: `reaches(user) -> bool`, `send(notice)` raises if it failed."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import get_template

from weijianyi.notices.models import Channel
from weijianyi.notices.rendering import plain

TIMEOUT = 10  # seconds; a mail server that hangs must not hold up the timetable


@dataclass(frozen=True)
class Sender:
    reaches: Callable  # (user) -> bool: configured here, and this person can be reached
    send: Callable  # (notice) -> None, or raises


def mail_reaches(user):
    return bool(settings.EMAIL_URL and user.email)


def send_mail(notice):
    """The Message-ID is the notice's own: a mail sent again after a crash is the same mail."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(" >")
    EmailMessage(
        subject=plain(get_template("notices/mail/subject.txt"), {"notice": notice}).strip(),
        body=plain(get_template("notices/mail/body.txt"), {"notice": notice, "site": settings.SITE_URL}),
        to=[notice.user.email],
        headers={
            "Message-ID": f"<notice-{notice.pk}-{notice.created_at:%Y%m%d%H%M%S%f}@{domain}>",
            "Auto-Submitted": "auto-generated",
        },
        connection=get_connection(timeout=TIMEOUT),
    ).send()


def in_inbox(notice):
    """Nothing to do: the row is the message."""


# Inbox first: it waits for no server. SMS and webhooks join here with senders of their own.
SENDERS = {
    Channel.IN_APP: Sender(reaches=lambda user: True, send=in_inbox),
    Channel.EMAIL: Sender(reaches=mail_reaches, send=send_mail),
}
