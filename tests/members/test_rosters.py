"""Laying out duties: the days of rules, and that turns are fair, free of double bookings and always the same."""

from collections import Counter
from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from members.duties.rosters import Person, Rule, Slot, lay_out, slots
from weijianyi.clock.workdays import Calendar

# 2026-10-05, the first Monday of October, is a holiday; work begins again on the 8th.
HOLIDAY = {date(2026, 10, day): (False, "国庆节") for day in range(1, 8)}
CALENDAR = Calendar(HOLIDAY)
NINE, NOON, AFTERNOON = time(9), time(11, 30), time(14, 30)
OCTOBER, END = date(2026, 10, 1), date(2026, 10, 31)


def rule(key=1, **fields):
    return Rule(**{"key": key, "weekday": 0, "starts": NINE, "ends": NOON} | fields)


def days(*rules, first=OCTOBER, last=END):
    return [slot.date for slot in slots(rules, first, last, CALENDAR)]


# -- days ------------------------------------------------------------------------------------------
def test_the_first_monday_of_the_month():
    assert days(rule(week=1), first=date(2026, 9, 1), last=date(2026, 9, 30)) == [date(2026, 9, 7)]


def test_a_day_off_is_skipped_or_moved_as_the_rule_says():
    assert days(rule(week=1)) == []
    assert days(rule(week=1, moves=True)) == [date(2026, 10, 8)]
    assert days(rule(weekday=2)) == [date(2026, 10, day) for day in (14, 21, 28)]


def test_a_rule_that_names_a_weekend_rests_on_holidays_only():
    assert days(rule(weekday=5)) == [date(2026, 10, day) for day in (10, 17, 24, 31)]


def test_the_last_one_of_the_month_is_the_fourth_or_the_fifth():
    assert days(rule(week=5)) == [date(2026, 10, 26)]
    assert days(rule(week=5, weekday=4)) == [date(2026, 10, 30)]


def test_a_rule_holds_from_and_to_its_days():
    assert days(rule(weekday=2, valid_from=date(2026, 10, 15), valid_to=date(2026, 10, 21))) == [
        date(2026, 10, 21)
    ]


# -- people ----------------------------------------------------------------------------------------
def people(number, **fields):
    return [Person(key=key, **fields) for key in range(1, number + 1)]


def chosen(wanted, who):
    return [shift.person for shift in lay_out(wanted, who)]


def weekly(number, **fields):
    first = date(2026, 11, 2)
    return slots([rule(**fields)], first, first + timedelta(days=7 * number - 1), Calendar())


def test_in_turn_whoever_served_least_then_longest_ago():
    who = [Person(1, recent=2), Person(2, recent=1, last_on=date(2026, 9, 1)), Person(3, recent=1)]
    assert chosen(weekly(4), who) == [3, 2, 1, 3]


def test_among_equals_the_one_who_knows_the_subject():
    assert chosen(weekly(1, subject="health"), [Person(1), Person(2, expertise=frozenset({"health"}))]) == [2]
    assert chosen(
        weekly(1, subject="health"), [Person(1), Person(2, 1, expertise=frozenset({"health"}))]
    ) == [1]


def test_who_knows_a_later_subject_is_kept_for_it():
    first, second = weekly(2)
    asked = Slot(rule(2, subject="health"), second.slot_on, second.date)
    assert chosen([first, asked], [Person(1, expertise=frozenset({"health"})), Person(2)]) == [2, 1]


def test_one_member_for_the_whole_month():
    assert chosen(weekly(4, whole_month=True), people(3)) == [1, 1, 1, 1]
    december = slots([rule(whole_month=True)], date(2026, 12, 1), date(2027, 1, 31), Calendar())
    assert [len(set(months)) for months in by_month(december, people(3)).values()] == [1, 1]


def by_month(wanted, who):
    found = {}
    for shift in lay_out(wanted, who):
        found.setdefault(shift.slot.slot_on.month, []).append(shift.person)
    return found


