"""Machines and files of the demo: two keys, events pushed to a screen with their log, one exported exchange file."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from dispatch.linkage import exchange
from members.states import Scope
from suggestions.models import ItemLink
from weijianyi import sealing
from weijianyi.api import keys, webhooks
from weijianyi.api.models import ApiKey, DeliveryState, Purpose, WebhookDelivery, WebhookSubscription
from weijianyi.audit.models import Event
from weijianyi.demo import handovers

SHOWN = timedelta(days=10)  # of the log; whatever the demo's outbox still announces is among it
READS = [Scope.READ_ITEMS, Scope.READ_DESKS]
LASTS = 180


def connect(city):
    """The hosts are reserved names: nothing leaves the demo, so the subscription rests."""
    screen = issued(city, "履职服务大屏", Purpose.READ, READS)
    issued(city, "城管局业务系统", Purpose.DEPARTMENT, list(Scope), city.departments["市城管局"])
    pushed(city, screen)
    sealed_file(city)


def issued(city, name, purpose, scopes, department=None):
    """Its secret is shown to nobody: whoever tries the interface issues a key of the own."""
    made, _ = keys.issue(
        city.home, by=city.actor("admin").post, form_key=f"demo:{name}", name=name, purpose=purpose, scopes=scopes,
        expires_on=city.days.now.date() + timedelta(days=LASTS), department=department,
    )  # fmt: skip
    used = city.days.now - timedelta(hours=2)
    ApiKey.objects.filter(pk=made.pk).update(created_at=opening(city.days.now), last_used_at=used)
    return made


def opening(now):
    day = timezone.localdate(now - SHOWN)
    return timezone.make_aware(datetime.combine(day, time(9)))


def pushed(city, key):
    """Told ever since, one of them not taken; it rests now."""
    target = WebhookSubscription.objects.create(
        key=key, organisation=city.home, name="履职服务大屏", url="https://screen.example/events",
        secret=sealing.sealed(sealing.new_secret()), events=list(webhooks.EVENTS), created_at=opening(city.days.now),
        paused_at=city.days.now, pause_reason="演示环境不向外发送",
    )  # fmt: skip
    events = Event.objects.filter(organisation=city.home, occurred_at__gte=opening(city.days.now)).order_by(
        "pk"
    )
    told = [
        WebhookDelivery(subscription=target, event=e, created_at=e.occurred_at)
        for e in events
        if webhooks.name_of(e)
    ]
    for delivery in told:
        outcome(delivery)
    if told:
        last = told[-1]
        last.state, last.delivered_at, last.status = DeliveryState.FAILED, None, 404
        last.error = "回应 404，不再重试。"
    WebhookDelivery.objects.bulk_create(told)


def outcome(delivery):
    """As the sender notes it."""
    said = webhooks.payload(delivery)
    if said is None:
        delivery.state = DeliveryState.FAILED
        delivery.error = "密钥已失效，或无权查看这件事项，没有发送。"
        return
    delivery.payload, delivery.attempts, delivery.status = said, 1, 200
    delivery.state = DeliveryState.DELIVERED
    delivery.delivered_at = delivery.created_at + timedelta(seconds=20)


def sealed_file(city):
    """What went to 临江县, which has no line: the receipt can be printed, the same file written again."""
    item = city.tales[handovers.ORCHARD.title].item
    link = ItemLink.objects.select_related("from_item__case", "organisation").get(
        from_item=item, organisation=city.people.organisations["linjiang"]
    )
    exchange.exported(link, city.home, city.actor("staff").user, now=city.days.now - timedelta(hours=1))
