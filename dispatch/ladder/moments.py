"""When a rung of a running clock is due: pure arithmetic over the calendar."""

from datetime import datetime, time
from math import ceil

from django.utils import timezone

from dispatch.ladder.states import When
from weijianyi import rulebook
from weijianyi.clock.deadlines import cutoff_for, first_day


def moment(rung, clock, calendar):
    """The moment, or None where the term is too short for this rung."""
    start, due = first_day(clock, calendar), clock.due_on
    if rung.when == When.AFTER:
        return at(calendar.add_workdays(due, rung.amount), rung.at)
    if rung.when == When.SINCE:
        return at(calendar.add_workdays(start, rung.amount), rung.at)
    if rung.when == When.SHARE:
        day = calendar.add_workdays(start, ceil(calendar.workdays_between(start, due) * rung.amount / 100))
        return at(day, rung.at) if start < day < due else None
    day = due
    for _ in range(rung.amount):
        day = calendar.previous_workday(day)
    return at(day, rung.at) if day > start or rung.amount == 0 else None


def at(day, hour):
    return timezone.make_aware(datetime.combine(day, hour))


def armed(clock):
    """Which start of the clock this is: another clock row, or the same one extended, is another start."""
    return clock.extended_to.isoformat() if clock.extended_to else "0"


def armed_at(clock, extended):
    """Since when this start counts; `extended` {event id: moment}. Earlier rungs belong to the start before."""
    return max(clock.started_at, extended.get(clock.extension_event_id, clock.started_at))


def speaks_now(organisation, now, earliest=time.max):
    """Whether reminders may leave: from the hour of the setting (or `earliest`) until closing time."""
    local = timezone.localtime(now)
    begins = time.fromisoformat(rulebook.value(organisation, "reminder_from", local.date()))
    return min(begins, earliest) <= local.time() <= cutoff_for(organisation, now)


def quiet(rung, clock, calendar, today):
    """On a day off only what is due that very day is said."""
    due_today = rung.when == When.BEFORE and rung.amount == 0 and clock.due_on == today
    return not calendar.is_workday(today) and not due_today
