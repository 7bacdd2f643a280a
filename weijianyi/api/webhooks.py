"""Events pushed to subscribers: a row per event and subscriber, signed, retried through the outbox, pausing itself."""

import json

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from dispatch.models import Assignment
from dispatch.states import DeskState
from members.rules import department_of
from weijianyi import outgoing, rulebook, sealing
from weijianyi.api import keys
from weijianyi.api.models import DeliveryState, WebhookDelivery, WebhookSubscription
from weijianyi.work import outbox
from weijianyi.work.models import Outbox
from weijianyi.workflow import NotNow

TOPIC = "webhook"
# name → (what it tells, {model.step that bring it about})
EVENTS = {
    "assignment.offered": ("交办", {"assignment.offer"}),
    "assignment.signed": ("单位签收", {"assignment.sign"}),
    "assignment.returned": ("同意退办", {"assignment.grant_return"}),
    "assignment.replied": ("答复转委员", {"assignment.sign_reply", "assignment.pass_check"}),
    "assignment.redone": ("重办", {"assignment.grant_redo", "assignment.reopen"}),
    "assignment.closed": (
        "办结",
        {"assignment.close", "assignment.lapse", "assignment.excuse", "assignment.refuse_redo"},
    ),
}
CHOICES = [(name, f"{label}（{name}）") for name, (label, _) in EVENTS.items()]
NAMED = {step: name for name, (_, steps) in EVENTS.items() for step in steps}


def name_of(event):
    """The outside name of an event, or None; a reply that is still checked is no reply yet."""
    name = NAMED.get(f"assignment.{event.step}")
    if name is None or (event.step == "sign_reply" and event.to_state != DeskState.RELEASED):
        return None
    return name if ContentType.objects.get_for_id(event.content_type_id).model == "assignment" else None


def listen(event):
    """One delivery per subscriber whose key may know of the desk; safe to run twice for one event."""
    name = name_of(event)
    if name is None:
        return
    rows = WebhookSubscription.objects.filter(
        organisation=event.organisation_id, key__revoked_at=None, key__expires_on__gte=timezone.localdate()
    )
    asked = [row for row in rows.select_related("key__organisation") if name in row.events]
    desk = Assignment.objects.filter(pk=event.object_id).first() if asked else None
    wanted = [row for row in asked if desk is not None and may_know(keys.actor_of(row.key), desk)]
    if not wanted:
        return
    now = timezone.now()
    WebhookDelivery.objects.bulk_create(
        [WebhookDelivery(subscription=row, event=event, created_at=now) for row in wanted],
        ignore_conflicts=True,
    )
    for row in WebhookDelivery.objects.filter(event=event, state=DeliveryState.WAITING):
        queue(row)


def queue(delivery):
    outbox.put(TOPIC, f"webhook:{delivery.pk}:{delivery.turn}", {"delivery": delivery.pk})
    outbox.wake()


def payload(delivery):
    """What this subscriber's key may read of it now; None where that is nothing. Never a text of anybody."""
    event, actor = delivery.event, keys.actor_of(delivery.subscription.key)
    desk = Assignment.objects.filter(pk=event.object_id).select_related("item", "department").first()
    if desk is None or not may_know(actor, desk):
        return None
    return {
        "id": str(delivery.request_id), "event": name_of(event), "occurred_at": event.occurred_at.isoformat(),
        "item": {"slug": desk.item.slug, "number": desk.item.reference, "state": desk.item.state},
        "assignment": {"slug": desk.slug, "state": desk.state, "round": desk.round, "version": desk.version,
                       "unit": desk.department.name if desk.department else None},
    }  # fmt: skip


def may_know(actor, desk):
    """A department's own desk, also once it has given it back; for others the desks they see."""
    own = department_of(actor)
    if own is not None:
        return desk.department_id == own and desk.state != DeskState.PLANNED
    return Assignment.objects.visible_to(actor).filter(pk=desk.pk).exists()


