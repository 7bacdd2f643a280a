"""What running clocks ask for now: for each person the latest due rung, the older ones noted as skipped."""

from dataclasses import dataclass
from datetime import datetime

from dispatch.ladder import matters, rungs
from dispatch.ladder.moments import armed, armed_at, moment, quiet
from dispatch.ladder.people import People
from dispatch.ladder.states import OUTSIDE, Sending, Watch
from dispatch.models import Reminder
from weijianyi.audit.models import Event
from weijianyi.clock.models import Deadline


@dataclass(frozen=True)
class Due:
    """One rung of one clock whose moment has come."""

    moment: datetime
    rung: object
    clock: Deadline


def due_now(organisation, calendar, on, now):
    """{clock: [Due, oldest first]}: computed without looking at who or what it is about."""
    ladder = {}
    for rung in rungs.active(organisation, on, Watch.CLOCK):
        ladder.setdefault(rung.clock, []).append(rung)
    clocks = Deadline.objects.running().filter(
        organisation=organisation, paused_since=None, code__in=list(ladder), started_at__lt=now
    )
    clocks, found = list(clocks.order_by("pk")), {}
    extended = moments_of({c.extension_event_id for c in clocks} - {None})
    for clock in clocks:
        since, due = armed_at(clock, extended), []
        for rung in ladder[clock.code]:
            when = moment(rung, clock, calendar)
            if when and since < when <= now and not quiet(rung, clock, calendar, on):
                due.append(Due(when, rung, clock))
        if due:
            found[clock] = sorted(due, key=lambda d: (d.moment, d.rung.order))
    return found


def moments_of(events):
    return dict(Event.objects.filter(pk__in=events).values_list("pk", "occurred_at")) if events else {}


def lines(organisation, calendar, on, now):
    """Unsaved ledger rows for everything due, those already in the ledger left out."""
    due = due_now(organisation, calendar, on, now)
    about = matters.of(list(due)) if due else {}
    if not about:
        return []
    people = People(organisation.pk, on, [m.desk for m in about.values() if m.desk])
    made = []
    for clock, matter in about.items():
        made += of_clock(due[clock], matter, people, now)
    held = set(Reminder.objects.filter(clock__in=list(about)).values_list("key", flat=True))
    return [line for line in made if line.key not in held]


def of_clock(due, matter, people, now):
    by_person, made = {}, []
    for found in due:
        for post in people.on_rung(found.rung, found.clock.code, *matter):
            by_person.setdefault(post.user_id, []).append((found, post))
        if found.rung.proposes and matter.desk is not None:
            made.append(line(found, matter, None, now))
    for steps in by_person.values():
        *older, (last, post) = steps
        made += [line(found, matter, who, now, Sending.SKIPPED) for found, who in older]
        made.append(line(last, matter, post, now))
    return made


def line(due, matter, post, now, state=Sending.PENDING):
    clock, rung = due.clock, due.rung
    user = post.user_id if post else "督办"
    return Reminder(
        rung=rung, organisation_id=clock.organisation_id, user_id=post and post.user_id, post=post, item=matter.item,
        desk=matter.desk, clock=clock, armed=armed(clock), key=f"{rung.code}:{clock.pk}:{armed(clock)}:{user}",
        moment=due.moment, state=state, created_at=now, done_at=now if state != Sending.PENDING else None,
        outside=bool(post) and not rung.at_once and bool(set(rung.channels) & set(OUTSIDE)),
    )  # fmt: skip
