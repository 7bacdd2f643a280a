"""Sign in and out, the first-run guide, settings, password, the hat worn, text size."""

from urllib.parse import urlencode

from django.conf import settings as django_settings
from django.contrib.auth import logout
from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from members import demo_sign_ins, hats, proof, short_messages, standing_in
from members.accounts import codes, outside, second_factor
from members.forms import SignInForm
from members.states import AUTHORS, OFFICE, UNIT

GUIDE_PAGES = 3


@method_decorator([login_not_required, never_cache], name="dispatch")
class SignIn(auth_views.LoginView):
    template_name = "registration/login.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def form_valid(self, form):
        answer = super().form_valid(form)
        proof.note(self.request)
        return answer

    def get_success_url(self):
        """Back to where one came from; the very first time by way of the guide."""
        wanted = super().get_success_url()
        if self.request.user.welcomed_at is None:
            return f"{reverse('account-welcome')}?{urlencode({'next': wanted})}"
        return wanted

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        label = outside.configured() and outside_label()
        return context | {"demo": demo_sign_ins.listed(), "outside": label, "codes": codes.available()}


@require_POST
def sign_out(request):
    logout(request)
    return redirect("account-login")


def welcome(request):
    """Three short screens, shown once and skippable: who you are, how large the text, what to do first."""
    wanted = safe(request, request.POST.get("next") or request.GET.get("next"))
    if request.method == "POST":
        request.user.welcomed_at = timezone.now()
        request.user.save(update_fields=["welcomed_at"])
        return redirect(wanted)
    shown = request.GET.get("page", "1")
    number = int(shown) if shown in ("1", "2", "3") else 1
    context = {"number": number, "pages": GUIDE_PAGES, "next": wanted, "part": part_of(request.post)}
    return render(request, "members/welcome.html", context)


def part_of(post):
    """Which of the guide's closing words fit this hat."""
    role = post.role if post else None
    for name, roles in (("author", AUTHORS), ("office", OFFICE), ("unit", UNIT)):
        if role in roles:
            return name
    return "other"


@require_safe
def settings(request):
    """M18: everything saves at once."""
    context = {
        "post": request.post,
        "others": [post for post in request.posts if post != request.post],
        "second": request.user.second_factor,
        "second_wanted": second_factor.wanted(request),
        "outside": outside.configured() and outside_label(),
        "identities": list(request.user.identities.all()),
        "shorts": short_messages.switches(request.user, request.posts),
        "may_stand_in": request.post is not None and request.post.role not in standing_in.PERSONAL,
    }
    return render(request, "members/settings.html", context)


def outside_label():
    return django_settings.OIDC["label"]


@require_POST
def sms(request):
    short_messages.turn(request.user, request.POST.get("kind", ""))
    return redirect("account-settings")


@require_POST
def shortcuts(request):
    request.user.shortcuts = not request.user.shortcuts
    request.user.save(update_fields=["shortcuts"])
    return redirect("account-settings")


@require_POST
def switch_hat(request):
    """From a member's remembered device into another hat only with a password just entered."""
    chosen = key(request.POST.get("post"))
    wanted = next((post for post in request.posts if post.pk == chosen), None)
    if wanted is None:
        raise Http404
    then = safe(request, request.POST.get("next"))
    if hats.needs_proof(request, wanted):
        form = proof.ask(request, django_settings.STAFF_IDLE_SECONDS)
        if form is not None and not form.is_valid():
            tried = "password" in request.POST
            form = form if tried else proof.ProofForm(request=request)
            context = {"form": form, "wanted": wanted, "then": then}
            return render(request, "members/hat_proof.html", context, status=422 if tried else 200)
    hats.choose(request, wanted)
    return redirect(then)


@login_not_required
@require_POST
def text_size(request):
    answer = redirect(safe(request, request.POST.get("next") or request.META.get("HTTP_REFERER")))
    if request.user.is_authenticated:
        request.user.large_text = not request.user.large_text
        request.user.save(update_fields=["large_text"])
    else:
        answer.set_cookie(
            "large_text", "0" if request.COOKIES.get("large_text") == "1" else "1", max_age=31536000
        )
    return answer


def key(text):
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None


def safe(request, wanted):
    """An address of this site, else the home page."""
    allowed = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if allowed else "/"
