"""Verbs of the ladder's tests: hours of workdays, letting the timetable run there, and asking what was said."""

from datetime import datetime, time

from django.utils import timezone

from dispatch.ladder import jobs as reminding
from dispatch.models import Reminder
from weijianyi.clock import deadlines
from weijianyi.clock.calendars import calendar_for


def day_of(desk, code="handle", *, before=0, after=0, since=None):
    """A day counted in workdays from the due day of the desk's clock, or from its start."""
    clock = deadlines.running(desk, code)
    calendar = calendar_for(desk.organisation_id)
    if since is not None:
        return calendar.add_workdays(deadlines.first_day(clock, calendar), since)
    day = calendar.add_workdays(clock.due_on, after)
    for _ in range(before):
        day = calendar.previous_workday(day)
    return day


def at(day, hour="08:35"):
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(hour)))


def remind(day, hour="08:35"):
    return reminding.remind(day, now=at(day, hour))


def summarise(day, hour="08:30"):
    return reminding.summarise(day, now=at(day, hour))


def said(state="sent", **filters):
    """{(rung, name)} of the ledger."""
    rows = Reminder.objects.filter(state=state, event=None, **filters).select_related("rung", "user")
    return {(r.rung.code, r.user.name if r.user else "") for r in rows}
