"""Counts measures in one pass per base, whole and by department; no row is read one by one."""

from collections import Counter
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.db.models import Count, F
from django.db.models.functions import TruncDate, TruncMonth

from dispatch.figures import bases, narrowing
from dispatch.figures.bases import DESK, RATING, TO_DESK
from dispatch.figures.conditions import of_letter
from dispatch.figures.desk_conditions import last_replies
from dispatch.figures.measures import ALL, MEASURES, STOCK
from dispatch.figures.rates import Rules
from dispatch.figures.scope import PLAIN
from dispatch.figures.shares import LAST, PREVIOUS
from dispatch.models.class_change import class_now
from weijianyi.clock.calendars import calendar_for

OF_DEPARTMENTS = (DESK, RATING)


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
    """Numbers by measure, those of the year before under last_…, of the period before under prev_…; departments."""

    whole: Counter
    months: list = field(default_factory=list)  # [(period, submitted, closed)]
    units: list = field(default_factory=list)
    categories: list = field(default_factory=list)  # [(id, label, number)]
    days: Counter = field(default_factory=Counter)
    scope: object = PLAIN
    rules: Rules = field(default_factory=Rules)
    asked: frozenset | None = None  # the aliases that were counted; None: whatever is asked for

    def __getitem__(self, key):
        return self.whole[key]

    def knows(self, key):
        """A stock has no periods before."""
        if self.asked is not None:
            return key in self.asked
        return not any(key == prefix + stock for prefix in (LAST, PREVIOUS) for stock in STOCK)


def periods(period):
    """{prefix: period} a number is compared with."""
    return {"": period, LAST: period.year_before(), PREVIOUS: period.period_before()}


def distinct(period):
    """Of a whole year so far the period before is the year before: counted once, told twice (`twice`)."""
    found = periods(period)
    if found[PREVIOUS] == found[LAST]:
        del found[PREVIOUS]
    return found


def twice(whole, asked, period):
    if PREVIOUS in distinct(period):
        return
    for key in [key for key in asked if key.startswith(LAST)]:
        again = PREVIOUS + key.removeprefix(LAST)
        whole[again] = whole[key]
        asked.add(again)


def aliases(measures, period, organisation_id, scope):
    """{alias: Count} of those measures, now and in the periods before."""
    found = {}
    for prefix, days in distinct(period).items():
        for measure in measures:
            if not prefix or measure.key not in STOCK:
                found[prefix + measure.key] = number(measure, days, organisation_id, scope)
    return found


def number(measure, period, organisation_id, scope=PLAIN):
    return Count("pk", filter=measure.picks(period, organisation_id, scope))


def by_base(measures, scope):
    """{base: its measures}: what can be counted in one pass."""
    found = {}
    for measure in measures:
        if measure.fits(scope):
            found.setdefault(measure.source if scope.level == "whole" else same(measure.source), []).append(
                measure
            )
    return found


def same(base):
    """In all scopes but 含下级 an item stands for its case from beginning to end."""
    return bases.items if base is bases.handled else base


def counted(actor, period, scope=PLAIN, measures=ALL):
    """The whole organisation: a statement per base, for classes, months of begin and end, durations."""
    whole, units, asked = Counter(), {}, set()
    for base, some in by_base(measures, scope).items():
        asked |= pass_over(base, some, actor, period, scope, whole, units)
    for unit in units.values():
        whole.update(unit.counts)
    twice(whole, asked, period)
    spans(units, actor, period, scope)
    days = sum((unit.days for unit in units.values()), Counter())
    bars, topics = months(actor, period, scope)
    return Counts(
        whole, bars, in_order(units), topics, days, scope,
        Rules.of(actor.organisation_id), frozenset(asked),
    )  # fmt: skip


def pass_over(base, measures, actor, period, scope, whole, units):
    """One statement, and one for classes: into `whole`, or into `units` where the rows have a department; the
    aliases counted."""
    if measures[0].table in OF_DEPARTMENTS:
        return by_department(units, base, measures, actor, period, scope)
    wanted = aliases(measures, period, actor.organisation_id, scope)
    rows = narrowing.touched(base(actor, scope).order_by(), base, distinct(period).values())
    whole.update(rows.aggregate(**wanted))
    return set(wanted)


def numbers(actor, period, scope=PLAIN, measures=None):
    """Numbers only, of every measure that fits; for tables and bulletins."""
    whole, units, asked = Counter(), {}, set()
    for base, some in by_base(measures or MEASURES.values(), scope).items():
        asked |= pass_over(base, some, actor, period, scope, whole, units)
    for unit in units.values():
        whole.update(unit.counts)
    twice(whole, asked, period)
    return Counts(whole, scope=scope, rules=Rules.of(actor.organisation_id), asked=frozenset(asked))


def bulletin_counts(actor, period, scope=PLAIN):
    """Counts of every measure that fits, with months, departments, topics and the two periods before."""
    return counted(actor, period, scope, tuple(MEASURES.values()))


