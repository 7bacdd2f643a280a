"""值班: planning a month, checking in, absences, swaps with consent, reminders and gaps, who reads what."""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from members.duties import jobs as duty_jobs
from members.duties import planning as duty_planning
from members.duties import swapping as duty_swapping
from members.duties import when as duties
from members.models import Duty, DutySwap
from tests import stationed
from tests import world as w
from tests.weijianyi.telling import digest, told
from weijianyi.audit.models import Event, EventCredit
from weijianyi.clock.models import CalendarDay
from weijianyi.notices.models import Notice
from weijianyi.workflow import BadFacts, Forbidden, NotNow, perform


@pytest.fixture
def world(db):
    return w.build()


def month_ahead():
    """The first and last day of the month after next: wholly to come."""
    first = duties.next_month(duties.next_month(timezone.localdate().replace(day=1)))
    return first, duties.last_of(first)


def run(job, days, dry_run=False):
    moment = timezone.now() + timedelta(days=days)
    return job(timezone.localdate(moment), now=moment, dry_run=dry_run)


# -- planning ------------------------------------------------------------------------------------------
def test_a_month_is_laid_out_once_and_whoever_serves_is_told(world):
    studio = stationed.studio(world)
    stationed.rule(studio, weekday=2, week=None)
    made = duty_planning.plan(studio, *month_ahead())
    assert not Duty.objects.exists(), "looking at a plan writes nothing"
    written = duty_planning.carry_out(made, world["liaison"])
    assert {d.state for d in written} == {"planned"}
    numbers = [sum(d.member.name == name for d in written) for name in ("member", "member2")]
    assert abs(numbers[0] - numbers[1]) <= 1
    assert {name for name, text in told() if text == "members_duty_planned"} == {"member", "member2"}
    assert duty_planning.plan(studio, *month_ahead()).shifts == []
    assert Notice.objects.filter(text="members_duty_planned").count() == len(written)


def test_a_day_off_of_the_calendar_is_skipped_or_moved(world):
    studio, (first, last) = stationed.studio(world), month_ahead()
    day = next(d for d in (first + timedelta(days=n) for n in range(7)) if d.weekday() == 0)
    CalendarDay.objects.create(organisation=world.city, date=day, kind="off", name="建城日")
    stationed.rule(studio)
    assert duty_planning.missing(studio, first, last) == []
    studio.duty_rules.update(moves=True)
    slot = duty_planning.missing(studio, first, last)[0]
    assert (slot.slot_on, slot.date > day) == (day, True)


def test_without_members_it_is_a_gap_and_a_head_of_department_is_named_by_hand(world):
    studio = stationed.studio(world, members=())
    stationed.rule(studio)
    stationed.rule(studio, weekday=1, week=2, for_head=True)
    written = duty_planning.carry_out(duty_planning.plan(studio, *month_ahead()), world["liaison"])
    assert [d.state for d in written] == ["open", "open"]
    head = next(d for d in written if d.for_head)
    head = perform(
        head, "assign", actor=world["liaison"], person="城管局局长王伟", post=world["unitlead"].post
    )
    assert (head.state, head.who) == ("planned", "城管局局长王伟")
    assert Duty.objects.visible_to(world["unitlead"]).get() == head
    assert not Duty.objects.visible_to(world["handler"]).exists()


def test_counts_of_the_year_decide_and_who_is_new_need_not_catch_up(world):
    studio = stationed.studio(world, members=("member",))
    stationed.seat(studio, world["member2"].post.member, valid_from=timezone.localdate() - timedelta(days=30))
    for back in (30, 60, 90, 400):
        stationed.duty(world, -back)
    first, last = month_ahead()
    people = {p.key: p.recent for p in duty_planning.people_of(studio, first, last)[0]}
    assert people[world["member"].post.member_id] == 3, "older ones no longer count"
    assert people[world["member2"].post.member_id] == 3


def test_a_member_is_never_put_on_two_duties_at_once(world):
    first = stationed.duty(world)
    other = stationed.duty(world, member=None, made=stationed.studio(world, "大桥委员工作室"))
    with pytest.raises(BadFacts, match="西流湾委员工作室值班"):
        perform(other, "assign", actor=world["staff"], member=world["member"].post.member)
    other.starts, other.ends = first.ends, time(17)
    other.save()
    assert (
        perform(other, "assign", actor=world["staff"], member=world["member"].post.member).state == "planned"
    )


# -- the day -------------------------------------------------------------------------------------------
def test_the_member_checks_in_on_the_day_and_only_then(world):
    with pytest.raises(NotNow, match="当天"):
        perform(stationed.duty(world, 1), "check_in", actor=world["member"])
    duty = stationed.duty(world, 0)
    with pytest.raises(Forbidden):
        perform(duty, "check_in", actor=world["member2"])
    duty = perform(duty, "check_in", actor=world["member"])
    assert (duty.state, duty.attended_late) == ("done", False)
    with pytest.raises(NotNow):
        perform(duty, "check_in", actor=world["member"])
    credit = EventCredit.objects.get(event=duty.event)
    assert (credit.member, credit.role) == (world["member"].post.member, "duty")
    duty = perform(duty, "write_up", actor=world["member"], work="接待 3 人，反映路灯不亮。")
    assert duty.work.startswith("接待 3 人")


