"""Timed jobs of the clock: warn of a missing calendar, move due days after a calendar change."""

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction

from weijianyi.clock.calendars import calendar_for
from weijianyi.clock.deadlines import computed_due, recompute
from weijianyi.clock.models import CalendarYear, Deadline
from weijianyi.clock.workdays import Calendar
from weijianyi.workflow import Stateful, door

# Higher apps that keep copies of due days add a function of the moved Deadline here, in AppConfig.ready().
after_move: list[Callable[[Deadline], None]] = []


def check_calendar(on: date, *, now: datetime, dry_run: bool = False) -> list[str]:
    """From 1 October, say so while next year's notice is not loaded."""
    wanted = [on.year] + ([on.year + 1] if on.month >= 10 else [])
    loaded = set(CalendarYear.objects.filter(official=True).values_list("year", flat=True))
    return [
        f"{year} 年放假安排尚未导入，该年的期限按暂定日期显示。请在通知发布后导入。"
        for year in wanted
        if year not in loaded
    ]


def recompute_open(on: date, *, now: datetime, dry_run: bool = False) -> list[str]:
    """Recompute running clocks made under another calendar; report each due day that moves."""
    lines, calendars = [], {}
    for deadline in Deadline.objects.running().prefetch_related("pauses").order_by("pk").iterator(500):
        pk = deadline.organisation_id
        if pk not in calendars:
            calendars[pk] = calendar_for(pk, fresh=True)
        calendar = calendars[pk]
        if deadline.calendar_stamp == calendar.stamp:
            continue
        old, new = deadline.due_on, computed_due(deadline, calendar)
        if old != new:
            lines.append(f"{deadline.thread} {deadline.label}：{old} → {new}")
        if not dry_run:
            move(deadline, calendar)
    return lines


@transaction.atomic
def move(deadline: Deadline, calendar: Calendar) -> None:
    """Recompute one clock after a calendar change and tell those who keep copies of its due day.

    Under the subject's lock and read again: a step may have stopped, paused or extended the clock meanwhile.
    """
    if isinstance(deadline.subject, Stateful):
        door.lock(deadline.subject)
    deadline = Deadline.objects.running().filter(pk=deadline.pk).first()
    if deadline is None:
        return
    old = deadline.due_on
    recompute(deadline, calendar)
    if deadline.due_on != old:
        for hook in after_move:
            hook(deadline)


def moved(organisation, calendar_of: Callable[[int], Calendar]) -> list[tuple[Deadline, date]]:
    """Running clocks of the organisation (None = all) that would move under other calendars, and where to."""
    clocks = Deadline.objects.running().prefetch_related("pauses").order_by("due_on", "pk")
    if organisation is not None:
        clocks = clocks.filter(organisation=organisation)
    calendars, pairs = {}, []
    for deadline in clocks:
        pk = deadline.organisation_id
        if pk not in calendars:
            calendars[pk] = calendar_of(pk)
        pairs.append((deadline, computed_due(deadline, calendars[pk])))
    return [(deadline, new) for deadline, new in pairs if new != deadline.due_on]