def lateness(actor, period, scope=PLAIN):
    """{workdays late: how many desks} of what is overdue at the cut-off."""
    calendar, found = calendar_for(actor.organisation_id), Counter()
    rows = (
        MEASURES["overdue"]
        .rows(actor, period, scope)
        .order_by()
        .values("due_on")
        .annotate(number=Count("pk"))
    )
    for row in rows:
        found[calendar.workdays_between(row["due_on"], period.today)] += row["number"]
    return found


def counted_for_unit(actor, period, scope=PLAIN, measures=ALL):
    """What one department may see: its desks and their ratings, in three statements."""
    units = departments(actor, period, scope, measures)
    return next(iter(units), Unit(0, ""))


def departments(actor, period, scope=PLAIN, measures=ALL):
    """[Unit] by volume: a statement per base of desks and ratings, and one for the durations."""
    units = {}
    for base, some in by_base([m for m in measures if m.table in OF_DEPARTMENTS], scope).items():
        by_department(units, base, some, actor, period, scope)
    spans(units, actor, period, scope)
    return in_order(units)


def by_department(units, base, measures, actor, period, scope):
    """Counts of the rows that one of the periods touches; the aliases counted."""
    classed = [measure for measure in measures if measure.letter]
    wanted = aliases([m for m in measures if not m.letter], period, actor.organisation_id, scope)
    name = f"{TO_DESK[measures[0].table]}department"
    rows = narrowing.touched(base(actor, scope).order_by(), base, distinct(period).values(), wanted)
    rows = rows.values(unit_id=F(name), unit_name=F(f"{name}__name"))
    for row in rows.annotate(**wanted) if wanted else ():
        unit_of(units, row).counts.update({key: row[key] for key in wanted})
    return {*wanted, *(by_class(units, base(actor, scope), classed, period, actor) if classed else ())}


def by_class(units, desks, classed, period, actor):
    """Letters are counted from the last answers themselves, so that a class is looked up once a desk."""
    days = distinct(period)
    answered = {prefix: p.within("desk__answered_at") for prefix, p in days.items()}
    replies = last_replies().filter(reduce(or_, answered.values()), desk__in=desks.values("pk")).order_by()
    rows = replies.values(
        unit_id=F("desk__department"), unit_name=F("desk__department__name"), code=class_now("code")
    )
    letters = {m: set(of_letter(actor.organisation_id, m.letter)) for m in classed}
    for row in rows.annotate(**{f"{prefix}n": Count("pk", filter=q) for prefix, q in answered.items()}):
        counts = unit_of(units, row).counts
        for measure, codes in letters.items():
            if row["code"] in codes:
                counts.update({f"{prefix}{measure.key}": row[f"{prefix}n"] for prefix in days})
    return {f"{prefix}{measure.key}" for prefix in days for measure in classed}


def unit_of(units, row):
    return units.setdefault(row["unit_id"], Unit(row["unit_id"], row["unit_name"]))


def months(actor, period, scope):
    """([(month, submitted, closed)] of the period's newest twelve months, [(topic id, label, submitted)], most
    frequent first): in a statement for each."""
    begun, topics = Counter(), Counter()
    rows = MEASURES["submitted"].rows(actor, period, scope).order_by()
    rows = rows.values("category_id", "category__label", month=TruncMonth("submitted_at"))
    for row in rows.annotate(number=Count("pk")):
        begun[month_of(row)] += row["number"]
        topics[row["category_id"], row["category__label"] or "未分领域"] += row["number"]
    rows = MEASURES["closed"].rows(actor, period, scope).order_by().values(month=TruncMonth("closed_at"))
    ended = {month_of(row): row["number"] for row in rows.annotate(number=Count("pk"))}
    keys = [(m, (m.first.year, m.first.month)) for m in period.months()]
    named = sorted(((*topic, n) for topic, n in topics.items()), key=lambda row: (-row[2], row[0] or 0))
    return [(m, begun[key], ended.get(key, 0)) for m, key in keys], named


def desk_months(actor, period, scope):
    """[(month, desks handed out, desks first answered)] of the period's newest twelve months, in a statement each."""
    found = []
    for key, day in (("desk_offered", "offered_at"), ("desk_answered", "answered_at")):
        rows = MEASURES[key].rows(actor, period, scope).order_by().values(month=TruncMonth(day))
        found.append({month_of(row): row["number"] for row in rows.annotate(number=Count("pk"))})
    keys = [(m, (m.first.year, m.first.month)) for m in period.months()]
    return [(m, *(by_month.get(key, 0) for by_month in found)) for m, key in keys]


def month_of(row):
    return row["month"].year, row["month"].month


def spans(units, actor, period, scope):
    """Workdays from handing out to the first answer; grouped by day, so that the calendar is asked once a pair."""
    calendar = calendar_for(actor.organisation_id)
    found = MEASURES["desk_answered"].rows(actor, period, scope).order_by()
    found = found.values("department_id", since=TruncDate("offered_at"), to=TruncDate("answered_at"))
    for row in found.annotate(number=Count("pk")):
        days = calendar.workdays_between(row["since"], row["to"])
        if row["department_id"] in units:
            units[row["department_id"]].days[days] += row["number"]


def in_order(units):
    """By volume; the order says nothing about merit."""
    return sorted(units.values(), key=lambda unit: (-unit["desk_offered"], unit.pk))
