"""Review days: the office's weekdays that are workdays, days added by hand, and the day before a long gap."""

from datetime import date, timedelta
from itertools import pairwise

from weijianyi import rulebook
from weijianyi.clock.calendars import calendar_for
from weijianyi.clock.models import ExtraReviewDay
from weijianyi.clock.workdays import ONE, Calendar
from weijianyi.rulebook import cache

HORIZON = 60  # days; no stretch without a review day is longer
MARGIN = timedelta(days=HORIZON)


class NoReviewDay(LookupError):
    """The setting names no weekday and nobody added a day."""


def next_review_day(organisation, on: date, calendar: Calendar | None = None) -> date:
    """The first review day on or after `on`."""
    calendar = calendar or calendar_for(organisation)
    for d in review_days(organisation, on, on + MARGIN, calendar):
        return d
    raise NoReviewDay(f"no review day within {HORIZON} days of {on}")


def is_review_day(organisation, d: date) -> bool:
    return d in review_days(organisation, d, d)


def review_days(organisation, first: date, last: date, calendar: Calendar | None = None) -> list[date]:
    """All review days from first to last, in order."""
    calendar = calendar or calendar_for(organisation)
    gap = rulebook.value(organisation, "review_gap_days", first)
    margin = MARGIN if gap else timedelta()  # a gap is only seen from both its ends
    days = _ordinary(organisation, first - margin, last + margin, calendar)
    if gap:
        days |= _before_gaps(sorted(days), gap, calendar)
    return sorted(d for d in days if first <= d <= last)


def _ordinary(organisation, first: date, last: date, calendar: Calendar) -> set[date]:
    span = (first + ONE * step for step in range((last - first).days + 1))
    extra = cache.get("review-days", _load).get(getattr(organisation, "pk", organisation), frozenset())
    return {d for d in span if d in extra or (calendar.is_workday(d) and _on_list(organisation, d))}


def _on_list(organisation, d: date) -> bool:
    return d.weekday() in rulebook.value(organisation, "review_weekdays", d)


def _before_gaps(days: list[date], gap: int, calendar: Calendar) -> set[date]:
    added = set()
    for a, b in pairwise(days):
        if (b - a).days > gap:
            added.add(_last_before_rest(calendar, a, b))
    return added


def _last_before_rest(calendar: Calendar, a: date, b: date) -> date:
    """The workday in [a, b) followed by the longest rest."""
    worked = [
        d for d in (a + ONE * step for step in range((b - a).days + 1)) if d == b or calendar.is_workday(d)
    ]
    before, _ = max(pairwise(worked), key=lambda pair: pair[1] - pair[0], default=(a, b))
    return before


def _load() -> dict:
    days: dict = {}
    for pk, d in ExtraReviewDay.objects.values_list("organisation_id", "date"):
        days.setdefault(pk, set()).add(d)
    return days
