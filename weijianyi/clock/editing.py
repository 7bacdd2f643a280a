"""Changes of limits and calendar by an organisation, and what they would move."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from weijianyi.clock import jobs
from weijianyi.clock.calendars import build, calendar_for
from weijianyi.clock.due import Unit
from weijianyi.clock.holidays import Change
from weijianyi.clock.models import CalendarDay, Deadline, ExtraReviewDay, TimeLimit
from weijianyi.rulebook import cache


def change_limit(organisation, row: TimeLimit, *, user, **values) -> TimeLimit:
    """Add the organisation's next version of the limit that `row` is a version of."""
    return TimeLimit.objects.create(
        organisation=organisation, kind=row.kind, code=row.code, entered_by=user, **values
    )


def open_under(organisation, row: TimeLimit) -> int:
    """How many running clocks of the organisation were started under this limit, in any version."""
    clocks = Deadline.objects.running().filter(organisation=organisation)
    return clocks.filter(limit__code=row.code, limit__kind=row.kind).count()


def moved_by(organisation, *, add: Change | None = None, remove: date | None = None) -> list:
    """The running clocks one override would move: (deadline, new day)."""
    edit = {"add": [add] if add else [], "remove": [remove] if remove else []}
    return jobs.moved(organisation, lambda pk: build(pk, **edit))


@transaction.atomic
def override(organisation, change: Change, user) -> list[str]:
    """Set one day for this organisation and move its running clocks; says which moved."""
    CalendarDay.objects.update_or_create(
        organisation=organisation,
        date=change.date,
        defaults={"kind": change.kind, "name": change.name, "source": "本机构设置", "entered_by": user},
    )
    return _recompute()


@transaction.atomic
def withdraw_override(organisation, day: date) -> list[str]:
    """Take the organisation's own day out again."""
    CalendarDay.objects.filter(organisation=organisation, date=day).delete()
    cache.changed()
    return _recompute()


@transaction.atomic
def add_review_day(organisation, day: date, note: str) -> None:
    ExtraReviewDay.objects.update_or_create(organisation=organisation, date=day, defaults={"note": note})
    _recompute_review(organisation)


@transaction.atomic
def withdraw_review_day(organisation, day: date) -> None:
    ExtraReviewDay.objects.filter(organisation=organisation, date=day).delete()
    cache.changed()
    _recompute_review(organisation)


def _recompute() -> list[str]:
    now = timezone.now()
    return jobs.recompute_open(timezone.localdate(now), now=now)


def _recompute_review(organisation) -> None:
    for deadline in Deadline.objects.running().filter(organisation=organisation, unit=Unit.REVIEW_DAY):
        jobs.move(deadline, calendar_for(organisation))
