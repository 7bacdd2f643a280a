"""The ladder as the table of reminders has it: who hears what, on which day, once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dispatch.ladder import jobs as reminding
from dispatch.ladder.seeds import SEEDS
from dispatch.models import LadderRung, Reminder
from dispatch.states import SupervisionReason
from members.models import Post
from tests import world as w
from tests.dispatch.ladder_days import at, day_of, remind, said
from tests.weijianyi.telling import digest as let_it_run
from weijianyi.clock import deadlines
from weijianyi.clock.calendars import calendar_for
from weijianyi.clock.models import CalendarDay, Deadline
from weijianyi.notices.models import Notice
from weijianyi.workflow import perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return w.build()


@pytest.fixture
def desk(world):
    return world.working()


# -- before the due day ----------------------------------------------------------------------------
@pytest.mark.parametrize(("before", "rung"), [(5, "half"), (3, "near_3"), (1, "near_1"), (0, "due_day")])
def test_the_handler_hears_at_half_time_three_days_one_day_and_the_due_day(desk, before, rung):
    remind(day_of(desk, before=before))
    assert said() == {(rung, "handler")}


def test_each_is_said_once_however_often_the_job_runs(desk):
    day = day_of(desk, before=1)
    for hour in ("08:35", "08:40", "16:00"):
        remind(day, hour)
    assert said() == {("near_1", "handler")}
    notice = Notice.objects.get(text="dispatch_reminder")
    assert notice.title == "还有 1 个工作日：“修剪西外街家属区旁大树”"
    assert notice.url == desk.get_absolute_url()


def test_days_without_a_run_are_made_up_by_one_message_not_by_all(desk):
    remind(day_of(desk))
    assert said() == {("due_day", "handler")}
    assert said("skipped") == {("half", "handler"), ("near_3", "handler"), ("near_1", "handler")}
    assert Notice.objects.filter(text="dispatch_reminder").count() == 1


def test_a_short_term_is_not_nagged_on_its_first_day(world):
    item = world.submitted()
    desk = world.dispatched(item)
    Deadline.objects.of(desk).filter(code="handle").update(value=3)
    deadlines.recompute(deadlines.running(desk, "handle"))
    first = deadlines.first_day(deadlines.running(desk, "handle"), calendar_for(world.city))
    remind(first, "17:20")
    assert said() == set()


def test_nothing_is_said_outside_working_hours(desk):
    day = day_of(desk)
    remind(day, "07:59")
    remind(day, "17:31")
    assert said() == set()


def test_days_off_are_quiet_but_for_the_due_day(world, desk):
    due = day_of(desk)
    CalendarDay.objects.create(organisation=world.city, date=due, kind="off", name="防汛停工")
    remind(due)
    assert said() == {("due_day", "handler")}
    Reminder.objects.all().delete()
    before = day_of(desk, before=1)
    while calendar_for(world.city).is_workday(before):
        before -= timedelta(days=1)
    remind(before)
    assert said() == set()


# -- unsigned, and late ----------------------------------------------------------------------------
def test_unsigned_is_the_handlers_matter_first_then_the_leaders(world):
    desk = world.dispatched()
    remind(day_of(desk, "sign_receipt", after=1))
    assert said() == {("unsigned_1", "handler")}
    remind(day_of(desk, "sign_receipt", after=2))
    assert said() == {("unsigned_1", "handler"), ("unsigned_2", "unitlead")}


def test_late_climbs_from_the_unit_to_the_supervisor_to_a_supervision(world, desk, monkeypatch):
    proposed = []
    monkeypatch.setattr(reminding, "escalations", [lambda *facts: proposed.append(facts)])
    remind(day_of(desk, after=1))
    assert said(rung__code="late_1") == {("late_1", "handler"), ("late_1", "unitlead")}
    remind(day_of(desk, after=3))
    assert {name for _, name in said(rung__code="late_3")} == {"supervisor", "staff", "staff2", "head"}
    assert not proposed
    fifth = day_of(desk, after=5)
    for hour in ("08:35", "10:00"):
        remind(fifth, hour)
    assert {name for _, name in said(rung__code="late_5")} == {"supervisor", "head", ""}
    assert proposed == [(desk, SupervisionReason.LATE, at(fifth))]
    assert len(said(rung__code="late_1")) == 2, "the unit is not told again"


def test_a_hook_that_fails_is_asked_again_with_the_next_run(desk, monkeypatch):
    calls = []

    def broken(desk, reason, at):
        calls.append(desk)
        if len(calls) == 1:
            raise RuntimeError("not today")

    monkeypatch.setattr(reminding, "escalations", [broken])
    day = day_of(desk, after=5)
    remind(day)
    remind(day, "09:00")
    remind(day, "10:00")
    assert len(calls) == 2


def test_a_reply_ends_the_ladder(world, desk):
    day = day_of(desk)
    remind(day)
    late = day_of(desk, after=1)
    world.released(desk)
    remind(late)
    assert said(rung__code="late_1") == set()


# -- re-armed --------------------------------------------------------------------------------------
def test_an_extension_starts_the_ladder_anew_but_not_with_what_lies_behind(world, desk):
    remind(day_of(desk, before=3))
    until = calendar_for(world.city).add_workdays(desk.due_on, 8)
    desk = perform(desk, "ask_extension", actor=world["handler"], reason="要等天晴", until=until)
    desk = perform(desk, "grant_extension", actor=world["staff"])
    old = desk.due_on
    assert old == until
    remind(day_of(desk, before=3))
    remind(day_of(desk))
    assert Reminder.objects.filter(rung__code="near_3", state="sent").count() == 2
    assert said(rung__code="due_day") == {("due_day", "handler")}


def test_a_colleague_who_takes_over_hears_the_latest_only(world, desk):
    remind(day_of(desk, before=1))
    colleague = world.officer("handler3", "handler", "城管局")
    desk = perform(desk, "pass_inside", actor=world["handler"], officer=colleague.post.officer)
    remind(day_of(desk, before=1), "10:00")
    assert ("near_1", "handler3") in said()
    assert ("near_3", "handler3") in said("skipped")


def test_a_redo_is_a_new_clock_with_a_ladder_of_its_own(world, desk):
    remind(day_of(desk))
    desk = world.rated(
        world.released(desk), {"work": "mostly", "result": "dissatisfied"}, "树枝还是伸进了阳台，没有修剪。"
    )
    desk = perform(desk, "grant_redo", actor=world["staff"])
    remind(day_of(desk))
    assert Reminder.objects.filter(rung__code="due_day", state="sent").count() == 2


def test_what_is_paused_is_grey_and_silent(world, desk):
    day = day_of(desk)
    deadlines.pause(deadlines.running(desk, "handle"), at=timezone.now(), reason="核对中")
    remind(day)
    assert said() == set()


# -- decisions, ratings ----------------------------------------------------------------------------
def test_a_decision_that_waits_a_workday_is_put_before_who_decides(world, desk):
    until = calendar_for(world.city).add_workdays(desk.due_on, 2)
    desk = perform(desk, "ask_extension", actor=world["handler"], reason="要等天晴", until=until)
    remind(day_of(desk, "extension_decision", since=1), "16:05")
    assert {n for _, n in said(rung__code="extension_waits")} == {"staff", "staff2", "supervisor"}


def test_a_second_hand_back_waits_for_the_head(world):
    desk = world.dispatched()
    reason = w.rulebook.entries(world.city, "handback_reason")[0]
    asked = {"reason": reason, "note": "不属本单位职责。", "proposed": world.departments["住建局"]}
    desk = perform(desk, "ask_return", actor=world["handler"], **asked)
    perform(desk, "grant_return", actor=world["staff"], opinion="改派", successor=world.departments["交通局"])
    second = desk.item.desks.get(department=world.departments["交通局"])
    second = perform(second, "ask_return", actor=world["handler2"], **asked)
    remind(day_of(second, "handback_decision", since=1), "16:05")
    assert said(rung__code="return_waits") == {("return_waits", "head")}


def test_a_second_person_is_reminded_after_a_workday(world):
    reason = w.rulebook.entries(world.city, "decline_reason")[0]
    item = perform(world.submitted(), "decline", actor=world["staff"], reason=reason, opinion="已有规划")
    remind(day_of(item, "second_person", since=1), "16:05")
    assert said(rung__code="second_person_waits") == {("second_person_waits", "head")}


def test_the_member_is_asked_once_more_at_three_workdays_unless_rated(world):
    desk = world.released()
    day = day_of(desk, "rate", since=3)
    remind(day_of(desk, "rate", since=2), "17:00")
    assert said(rung__code="rate_3") == set()
    remind(day)
    assert said(rung__code="rate_3") == {("rate_3", "member")}
    other = world.released(world.working(world.dispatched(world.submitted(title="另一件"))))
    world.rated(other)
    remind(day, "10:00")
    assert Reminder.objects.filter(rung__code="rate_3").count() == 1


# -- steps -----------------------------------------------------------------------------------------
def test_steps_with_a_rung_and_urging_by_hand_join_the_ledger(world, desk):
    world.dispatched(world.submitted(title="另一件"))
    perform(desk, "urge", actor=world["supervisor"], note="请抓紧")
    let_it_run()
    world.released(desk)
    let_it_run()
    found = Reminder.objects.exclude(event=None).select_related("rung", "user")
    assert {(r.rung.code, r.user.name) for r in found} == {
        ("assigned", "handler"), ("urged", "handler"), ("replied", "member"),
    }  # fmt: skip


def test_every_row_of_the_table_is_a_rung_and_says_whose_assumption_it_is():
    rows = {r.code: r for r in LadderRung.objects.filter(organisation=None)}
    assert set(rows) == {seed.code for seed in SEEDS}
    assert rows["late_5"].proposes
    assert rows["half"].assumption
    assert not rows["clear_dispatch"].assumption


# -- rights, size ----------------------------------------------------------------------------------
def test_whoever_lost_the_post_is_not_told(desk, world, monkeypatch):
    day = day_of(desk)
    Post.objects.filter(pk=world["handler"].post.pk).update(valid_to=timezone.localdate() - timedelta(days=1))
    remind(day)
    assert said() == {("due_day", "unitlead")}


def test_three_and_fifteen_desks_cost_the_same_statements_to_look_through(world):
    def statements():
        day = max(day_of(d) for d in desks)
        with CaptureQueriesContext(connection) as found:
            reminding.remind(day, now=at(day), dry_run=True)
        return len(found)

    desks = [world.working(world.dispatched(world.submitted(title=f"第{n}件"))) for n in range(3)]
    statements()  # rules and calendars are remembered from here on
    few = statements()
    desks += [world.working(world.dispatched(world.submitted(title=f"第{n}件"))) for n in range(3, 15)]
    assert statements() == few
    assert few <= 10
