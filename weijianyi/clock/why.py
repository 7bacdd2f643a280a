"""“为什么是这一天”: what the page says about one clock, day by day."""

from itertools import groupby

from django.utils import timezone

from weijianyi.clock.calendars import calendar_for
from weijianyi.clock.deadlines import first_day
from weijianyi.clock.due import Line, Span, Unit, explain
from weijianyi.clock.models import Deadline
from weijianyi.clock.workdays import ONE


def explanation(deadline: Deadline) -> dict:
    """The days from the event to the due day, in months, and what made them."""
    calendar = calendar_for(deadline.organisation_id)
    start = first_day(deadline, calendar)
    lines = explain(calendar, start, deadline.due_on, deadline.unit, _spans(deadline))
    return {
        "start": start,
        "after_closing": start != timezone.localdate(deadline.started_at),
        "lines": lines,
        "months": [(key, list(group)) for key, group in groupby(lines, key=_month)],
        "counted": sum(line.count is not None for line in lines),
        "unit": "个工作日" if deadline.unit == Unit.WORKDAY else "天",
        "rolled": deadline.unit in (Unit.DAY, Unit.MONTH, Unit.DATE),
    }


def _month(line: Line) -> str:
    return f"{line.day.date.year}年{line.day.date.month}月"


def _spans(deadline: Deadline) -> list[Span]:
    """Pauses with their reasons; an open one reaches past the due day."""
    beyond = deadline.due_on + ONE
    return [Span(p.from_on, p.to_on or max(beyond, p.from_on), p.reason) for p in deadline.pauses.all()]
