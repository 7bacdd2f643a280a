"""What an organisation's day asks for: review days, hand-outs of the day, the quarter's start and its end."""

from datetime import date, timedelta

from django.utils import timezone

from dispatch.ladder import rungs
from dispatch.ladder.moments import at
from dispatch.ladder.people import People
from dispatch.ladder.states import OUTSIDE, STANDING, Sending, Watch
from dispatch.models import Reminder
from suggestions.models import Item
from suggestions.states import Kind, State
from weijianyi.clock.review import is_review_day
from weijianyi.templatetags.ui import cn_time

WEEK = timedelta(days=7)
WAITING = {Watch.BACKLOG: State.SUBMITTED, Watch.UNDISPATCHED: State.ACCEPTED}


def number(rung, organisation_id):
    """How many 微建议 wait; None where nothing is counted."""
    if rung.watch not in WAITING:
        return None
    waiting = Item.objects.filter(
        organisation=organisation_id, kind=Kind.SUGGESTION, state=WAITING[rung.watch]
    )
    return waiting.valid().count()


def quarter(on):
    """(first day, last day)"""
    first = date(on.year, 3 * ((on.month - 1) // 3) + 1, 1)
    following = (first + timedelta(days=93)).replace(day=1)
    return first, following - timedelta(days=1)


def occasion(rung, organisation, calendar, on):
    """(what it is armed by, day) of the rung's present occasion, or None on a day without one."""
    if rung.watch == Watch.BACKLOG:
        return (on.isoformat(), on) if is_review_day(organisation, on) else None
    if not calendar.is_workday(on):
        return None
    first, last = quarter(on)
    if rung.watch == Watch.QUARTER:
        day = calendar.workday_from(first)
        return (first.isoformat(), day) if on - day < WEEK else None  # weeks later it is no news
    if rung.watch == Watch.CLOSING:
        day = last - timedelta(days=rung.amount)
        return first.isoformat(), day if calendar.is_workday(day) else calendar.previous_workday(day)
    return on.isoformat(), on


def still(rung, organisation, calendar, on, armed):
    """Whether this is still the same occasion and still something to say."""
    now = occasion(rung, organisation, calendar, on)
    return now is not None and now[0] == armed and number(rung, organisation.pk) != 0


def words(reminder):
    """What a rung of the day may name."""
    last = quarter(timezone.localdate(reminder.moment))[1]
    counted = number(reminder.rung, reminder.organisation_id)
    due = cn_time(last) if reminder.rung.watch == Watch.CLOSING else ""
    return {"unit": "", "due": due, "days": "", "doing": "", "number": "" if counted is None else counted}


def lines(organisation, calendar, on, now):
    """Unsaved ledger rows; of one thing watched only the latest due rung is sent. A day that is over is not made up."""
    due = {}
    for rung in rungs.active(organisation, on, *STANDING):
        found = occasion(rung, organisation, calendar, on)
        if found and at(found[1], rung.at) <= now and number(rung, organisation.pk) != 0:
            due.setdefault(rung.watch, []).append((at(found[1], rung.at), rung, found[0]))
    made, people = [], People(organisation.pk, on) if due else None
    for occasions in due.values():
        occasions.sort(key=lambda found: found[0])
        for found in occasions:
            state = Sending.PENDING if found is occasions[-1] else Sending.SKIPPED
            made += [line(*found, post, organisation, now, state) for post in people.standing(found[1])]
    held = set(Reminder.objects.filter(key__in=[m.key for m in made]).values_list("key", flat=True))
    return [m for m in made if m.key not in held]


def line(moment, rung, armed, post, organisation, now, state):
    return Reminder(
        rung=rung, organisation=organisation, user_id=post.user_id, post=post, armed=armed, moment=moment,
        key=f"{rung.code}:org-{organisation.pk}:{armed}:{post.user_id}", state=state, created_at=now,
        done_at=now if state != Sending.PENDING else None,
        outside=not rung.at_once and bool(set(rung.channels) & set(OUTSIDE)),
    )  # fmt: skip
