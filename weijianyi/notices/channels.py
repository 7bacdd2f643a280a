"""Channels: how a notice leaves. One signature: `reaches(user) -> bool`, `send(notice)` raises if it failed."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import get_template

from weijianyi.notices import gateway, short
from weijianyi.notices.models import Channel
from weijianyi.notices.rendering import plain

TIMEOUT = 10  # seconds; a mail server that hangs must not hold up the timetable


@dataclass(frozen=True)
class Sender:
    reaches: Callable  # (user) -> bool: configured here, and this person can be reached
    send: Callable  # (notice) -> None, or raises
    objection: Callable = lambda notice: ""  # why this channel must not carry it, asked just before sending


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


def sms_reaches(user):
    return bool(settings.SMS_URL and user.phone)


def send_sms(notice):
    """Through the provider's gateway: a reviewed template with its facts; the same key when it is sent again."""
    kind, facts, text = short.message(notice)
    post_sms(f"notice-{notice.pk}", notice.user.phone, kind, facts, text)


def send_code(key, phone, code):
    """A code for a forgotten password; raises when the gateway does not take it."""
    facts = {"code": code}
    post_sms(key, phone, str(short.Kind.CODE), facts, short.said(short.Kind.CODE, facts))


def post_sms(key, phone, kind, facts, text):
    gateway.post(
        settings.SMS_URL,
        json.dumps(
            {
                "id": key,
                "sign": settings.SMS_SIGN,
                "phone": phone,
                "template": kind,
                "params": facts,
                "text": text,
            },
            ensure_ascii=False,
        ).encode(),
        {"Authorization": f"Bearer {settings.SMS_KEY}", "Idempotency-Key": key},
        TIMEOUT,
    )


def webhook_reaches(user):
    return bool(settings.WEBHOOK_URL)


def send_webhook(notice):
    """To the office's work chat, which knows people by their user names: title and address, never the text."""
    body = json.dumps(
        {"id": f"notice-{notice.pk}", "to": notice.user.get_username(), "kind": notice.text,
         "title": notice.title, "url": f"{settings.SITE_URL}{notice.url}" if notice.url else ""},
        ensure_ascii=False,
    ).encode()  # fmt: skip
    gateway.post(settings.WEBHOOK_URL, body, gateway.signed(settings.WEBHOOK_KEY, body), TIMEOUT)


def in_inbox(notice):
    """Nothing to do: the row is the message."""


# Inbox first: it waits for no server.
SENDERS = {
    Channel.IN_APP: Sender(reaches=lambda user: True, send=in_inbox),
    Channel.EMAIL: Sender(reaches=mail_reaches, send=send_mail),
    Channel.SMS: Sender(reaches=sms_reaches, send=send_sms, objection=short.objection),
    Channel.WEBHOOK: Sender(reaches=webhook_reaches, send=send_webhook),
}
