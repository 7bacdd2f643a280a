"""The one password profile: at least 10 characters of 3 kinds, changed every 90 days, the last 5 refused (等保三级)."""

import secrets
import string
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.utils import timezone

from members.models import UsedPassword

REMEMBERED = 5
KINDS = (str.islower, str.isupper, str.isdigit, lambda c: not c.isalnum())
PLACE = ("zhengxie", "weijianyi", "tian", "weiyuan", "政协", "微建议", "提案", "委员")
FIRST_LENGTH = 12
# No characters that are read as others: these passwords are printed and typed in.
LETTERS = "abcdefghjkmnpqrstuvwxyz"
READABLE = LETTERS + LETTERS.upper().replace("O", "") + "23456789"


class KindsOfCharacters:
    """Three of: small letters, capitals, digits, others (Chinese characters count as others)."""

    least = 3

    def validate(self, password, user=None):
        kinds = sum(any(kind(c) for c in password) for kind in KINDS)
        if kinds < self.least and not any(ord(c) > 0x2E7F for c in password):
            raise ValidationError("密码要包含大写字母、小写字母、数字、符号中的三种，或者用一句中文。")

    def get_help_text(self):
        return "包含大写字母、小写字母、数字、符号中的三种，或者用一句中文。"


class WordsOfThePlace:
    """Words that everybody would try here first."""

    def validate(self, password, user=None):
        found = [word for word in PLACE if word in password.lower()]
        if found and len(password) - len(found[0]) < 8:
            raise ValidationError(f"密码里不要用“{found[0]}”这样容易猜到的词。")

    def get_help_text(self):
        return "不要用政协、单位名称这样容易猜到的词。"


class NotUsedBefore:
    def validate(self, password, user=None):
        if user is None or user.pk is None:
            return
        before = [user.password, *user.used_passwords.values_list("password", flat=True)[:REMEMBERED]]
        if any(check_password(password, each) for each in before if each):
            raise ValidationError("这个密码用过了，请换一个没有用过的。")

    def get_help_text(self):
        return "不能用最近用过的密码。"


def change(user, password):
    """Set the person's own new password; the one before is remembered as used."""
    if user.password:
        UsedPassword.objects.create(user=user, password=user.password)
        kept = user.used_passwords.values_list("pk", flat=True)[:REMEMBERED]
        user.used_passwords.exclude(pk__in=list(kept)).delete()
    user.set_password(password)
    user.must_change_password, user.password_set_at = False, timezone.now()
    user.save(update_fields=["password", "must_change_password", "password_set_at"])


def give_first(user):
    """A random password to be shown once and changed at the next sign-in; nobody chooses it. Returns it."""
    password = random_password()
    user.set_password(password)
    user.must_change_password, user.password_set_at = True, timezone.now()
    user.save(update_fields=["password", "must_change_password", "password_set_at"])
    return password


def random_password():
    """Twelve characters with at least one of three kinds; about 68 bits."""
    while True:
        made = "".join(secrets.choice(READABLE) for _ in range(FIRST_LENGTH))
        if all(any(c in kind for c in made) for kind in (LETTERS, string.ascii_uppercase, string.digits)):
            return made


def must_change(user):
    """Why a new password is asked for before anything else, or an empty string."""
    if user.must_change_password:
        return "这是一次性的密码，请先换成自己的密码。"
    days = settings.PASSWORD_DAYS
    if days and user.password_set_at and timezone.now() - user.password_set_at > timedelta(days=days):
        return f"密码已经用了 {days} 天，请换一个新的。"
    return ""
