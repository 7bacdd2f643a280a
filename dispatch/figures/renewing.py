"""The timed job behind `ahead`: counts again what events have touched, and everything once a day."""

from datetime import date, datetime, timedelta

from django.core.cache import cache
from django.db.models import Max
from django.utils import timezone

from dispatch.figures import ahead, counting
from dispatch.figures.scope import Scope
from dispatch.models import Assignment, FigureCount, Rating
from members.models import Organisation, Post
from members.states import Role
from suggestions.models import Item
from weijianyi.audit.models import Event
from weijianyi.clock.models import Deadline
from weijianyi.workflow import Actor

RUNNING, LONGEST = "figures-ahead-running", 1800  # seconds until a run that died is forgotten
OVERLAP = 1000  # events whose transaction ended after that of a later one are looked at again
DATED = (
    (Item, "pk", ("submitted_at", "review_on", "accepted_at", "declined_at", "passed_on_at", "dispatched_at",
                  "answered_at", "closed_at")),
    (Assignment, "item", ("offered_at", "answered_at", "lapsed_at")),
    (Rating, "reply__desk__item", ("occurred_at",)),
)  # fmt: skip


def renew(on, *, now, dry_run=False):
    """Every minute: a line per organisation and kind that was counted. One run at a time: the day's first is long."""
    if not dry_run and not cache.add(RUNNING, True, LONGEST):
        return []
    try:
        return renewed_all(now, dry_run)
    finally:
        if not dry_run:
            cache.delete(RUNNING)


def renewed_all(now, dry_run):
    lines = []
    for organisation in filter(ahead.many, Organisation.objects.filter(active=True)):
        for scope in map(Scope, ahead.HELD):
            number = len(ahead.stretches(now)) if dry_run else renewed(organisation, scope, now)
            lines += [f"{organisation.short_name}·{scope.word}：重算 {number} 段"] if number else []
    return lines


def renewed(organisation, scope, now):
    """How many stretches were counted; each is saved by itself, so that a job cut short goes on where it was."""
    newest = Event.objects.aggregate(newest=Max("pk"))["newest"] or 0
    held = FigureCount.objects.filter(organisation=organisation, kind=scope.kind)
    wanted, known = ahead.stretches(now), {(row.first, row.last, row.cut): row for row in held}
    touched = months_touched(min((row.event for row in known.values()), default=newest), newest, now)
    right = ahead.stamp(organisation.pk)
    due = [key for key in wanted if key not in known or old(known[key], now, touched, right)]
    for key in sorted(due):
        count(organisation, scope, key, newest)
    held.filter(pk__in=[row.pk for key, row in known.items() if key not in wanted]).delete()
    held.update(checked_at=now, event=newest)
    return len(due)


def old(row, now, touched, right):
    """Of another day or by other rules; or a month in which something moved. What was so a year ago is counted once a
    day."""
    if timezone.localdate(row.counted_at) != timezone.localdate(now) or row.numbers.get("stamp") != right:
        return True
    return not row.cut and row.first in touched


def count(organisation, scope, key, newest):
    """Counts as a leader of the organisation would."""
    actor = Actor(post=Post(organisation=organisation, role=Role.LEADER))
    begun = timezone.now()
    period = ahead.stretch(*key[:2], begun, key[2])
    counts = counting.counted(actor, period, scope, ahead.measures_of(key), compare=counting.alone)
    numbers = ahead.packed(counts, organisation.pk)
    FigureCount.objects.update_or_create(
        organisation=organisation, kind=scope.kind, first=key[0], last=key[1], cut=key[2],
        defaults={"numbers": numbers, "event": newest, "counted_at": begun, "checked_at": begun},
    )  # fmt: skip


def months_touched(since, newest, now):
    """First days of the months whose numbers may have moved since that event: those of every date of the items that
    something happened to, of this month and the one before. What lost an old date is seen by the daily recount."""
    if newest <= since:
        return set()
    threads = Event.objects.filter(pk__gt=since - OVERLAP, thread__startswith="item-").values_list(
        "thread", flat=True
    )
    items = [int(thread.removeprefix("item-")) for thread in set(threads)]
    today = timezone.localdate(now)
    found = {today.replace(day=1), (today.replace(day=1) - timedelta(days=1)).replace(day=1)}
    for model, way, fields in DATED:
        for dates in model._base_manager.filter(**{f"{way}__in": items}).values_list(*fields):
            found |= {local(day).replace(day=1) for day in dates if day}
    desks = Assignment.objects.filter(item__in=items).values("pk")
    due = Deadline.objects.on(Assignment).filter(object_id__in=desks, code="handle")
    return found | {day.replace(day=1) for day in due.values_list("due_on", flat=True) if day}


def local(day: date | datetime):
    return timezone.localdate(day) if isinstance(day, datetime) else day
