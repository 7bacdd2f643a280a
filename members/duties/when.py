"""Who serves when: today's member of a studio, the coming days, the gaps, a month as weeks."""

from calendar import Calendar as Weeks
from collections import defaultdict
from datetime import date, timedelta

from django.utils import timezone

from members.models import Duty
from members.states import DutyState
from weijianyi.audit.models import Event
from weijianyi.clock.calendars import calendar_for

GAP = "联络员接收"


def today(studio, on=None):
    """The duties of that day that stand, in order of time."""
    found = Duty.objects.live().filter(studio=studio, date=on or timezone.localdate())
    return list(found.select_related("member__sector"))


def next_of(actor, on, days=7):
    """The actor's own next duty within some days, or None."""
    found = Duty.objects.of(actor).filter(state=DutyState.PLANNED).between(on, on + timedelta(days=days))
    return found.select_related("studio").first()


def coming(studio, on=None, days=31):
    """The duty table of the next days."""
    on = on or timezone.localdate()
    found = Duty.objects.live().filter(studio=studio).between(on, on + timedelta(days=days))
    return found.select_related("member__sector")


def gaps(studios, on, days):
    """Duties of the next days with nobody."""
    found = Duty.objects.filter(state=DutyState.OPEN, studio__in=studios).between(
        on, on + timedelta(days=days)
    )
    return found.select_related("studio__liaison__user")


def month_of(text, fallback=None):
    """The first day of “2026-12”; of this month where the text is none."""
    try:
        year, month = text.split("-")
        found = date(int(year), int(month), 1)
    except (ValueError, AttributeError):
        found = None
    if found is None or not 2000 <= found.year <= 2100:
        found = (fallback or timezone.localdate()).replace(day=1)
    return found


def last_of(first):
    return next_month(first) - timedelta(days=1)


def next_month(first):
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1)


def previous_month(first):
    return (first - timedelta(days=1)).replace(day=1)


def grid(studio, first):
    """[[{day, inside, off, today, duties}]]: the weeks of a month from Monday, cancelled duties too."""
    weeks = Weeks().monthdatescalendar(first.year, first.month)
    found = defaultdict(list)
    for duty in Duty.objects.filter(studio=studio).between(weeks[0][0], weeks[-1][-1]).with_names():
        found[duty.date].append(duty)
    days, now = calendar_for(studio.organisation_id), timezone.localdate()
    return [
        [
            {"day": day, "inside": day.month == first.month, "off": off(days, day), "today": day == now,
             "duties": found[day]}
            for day in week
        ]
        for week in weeks
    ]  # fmt: skip


def off(days, day):
    """The word for a day on which the office rests."""
    found = days.day(day)
    return "" if found.kind.counts else found.name or "休"


def events(duty):
    """What happened to this duty, newest first, for its page."""
    rows = Event.objects.of_thread(duty.thread).order_by("-pk")
    return [
        {"title": row.label, "at": row.occurred_at, "who": row.actor_label, "note": row.note}
        for row in rows.select_related("user")[:30]
    ]
