"""承诺和回头看: dated sentences become promises, the unit reports, the office looks back, twice broken: 督办."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dispatch.models import ClassChange, Promise, Reply, Supervision, SupervisionProposal
from dispatch.promises import jobs as promise_jobs
from dispatch.promises.finding import sentences
from tests import keyed, proposals
from tests import world as w
from tests.weijianyi.telling import digest, told
from weijianyi import rulebook
from weijianyi.audit.models import Event
from weijianyi.workflow import BadFacts, Forbidden, NotNow, perform

TODAY = date(2026, 5, 20)


# -- what is a date ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("计划2026年12月底完工", date(2026, 12, 31)),
        ("年底前全部安装到位", date(2026, 12, 31)),
        ("明年6月投入使用", date(2027, 6, 30)),
        ("12月31日前整改到位", date(2026, 12, 31)),
        ("二季度完成招标", date(2026, 6, 30)),
        ("明年第一季度启动二期", date(2027, 3, 31)),
        ("力争下半年开工", date(2026, 12, 31)),
        ("预计9月中旬验收", date(2026, 9, 20)),
        ("本月底前公示", date(2026, 5, 31)),
        ("下个月底前答复", date(2026, 6, 30)),
        ("三个月内办结", date(2026, 8, 20)),
        ("2027年年底前建成", date(2027, 12, 31)),
        ("十二月底前铺设管网", date(2026, 12, 31)),
        ("最迟2026-11-30验收", date(2026, 11, 30)),
        ("预计3月底前完成设计", date(2027, 3, 31)),
        ("明年6月前完成设计，12月底前完工", date(2027, 12, 31)),
        ("2027年实施雨污分流", date(2027, 12, 31)),
    ],
)
def test_a_dated_sentence_is_a_promise_until_the_last_day_its_words_leave_open(text, day):
    assert sentences(text, TODAY) == [(text, day)]


@pytest.mark.parametrize(
    "text",
    [
        "3月12日已到现场查看",
        "去年以来多次巡查",
        "每年底组织检查",
        "2月30日前完成",
        "已完成2025年12月的任务",
        "按月检查",
    ],
)
def test_what_is_past_or_names_no_day_is_none(text):
    assert sentences(text, TODAY) == []


def test_each_dated_sentence_counts_once():
    text = "3月已立项。6月底前完成招标；12月底前完工。\n请您监督。"
    assert [day for _, day in sentences(text, TODAY)] == [date(2026, 6, 30), date(2026, 12, 31)]


# -- rows ----------------------------------------------------------------------------------------------
@pytest.fixture
def world(db):
    return w.build()


def later(days):
    return timezone.localdate() + timedelta(days=days)


def run(days, **how):
    moment = timezone.now() + timedelta(days=days)
    return promise_jobs.look_back(timezone.localdate(moment), now=moment, **how)


def test_a_released_reply_that_is_tracked_leaves_promises(world):
    until = later(400)
    measures = f"已立项。{until.year}年{until.month}月{until.day}日前完工。"
    desk = world.released(result="in_progress", done_on=until, measures=measures)
    promise = desk.promises.get()
    assert (promise.text, promise.due_on) == (measures.split("。")[1], until)
    assert promise.department == desk.department
    assert not world.released(result="solved").promises.exists()


def test_each_answer_point_by_point_is_a_promise_of_its_own(world):
    """By the day in its words, else by the date it is planned for; what is done promises nothing."""
    near, far = later(100), later(200)
    desk = proposals.signing(
        world, result="in_progress", done_on=far, facts="已开工。", measures="抓紧推进。"
    )
    first, second, third = desk.current_reply.answers.order_by("request__number")
    for answer, outcome, text, day in (
        (first, "planned", f"{near.year}年{near.month}月{near.day}日前再建一处。", far),
        (second, "planned", "补助办法报批后印发。", far),
        (third, "done", "名单已公布。", None),
    ):
        answer.outcome, answer.text, answer.planned_on = outcome, text, day
        answer.save()
    desk = perform(
        perform(desk, "sign_reply", actor=world["unitlead"]), "pass_check", actor=world["supervisor"]
    )
    assert list(desk.promises.order_by("due_on").values_list("text", "due_on")) == [
        (f"{near.year}年{near.month}月{near.day}日前再建一处", near), ("补助办法报批后印发。", far),
    ]  # fmt: skip


def test_without_a_dated_sentence_the_date_of_the_reply_counts(world):
    promise = keyed.promised(world, days=30)
    assert (promise.text, promise.due_on, promise.first_due_on) == ("分批安装路灯。", later(30), later(30))


def test_the_unit_reports_the_office_looks_back_and_the_class_becomes_a(world):
    promise = keyed.kept(world)
    with pytest.raises(Forbidden):
        perform(promise, "confirm", actor=world["handler"], finding="自己核实")
    solved = rulebook.entry(world.city, "result_class", "solved")
    promise = perform(promise, "confirm", actor=world["staff"], finding="现场已亮灯。", to_class=solved)
    change = ClassChange.objects.get()
    assert (change.from_class.code, change.to_class.code, change.source) == (
        "in_progress",
        "solved",
        "lookback",
    )
    promise.reply.refresh_from_db()
    assert (promise.state, promise.reply.result_class.code) == ("done", "in_progress"), (
        "the reply stays as it was"
    )
    assert Reply.objects.get(pk=promise.reply.pk).class_now == solved
    assert promise.checks.get().class_change == change
    with pytest.raises(NotNow):
        perform(promise, "keep", actor=world["handler"], text="再报")


def test_a_new_date_is_later_and_counts_as_broken_once(world):
    promise = keyed.promised(world)
    with pytest.raises(BadFacts):
        perform(promise, "postpone", actor=world["handler"], due_on=later(10), reason="提前")
    promise = perform(promise, "postpone", actor=world["handler"], due_on=later(60), reason="雨季")
    assert (promise.state, promise.breaks, promise.due_on, promise.first_due_on) == (
        "open",
        1,
        later(60),
        later(30),
    )


def test_broken_twice_supervision_is_proposed_once_and_a_person_decides(world):
    promise = keyed.kept(world)
    promise = perform(promise, "reject", actor=world["supervisor"], finding="只装了一半")
    promise = perform(promise, "postpone", actor=world["handler"], due_on=later(60), reason="缺材料")
    assert promise.breaks == 1, "the new date after a finding is not counted again"
    assert not SupervisionProposal.objects.exists()
    for days in (90, 120):
        promise = perform(promise, "postpone", actor=world["handler"], due_on=later(days), reason="仍缺材料")
    proposal = SupervisionProposal.objects.get()
    assert (proposal.reason, proposal.state) == ("promise", "open")
    assert promise.text in proposal.detail
    assert not Supervision.objects.exists(), "people decide"
    digest()
    assert {
        ("supervisor", "dispatch_propose_supervision"),
        ("staff", "dispatch_propose_supervision"),
    } <= told()
    perform(proposal, "take_up", actor=world["supervisor"], request=proposal.detail)
    assert Supervision.objects.get().reason == "promise"


def test_on_the_due_day_the_looking_back_begins_and_the_day_after_it_is_late_each_once(world):
    promise = keyed.promised(world, days=5)
    assert run(4) == []
    assert len(run(5, dry_run=True)) == 1
    assert len(run(5)) == 1
    assert run(5) == []
    promise.refresh_from_db()
    assert (promise.state, promise.look_back_at is not None) == ("open", True)
    digest()
    assert {name for name, text in told() if text == "dispatch_promise_due"} >= {
        "handler",
        "staff",
        "supervisor",
    }
    assert len(run(6)) == 1
    assert run(7) == []
    promise.refresh_from_db()
    assert promise.state == "late"
    assert Event.objects.filter(step__in=["fall_due", "mark_late"]).count() == 2


# -- pages ---------------------------------------------------------------------------------------------
def test_a_unit_finds_its_own_promises_and_the_office_all(client, world):
    own = keyed.promised(world)
    for name, expected in (
        ("handler", [own]),
        ("handler2", []),
        ("staff", [own]),
        ("leader", [own]),
        ("county", []),
    ):
        client.force_login(world[name].user)
        page = client.get("/promises/?state=still")
        assert [row[0] for row in page.context["rows"]] == expected
        assert client.get(own.get_absolute_url()).status_code == (200 if expected else 404)
    client.force_login(world["member"].user)
    assert client.get("/promises/").status_code == 403
    assert client.get(own.get_absolute_url()).status_code == 200, "an author reads what was promised"


def test_the_filters_stand_in_the_address(client, world):
    promise = keyed.promised(world)
    client.force_login(world["staff"].user)
    day = promise.due_on
    for query, found in (
        (f"department={promise.department_id}", 1), ("department=999", 0), ("state=late", 0), ("q=路灯", 1),
        (f"from={day}&to={day}", 1), (f"to={day - timedelta(days=1)}", 0), ("state=nonsense&from=x", 1),
    ):  # fmt: skip
        assert len(client.get(f"/promises/?{query}").context["rows"]) == found, query
    workbook = client.get("/promises/export/?q=路灯")
    assert workbook.content[:2] == b"PK"


def test_the_ledger_asks_as_much_for_many_as_for_few(client, world):
    keyed.promised(world)
    client.force_login(world["staff"].user)
    client.get("/promises/")
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get("/promises/")
    for _ in range(3):
        keyed.promised(world)
    with CaptureQueriesContext(connection) as many:
        client.get("/promises/")
    assert len(many) == len(few)


def test_the_steps_are_taken_on_their_pages(client, world):
    promise = keyed.promised(world)
    client.force_login(world["handler"].user)
    page = client.get(promise.get_absolute_url())
    assert "报告已兑现" in page.content.decode()
    url = f"/steps/promise/{promise.slug}/keep/"
    assert client.get(url).status_code == 200
    assert client.post(url, {"text": ""}).status_code == 422
    assert client.post(url, {"text": "装好了", "version": promise.version}).status_code == 302
    client.force_login(world["staff"].user)
    for name in ("confirm", "reject", "postpone"):
        assert client.get(f"/steps/promise/{promise.slug}/{name}/").status_code == 200
    solved = rulebook.entry(world.city, "result_class", "solved")
    answer = client.post(
        f"/steps/promise/{promise.slug}/confirm/", {"finding": "看过了", "to_class": solved.pk}
    )
    assert answer.status_code == 302
    assert "正在解决 → 已解决" in client.get(promise.get_absolute_url()).content.decode()
    assert Promise.objects.get().state == "done"


def test_a_new_item_on_the_same_matter_shows_the_old_promise(client, world):
    promise = keyed.promised(world)
    again = world.submitted("member2")
    client.force_login(world["staff"].user)
    with CaptureQueriesContext(connection) as asked:
        page = client.get(f"/review/{again.slug}/similar/").content.decode()
    assert "曾有承诺" in page
    assert promise.text in page
    assert sum("dispatch_promise" in query["sql"] for query in asked) == 1
    keyed.kept(world, promise)
    perform(promise, "confirm", actor=world["staff"], finding="已核实")
    assert "曾有承诺" not in client.get(f"/review/{again.slug}/similar/").content.decode()


def test_a_new_proposal_on_the_same_matter_shows_it_too(client, world):
    promise = keyed.promised(world)
    again = world.proposal("member2", title=promise.item.title)
    client.force_login(world["staff"].user)
    assert promise.text in client.get(f"/review/{again.slug}/similar/").content.decode()


def test_nobody_is_reminded_of_what_was_declared_void(world):
    promise = keyed.promised(world)
    perform(promise.item, "void", actor=world["head"], reason="重复提交")
    assert run(31) == []
    assert Promise.objects.get().state == "open"
