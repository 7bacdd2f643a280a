"""What a hotline tells us: signed, taken once, turned into steps; nothing lost, nothing doubled."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from dispatch.hotline import arriving
from dispatch.hotline.arriving import Message
from dispatch.hotline.words import Outcome, Way
from dispatch.models import HotlineExchange, HotlineStatus, HotlineTicket
from tests import connected, world
from weijianyi.workflow import perform

pytestmark = pytest.mark.django_db
CALLED = {"contact_summary": "电话回访委员，委员认可。"}


@pytest.fixture
def w():
    return world.build()


@pytest.fixture
def line(w):
    return connected.line(w, Way.HTTP, url="http://127.0.0.1:1/api")


@pytest.fixture
def ticket(w, line):
    return connected.at_hotline(w)[1]


def outcome(answer):
    assert answer.status_code == 200, answer.content
    return answer.json()["messages"][0]["outcome"]


def desk(ticket):
    return type(ticket.desk).objects.get(pk=ticket.desk_id)


def test_their_states_become_steps_of_the_desk(client, line, ticket):
    assert outcome(connected.tell(client, line, connected.news(ticket, "已受理"))) == Outcome.APPLIED
    assert desk(ticket).state == "working"
    by = {"contact_name": "周敏", "contact_phone": "0700-12345"}
    said = connected.news(ticket, "已办结", result="已修剪并清运。", **CALLED, **by)
    assert outcome(connected.tell(client, line, said)) == Outcome.APPLIED
    done = desk(ticket)
    assert done.state == "released"
    reply = done.replies.get()
    assert (reply.facts, reply.result_class.code, reply.signed_by) == (
        "已修剪并清运。",
        "solved",
        line.client,
    )
    signed = done.item.__class__.objects.get(pk=done.item_id)
    assert signed.state == "answered"
    ticket.refresh_from_db()
    assert (ticket.number, ticket.status, ticket.problem) == ("HL-1", "已办结", "")
    assert ticket.exchanges.count() == 2


def test_the_events_say_that_the_hotline_did_it(client, line, ticket):
    from weijianyi.audit.models import Event  # noqa: PLC0415

    connected.tell(client, line, connected.news(ticket, "已受理"))
    event = Event.objects.of_thread(ticket.desk.thread).last()
    assert (event.step, event.actor_kind, event.on_behalf_of) == ("sign", "client", "12345热线")


def test_told_twice_it_happens_once(client, line, ticket):
    said = connected.news(ticket, "已办结", result="已修剪。", **CALLED)
    assert [outcome(connected.tell(client, line, said)) for _ in range(3)] == [
        "applied",
        "repeated",
        "repeated",
    ]
    assert desk(ticket).replies.count() == 1
    assert HotlineExchange.objects.filter(ticket=ticket).count() == 3


def test_changed_content_under_the_same_number_waits_for_a_person(client, line, ticket):
    at = timezone.now().isoformat()
    connected.tell(
        client, line, connected.news(ticket, "已办结", result="已修剪。", **CALLED, happened_at=at)
    )
    answer = connected.tell(
        client, line, connected.news(ticket, "已办结", result="不予修剪。", **CALLED, happened_at=at)
    )
    assert outcome(answer) == Outcome.HELD
    assert desk(ticket).replies.get().facts == "已修剪。"
    ticket.refresh_from_db()
    assert "内容与上次不同" in ticket.problem
    assert [e.payload["result"] for e in ticket.exchanges.order_by("pk")] == ["已修剪。", "不予修剪。"]


def test_news_out_of_order_does_not_turn_the_desk_back(client, line, ticket):
    now = timezone.now()
    later = connected.news(ticket, "已办结", result="已修剪。", **CALLED, happened_at=now)
    earlier = connected.news(ticket, "已受理", happened_at=now - timedelta(hours=3))
    assert outcome(connected.tell(client, line, later)) == Outcome.APPLIED
    assert outcome(connected.tell(client, line, earlier)) == Outcome.LATE
    assert desk(ticket).state == "released"


def test_a_state_nobody_has_put_into_the_table_waits_and_is_taken_later(client, line, ticket):
    said = connected.news(ticket, "现场核查")
    assert outcome(connected.tell(client, line, said)) == Outcome.HELD
    ticket.refresh_from_db()
    assert "现场核查" in ticket.problem
    HotlineStatus.objects.create(line=line, word="现场核查", effect="working")
    assert outcome(connected.tell(client, line, said)) == Outcome.APPLIED
    assert desk(ticket).state == "working"


def test_an_answer_without_a_result_is_no_answer(client, line, ticket):
    assert outcome(connected.tell(client, line, connected.news(ticket, "已办结"))) == Outcome.HELD
    assert desk(ticket).state == "offered", "nothing is half done"


def test_without_a_word_with_the_member_the_answer_waits_and_is_taken_again_as_it_came(
    client, line, ticket, w
):
    said = connected.news(ticket, "已办结", result="已修剪。")
    assert outcome(connected.tell(client, line, said)) == Outcome.HELD
    client.force_login(w["staff"].user)
    page = client.get(f"/hotline/{ticket.pk}/").content.decode()
    assert "再办一次" in page
    w.contact(w_signed(ticket, w), actor="staff")
    client.post(f"/hotline/{ticket.pk}/again/")
    assert desk(ticket).replies.get().facts == "已修剪。"
    assert client.post(f"/hotline/{ticket.pk}/again/").status_code == 409


def w_signed(ticket, w):
    return perform(desk(ticket), "sign", actor=w["staff"])


def test_given_back_it_is_a_return_the_office_decides_on(client, line, ticket):
    connected.tell(client, line, connected.news(ticket, "退回", result="属于园林部门。"))
    assert desk(ticket).state == "return_asked"


def test_a_number_that_belongs_to_another_matter_is_not_taken_over(client, line, ticket, w):
    connected.tell(client, line, connected.news(ticket, "已受理"))
    other = connected.at_hotline(w, w.submitted(title="补装路灯"))[1]
    assert outcome(connected.tell(client, line, connected.news(other, "已受理"))) == Outcome.HELD
    assert desk(other).state == "offered"


def test_what_they_hear_themselves_is_kept_without_persons(client, line):
    said = {"number": "HL-9", "title": "路灯不亮 13800001111", "place": "北门", "topic": "照明", "status": "办理中",
            "text": "张先生电话13912345678，身份证430421199001011234。", "contact_phone": "13912345678"}  # fmt: skip
    assert outcome(connected.tell(client, line, said)) == Outcome.NOTED
    ticket = HotlineTicket.objects.get(number="HL-9")
    kept = f"{ticket.title}{ticket.text}{ticket.exchanges.get().payload}"
    assert not any(number in kept for number in ("13800001111", "13912345678", "430421199001011234"))


@pytest.mark.parametrize("wrong", ["secret", "old", "ahead", "path", "body", "none", "unknown"])
def test_a_call_that_is_not_well_signed_is_refused(client, line, ticket, wrong):
    said, now = connected.news(ticket, "已受理"), int(time.time())
    more = {
        "secret": {"secret": "another"}, "old": {"at": now - 301}, "ahead": {"at": now + 302},
        "path": {"path": "/hotline/in/other/"}, "body": {"body": b'{"status": "x"}'},
    }.get(wrong, {})  # fmt: skip
    if wrong == "unknown":
        line.inbound_key = "0000000000000000"
    if wrong == "none":
        answer = client.post(f"/hotline/in/{line.inbound_key}/", said, content_type="application/json")
    else:
        answer = connected.tell(client, line, said, **more)
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert desk(ticket).state == "offered"
    assert not HotlineExchange.objects.exists()


def test_a_call_is_taken_once_however_often_it_is_sent(client, line, ticket):
    said = connected.news(ticket, "已受理")
    codes = [connected.tell(client, line, said, nonce="n-1").status_code for _ in range(3)]
    assert codes == [200, 401, 401]


def test_the_secret_before_counts_until_its_day(client, line, ticket):
    from dispatch.hotline import lines  # noqa: PLC0415
    from weijianyi.taking import fingerprint  # noqa: PLC0415

    fresh = lines.renew_secret(line, fingerprint(type(line).objects.get(pk=line.pk)))
    assert connected.tell(client, line, connected.news(ticket, "已受理")).status_code == 200
    assert connected.tell(client, line, connected.news(ticket, "办理中"), secret=fresh).status_code == 200
    type(line).objects.update(old_secret_until=timezone.now())
    assert connected.tell(client, line, connected.news(ticket, "待受理")).status_code == 401


@pytest.mark.parametrize(
    "said", [[], {"messages": []}, {"messages": [1]}, {"status": 5}, {"happened_at": "gestern"}]
)
def test_what_cannot_be_read_is_told_and_leaves_a_trace(client, line, said):
    answer = connected.tell(client, line, said)
    assert answer.status_code == 400
    assert HotlineExchange.objects.get().outcome == Outcome.REFUSED


def test_many_messages_come_in_one_call_and_one_that_cannot_be_taken_hinders_no_other(client, line, ticket):
    rows = [
        connected.news(ticket, "已受理"),
        {"reference": "nothing-1", "status": "已办结"},
        {"number": "HL-7"},
    ]
    answer = connected.tell(client, line, {"messages": rows})
    assert [one["outcome"] for one in answer.json()["messages"]] == ["applied", "held", "noted"]


def test_by_hand_it_is_the_office_that_acts(w):
    line = connected.line(w, Way.MANUAL)
    _, ticket = connected.at_hotline(w)
    message = Message(reference=ticket.reference, number="A-1", status="已办结", result="已修剪。", **CALLED)
    exchange = arriving.take(line, message, actor=w["staff"], way=Way.MANUAL)
    assert exchange.outcome == Outcome.APPLIED
    assert desk(ticket).replies.get().signed_by == w["staff"].post
