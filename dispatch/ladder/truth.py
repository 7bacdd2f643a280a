"""Whether a reminder is still true: its clock still runs from the same start, its reader stands there."""

from django.db.models import prefetch_related_objects
from django.utils import timezone

from dispatch.ladder import standing
from dispatch.ladder.moments import armed, moment
from dispatch.ladder.people import People
from dispatch.ladder.states import STANDING, When
from weijianyi.clock.calendars import calendar_for
from weijianyi.notices.audience import audiences_of


def readers(reminder, event=None):
    """The post of its person, if the person still stands on that rung."""
    today = timezone.localdate()
    rung, item, desk = reminder.rung, reminder.item, reminder.desk
    if rung.watch in STANDING:
        posts = People(reminder.organisation_id, today).standing(rung)
    else:
        if item:  # a matter that is still to be received has none
            prefetch_related_objects([item], "authorships__member")
        if desk:
            desk.item = item
        people = People(reminder.organisation_id, today, [desk] if desk else [])
        posts = people.on_rung(rung, reminder.clock.code, item, desk, reminder.noun)
    return [post for post in posts if post.user_id == reminder.user_id]


def holds(reminder, event=None, now=None):
    """The fact itself, whoever is told."""
    now = now or timezone.now()
    calendar = calendar_for(reminder.organisation_id)
    if reminder.rung.watch in STANDING:
        day = timezone.localdate(max(now, reminder.moment))
        return standing.still(reminder.rung, reminder.organisation, calendar, day, reminder.armed)
    if reminder.event_id:
        return told_still(reminder)
    clock = reminder.clock
    if clock is None or clock.stopped_at or clock.paused or armed(clock) != reminder.armed:
        return False
    when = moment(reminder.rung, clock, calendar)
    return when is not None and when <= max(now, reminder.created_at)


def told_still(reminder):
    """A step that waits for the summary: whether its person would be told of it now."""
    event = reminder.event
    if event.subject is None or reminder.post is None:
        return False
    return any(
        post.pk == reminder.post_id and not audience.objection(post, event.subject, event)
        for audience in audiences_of(event.subject, event.step)
        for post in audience.to(event.subject, event)
    )


def overtaken(reminder, today):
    """Said in time, but days have gone by: a due day of the past is no due day any more."""
    rung = reminder.rung
    return rung.when == When.BEFORE and reminder.clock is not None and reminder.clock.due_on < today
