"""Periods of figures: what is over, what runs, and which days they are compared with."""

from datetime import date

import pytest

from dispatch.figures.period import Period, ended, evening, running


def period(first, last, cut):
    return Period(first, last, evening(cut), frozen=True)


@pytest.mark.parametrize(
    ("key", "over", "current"),
    [
        ("month", (date(2025, 12, 1), date(2025, 12, 31)), (date(2026, 1, 1), date(2026, 1, 31))),
        ("quarter", (date(2025, 10, 1), date(2025, 12, 31)), (date(2026, 1, 1), date(2026, 3, 31))),
        ("half", (date(2025, 7, 1), date(2025, 12, 31)), (date(2026, 1, 1), date(2026, 6, 30))),
        ("year", (date(2025, 1, 1), date(2025, 12, 31)), (date(2026, 1, 1), date(2026, 12, 31))),
    ],
)
def test_what_was_over_and_what_runs_on_new_years_day(key, over, current):
    assert ended(key, date(2026, 1, 1)) == over
    assert running(key, date(2026, 1, 1)) == current


def test_a_whole_february_is_compared_with_the_whole_of_a_leap_year():
    before = period(date(2025, 2, 1), date(2025, 2, 28), date(2025, 3, 5)).year_before()
    assert (before.first, before.last, before.today) == (
        date(2024, 2, 1),
        date(2024, 2, 29),
        date(2024, 3, 5),
    )


def test_a_february_that_runs_is_compared_with_the_same_days():
    before = period(date(2025, 2, 1), date(2025, 2, 28), date(2025, 2, 28)).year_before()
    assert before.last == date(2024, 2, 28)


def test_the_months_before_know_the_facts_as_long_after_their_end():
    before = period(date(2026, 7, 1), date(2026, 9, 30), date(2026, 10, 9)).months_before(3)
    assert (before.first, before.last, before.today) == (
        date(2026, 4, 1),
        date(2026, 6, 30),
        date(2026, 7, 9),
    )
