"""Running clocks: start, stop, pause, extend, and their lights."""

from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from members.models import Organisation
from weijianyi.clock import deadlines
from weijianyi.clock.calendars import calendar_for
from weijianyi.clock.lights import light
from weijianyi.clock.models import Deadline, TimeLimit

pytestmark = pytest.mark.django_db
START = "2026-03-02"  # a Monday; ten workdays later is Monday 16 March


def day(text):
    return date.fromisoformat(text)


def moment(text, clock="10:00"):
    return timezone.make_aware(datetime.fromisoformat(f"{text}T{clock}"))


@pytest.fixture
def city():
    return Organisation.objects.create(code="c", name="云江市政协", short_name="云江", level="city")


@pytest.fixture
def begin(city):
    """begin(code, at): a clock of the city itself; any saved row may carry one."""

    def start(code="handle_normal", at=START, clock="10:00", **options):
        options = {"organisation": city, "kind": "suggestion", "at": moment(at, clock), **options}
        return deadlines.start(city, code, **options)

    return start


# -- start and stop ----------------------------------------------------------------------------------
def test_a_clock_keeps_the_limit_it_started_under(begin, city):
    clock = begin()
    assert (clock.due_on, clock.limit_text, clock.basis) == (
        day("2026-03-16"),
        "10 个工作日",
        "本系统默认，待确认",
    )
    assert clock.due_at == moment("2026-03-16", "17:30")
    assert clock.thread == f"organisation-{city.pk}"
    TimeLimit.objects.create(
        organisation=city,
        kind="suggestion",
        code="handle_normal",
        unit="workday",
        value=4,
        valid_from=day(START),
    )
    assert deadlines.recompute(clock).due_on == day("2026-03-16")
    assert begin(restart=True).due_on == day("2026-03-06")


def test_starting_twice_returns_the_running_clock(begin):
    first = begin()
    assert begin(at="2026-03-05") == first
    assert first.due_on == day("2026-03-16")


def test_a_restart_cancels_the_old_clock_and_keeps_it(begin):
    first = begin()
    second = begin(at="2026-03-05", restart=True)
    first.refresh_from_db()
    assert first.outcome == "cancelled"
    assert second.due_on == day("2026-03-19")


def test_a_clock_may_run_under_another_limit_than_its_name(begin):
    clock = begin("handle", limit_code="handle_urgent", label="答复")
    assert (clock.code, clock.label, clock.due_on) == ("handle", "答复", day("2026-03-05"))


def test_the_database_allows_one_running_clock_per_step(begin):
    clock = begin()
    clock.pk, clock.slug = None, "another"
    clock._state.adding = True
    with pytest.raises(IntegrityError), transaction.atomic():
        clock.save()


@pytest.mark.parametrize(
    ("stopped", "clock", "outcome"),
    [
        ("2026-03-16", "17:30", "kept"),
        ("2026-03-16", "17:31", "late"),
        ("2026-03-17", "09:00", "late"),
        ("2026-03-03", "09:00", "kept"),
    ],
)
def test_closing_time_of_the_due_day_decides(begin, city, stopped, clock, outcome):
    begin()
    stop = deadlines.stop(city, "handle_normal", at=moment(stopped, clock))
    assert stop.outcome == outcome
    assert stop.is_late() == (outcome == "late")


def test_stopping_what_does_not_run_is_no_error(city):
    assert deadlines.stop(city, "handle_normal", at=moment(START)) is None


def test_a_cancelled_clock_is_neither_kept_nor_late(begin, city):
    begin()
    begin("sign_receipt")
    stopped = deadlines.stop_all(city, moment("2026-05-20"), cancelled=True)
    assert {clock.outcome for clock in stopped} == {"cancelled"}
    assert not Deadline.objects.running().exists()


def test_the_next_running_clock_of_a_thread_is_the_earliest_not_paused(begin, city):
    begin()
    signing = begin("sign_receipt")
    thread = f"organisation-{city.pk}"
    assert deadlines.next_running(thread) == signing
    deadlines.pause(signing, at=moment(START), reason="等候")
    assert deadlines.next_running(thread).code == "handle_normal"
    deadlines.stop_all(city, moment("2026-03-03"))
    assert deadlines.next_running(thread) is None


