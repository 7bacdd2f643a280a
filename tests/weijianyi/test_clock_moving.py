"""What a calendar change moves, and why a clock is due on its day."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from members.models import Organisation
from weijianyi.clock import deadlines, editing, holidays, jobs, loading, why
from weijianyi.clock.calendars import calendar_for
from weijianyi.clock.holidays import Change
from weijianyi.clock.models import Deadline

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


# -- calendar changes --------------------------------------------------------------------------------
def test_a_clock_into_a_year_without_a_notice_is_provisional_until_it_is_loaded(begin):
    clock = begin(at="2026-12-25")
    assert (clock.due_on, clock.provisional) == (day("2027-01-11"), True)
    days = holidays.parse("2027-01-01,off,元旦\n2027-01-04,off,元旦", 2027)
    loading.load_year(2027, days, "通知")
    now = moment("2026-12-26")
    report = jobs.recompute_open(day("2026-12-26"), now=now, dry_run=True)
    clock.refresh_from_db()
    assert clock.provisional, "a dry run changes nothing"
    assert jobs.recompute_open(day("2026-12-26"), now=now) == report
    assert report == [f"{clock.thread} 办理（一般）：2027-01-11 → 2027-01-12"]
    clock.refresh_from_db()
    assert (clock.due_on, clock.provisional) == (day("2027-01-12"), False)
    assert jobs.recompute_open(day("2026-12-26"), now=now) == []


def test_a_stopped_clock_is_never_moved(begin, city):
    begin()
    stopped = deadlines.stop(city, "handle_normal", at=moment("2026-03-05"))
    editing.override(city, Change(day("2026-03-06"), "off", "停工"), None)
    stopped.refresh_from_db()
    assert stopped.due_on == day("2026-03-16")


def test_a_clock_extended_while_the_job_runs_stays_extended(begin, city):
    clock = begin()
    read_before = Deadline.objects.get(pk=clock.pk)
    deadlines.extend(clock, day("2026-03-20"))
    jobs.move(read_before, calendar_for(city))
    clock.refresh_from_db()
    assert (clock.extended_to, clock.due_on) == (day("2026-03-20"), day("2026-03-20"))


def test_an_own_day_off_shows_what_it_moves_and_then_moves_it(begin, city, monkeypatch):
    told = []
    monkeypatch.setattr(jobs, "after_move", [told.append])
    clock = begin()
    change = Change(day("2026-03-06"), "off", "防汛停工")
    assert editing.moved_by(city, add=change) == [(clock, day("2026-03-17"))]
    clock.refresh_from_db()
    assert clock.due_on == day("2026-03-16")
    assert len(editing.override(city, change, None)) == 1
    clock.refresh_from_db()
    assert clock.due_on == day("2026-03-17")
    assert told == [clock], "who keeps a copy of the due day is told"
    editing.withdraw_override(city, change.date)
    clock.refresh_from_db()
    assert clock.due_on == day("2026-03-16")


def test_an_added_review_day_brings_the_review_forward(begin, city):
    clock = begin("review", at="2026-02-14")
    assert clock.due_on == day("2026-02-25")
    editing.add_review_day(city, day("2026-02-24"), "")
    clock.refresh_from_db()
    assert clock.due_on == day("2026-02-24")
    editing.withdraw_review_day(city, day("2026-02-24"))
    clock.refresh_from_db()
    assert clock.due_on == day("2026-02-25")


@pytest.mark.parametrize(("on", "lines"), [("2026-09-30", 0), ("2026-10-01", 1), ("2027-01-05", 1)])
def test_a_missing_calendar_is_announced_from_october_on(on, lines):
    assert len(jobs.check_calendar(day(on), now=moment(on))) == lines


def test_the_command_shows_first_and_then_loads(begin, tmp_path, capsys):
    clock = begin(at="2026-12-25")
    file = tmp_path / "2027.csv"
    file.write_text("2027-01-01,off,元旦\n2027-01-04,off,元旦", encoding="utf-8")
    call_command("load_calendar", "2027", file=file, dry_run=True)
    assert "2027-01-11 → 2027-01-12" in capsys.readouterr().out
    clock.refresh_from_db()
    assert clock.due_on == day("2027-01-11")
    call_command("load_calendar", "2027", file=file)
    clock.refresh_from_db()
    assert clock.due_on == day("2027-01-12")


def test_the_command_says_what_is_wrong_with_a_year_it_does_not_know():
    with pytest.raises(CommandError, match="没有 2031 年"):
        call_command("load_calendar", "2031")


# -- why this day ------------------------------------------------------------------------------------
def test_every_day_between_start_and_due_is_explained(begin):
    clock = begin(at="2026-02-13", clock="18:00")
    story = why.explanation(clock)
    assert story["after_closing"]
    assert story["start"] == day("2026-02-14")
    assert story["counted"] == 10
    texts = {str(line.day.date): line.text for line in story["lines"]}
    assert texts["2026-02-16"] == "节假日（春节）"
    assert texts["2026-02-28"] == "计 5"
    assert texts["2026-03-01"] == "周末"
    assert len(texts) == (clock.due_on - day("2026-02-14")).days


def test_paused_days_name_their_reason(begin):
    clock = deadlines.pause(begin(), at=moment("2026-03-04"), reason="上转省政协")
    deadlines.resume(clock, at=moment("2026-03-06"))
    story = why.explanation(clock)
    assert [line.text for line in story["lines"]].count("暂停（上转省政协）") == 2
    assert story["counted"] == 10


@time_machine.travel(moment("2026-12-25", "12:00") - timedelta(minutes=5))
def test_provisional_days_are_marked_one_by_one(begin):
    lines = why.explanation(begin(at="2026-12-25"))["lines"]
    assert {line.day.date.year for line in lines if line.provisional} == {2027}
    assert all(line.provisional for line in lines if line.day.date.year == 2027)
