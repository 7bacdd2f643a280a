"""The year view of the calendar: each month with its days off, swap days and review days."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from weijianyi.clock.calendars import calendar_for
from weijianyi.clock.models import CalendarDay, CalendarYear, ExtraReviewDay
from weijianyi.clock.review import review_days
from weijianyi.clock.workdays import Day, DayKind


@dataclass(frozen=True)
class Month:
    """One month as the page prints it."""

    number: int
    workdays: int
    off: list[str]  # e.g. 15–23日 春节
    swaps: list[str]
    review: list[date]


def year_view(organisation, year: int) -> dict:
    """Months, the organisation's own days, its added review days, and whether the year is official."""
    calendar = calendar_for(organisation)
    first, last = date(year, 1, 1), date(year, 12, 31)
    days = [calendar.day(first + timedelta(days=step)) for step in range((last - first).days + 1)]
    review = review_days(organisation, first, last, calendar)
    return {
        "year": year,
        "months": [_month(number, days, review) for number in range(1, 13)],
        "workdays": sum(day.kind.counts for day in days),
        "notice": CalendarYear.objects.filter(year=year, official=True).first(),
        "own": list(CalendarDay.objects.filter(organisation=organisation, date__year=year)),
        "extra": list(ExtraReviewDay.objects.filter(organisation=organisation, date__year=year)),
    }


def _month(number: int, days: list[Day], review: list[date]) -> Month:
    mine = [day for day in days if day.date.month == number]
    return Month(
        number,
        sum(day.kind.counts for day in mine),
        _stretches(mine, DayKind.HOLIDAY),
        _stretches(mine, DayKind.SWAP),
        [d for d in review if d.month == number],
    )


def _stretches(days: list[Day], kind: DayKind) -> list[str]:
    """Days of that kind that follow each other under one name, in words."""
    texts = []
    for (same, name), group in groupby(days, key=lambda day: (day.kind == kind, day.name)):
        if same:
            first, *_, last = [day.date.day for day in group] * 2
            texts.append(f"{first}日 {name}" if first == last else f"{first}–{last}日 {name}")
    return texts
