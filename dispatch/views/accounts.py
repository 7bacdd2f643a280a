"""Accounts of the organisation: the list, one person, a new account or post, and what is done to an account."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_safe

from dispatch.forms.accounts import AccountFilter, AccountForm, LastDayForm, PostForm
from dispatch.people import accounts
from suggestions.views.topics import entry_page
from weijianyi.forms import Form
from weijianyi.paging import page
from weijianyi.taking import check_hat

ACTS = {
    "password": ("发一次性密码", "原来的密码作废，所有设备退出登录；新密码只显示一次，首次登录须改。"),
    "factor": ("重置第二重验证", "确认是本人要求以后再办；所有设备退出登录，下次登录重新设置。"),
    "unlock": ("解除锁定", "连续输错密码被锁的，马上可以再试。"),
    "disable": ("停用账号", "马上退出所有设备，不能再登录；办过的事都在，可以恢复。"),
    "enable": ("恢复账号", "可以再登录，岗位照旧。"),
}  # fmt: skip
DONE = {
    "factor": accounts.reset_factor, "unlock": accounts.unlock, "disable": accounts.disable,
    "enable": accounts.enable,
}  # fmt: skip


@require_safe
def account_list(request):
    accounts.check_admin(request.actor)
    form = AccountFilter(request.GET)
    rows = accounts.narrowed(accounts.of(request.actor), request.actor, **form.wanted())
    found, locked = page(rows, request, accounts.ORDER), accounts.locked_names()
    for user in found.rows:
        user.tags = accounts.tags(user, locked)
    return render(
        request, "people/accounts.html", {"form": form, "page": found, "filtered": bool(form.wanted())}
    )


@require_safe
def account_person(request, pk):
    accounts.check_admin(request.actor)
    person = get_object_or_404(accounts.of(request.actor), pk=pk)
    posts = list(accounts.posts_of(request.actor).filter(user=person).order_by("valid_to", "pk"))
    own, home = person.pk == request.user.pk, accounts.home_of(person) == request.actor.organisation_id
    context = {
        "person": person, "posts": posts, "tags": accounts.tags(person, accounts.locked_names()), "own": own,
        "current": {post.pk for post in person.held},
        "acts": [] if own or not home else [(name, ACTS[name][0]) for name in offered(person)], "home": home,
    }  # fmt: skip
    return render(request, "people/account.html", context)


def offered(person):
    """Only what makes sense as the account stands."""
    found = ["password"] if person.is_active else []
    found += ["unlock"] if person.username in accounts.locked_names() else []
    found += ["factor"] if person.second_factor else []
    return [*found, "disable" if person.is_active else "enable"]


@never_cache
@sensitive_variables("password")
def account_new(request):
    accounts.check_admin(request.actor)
    form = AccountForm(request.POST if request.method == "POST" else None, actor=request.actor)
    if request.method == "POST":
        check_hat(request)
        if form.is_valid():
            names = {name: form.cleaned_data[name] for name in ("name", "phone", "username")}
            try:
                post, password = accounts.open_new(request.actor, **names, **form.post())
            except ValidationError as error:
                form.add_error(None, error)
            else:
                return slips(request, [(post.user, password)])
    context = {
        "title": "开账号", "form": form, "submit": "开账号", "back": reverse("account-list"), "back_label": "账号",
        "after": "开好以后显示一次性密码，请打印或抄下来交给本人，首次登录须改。",
    }  # fmt: skip
    return entry_page(request, context)


def account_post_new(request, pk):
    accounts.check_admin(request.actor)
    person = get_object_or_404(accounts.of(request.actor), pk=pk)
    form = PostForm(request.POST if request.method == "POST" else None, actor=request.actor)
    if request.method == "POST":
        check_hat(request)
        if form.is_valid():
            try:
                post = accounts.add_post(request.actor, person, **form.post())
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, f"{person.name}多了一个岗位：{post.label}。")
                return redirect("account-person", pk)
    context = {
        "title": f"给{person.name}加岗位", "form": form, "submit": "加岗位",
        "back": reverse("account-person", args=[pk]), "back_label": person.name,
    }  # fmt: skip
    return entry_page(request, context)


def account_post_end(request, pk):
    """`pk`: the post."""
    accounts.check_admin(request.actor)
    post = get_object_or_404(accounts.posts_of(request.actor), pk=pk)
    form = LastDayForm(request.POST if request.method == "POST" else None)
    back = reverse("account-person", args=[post.user_id])
    if request.method == "POST":
        check_hat(request)
        if form.is_valid():
            accounts.end_post(request.actor, post, form.cleaned_data["on"])
            messages.success(request, f"{post.user.name}的岗位“{post.label}”到那天为止。")
            return redirect(back)
    context = {
        "title": f"结束岗位：{post.user.name}，{post.label}", "form": form, "submit": "结束岗位", "back": back,
        "back_label": post.user.name,
    }  # fmt: skip
    return entry_page(request, context)


@never_cache
@sensitive_variables("password")
def account_act(request, pk, name):
    """GET asks, POST does it; the one-time password stands on the answer and nowhere else."""
    accounts.check_admin(request.actor)
    person = get_object_or_404(accounts.of(request.actor), pk=pk)
    if name not in ACTS:
        raise Http404
    accounts.check_changes(request.actor, person)
    label, text = ACTS[name]
    if request.method == "POST":
        check_hat(request)
        if name == "password":
            return slips(request, [(person, accounts.first_password(request.actor, person))])
        DONE[name](request.actor, person)
        messages.success(request, f"{person.name}：{label}，已办好。")
        return redirect("account-person", pk)
    context = {
        "title": f"{label}：{person.name}", "text": text, "consequences": [], "form": Form(), "submit": label,
        "cancel_url": reverse("account-person", args=[pk]), "post": request.post.pk, "version": None, "key": "",
        "after": "", "action": "", "form_id": "", "multipart": False, "tone": "", "icon": "",
    }  # fmt: skip
    return render(request, "ui/confirm.html", context)


def slips(request, made):
    """[(user, one-time password)], shown once and made for paper."""
    return render(request, "people/slips.html", {"made": made, "place": request.post.organisation})
