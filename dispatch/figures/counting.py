"""Counts all measures in one pass per table, whole and by department; no row is read one by one."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count, F
from django.db.models.functions import TruncDate

from dispatch.figures.bases import BASES, DESK, ITEM, RATING
from dispatch.figures.measures import ALL, MEASURES, STOCK
from weijianyi.clock.calendars import calendar_for

NAMES = {DESK: "department", RATING: "reply__desk__department"}
LAST = "last_"


@dataclass
class Unit:
    """What one department did."""

    pk: int
    name: str
    counts: Counter = field(default_factory=Counter)
    days: Counter = field(default_factory=Counter)  # workdays to the first answer → how many desks

    def __getitem__(self, key):
        return self.counts[key]


@dataclass
class Counts:
    """Numbers by measure, those of the year before under last_…, months and departments."""

    whole: Counter
    months: list  # [(period, submitted, closed)]
    units: list
    categories: list  # [(id, label, number)]
    days: Counter

    def __getitem__(self, key):
        return self.whole[key]


def wanted(table, actor, period):
    """{alias: Count} of every measure of that table, now and a year before."""
    before, organisation = period.year_before(), actor.organisation_id
    found = {}
    for measure in ALL:
        if measure.table == table:
            found[measure.key] = number(measure, period, organisation)
            if measure.key not in STOCK:
                found[LAST + measure.key] = number(measure, before, organisation)
    return found


def number(measure, period, organisation):
    return Count("pk", filter=measure.condition(period, organisation))


def counted(actor, period):
    """The whole organisation, in five statements."""
    whole, months = items(actor, period)
    units = {}
    for table in (DESK, RATING):
        by_department(units, table, actor, period)
    durations(units, actor, period)
    for unit in units.values():
        whole.update(unit.counts)
    days = sum((unit.days for unit in units.values()), Counter())
    return Counts(whole, months, in_order(units), categories(actor, period), days)


def counted_for_unit(actor, period):
    """The same of what one department may see: its desks and their ratings, in three statements."""
    units = {}
    for table in (DESK, RATING):
        by_department(units, table, actor, period)
    durations(units, actor, period)
    return next(iter(units.values()), Unit(0, ""))


def items(actor, period):
    asked, months = wanted(ITEM, actor, period), period.months()
    for place, month in enumerate(months):
        for key in ("submitted", "closed"):
            asked[f"m{place}_{key}"] = number(MEASURES[key], month, actor.organisation_id)
    found = BASES[ITEM](actor).aggregate(**asked)
    rows = [(month, found[f"m{n}_submitted"], found[f"m{n}_closed"]) for n, month in enumerate(months)]
    return Counter(
        {key: value for key, value in found.items() if key in MEASURES or key.startswith(LAST)}
    ), rows


def by_department(units, table, actor, period):
    names = NAMES[table]
    asked = wanted(table, actor, period)
    rows = BASES[table](actor).order_by().values(unit_id=F(names), unit_name=F(f"{names}__name"))
    for row in rows.annotate(**asked):
        unit = units.setdefault(row["unit_id"], Unit(row["unit_id"], row["unit_name"]))
        unit.counts.update({key: row[key] for key in asked})


def durations(units, actor, period):
    """Workdays from handing out to the first answer; grouped by day, so that the calendar is asked once a pair."""
    calendar = calendar_for(actor.organisation_id)
    found = MEASURES["desk_answered"].rows(actor, period).order_by()
    found = found.values("department_id", since=TruncDate("offered_at"), to=TruncDate("answered_at"))
    for row in found.annotate(number=Count("pk")):
        days = calendar.workdays_between(row["since"], row["to"])
        units[row["department_id"]].days[days] += row["number"]


def categories(actor, period):
    """What people write about, most frequent first."""
    found = MEASURES["submitted"].rows(actor, period).order_by()
    found = found.values("category_id", "category__label").annotate(number=Count("pk"))
    rows = [(row["category_id"], row["category__label"] or "未分领域", row["number"]) for row in found]
    return sorted(rows, key=lambda row: (-row[2], row[0] or 0))


def in_order(units):
    """By volume; the order says nothing about merit."""
    return sorted(units.values(), key=lambda unit: (-unit["desk_offered"], unit.pk))