def test_afterwards_the_liaison_writes_it_down_and_it_is_marked_so(world):
    duty = stationed.duty(world, -2)
    assert duty.word == "待补记"
    with pytest.raises(NotNow):
        perform(duty, "check_in", actor=world["member"])
    duty = perform(duty, "record_absence", actor=world["liaison"], reason="没有来")
    duty = perform(duty, "record_attendance", actor=world["liaison"], time=time(9, 20))
    assert (duty.state, duty.attended_late) == ("done", True)
    assert timezone.localtime(duty.attended_at).date() == duty.date


def test_who_can_not_come_leaves_a_gap_that_the_liaison_receives(world):
    duty = stationed.duty(world, 0)
    assert Duty.objects.on_duty(duty.studio, duty.date) == world["member"].post.member
    duty = perform(duty, "release", actor=world["liaison"], reason="发烧")
    assert Duty.objects.on_duty(duty.studio, duty.date) is None
    digest()
    assert ("member", "members_duty_released") in told()


def test_another_liaison_does_not_touch_it(world):
    world.person("liaison2", "liaison")
    with pytest.raises(Forbidden):
        perform(stationed.duty(world), "release", actor=world["liaison2"], reason="换人")


# -- swaps ---------------------------------------------------------------------------------------------
def test_a_swap_counts_when_the_other_agrees_and_both_hear_of_it(world):
    mine, theirs = stationed.duty(world, 3), stationed.duty(world, 10, "member2")
    swap = stationed.asked(world, theirs, mine)
    digest()
    assert told("ask_swap") == {("member2", "members_swap_asked")}
    mine.refresh_from_db()
    assert mine.member == world["member"].post.member, "nothing changes before"
    with pytest.raises(Forbidden):
        perform(swap, "agree", actor=world["member"])
    perform(swap, "agree", actor=world["member2"])
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.who, theirs.who) == ("member2", "member")
    assert Event.objects.of_thread(mine.thread).get().label == "经双方同意换班"
    digest()
    assert told("agree") == {("member", "members_swap_agreed"), ("liaison", "members_swap_agreed")}


def test_one_request_at_a_time_of_the_own_duty_to_a_colleague_of_the_studio(world):
    swap = stationed.asked(world)
    with pytest.raises(NotNow, match="在等答复"):
        stationed.asked(world, first=swap.duty)
    theirs = stationed.duty(world, 8, "member2")
    with pytest.raises(Forbidden):
        duty_swapping.ask(theirs, actor=world["member"], asked=world["member2"].post.member)
    perform(swap, "withdraw", actor=world["member"])
    assert stationed.asked(world, first=swap.duty).state == "asked"
    stranger = world.person("member3", "member").post.member
    with pytest.raises(duty_swapping.ValidationError):
        duty_swapping.ask(stationed.duty(world, 5), actor=world["member"], asked=stranger)


def test_what_has_changed_meanwhile_can_no_longer_be_swapped(world):
    swap = stationed.asked(world)
    perform(swap.duty, "release", actor=world["liaison"], reason="调整")
    with pytest.raises(NotNow, match="有了变化"):
        perform(swap, "agree", actor=world["member2"])
    swap = stationed.asked(world, first=stationed.duty(world, 6))
    stationed.duty(world, 6, "member2", stationed.studio(world, "大桥委员工作室"))
    with pytest.raises(NotNow):
        perform(swap, "agree", actor=world["member2"])


def test_a_third_member_knows_nothing_of_a_swap(world):
    swap = stationed.asked(world)
    third = world.person("member3", "member")
    assert not DutySwap.objects.visible_to(third).filter(pk=swap.pk).exists()
    assert DutySwap.objects.visible_to(world["liaison"]).filter(pk=swap.pk).exists()


# -- jobs ----------------------------------------------------------------------------------------------
def test_the_day_before_a_reminder_and_gaps_to_the_liaison_each_once(world):
    stationed.duty(world, 2)
    stationed.duty(world, 5, member=None)
    assert run(duty_jobs.remind, 0) == []
    assert len(run(duty_jobs.remind, 1, dry_run=True)) == 1
    for _ in range(2):
        run(duty_jobs.remind, 1)
        run(duty_jobs.tell_gaps, 0)
    assert told() == {("member", "members_duty_remind"), ("liaison", "members_duty_gap")}
    assert Notice.objects.filter(channel="in_app").count() == 2


def test_a_request_nobody_answered_lapses_the_day_after(world):
    swap = stationed.asked(world)
    assert run(duty_jobs.lapse_swaps, 3) == []
    assert len(run(duty_jobs.lapse_swaps, 4)) == 1
    assert run(duty_jobs.lapse_swaps, 4) == []
    swap.refresh_from_db()
    assert swap.state == "cancelled"
    assert date.today() < swap.duty.date
