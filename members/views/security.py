"""The second factor, devices signed in, and the sign-in through a service outside."""

import logging

from authlib.common.errors import AuthlibBaseError
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from requests import RequestException

from members import proof
from members.accounts import devices, outside, second_factor
from members.accounts.forms import Code
from members.views.account import safe

logger = logging.getLogger(__name__)
BACKEND = "django.contrib.auth.backends.ModelBackend"
NEXT, LINKING = "outside_next", "outside_linking"


# -- second factor ---------------------------------------------------------------------------------
@never_cache
def second(request):
    """Asks for the code; leads to the set-up where the person has no device yet."""
    wanted = safe(request, request.POST.get("next") or request.GET.get("next"))
    if not request.user.second_factor:
        return redirect("second-factor-new")
    form = Code(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if second_factor.passed(request, form.cleaned_data["code"]):
            return redirect(wanted)
        form.add_error("code", "验证码不对，请看手机上最新的 6 位数字再输一次。连错几次要等一会儿。")
    context = {"form": form, "next": wanted}
    return render(request, "registration/second_factor.html", context, status=422 if form.errors else 200)


@never_cache
def second_new(request):
    """Set up the app: the picture, the key to type in, a first code; then the paper codes, shown once."""
    if request.user.second_factor and not second_factor.given(request):
        return redirect("second-factor")
    form = Code(request.POST if request.method == "POST" else None)
    device = second_factor.begin(request)
    if request.method == "POST" and form.is_valid():
        paper = second_factor.confirm(request, device, form.cleaned_data["code"])
        if paper:
            return render(request, "registration/paper_codes.html", {"codes": paper})
        form.add_error("code", "验证码不对，请看手机上最新的 6 位数字再输一次。")
    context = {
        "form": form,
        "picture": second_factor.picture(device),
        "key": second_factor.secret_of(device),
        "wanted": second_factor.wanted(request),
    }
    return render(request, "registration/second_factor_new.html", context, status=422 if form.errors else 200)


def second_off(request):
    """GET asks, POST switches it off with fresh proof; not where the post requires it."""
    form = proof.ask(request)
    if request.method == "POST" and (form is None or form.is_valid()):
        if second_factor.wanted(request):
            messages.error(request, "您现在的岗位须用第二重验证，不能关闭。换手机的，请重新设置。")
        else:
            second_factor.remove(request.user)
            messages.success(request, "第二重验证已关闭。")
        return redirect("account-settings")
    status = 422 if form is not None and form.errors else 200
    return render(request, "registration/second_factor_off.html", {"form": form}, status=status)


# -- devices ---------------------------------------------------------------------------------------
@require_safe
def device_list(request):
    return render(request, "members/devices.html", {"devices": devices.of(request)})


@require_POST
def device_end(request):
    key = request.POST.get("device", "")
    if key == "others":
        number = devices.end_others(request)
        messages.success(
            request, f"别处的 {number} 个登录已经退出。" if number else "别处没有登录，不用退出。"
        )
    elif devices.end(request, key):
        messages.success(request, "那台设备已经退出登录。")
    else:
        messages.info(request, "那台设备早已退出。")
    return redirect("device-list")


# -- a service outside -----------------------------------------------------------------------------
@login_not_required
@never_cache
@require_safe
def outside_start(request):
    """Off to the service; signed in already, its identity is linked to this account (fresh proof asked)."""
    if not outside.configured():
        raise Http404
    if request.user.is_authenticated and not proof.is_fresh(request):
        messages.error(request, "为确认是您本人，绑定之前请先退出，用密码重新登录一次。")
        return redirect("account-settings")
    request.session[NEXT] = safe(request, request.GET.get("next"))
    request.session[LINKING] = request.user.pk if request.user.is_authenticated else None
    back = request.build_absolute_uri(reverse("outside-back"))
    try:
        return outside.client().authorize_redirect(request, back)
    except (RequestException, AuthlibBaseError, ValueError) as error:
        return not_reached(request, error)


@login_not_required
@never_cache
@require_safe
def outside_back(request):
    if not outside.configured():
        raise Http404
    try:
        issuer, subject, label = outside.claims(request)
    except (RequestException, AuthlibBaseError, KeyError, ValueError) as error:
        return not_reached(request, error)
    linking, wanted = request.session.pop(LINKING, None), safe(request, request.session.pop(NEXT, "/"))
    if linking and request.user.is_authenticated and request.user.pk == linking:
        return linked(request, issuer, subject, label)
    account = outside.account_of(issuer, subject)
    if account is None:
        messages.error(request, "这个身份还没有绑定账号。请先用手机号和密码登录，再到“我的设置”里绑定。")
        return redirect("account-login")
    login(request, account, backend=BACKEND)
    proof.note(request)
    return redirect(wanted)


def linked(request, issuer, subject, label):
    if outside.link(request.user, issuer, subject, label):
        messages.success(request, "已经绑定，下次可以直接用它登录。")
    else:
        messages.error(request, "这个身份已经绑定了另一个账号，请联系管理员。")
    return redirect("account-settings")


def not_reached(request, error):
    logger.warning("sign-in outside: %s", type(error).__name__)
    messages.error(request, "统一身份认证没有连上，或者中途取消了。可以再试一次，或者用手机号和密码登录。")
    return redirect("account-settings" if request.user.is_authenticated else "account-login")


@require_POST
def outside_unlink(request):
    outside.unlink(request.user, request.POST.get("identity", ""))
    messages.success(request, "已解除绑定。")
    return redirect("account-settings")