def test_a_clock_is_open_until_its_time_is_over(begin, city):
    begin("handback")
    assert not deadlines.running(city, "handback").is_late(moment("2026-03-04", "17:30"))
    assert deadlines.running(city, "handback").is_late(moment("2026-03-04", "17:31"))
    assert deadlines.running(city, "redo") is None


def test_late_clocks_are_found_by_query(begin):
    paused = begin("sign_receipt")
    begin()
    now = moment("2026-03-16", "17:31")
    assert Deadline.objects.late(now).count() == 2
    deadlines.pause(paused, at=now, reason="等候")
    assert Deadline.objects.late(now).get().code == "handle_normal"


# -- pauses and extensions ---------------------------------------------------------------------------
def test_a_pause_moves_the_due_day_by_the_workdays_lost(begin):
    clock = deadlines.pause(begin(), at=moment("2026-03-04"), reason="上转省政协", event_id=7)
    assert clock.paused
    assert not clock.is_late(moment("2026-06-01"))
    clock = deadlines.resume(clock, at=moment("2026-03-09"))
    assert not clock.paused
    assert clock.due_on == day("2026-03-19")  # 4, 5 and 6 March did not count


def test_pausing_twice_and_resuming_twice_changes_nothing(begin):
    clock = deadlines.pause(begin(), at=moment("2026-03-04"), reason="一")
    deadlines.pause(clock, at=moment("2026-03-05"), reason="二")
    assert clock.pauses.count() == 1
    deadlines.resume(clock, at=moment("2026-03-09"))
    assert deadlines.resume(clock, at=moment("2026-03-20")).due_on == day("2026-03-19")


def test_a_reply_signed_after_closing_time_is_not_saved_by_the_check_that_follows(begin, city):
    clock = begin()
    signed = moment("2026-03-16", "18:00")
    deadlines.pause(clock, at=signed, reason="答复核对中")
    deadlines.resume(clock, at=moment("2026-03-19"))
    assert deadlines.stop(city, "handle_normal", at=signed).outcome == "late"


def test_days_in_checking_do_not_make_a_timely_reply_late(begin, city):
    clock = begin()
    deadlines.pause(clock, at=moment("2026-03-16"), reason="答复核对中")
    assert deadlines.stop(city, "handle_normal", at=moment("2026-03-19")).outcome == "kept"


def test_an_extension_holds_the_promised_day_or_the_next_workday(begin):
    clock = deadlines.extend(begin(), day("2026-03-28"), event=9)
    assert (clock.extended_to, clock.due_on) == (day("2026-03-28"), day("2026-03-30"))
    assert clock.extension_event_id == 9
    assert deadlines.recompute(clock).due_on == day("2026-03-30")


def test_a_pause_moves_an_extended_day_too(begin):
    clock = deadlines.extend(begin(), day("2026-03-30"))
    deadlines.pause(clock, at=moment("2026-03-18"), reason="等候")
    assert deadlines.resume(clock, at=moment("2026-03-20")).due_on == day("2026-04-01")


# -- lights ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("limit", "today", "expected"),
    [
        ("handle_urgent", "2026-03-02", "green"),
        ("handle_urgent", "2026-03-03", "green"),
        ("handle_urgent", "2026-03-04", "yellow"),
        ("handle_urgent", "2026-03-05", "orange"),
        ("handle_urgent", "2026-03-06", "red"),
        ("handle_normal", "2026-03-10", "green"),
        ("handle_normal", "2026-03-11", "yellow"),
        ("handle_complex", "2026-04-08", "green"),
        ("handle_complex", "2026-04-09", "yellow"),
        ("sign_receipt", "2026-03-02", "yellow"),
    ],
)
def test_lights_follow_the_share_of_the_term(begin, city, limit, today, expected):
    clock = begin("clock", limit_code=limit)
    assert light(clock, day(today), calendar_for(city)) == expected


def test_after_closing_time_of_the_due_day_the_light_is_red(begin, city):
    clock, calendar = begin(), calendar_for(city)
    assert light(clock, clock.due_on, calendar, moment("2026-03-16", "17:00")) == "orange"
    assert light(clock, clock.due_on, calendar, moment("2026-03-16", "17:31")) == "red"


def test_a_paused_clock_is_grey(begin, city):
    clock = deadlines.pause(begin(), at=moment("2026-03-04"), reason="等候")
    assert light(clock, day("2026-06-01"), calendar_for(city)) == "grey"