def handle(row):
    """The outbox's handler: one try of one delivery."""
    rows = WebhookDelivery.objects.select_related("subscription__key__organisation", "event")
    delivery = rows.filter(pk=row.payload["delivery"]).first()
    if delivery is None or delivery.state == DeliveryState.DELIVERED:
        return None
    target = delivery.subscription
    if target.paused_at:
        return note(delivery, DeliveryState.HELD)
    said = payload(delivery) if target.key.usable else None
    if said is None:
        return note(delivery, DeliveryState.FAILED, error="密钥已失效，或无权查看这件事项，没有发送。")
    try:
        answer = post(target, said)
    except outgoing.Refused as refusal:
        return gave_up(delivery, said, None, str(refusal))
    except outgoing.Failed as failure:
        return tried(delivery, said, None, str(failure), row)
    if answer.good:
        WebhookSubscription.objects.filter(pk=target.pk).update(failures=0)
        return note(delivery, DeliveryState.DELIVERED, said, answer.status, delivered_at=timezone.now())
    if answer.passing:
        return tried(delivery, said, answer.status, f"回应 {answer.status}", row)
    return gave_up(delivery, said, answer.status, f"回应 {answer.status}，不再重试。")


def post(target, said):
    body = json.dumps(said, ensure_ascii=False, sort_keys=True).encode()
    path = outgoing.target(target.url).path
    signed = sealing.headers(sealing.opened(target.secret), method="POST", path=path, body=body)
    headers = {
        "Content-Type": "application/json",
        "X-Request-Id": said["id"],
        "X-Event": said["event"],
        **signed,
    }
    return outgoing.call("POST", target.url, body=body, headers=headers)


def note(delivery, state, said=None, status=None, error="", **more):
    """Write down what became of this try; only whoever holds the outbox row does."""
    if said is not None:
        delivery.attempts, delivery.payload = delivery.attempts + 1, said
    delivery.state, delivery.status, delivery.error = state, status, error[:200]
    for name, value in more.items():
        setattr(delivery, name, value)
    delivery.save(update_fields=["state", "status", "error", "attempts", "payload", *more])


def tried(delivery, said, status, error, row):
    """Not now: the outbox tries again, until it gives up."""
    last = row.attempts >= Outbox.MAX_ATTEMPTS
    note(delivery, DeliveryState.FAILED if last else DeliveryState.WAITING, said, status, error)
    count_failure(delivery.subscription)
    raise outgoing.Failed(error)


def gave_up(delivery, said, status, error):
    note(delivery, DeliveryState.FAILED, said, status, error)
    count_failure(delivery.subscription)


def count_failure(target):
    """Too many in a row: it is paused until the administrator has looked."""
    rows = WebhookSubscription.objects.filter(pk=target.pk)
    rows.update(failures=F("failures") + 1)
    most = rulebook.value(target.organisation_id, "webhook_pause_after")
    rows.filter(failures__gte=most, paused_at=None).update(
        paused_at=timezone.now(), pause_reason=f"连续失败 {most} 次，自动暂停"
    )


@transaction.atomic
def redeliver(delivery):
    """Once more, the same request id: whoever has it already knows it again."""
    delivery = WebhookDelivery.objects.select_for_update().get(pk=delivery.pk)
    if delivery.state == DeliveryState.WAITING and not given_up(delivery):
        raise NotNow("正在排队发送，不用重复操作。")
    delivery.turn += 1
    delivery.state, delivery.error = DeliveryState.WAITING, ""
    delivery.save(update_fields=["turn", "state", "error"])
    queue(delivery)


def given_up(delivery):
    return Outbox.objects.stuck().filter(key=f"webhook:{delivery.pk}:{delivery.turn}").exists()


@transaction.atomic
def resume(target):
    """Goes on with what was held meanwhile, oldest first."""
    target.paused_at, target.pause_reason, target.failures = None, "", 0
    target.save(update_fields=["paused_at", "pause_reason", "failures"])
    for delivery in target.deliveries.filter(state=DeliveryState.HELD).order_by("pk"):
        redeliver(delivery)


def pause(target, reason):
    target.paused_at, target.pause_reason = timezone.now(), reason
    target.save(update_fields=["paused_at", "pause_reason"])
