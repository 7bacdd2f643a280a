"""The password: changed by oneself, also when it has to be; forgotten and set anew with a code."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from members import proof
from members.accounts import codes, devices, passwords
from members.accounts.forms import Name, OldPassword, Reset
from members.views.account import safe

SENT = "如果这个账号登记了手机或邮箱，验证码已经发出，10 分钟内有效。收不到的，请联系提案委办公室发一个一次性密码。"


@sensitive_post_parameters()
@never_cache
def change(request):
    wanted = request.POST.get("next") or request.GET.get("next")
    form = OldPassword(request.POST if request.method == "POST" else None, user=request.user)
    if request.method == "POST" and form.is_valid():
        passwords.change(request.user, form.cleaned_data["password"])
        update_session_auth_hash(request, request.user)
        devices.end_others(request)
        proof.note(request)
        messages.success(request, "密码已改好，别处的登录已经退出。")
        return redirect(safe(request, wanted) if wanted else "account-settings")
    context = {"form": form, "why": passwords.must_change(request.user), "next": wanted or ""}
    status = 422 if form.errors else 200
    return render(request, "registration/password_change_form.html", context, status=status)


@login_not_required
@never_cache
def forgotten(request):
    """Asks for the name; says the same whether there is such an account or not."""
    form = Name(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and codes.available():
        codes.ask(form.cleaned_data["username"])
        messages.info(request, SENT)
        name = urlencode({"who": request.POST["username"].strip()[:150]})
        return redirect(f"{reverse('account-reset')}?{name}")
    context = {"form": form, "available": codes.available()}
    return render(request, "registration/forgotten.html", context, status=422 if form.errors else 200)


@sensitive_post_parameters()
@login_not_required
@never_cache
def reset(request):
    """The code and the new password; a wrong code, a used one and an unknown name answer alike."""
    who = Name({"username": request.POST.get("who") or request.GET.get("who") or ""})
    username = who.cleaned_data["username"] if who.is_valid() else ""
    form = Reset(request.POST if request.method == "POST" else None, user=codes.account(username))
    if request.method == "POST" and form.is_valid():
        account = codes.redeem(username, form.cleaned_data["code"])
        if account is not None:
            passwords.change(account, form.cleaned_data["password"])
            devices.end_all(account)
            messages.success(request, "密码已设好，请用新密码登录。")
            return redirect("account-login")
        form.add_error("code", "验证码不对或已经过期，请核对，或者重新获取。")
    context = {"form": form, "who": who["username"].value()}
    return render(request, "registration/reset.html", context, status=422 if form.errors else 200)
