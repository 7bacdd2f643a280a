"""Tickets pushed to a real server on the loopback that misbehaves: nothing lost, nothing doubled."""

import json

import pytest

from dispatch.hotline import jobs, sending
from dispatch.hotline.words import Outcome, Way
from dispatch.models import HotlineLine, HotlineTicket
from tests import connected, world
from tests.hotline_server import Hotline
from weijianyi import outgoing
from weijianyi.audit.models import Event
from weijianyi.work.models import Outbox
from weijianyi.workflow import SYSTEM_ACTOR, perform
from weijianyi.workflow.undoing import undo

pytestmark = pytest.mark.django_db(transaction=False)


@pytest.fixture
def w():
    return world.build()


@pytest.fixture
def hotline(settings):
    with Hotline(secret=connected.SECRET) as server:
        connected.allow(settings, server.host)
        yield server


@pytest.fixture
def line(w, hotline):
    return connected.line(w, Way.HTTP, url=hotline.url)


def outcomes(ticket):
    return list(ticket.exchanges.order_by("pk").values_list("outcome", flat=True))


def test_a_desk_offered_to_the_hotline_arrives_there_with_its_mark_and_without_its_author(w, line, hotline):
    desk, ticket = connected.at_hotline(w)
    connected.drain()
    ticket.refresh_from_db()
    assert ticket.number == "2026-0001"
    assert outcomes(ticket) == [Outcome.SENT]
    (said,) = hotline.tickets["2026-0001"]
    assert (said["reference"], said["mark"], said["title"]) == (
        ticket.reference,
        "政协微建议",
        desk.item.title,
    )
    assert "member" not in json.dumps(said)
    assert w["member"].user.phone not in json.dumps(said)


@pytest.mark.parametrize("faults", [["500"], ["500", "500", "500"], ["drop"], ["drop", "drop"], ["slow"]])
def test_whatever_goes_wrong_on_the_way_there_is_one_ticket_in_the_end(w, line, hotline, faults, monkeypatch):
    monkeypatch.setattr(outgoing, "READ", 0.3)
    _, ticket = connected.at_hotline(w)
    hotline.faults[:] = faults
    for _ in range(len(faults) + 1):
        connected.drain()
    ticket.refresh_from_db()
    assert list(hotline.tickets) == ["2026-0001"] == [ticket.number]
    assert outcomes(ticket) == [Outcome.FAILED] * len(faults) + [Outcome.SENT]
    assert not Outbox.objects.waiting().filter(topic=sending.TOPIC).exists()


def test_a_refusal_is_not_tried_again_and_a_person_sees_it(w, line, hotline, client):
    _, ticket = connected.at_hotline(w)
    hotline.faults[:] = ["refuse"]
    connected.drain()
    ticket.refresh_from_db()
    assert "没有接受" in ticket.problem
    assert len(hotline.calls) == 1
    client.force_login(w["staff"].user)
    client.post(f"/hotline/{ticket.pk}/send/")
    connected.drain()
    ticket.refresh_from_db()
    assert (ticket.number, ticket.problem) == ("2026-0001", "")


def test_after_five_failures_it_rests_and_no_attempt_is_used_up(w, line, hotline):
    _, ticket = connected.at_hotline(w)
    hotline.faults[:] = ["500"] * 20
    for _ in range(8):
        connected.drain()
    assert len(hotline.calls) == sending.BREAKS_AFTER
    assert HotlineLine.objects.get().broken
    assert Outbox.objects.get(topic=sending.TOPIC).attempts == sending.BREAKS_AFTER
    hotline.faults.clear()
    HotlineLine.objects.update(broken_until=None)
    connected.drain()
    ticket.refresh_from_db()
    assert ticket.number


def test_taken_back_before_it_left_it_is_never_sent_afterwards_it_is_cancelled_there(w, line, hotline):
    desk, _ = connected.at_hotline(w)
    perform(desk, "cancel", actor=SYSTEM_ACTOR, reason="撤回")
    connected.drain()
    assert not hotline.calls
    desk, _ = connected.at_hotline(w, w.submitted(title="另一件"))
    connected.drain()
    perform(desk, "cancel", actor=SYSTEM_ACTOR, reason="撤回")
    connected.drain()
    assert [said["kind"] for said in hotline.tickets["2026-0001"]] == ["submit", "cancel"]


def test_the_secret_and_the_texts_stand_in_no_log(w, line, hotline, caplog):
    connected.at_hotline(w)
    hotline.faults[:] = ["500"]
    connected.drain()
    assert connected.SECRET not in caplog.text
    assert connected.SECRET not in line.secret
    assert "樟树" not in caplog.text


def test_their_news_are_fetched_page_after_page_and_only_once(w, line, hotline):
    HotlineLine.objects.update(pulls=True)
    _, ticket = connected.at_hotline(w)
    hotline.news[:] = [
        connected.news(ticket, "已受理"), {"number": "C-1", "title": "噪声", "status": "办理中"},
        {"number": "C-2", "title": "路灯", "status": "办理中"},
    ]  # fmt: skip
    assert jobs.pull(None, now=None) == ["12345热线：取到 3 条"]
    assert jobs.pull(None, now=None) == []
    assert ticket.exchanges.get().outcome == Outcome.APPLIED
    assert HotlineTicket.objects.filter(direction="in").count() == 2
    HotlineLine.objects.update(cursor="")  # as if the machine had stopped before the place was kept
    jobs.pull(None, now=None)
    assert HotlineTicket.objects.filter(direction="in").count() == 2
    hotline.faults[:] = ["500"]
    assert "没有取到" in jobs.pull(None, now=None)[0]


def test_a_hand_out_undone_within_seconds_never_leaves(w, line, hotline):
    desk, ticket = connected.at_hotline(w)
    act = Event.objects.of_thread(desk.thread).filter(step="accept").last().act
    undo(act, actor=w["staff"])
    connected.drain()
    ticket.refresh_from_db()
    assert ticket.stopped_at
    assert not hotline.calls