def test_nobody_free_is_a_gap_and_heads_of_departments_are_named_by_hand():
    taken = frozenset({(date(2026, 11, 2), time(10), time(12))})
    assert chosen(weekly(1), people(2, busy=taken)) == [None]
    assert chosen(weekly(1, starts=AFTERNOON, ends=time(17)), people(2, busy=taken)) == [1]
    assert chosen(weekly(1, for_head=True), people(2)) == [None]
    assert chosen(weekly(1), []) == [None]


RULES = st.builds(
    rule,
    key=st.integers(1, 3),
    weekday=st.integers(0, 6),
    week=st.sampled_from([None, None, 1, 2, 5]),
    subject=st.sampled_from(["", "health", "traffic"]),
    moves=st.booleans(),
)
PLACES = st.lists(RULES, min_size=1, max_size=3, unique_by=lambda r: r.key)
KNOWN = st.frozensets(st.sampled_from(["health", "traffic", "rural"]))
TAKEN = st.frozensets(st.tuples(st.dates(OCTOBER, END), st.just(time(10)), st.just(time(12))), max_size=6)
BUSY = st.lists(st.tuples(st.integers(0, 4), KNOWN, TAKEN), min_size=1, max_size=8)


@settings(max_examples=60, deadline=None)
@given(PLACES, BUSY, st.integers(20, 120))
def test_nobody_is_in_two_places_and_no_slot_is_lost(rules, given_people, length):
    who = [
        Person(key, recent, expertise=known, busy=busy)
        for key, (recent, known, busy) in enumerate(given_people)
    ]
    wanted = slots(rules, OCTOBER, OCTOBER + timedelta(days=length), CALENDAR)
    shifts = lay_out(wanted, who)
    assert [shift.slot for shift in shifts] == wanted
    at_once = Counter((s.person, s.slot.date) for s in shifts if s.person is not None)
    assert not at_once or max(at_once.values()) == 1, "all slots of a day are at the same time here"
    for shift in shifts:
        if shift.person is not None:
            assert who[shift.person].free(shift.slot)
        else:
            there = {s.person for s in shifts if s.slot.date == shift.slot.date}
            assert all(not p.free(shift.slot) or p.key in there for p in who), (
                "a gap only where nobody is left"
            )
    assert shifts == lay_out(list(wanted), list(reversed(who))), (
        "the order in which people are given is nothing"
    )


@settings(max_examples=60, deadline=None)
@given(PLACES, st.integers(1, 8), st.integers(20, 200), st.data())
def test_turns_are_fair(rules, number, length, data):
    """With everybody free, nobody has two duties more than another: where they began equal, at most one."""
    who = [Person(key, expertise=data.draw(KNOWN)) for key in range(number)]
    # One slot a day, so that a day never has more slots than people.
    one_a_day = {
        slot.date: slot for slot in slots(rules, OCTOBER, OCTOBER + timedelta(days=length), CALENDAR)
    }
    counts = Counter({person.key: 0 for person in who})
    counts.update(shift.person for shift in lay_out(one_a_day.values(), who))
    assert max(counts.values()) - min(counts.values()) <= 1


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 6), min_size=2, max_size=6), st.integers(1, 30))
def test_who_served_more_before_waits_until_the_others_have_caught_up(recents, number):
    who = [Person(key, recent) for key, recent in enumerate(recents)]
    after = Counter(dict(enumerate(recents)))
    after.update(shift.person for shift in lay_out(weekly(number), who))
    assert max(after.values()) - min(after.values()) <= max(1, max(recents) - min(recents))
    assert all(after[key] == recent or recent < min(after.values()) + 1 for key, recent in enumerate(recents))


@pytest.mark.parametrize("number", [1, 7, 18])
def test_a_year_of_eighteen_people_is_level(number):
    wanted = slots([rule(1), rule(2, weekday=2)], date(2026, 11, 1), date(2027, 10, 31), CALENDAR)
    counts = Counter(chosen(wanted, people(number)))
    assert max(counts.values()) - min(counts.values()) <= 1
