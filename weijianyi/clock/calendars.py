"""The calendar of an organisation: its own days over those for all, statutory days where no notice is."""

import hashlib
from collections.abc import Iterable

from weijianyi.clock.holidays import STATUTORY, Change, statutory
from weijianyi.clock.models import CalendarDay, CalendarYear
from weijianyi.clock.workdays import Calendar
from weijianyi.rulebook import cache


def calendar_for(organisation, fresh: bool = False) -> Calendar:
    """The organisation's calendar; `fresh` reads the tables past the cache."""
    pk = getattr(organisation, "pk", organisation)
    if fresh:
        return build(pk)
    return cache.get(f"calendar:{pk}", lambda: build(pk))


def build(
    pk: int | None, *, add: Iterable[Change] = (), remove: Iterable = (), official: int | None = None
) -> Calendar:
    """The calendar as it is, or (with add, remove, official) as it would be after an edit."""
    years = set(CalendarYear.objects.filter(official=True).values_list("year", flat=True))
    rows = list(CalendarDay.objects.filter(organisation__in=[pk]) if pk else [])
    common = {d.date: d for d in CalendarDay.objects.filter(organisation=None)}
    own = {d.date: d for d in rows}
    target = common if official else own
    for gone in remove:
        target.pop(gone, None)
    target.update({change.date: change for change in add})
    if official:
        years.add(official)
    return _calendar(years, common | own)


def _calendar(years: set[int], days: dict) -> Calendar:
    exceptions = {}
    for year in set(STATUTORY) - years:
        exceptions.update({change.date: (False, change.name) for change in statutory(year)})
    exceptions.update({d: (row.kind == CalendarDay.Kind.WORKDAY, row.name) for d, row in days.items()})
    text = repr((sorted(years), sorted(exceptions.items())))
    stamp = hashlib.sha256(text.encode()).hexdigest()[:16]
    return Calendar(exceptions, frozenset(years), stamp)
