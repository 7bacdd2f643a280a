"""Loads a year's notice into the tables, and seeds limits and years into an empty database."""

from collections.abc import Callable

from django.db import connections, transaction
from django.utils import timezone

from weijianyi.clock.calendars import build
from weijianyi.clock.holidays import PACKAGE_SOURCE, SEEDED_YEARS, Change, packaged
from weijianyi.clock.models import CalendarDay, CalendarYear, TimeLimit
from weijianyi.clock.seeds import LIMITS, OURS
from weijianyi.clock.workdays import Calendar
from weijianyi.rulebook import cache
from weijianyi.rulebook.seeding import BEGINNING


def dropped(year: int, changes: list[Change]) -> list:
    """Days of that year in the table for all that the new notice no longer names."""
    named = {change.date for change in changes}
    held = CalendarDay.objects.filter(organisation=None, date__year=year).values_list("date", flat=True)
    return [d for d in held if d not in named]


def preview(year: int, changes: list[Change]) -> Callable[[int], Calendar]:
    """For each organisation's id its calendar as it would be after loading."""
    gone = dropped(year, changes)
    return lambda pk: build(pk, add=changes, remove=gone, official=year)


@transaction.atomic
def load_year(year: int, changes: list[Change], source: str, user=None) -> None:
    """Replace the year's days for all organisations; their own days stay."""
    CalendarDay.objects.filter(organisation=None, date__in=dropped(year, changes)).delete()
    for change in changes:
        CalendarDay.objects.update_or_create(
            organisation=None,
            date=change.date,
            defaults={"kind": change.kind, "name": change.name, "source": source, "entered_by": user},
        )
    CalendarYear.objects.update_or_create(
        year=year, defaults={"official": True, "source": source, "loaded_at": timezone.now()}
    )
    cache.changed()


def seed(sender=None, using="default", **kwargs) -> None:
    """Create missing rows for all organisations, never overwrite; connected to post_migrate."""
    if TimeLimit._meta.db_table not in connections[using].introspection.table_names():
        return  # migrated back to zero
    _limits()
    _years()
    cache.changed()


def _limits() -> None:
    held = set(TimeLimit.objects.filter(organisation=None).values_list("kind", "code"))
    TimeLimit.objects.bulk_create(
        TimeLimit(
            kind=kind,
            code=code,
            unit=unit,
            value=value,
            source=source,
            basis=basis,
            assumption=basis == OURS,
            valid_from=BEGINNING,
        )
        for kind, code, unit, value, source, basis in LIMITS
        if (kind, code) not in held
    )


def _years() -> None:
    held = set(CalendarYear.objects.values_list("year", flat=True))
    for year in (year for year in SEEDED_YEARS if year not in held):
        CalendarDay.objects.bulk_create(
            (
                CalendarDay(date=day.date, kind=day.kind, name=day.name, source=PACKAGE_SOURCE)
                for day in packaged(year)
            ),
            ignore_conflicts=True,
        )
        CalendarYear.objects.create(year=year, source=PACKAGE_SOURCE)
