"""事件推送: subscriptions, their log, redelivery, pause and resumption."""

import uuid

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from weijianyi import paging, sealing
from weijianyi.api import webhooks
from weijianyi.api.forms import SubscriptionForm
from weijianyi.api.models import WebhookDelivery, WebhookSubscription
from weijianyi.interfacing import admin_only, tabs
from weijianyi.taking import check_fresh, check_hat
from weijianyi.workflow import NotNow


@admin_only
@require_safe
def subscription_list(request):
    rows = WebhookSubscription.objects.for_actor(request.actor).select_related("key")
    return render(request, "interfaces/webhooks.html", {"rows": rows, "tabs": tabs("interface-webhooks")})


@admin_only
def subscription_new(request):
    form = SubscriptionForm(request.POST if request.method == "POST" else None, actor=request.actor)
    if form.is_bound and form.is_valid():
        check_hat(request)
        secret = sealing.new_secret()
        row, made = WebhookSubscription.objects.for_actor(request.actor).get_or_create(
            organisation=request.post.organisation, url=form.cleaned_data["url"], name=form.cleaned_data["name"],
            defaults={"key": form.cleaned_data["key"], "events": form.cleaned_data["events"],
                      "secret": sealing.sealed(secret)},
        )  # fmt: skip
        if not made:
            raise NotNow("同名、同地址的推送已经登记，签名密钥只显示一次。")
        return render(request, "interfaces/webhook_shown.html", {"row": row, "clear": secret})
    context = {
        "title": "登记事件推送", "form": form, "form_key": uuid.uuid4().hex, "submit": "登记", "note": "",
        "trail": [("事件推送", reverse("interface-webhooks"))], "back": reverse("interface-webhooks"),
    }  # fmt: skip
    return render(request, "interfaces/form.html", context, status=422 if form.errors else 200)


def of(request, pk):
    row = WebhookSubscription.objects.for_actor(request.actor).select_related("key").filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


@admin_only
@require_safe
def subscription_page(request, pk):
    row = of(request, pk)
    deliveries = WebhookDelivery.objects.for_actor(request.actor).filter(subscription=row)
    page = paging.page(deliveries.select_related("event"), request, ["-id"])
    labels = [webhooks.EVENTS[name][0] for name in row.events if name in webhooks.EVENTS]
    context = {"row": row, "page": page, "rows": page.rows, "labels": "、".join(labels)}
    return render(request, "interfaces/webhook.html", context)


@admin_only
@require_POST
def subscription_switch(request, pk):
    """Paused or resumed, whichever the page offered."""
    row = of(request, pk)
    check_hat(request)
    check_fresh(request, row)
    if row.paused_at:
        webhooks.resume(row)
        messages.success(request, "已恢复推送，暂停期间的也会补发。")
    else:
        webhooks.pause(row, f"{request.user.name}暂停")
        messages.success(request, "已暂停推送，期间的事件留待恢复后补发。")
    return redirect("interface-webhook", row.pk)


@admin_only
@require_POST
def redeliver(request, pk):
    deliveries = WebhookDelivery.objects.for_actor(request.actor).select_related("subscription")
    delivery = deliveries.filter(pk=pk).first()
    if delivery is None:
        raise Http404
    check_hat(request)
    webhooks.redeliver(delivery)
    messages.success(request, "已重新排队发送。")
    return redirect("interface-webhook", delivery.subscription_id)
