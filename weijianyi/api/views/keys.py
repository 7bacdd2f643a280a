"""接口密钥: issued, shown once, revoked; and the page that explains the interface."""

import uuid

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from weijianyi.api import keys, schema
from weijianyi.api.forms import KeyForm
from weijianyi.api.models import ApiKey
from weijianyi.interfacing import admin_only, tabs
from weijianyi.taking import check_hat, key_of
from weijianyi.workflow import NotNow


@admin_only
@require_safe
def key_list(request):
    rows = ApiKey.objects.for_actor(request.actor).select_related("post__officer__department")
    return render(request, "interfaces/keys.html", {"rows": rows, "tabs": tabs("interface-keys")})


@admin_only
def key_new(request):
    form = KeyForm(request.POST if request.method == "POST" else None, organisation=request.post.organisation)
    if form.is_bound and form.is_valid():
        check_hat(request)
        key, clear = keys.issue(
            request.post.organisation, by=request.post, form_key=key_of(request), **form.cleaned_data
        )
        if not clear:
            raise NotNow("这个密钥刚才已经签发，只显示一次。没有记下的，请吊销后重新签发。")
        return render(request, "interfaces/key_shown.html", {"key": key, "clear": clear})
    context = {
        "title": "签发接口密钥", "form": form, "form_key": uuid.uuid4().hex, "submit": "签发", "note": "",
        "trail": [("接口密钥", reverse("interface-keys"))], "back": reverse("interface-keys"),
    }  # fmt: skip
    return render(request, "interfaces/form.html", context, status=422 if form.errors else 200)


@admin_only
def key_revoke(request, pk):
    """Asked before: it cannot be taken back."""
    key = ApiKey.objects.for_actor(request.actor).filter(pk=pk).first()
    if key is None:
        raise Http404
    if request.method == "POST":
        check_hat(request)
        keys.revoke(key, by=request.post)
        messages.success(request, f"“{key.name}”已吊销。")
        return redirect("interface-keys")
    return render(
        request, "interfaces/key_revoke.html", {"key": key, "cancel_url": reverse("interface-keys")}
    )


@admin_only
@require_safe
def docs(request):
    context = {"rows": schema.rows(), "tabs": tabs("interface-docs"), "prefix": schema.PREFIX}
    return render(request, "interfaces/docs.html", context)
