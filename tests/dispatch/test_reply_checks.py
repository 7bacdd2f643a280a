"""建议条目和答复提示: requests of every kind, answered and graded one by one; remarks are advice and are counted."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dispatch.desks import reply_checks, requests_of
from dispatch.models import Answer, Request, RequestGrade
from tests import world as w
from tests.dispatch.test_reply import again
from weijianyi import rulebook
from weijianyi.workflow import BadFacts, perform

pytestmark = pytest.mark.django_db
TWO = "1. 修剪大树。\n2. 补种行道树。"


@pytest.fixture
def world():
    return w.build()


def asked(world, advice=TWO, **more):
    return world.contact(world.working(world.dispatched(world.submitted(advice=advice, **more))))


def answers(desk, *outcomes):
    return {
        r.pk: {"text": f"第 {r.number} 条的答复。", "outcome": outcome, "planned_on": None}
        for r, outcome in zip(desk.requests, outcomes, strict=True)
    }


# -- requests --------------------------------------------------------------------------------------
def test_a_suggestion_of_several_requests_is_divided_at_dispatch(world):
    desk = asked(world)
    assert [r.text for r in desk.requests] == ["修剪大树。", "补种行道树。"]
    assert asked(world, "请修剪大树。").requests == [], "one alone is the matter itself"


def test_the_office_divides_by_hand_and_dispatch_keeps_that(world, client):
    client.force_login(world["staff"].user)
    item = world.submitted()
    page = client.get(f"/steps/item/{item.slug}/divide/").content.decode()
    assert "请城管部门现场查看并修剪" in page, "the author's text to start from"
    facts = {"texts": "先修剪\n\n再排查周边", "version": item.version}
    assert client.post(f"/steps/item/{item.slug}/divide/", facts).status_code == 302
    desk = world.working(world.dispatched(type(item).objects.get(pk=item.pk)))
    assert [(r.number, r.text) for r in desk.requests] == [(1, "先修剪"), (2, "再排查周边")]


def test_what_is_answered_is_not_divided_anew(world):
    desk = asked(world)
    Answer.objects.create(reply=desk.replies.create(), request=desk.requests[0], text="写到一半")
    with pytest.raises(BadFacts, match="不能再改条目"):
        perform(desk.item, "divide", actor=world["staff"], texts=["一", "二"])
    assert Request.objects.count() == 2


def test_each_request_needs_its_answer_and_a_plan_its_day(world):
    desk = asked(world)
    with pytest.raises(BadFacts) as refused:
        perform(desk, "send_for_signature", actor=world["handler"], **world.reply())
    assert "请答复第 1 条建议。" in refused.value.messages
    undated = world.reply() | {"answers": answers(desk, "done", "planned")}
    with pytest.raises(BadFacts) as refused:
        perform(desk, "send_for_signature", actor=world["handler"], **undated)
    assert refused.value.messages == ["第 2 条选了“计划办理”，要写明日期。"]
    given = answers(desk, "done", "planned")
    given[desk.requests[1].pk]["planned_on"] = timezone.localdate() + timedelta(days=30)
    sent = perform(desk, "send_for_signature", actor=world["handler"], **world.reply(), answers=given)
    words = [text for _, _, text in sent.current_reply.points]
    assert words[0] == "〔已办理〕第 1 条的答复。"
    assert re.match(r"〔计划办理，\d+年\d+月\d+日前〕第 2 条的答复。", words[1])


def replied(world):
    desk = asked(world)
    desk = perform(
        desk,
        "send_for_signature",
        actor=world["handler"],
        **world.reply(),
        answers=answers(desk, "done", "done"),
    )
    return perform(desk, "sign_reply", actor=world["unitlead"])


def test_the_author_grades_each_request_and_the_headline_is_the_whole(world, client):
    desk = replied(world)
    client.force_login(world["member"].user)
    assert "第 2 条：补种行道树。" in client.get(f"/desks/{desk.slug}/rate/").content.decode()
    facts = {"work": "satisfied", "result": "satisfied", "request_2": "mostly", "password": "demo"}
    assert client.post(f"/desks/{desk.slug}/rate/", facts).status_code == 302
    grade = RequestGrade.objects.get()
    assert (grade.request.number, grade.grade, grade.rating.dimension) == (2, "mostly", "result")
    assert desk.last_released.ratings.count() == 2, "no figure has to leave it out"
    page = client.get(desk.item.get_absolute_url()).content.decode()
    assert "第 2 条" in page
    assert "基本满意" in page


# -- remarks ---------------------------------------------------------------------------------------
def remarks(world, facts, code="solved", **more):
    desk = world.contact(world.working())
    reply = (
        world.reply(facts=facts) | {"result_class": rulebook.entry(world.city, "result_class", code)} | more
    )
    desk = perform(desk, "send_for_signature", actor=world["handler"], **reply)
    return {f.code for f in reply_checks.findings(desk, desk.current_reply)}


GOOD = "11 月 20 日已到四公司家属区 3 栋东侧现场修剪樟树 4 株，清运枝条 2 车，并排查了周边同类树木。"


@pytest.mark.parametrize(
    ("facts", "more", "found"),
    [
        (GOOD, {}, set()),
        (f"{GOOD}下一步将研究处理。", {}, {"study"}),
        (f"{GOOD}我们高度重视，认真办理。", {}, {"stock"}),
        (f"{GOOD}预计〔日期〕完成。", {}, {"blank"}),
        (f"关于微建议〔2020〕999号的答复：{GOOD}", {}, {"number"}),
        (f"按《条例》〔2020〕9号，{GOOD}", {}, set()),
        (f"张三委员：\n{GOOD}", {}, {"name"}),
        (f"member委员：\n{GOOD}", {}, set()),
        ("已修剪。", {}, {"short"}),
        (GOOD, {"code": "planned", "done_on": timezone.localdate() - timedelta(days=1)}, {"no_date"}),
        (GOOD, {"code": "explained", "ground": "条件不够"}, {"no_ground"}),
    ],
)  # fmt: skip
def test_what_the_check_remarks(world, facts, more, found):
    assert remarks(world, facts, **more) == found


def test_what_came_in_without_a_contact_is_remarked(world):
    """Paper and other systems bring replies that nobody could refuse."""
    desk = world.working()
    reply = desk.replies.create(facts=GOOD)
    assert [f.code for f in reply_checks.findings(desk, reply)] == ["no_contact"]


def test_a_reply_far_shorter_than_usual_is_remarked(world, monkeypatch):
    monkeypatch.setattr(reply_checks, "usual_length", lambda *args: 800)
    assert remarks(world, GOOD) == {"short"}


def test_the_unit_sees_it_before_signing_and_nothing_is_blocked(world, client):
    desk = world.contact(world.working())
    facts = world.reply(facts=f"{GOOD}我们高度重视。")
    desk = perform(desk, "send_for_signature", actor=world["handler"], **facts)
    client.force_login(world["unitlead"].user)
    page = client.get(desk.get_absolute_url()).content.decode()
    assert "“高度重视”是套话" in page
    assert "提示供参考，不影响办理" in page
    signed = perform(again(desk), "sign_reply", actor=world["unitlead"])
    assert signed.state == "released"
    assert {f.code for f in signed.current_reply.findings.all()} == {"stock"}


def test_the_office_counts_them_by_unit_and_opens_what_is_behind(world, client):
    for text in (GOOD, f"{GOOD}高度重视。", f"{GOOD}进一步加强。"):
        desk = world.contact(world.working(world.dispatched(world.submitted(title=text[-6:]))))
        desk = perform(desk, "send_for_signature", actor=world["handler"], **world.reply(facts=text))
        perform(desk, "sign_reply", actor=world["unitlead"])
    client.force_login(world["staff"].user)
    client.get("/checks/figures/")
    with CaptureQueriesContext(connection) as found:
        page = client.get("/checks/figures/")
    assert len(found) <= 7
    (row,) = page.context["rows"]
    assert (row["unit"], row["signed"], row["remarked"], dict(row["counts"])["stock"]) == ("城管局", 3, 2, 2)
    behind = client.get(f"/checks/figures/replies/?unit={row['department']}&code=stock")
    assert len(behind.context["page"].rows) == 2
    client.force_login(world["handler"].user)
    assert client.get("/checks/figures/").status_code == 403


def test_splitting_knows_the_marks():
    assert requests_of.split("一、甲\n二、乙") == ["甲", "乙"]
