"""When a limit ends, and why: pure arithmetic over a Calendar."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import TextChoices
from django.utils import timezone

from weijianyi.clock.workdays import ONE, Calendar, Day

CUTOFF = time(17, 30)


class Unit(TextChoices):
    """How a limit counts."""

    WORKDAY = "workday", "工作日"
    DAY = "day", "天"
    MONTH = "month", "个月"
    DATE = "date", "固定日期"
    REVIEW_DAY = "review_day", "审核日"
    SAME_DAY = "same_day", "当日"


@dataclass(frozen=True)
class Span:
    """A closed pause: days from `start` up to but not including `end` do not count."""

    start: date
    end: date
    reason: str = ""

    def __contains__(self, d: date) -> bool:
        return self.start <= d < self.end


def event_day(calendar: Calendar, started_at: datetime, cutoff: time = CUTOFF) -> date:
    """The day an act belongs to: after closing time of a workday it is the next workday's."""
    local = timezone.localtime(started_at)
    if local.time() > cutoff and calendar.is_workday(local.date()):
        return calendar.next_workday(local.date())
    return local.date()


def due_on(
    calendar: Calendar,
    started_at: datetime,
    unit: str,
    value: int = 0,
    *,
    pauses: Iterable[Span] = (),
    cutoff: time = CUTOFF,
    fixed_date: str = "",
    next_review: Callable[[date], date] | None = None,
) -> date:
    """The last day of the limit; the day of the event is not counted."""
    start = event_day(calendar, started_at, cutoff)
    spans = merged(pauses)
    if unit == Unit.WORKDAY:
        return _workdays(calendar, start, value, spans)
    if unit == Unit.REVIEW_DAY:
        return _review(next_review or calendar.workday_from, start, spans)
    if unit == Unit.DATE:
        end = _fixed(start, fixed_date)
    elif unit == Unit.MONTH:
        end = _shifted(_months_later(start, value), start, spans)
    elif unit == Unit.DAY:
        end = _shifted(start + ONE * value, start, spans)
    else:
        end = start
    return _roll(calendar, end, spans)


def merged(pauses: Iterable[Span]) -> list[Span]:
    """Pauses in order with overlaps joined, so that no day is taken off twice."""
    result: list[Span] = []
    for span in sorted(pauses, key=lambda s: (s.start, s.end)):
        if span.end <= span.start:
            continue
        if result and span.start <= result[-1].end:
            last = result.pop()
            span = Span(last.start, max(last.end, span.end), last.reason)
        result.append(span)
    return result


def _paused(d: date, spans: Sequence[Span]) -> bool:
    return any(d in span for span in spans)


def _workdays(calendar: Calendar, start: date, value: int, spans: Sequence[Span]) -> date:
    d = start if value else _roll(calendar, start, spans)
    while value:
        d = calendar.next_workday(d)
        value -= not _paused(d, spans)
    return d


def _review(next_review: Callable[[date], date], start: date, spans: Sequence[Span]) -> date:
    d = next_review(start)
    while _paused(d, spans):
        d = next_review(d + ONE)
    return d


def _fixed(start: date, fixed_date: str) -> date:
    month, day = map(int, fixed_date.split("-"))
    this_year = _in_month(start.year, month, day)
    return this_year if this_year > start else _in_month(start.year + 1, month, day)


def _months_later(start: date, months: int) -> date:
    years, month = divmod(start.month - 1 + months, 12)
    return _in_month(start.year + years, month + 1, start.day)


def _in_month(year: int, month: int, day: int) -> date:
    """That day of the month, or the month's last day."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return min(date(year, month, 1) + ONE * (day - 1), following - ONE)


def _shifted(end: date, start: date, spans: Sequence[Span]) -> date:
    for span in spans:
        first = max(span.start, start + ONE)
        if first <= end and span.end > first:
            end += span.end - first
    return end


def _roll(calendar: Calendar, d: date, spans: Sequence[Span]) -> date:
    d = calendar.workday_from(d)
    while _paused(d, spans):
        d = calendar.next_workday(d)
    return d


@dataclass(frozen=True)
class Line:
    """One day of the explanation: `count` is its number when it counts."""

    day: Day
    count: int | None
    reason: str
    provisional: bool

    @property
    def text(self) -> str:
        return f"计 {self.count}" if self.count else self.reason


def explain(calendar: Calendar, start: date, end: date, unit: str, pauses: Iterable[Span] = ()) -> list[Line]:
    """Each day after start up to end: counted with its number, or why it is not."""
    lines, count, spans = [], 0, list(pauses)
    by_workday = unit == Unit.WORKDAY
    for step in range(1, (end - start).days + 1):
        day = calendar.day(start + ONE * step)
        span = next((span for span in spans if day.date in span), None)
        counted = span is None and (day.kind.counts or not by_workday)
        count += counted
        reason = f"暂停（{span.reason}）" if span else day.label
        lines.append(Line(day, count if counted else None, reason, calendar.provisional(day.date)))
    return lines
