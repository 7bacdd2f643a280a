"""Fresh proof of identity: a remembered phone may lie about, so what counts personally asks for the password again."""

from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.forms import CharField, PasswordInput
from django.utils import timezone

from weijianyi.forms import Form

KEY = "proved"  # session: when the password was last entered
SECONDS = 12 * 3600


def note(request):
    request.session[KEY] = timezone.now().timestamp()


def is_fresh(request, seconds=SECONDS):
    return timezone.now().timestamp() - request.session.get(KEY, 0) < seconds


class ProofForm(Form):
    """One password field beside a page's own form; wrong passwords count towards the lock as at the sign-in."""

    password = CharField(
        label="您的登录密码",
        help_text="您有一段时间没有输入密码了。为确认是您本人，请再输一次；已经填写的内容都在。",
        strip=False,
        widget=PasswordInput({"autocomplete": "current-password"}),
    )

    def __init__(self, *args, request, **kwargs):
        self.request = request
        super().__init__(*args, **kwargs)

    def clean_password(self):
        name, password = self.request.user.get_username(), self.cleaned_data["password"]
        if authenticate(self.request, username=name, password=password) is None:
            raise ValidationError("密码不对，请再输一次。")
        note(self.request)
        return password


def ask(request, seconds=SECONDS):
    """The form to show beside the page's own one, or None while the proof is younger than that."""
    if is_fresh(request, seconds):
        return None
    return ProofForm(*([request.POST] if request.method == "POST" else []), request=request)
