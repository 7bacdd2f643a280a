"""Forms of the account: signing in by name, phone or user name."""

import re

from django.contrib.auth.forms import AuthenticationForm
from django.forms import CharField, PasswordInput, TextInput

from members.models import User
from weijianyi.forms import Spoken

WRONG = "账号和密码对不上。请检查一下；有同名的，请用手机号登录；手机号没有登记的，请联系提案委办公室。"


def username_of(typed):
    """The user name behind a user name, a phone number or a name that only one person has; else as typed."""
    typed = typed.strip()
    digits = re.sub(r"[\s-]", "", typed).removeprefix("+86")
    active = User.objects.filter(is_active=True)
    for field, value in (("username", typed), ("phone", digits), ("name", typed)):
        found = list(active.filter(**{field: value}).values_list("username", flat=True)[:2]) if value else []
        if len(found) == 1:
            return found[0]
    return typed


class SignInForm(Spoken, AuthenticationForm):
    username = CharField(
        label="手机号或姓名",
        max_length=150,
        widget=TextInput({"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = CharField(
        label="密码", strip=False, max_length=200, widget=PasswordInput({"autocomplete": "current-password"})
    )
    error_messages = {"invalid_login": WRONG, "inactive": WRONG}

    def clean_username(self):
        """Resolved first, so that wrong passwords count for one account however it was named."""
        return username_of(self.cleaned_data["username"])
