"""Sealing of what residents tell of themselves: Fernet with the keys of CONTACT_KEYS, which lie outside the database.

The first key seals, every key opens; `manage.py rotate_contacts` seals everything anew with the first one.
"""

import json

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.checks import Error

LOST = "密钥已更换，读不出"


class Unreadable(Exception):
    """Sealed with a key that is no longer among CONTACT_KEYS."""


def box():
    return MultiFernet([Fernet(key) for key in settings.CONTACT_KEYS])


def seal(facts):
    """`facts` (JSON-ready) as text for the database."""
    return box().encrypt(json.dumps(facts, ensure_ascii=False).encode()).decode()


def open_sealed(text):
    """The facts again; Unreadable without their key."""
    try:
        return json.loads(box().decrypt(text.encode()))
    except InvalidToken as error:
        raise Unreadable from error


def resealed(text):
    """The same under the first key."""
    return box().rotate(text.encode()).decode()


def check(app_configs, **kwargs):
    """Production has keys of its own, and they are keys."""
    if settings.PRODUCTION and settings.CONTACT_KEYS in ([], [settings.DEMO_CONTACT_KEY]):
        hint = 'python3 -c "from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())"'
        return [
            Error(
                "CONTACT_KEYS is missing: residents' contacts cannot be kept.", hint=hint, id="members.E001"
            )
        ]
    try:
        box()
    except ValueError:
        return [Error("CONTACT_KEYS holds something that is no Fernet key.", id="members.E002")]
    return []
