"""Counts measures in one pass per base, whole and by department; no row is read one by one."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count
from django.db.models.functions import TruncDate, TruncMonth

from dispatch.figures import passes
from dispatch.figures.measures import ALL, MEASURES, STOCK
from dispatch.figures.passes import OF_DEPARTMENTS, Question, Unit
from dispatch.figures.rates import Rules
from dispatch.figures.scope import PLAIN
from dispatch.figures.shares import LAST, PREVIOUS
from weijianyi.clock.calendars import calendar_for


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
    by_unit: dict = field(default_factory=dict)
    at: datetime | None = None  # when it was counted, where that was not just now
    asked: frozenset | None = None  # the aliases that were counted; None: whatever is asked for

    def __getitem__(self, key):
        return self.whole[key]

    def knows(self, key):
        """A stock has no periods before."""
        if self.asked is not None:
            return key in self.asked
        return not any(key == prefix + stock for prefix in (LAST, PREVIOUS) for stock in STOCK)

    def by_units(self, units):
        self.units = in_order(units)
        self.days = sum((unit.days for unit in self.units), Counter())
        return self

    def by_topics(self, topics):
        """`topics`: {(id, label): number}; most frequent first."""
        named = ((*topic, number) for topic, number in topics.items())
        self.categories = sorted(named, key=lambda row: (-row[2], row[0] or 0))
        return self


def counted(actor, period, scope=PLAIN, measures=ALL, *, compare=passes.compared):
    """The whole organisation: a statement per base, for classes, months of begin and end, durations. `compare`
    makes {prefix: period} of the period."""
    counts = numbers(actor, period, scope, measures, compare=compare)
    spans(counts.by_unit, actor, period, scope)
    counts.months, topics = months(actor, period, scope)
    return counts.by_units(counts.by_unit).by_topics(topics)


def numbers(actor, period, scope=PLAIN, measures=None, *, compare=passes.compared):
    """Numbers only, of every measure that fits; for tables and bulletins."""
    whole, units = Counter(), {}
    question = Question(actor, compare(period), scope)
    asked = passes.count(question, measures or MEASURES.values(), whole, units)
    for unit in units.values():
        whole.update(unit.counts)
    passes.twice(whole, asked, question.days)
    rules = Rules.of(actor.organisation_id)
    return Counts(whole, scope=scope, rules=rules, asked=frozenset(asked), by_unit=units)


def alone(period):
    """Compared with nothing."""
    return {"": period}


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
    units, question = {}, Question(actor, passes.compared(period), scope)
    passes.count(question, [m for m in measures if m.table in OF_DEPARTMENTS], Counter(), units)
    spans(units, actor, period, scope)
    return in_order(units)


def months(actor, period, scope):
    """([(month, submitted, closed)] of the period's newest twelve months, {(topic id, label): submitted}): in a
    statement for each."""
    begun, topics = Counter(), Counter()
    rows = MEASURES["submitted"].rows(actor, period, scope).order_by()
    rows = rows.values("category_id", "category__label", month=TruncMonth("submitted_at"))
    for row in rows.annotate(number=Count("pk")):
        begun[month_of(row)] += row["number"]
        topics[row["category_id"], row["category__label"] or "未分领域"] += row["number"]
    rows = MEASURES["closed"].rows(actor, period, scope).order_by().values(month=TruncMonth("closed_at"))
    ended = {month_of(row): row["number"] for row in rows.annotate(number=Count("pk"))}
    keys = [(m, (m.first.year, m.first.month)) for m in period.months()]
    return [(m, begun[key], ended.get(key, 0)) for m, key in keys], topics


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
