"""Events pushed to subscribers: signed, once, retried, paused, sent again by hand; only what the key may see."""

import json

import pytest

from members.states import Scope
from tests import connected, world
from tests.hotline_server import Hotline
from weijianyi import sealing
from weijianyi.api import keys, webhooks
from weijianyi.api.models import WebhookDelivery, WebhookSubscription
from weijianyi.audit.models import Event
from weijianyi.work.models import Outbox
from weijianyi.workflow import perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def w():
    return world.build()


@pytest.fixture
def catcher(settings):
    with Hotline() as server:
        connected.allow(settings, server.host)
        yield server


@pytest.fixture
def target(w, catcher):
    return subscribed(w, catcher)


def subscribed(w, catcher, *events, department="城管局"):
    made, _ = connected.key(w, Scope.READ_ITEMS, Scope.READ_DESKS, department=department)
    return WebhookSubscription.objects.create(
        key=made, organisation=w.city, name="大屏", url=f"{catcher.url}/hook", secret=sealing.sealed(connected.SECRET),
        events=list(events or webhooks.EVENTS),
    )  # fmt: skip


def told(catcher):
    return [json.loads(body)["event"] for _, _, body in catcher.calls]


def deliver():
    connected.drain()
    connected.drain()


def test_each_step_is_told_once_signed_and_without_a_text(w, catcher, target):
    w.released()
    deliver()
    assert told(catcher) == ["assignment.offered", "assignment.signed", "assignment.replied"]
    path, headers, body = catcher.calls[0]
    sealing.verify([connected.SECRET], headers, method="POST", path=path, body=body)
    said = json.loads(body)
    assert (
        said["id"]
        == headers["X-Request-Id"]
        == str(WebhookDelivery.objects.order_by("pk").first().request_id)
    )
    assert "樟树" not in body.decode()
    assert set(said) == {"id", "event", "occurred_at", "item", "assignment"}
    deliver()
    assert len(catcher.calls) == 3


def test_only_what_was_asked_for_and_what_the_key_may_see(w, catcher):
    subscribed(w, catcher, "assignment.signed")
    other = w.dispatched(w.submitted(title="公交站"), lead="交通局")
    perform(other, "sign", actor=w["handler2"])
    w.working()
    deliver()
    assert told(catcher) == ["assignment.signed"]
    assert [d.event.subject.department.short_name for d in WebhookDelivery.objects.all()] == ["城管局"]


def test_a_right_lost_before_the_sending_ends_it_without_a_call_or_a_failure(w, catcher, target):
    desk = w.dispatched()
    webhooks.listen(Event.objects.get(step="offer"))
    type(desk).objects.filter(pk=desk.pk).update(department=w.departments["交通局"])
    deliver()
    target.refresh_from_db()
    assert (catcher.calls, target.failures) == ([], 0)
    assert "无权" in WebhookDelivery.objects.get().error


def test_a_department_hears_that_its_hand_back_was_granted(w, catcher, target):
    from weijianyi import rulebook  # noqa: PLC0415

    reason = rulebook.entry(w.city, "handback_reason", "not_ours")
    desk = perform(
        w.dispatched(), "ask_return", actor=w["handler"], reason=reason, note="不是", proposed_text="园林中心"
    )
    perform(desk, "grant_return", actor=w["staff"], opinion="同意")
    deliver()
    assert told(catcher) == ["assignment.offered", "assignment.returned"]


@pytest.mark.parametrize("fault", ["500", "drop"])
def test_what_did_not_arrive_is_sent_again_under_the_same_id(w, catcher, target, fault):
    catcher.faults[:] = [fault, fault]
    w.dispatched()
    for _ in range(4):
        connected.drain()
    (delivery,) = WebhookDelivery.objects.all()
    assert (delivery.state, delivery.attempts) == ("delivered", 3)
    assert len({headers["X-Request-Id"] for _, headers, _ in catcher.calls}) == 1


def test_after_ten_failures_in_a_row_it_is_paused_and_resuming_sends_what_was_held(
    w, catcher, target, client
):
    catcher.faults[:] = ["500"] * 10
    w.dispatched()
    for _ in range(12):
        connected.drain()
    target.refresh_from_db()
    assert target.paused_at
    assert "自动暂停" in target.pause_reason
    assert len(catcher.calls) == 10
    w.dispatched(w.submitted(title="第二件"))
    deliver()
    assert len(catcher.calls) == 10
    assert set(WebhookDelivery.objects.values_list("state", flat=True)) == {"held"}
    client.force_login(w["admin"].user)
    client.post(f"/interfaces/webhooks/{target.pk}/switch/")
    deliver()
    assert told(catcher)[10:] == ["assignment.offered"] * 2
    assert set(WebhookDelivery.objects.values_list("state", flat=True)) == {"delivered"}


def test_a_refusal_is_final_until_somebody_sends_it_again(w, catcher, target, client):
    catcher.faults[:] = ["refuse"]
    w.dispatched()
    deliver()
    delivery = WebhookDelivery.objects.get()
    assert (delivery.state, delivery.attempts) == ("failed", 1)
    client.force_login(w["admin"].user)
    page = client.get(f"/interfaces/webhooks/{target.pk}/").content.decode()
    assert str(delivery.request_id) in page
    client.post(f"/interfaces/webhooks/log/{delivery.pk}/again/")
    assert client.post(f"/interfaces/webhooks/log/{delivery.pk}/again/").status_code == 409
    deliver()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == ("delivered", 2)


def test_a_revoked_key_hears_nothing_more(w, catcher, target):
    w.dispatched()
    keys.revoke(target.key, by=w["admin"].post)
    deliver()
    assert not catcher.calls
    assert not Outbox.objects.waiting().filter(topic="webhook").exists()


def test_a_host_taken_from_the_list_is_not_called(w, catcher, target, settings):
    settings.OUTGOING_HOSTS = []
    w.dispatched()
    deliver()
    assert not catcher.calls
    assert "名单" in WebhookDelivery.objects.get().error


def test_the_administrator_subscribes_and_sees_the_secret_once(w, catcher, client):
    made, _ = connected.key(w, Scope.READ_ITEMS, Scope.READ_DESKS)
    client.force_login(w["admin"].user)
    said = {
        "name": "大屏",
        "key": made.pk,
        "events": ["assignment.replied"],
        "url": "https://internal.example/",
    }
    answer = client.post("/interfaces/webhooks/new/", said)
    assert answer.status_code == 422
    assert "允许对接的主机名单" in answer.content.decode()
    shown = client.post("/interfaces/webhooks/new/", said | {"url": catcher.url})
    row = WebhookSubscription.objects.get()
    assert sealing.opened(row.secret) == shown.context["clear"]
    assert shown.context["clear"] not in client.get(f"/interfaces/webhooks/{row.pk}/").content.decode()
    client.force_login(w["staff"].user)
    assert client.get(f"/interfaces/webhooks/{row.pk}/").status_code == 403
