"""Forms of the account: a forgotten password, the second factor, standing in."""

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils import timezone

from members.forms import username_of
from members.models import Post
from weijianyi.forms import Day, Form


class Name(Form):
    """Who asks: resolved like the name at the sign-in."""

    username = forms.CharField(label="手机号或姓名", max_length=150)

    def clean_username(self):
        return username_of(self.cleaned_data["username"])


class NewPassword(Form):
    password = forms.CharField(
        label="新密码",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label="再输一次新密码",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, *args, user=None, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)

    def clean(self):
        data = super().clean()
        if data.get("password") and data.get("again") and data["password"] != data["again"]:
            self.add_error("again", "两次输入的新密码不一样。")
        elif data.get("password"):
            self.judge(data["password"])
        return data

    def judge(self, password):
        try:
            password_validation.validate_password(password, self.user)
        except ValidationError as error:
            self.add_error("password", error)


class OldPassword(NewPassword):
    """The person's own change: the old password first."""

    old = forms.CharField(
        label="现在的密码",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
    field_order = ("old", "password", "again")

    def clean_old(self):
        if not self.user.check_password(self.cleaned_data["old"]):
            raise ValidationError("现在的密码不对，请再输一次。")
        return self.cleaned_data["old"]


class Reset(NewPassword):
    """The code of the message and the new password."""

    code = forms.RegexField(
        r"^\s*\d{6}\s*$",
        label="验证码",
        error_messages={"invalid": "验证码是 6 位数字。"},
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )
    field_order = ("code", "password", "again")

    def clean_code(self):
        return self.cleaned_data["code"].strip()


class Code(Form):
    """A code of the authenticator app, or one of the paper."""

    code = forms.CharField(
        label="验证码",
        max_length=12,
        help_text="手机验证器上的 6 位数字；手机不在身边，用一个备用码。",
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}),
    )

    def clean_code(self):
        return "".join(self.cleaned_data["code"].split())


class StandInForm(Form):
    deputy = forms.ModelChoiceField(Post.objects.none(), label="由谁代理", empty_label="请选择同事")
    valid_from = forms.DateField(label="从哪天起", widget=Day())
    valid_to = forms.DateField(label="到哪天止（含当天）", widget=Day())
    reason = forms.CharField(label="原因", max_length=60, required=False)

    def __init__(self, *args, deputies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["deputy"].queryset = deputies
        self.fields["deputy"].label_from_instance = lambda post: f"{post.user.name}（{post.label}）"

    def clean(self):
        data = super().clean()
        first, last = data.get("valid_from"), data.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", "结束日期在开始日期之前。")
        if last and last < timezone.localdate():
            self.add_error("valid_to", "结束日期已经过去。")
        return data
