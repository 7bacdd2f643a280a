"""One pass per base: how many rows of each measure, now and in the periods before, whole or by department."""

from collections import Counter
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.db.models import Case, Count, F, Q, Value, When

from dispatch.figures import bases, narrowing
from dispatch.figures import desk_conditions as d
from dispatch.figures.bases import DESK, RATING, TO_DESK
from dispatch.figures.measures import STOCK
from dispatch.figures.period import Period
from dispatch.figures.scope import WHOLE, Scope
from dispatch.figures.shares import LAST, PREVIOUS
from weijianyi.clock.workdays import morning

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


@dataclass(frozen=True)
class Question:
    """Who asks, in which scope, about which periods: {"": the period, "last_": the year before …}."""

    actor: object
    days: dict[str, Period]
    scope: Scope

    @property
    def organisation(self):
        return self.actor.organisation_id

    def rows(self, base, measures):
        """Rows that one of the measures may count."""
        dated = any(m.by for m in measures)
        return narrowing.touched(self.all_rows(base), base, self.days.values(), dated=dated)

    def all_rows(self, base):
        return base(self.actor, self.scope).order_by()


def compared(period):
    """{prefix: period} a number is compared with. Of a whole year so far the period before is the year before:
    counted once, told twice (`twice`)."""
    found = {"": period, LAST: period.year_before(), PREVIOUS: period.period_before()}
    if found[PREVIOUS] == found[LAST]:
        del found[PREVIOUS]
    return found


def of_bulletin(period, months):
    """{prefix: period} a bulletin is compared with: whole months, the facts known as long after their end as now."""
    return {LAST: period.year_before(), PREVIOUS: period.months_before(months)}


def twice(whole, asked, days):
    if LAST not in days or PREVIOUS in days:
        return
    for key in [key for key in asked if key.startswith(LAST)]:
        again = PREVIOUS + key.removeprefix(LAST)
        whole[again] = whole[key]
        asked.add(again)


def by_base(measures, scope):
    """{base: its measures}: what can be counted in one pass."""
    found = {}
    for measure in measures:
        if measure.fits(scope):
            source = measure.source if scope.level == WHOLE else same(measure.source)
            found.setdefault(source, []).append(measure)
    return found


def same(base):
    """In all scopes but 含下级 an item stands for its case from beginning to end."""
    return bases.items if base is bases.handled else base


def count(question, measures, whole, units):
    """Into `whole`, or into `units` where the rows have a department; the aliases counted."""
    asked = set()
    for base, some in by_base(measures, question.scope).items():
        into = units if some[0].table in OF_DEPARTMENTS else None
        asked |= count_units(question, base, some, into) if into is not None else {
            *whole_numbers(question, base, some, whole)
        }  # fmt: skip
    return asked


def whole_numbers(question, base, measures, whole):
    wanted = aliases(question, measures)
    whole.update(question.rows(base, measures).aggregate(**wanted))
    return wanted


def count_units(question, base, measures, units):
    """A statement for what stands in the rows, one for their last answers, one for last year's."""
    answers = [m for m in measures if m.answer]
    last_year = [m for m in measures if m.of_last_year]
    plain = [m for m in measures if not m.answer and not m.of_last_year]
    asked = set()
    if plain:
        asked |= by_department(question, base, plain, units)
    if answers:
        asked |= by_answer(question, base, answers, units)
    if last_year:
        asked |= by_last_year(question, base, units)
    return asked


def aliases(question, measures):
    """{alias: Count} of those measures; a stock has no periods before."""
    return {
        prefix + measure.key: number(measure, days, question.organisation, question.scope)
        for prefix, days in question.days.items()
        for measure in measures
        if not prefix or measure.key not in STOCK
    }


def number(measure, period, organisation_id, scope):
    return Count("pk", filter=measure.picks(period, organisation_id, scope))


def by_department(question, base, measures, units):
    """Counts of the rows that one of the periods touches."""
    wanted = aliases(question, measures)
    name = f"{TO_DESK[measures[0].table]}department"
    rows = question.rows(base, measures).values(unit_id=F(name), unit_name=F(f"{name}__name"))
    for row in rows.annotate(**wanted):
        unit_of(units, row).counts.update({key: row[key] for key in wanted})
    return set(wanted)


OF_REPLY = {"unit_id": F("desk__department"), "unit_name": F("desk__department__name")}


def by_answer(question, base, measures, units):
    """Each answer is looked at once, whatever is asked about it; rows that are alike come back as one."""
    answered = {f"in_{prefix}": p.within("desk__answered_at") for prefix, p in question.days.items()}
    first = min(p.first for p in question.days.values())
    replies = d.last_replies(since=morning(first)).filter(
        reduce(or_, answered.values()), desk__in=question.all_rows(base).values("pk")
    )
    marks = {f"is_{m.key}": m.answer(question.days[""], question.organisation) for m in measures}
    rows = replies.values(**OF_REPLY, **{name: yes(q) for name, q in (answered | marks).items()})
    for row in rows.annotate(number=Count("pk")):
        counts = unit_of(units, row).counts
        for prefix in question.days:
            if row[f"in_{prefix}"]:
                counts.update({f"{prefix}{m.key}": row["number"] for m in measures if row[f"is_{m.key}"]})
    return {f"{prefix}{m.key}" for prefix in question.days for m in measures}


def by_last_year(question, base, units):
    """A statement per year before: how many B it had at its end, and which of them are A at each cut-off."""
    desks, years = question.all_rows(base).values("pk"), {}
    for prefix, days in question.days.items():
        years.setdefault(days.first.year, {})[prefix] = days
    for some in years.values():
        replies = d.b_answers(next(iter(some.values())), question.organisation).filter(desk__in=desks)
        solved = {
            f"solved_{prefix}": yes(Q(desk__in=d.a_answers(days, question.organisation).values("desk")))
            for prefix, days in some.items()
        }
        for row in replies.values(**OF_REPLY, **solved).annotate(number=Count("pk")):
            counts = unit_of(units, row).counts
            for prefix in some:
                solved_now = row["number"] if row[f"solved_{prefix}"] else 0
                counts.update({f"{prefix}b_before": row["number"], f"{prefix}b_solved": solved_now})
    return {f"{prefix}{key}" for prefix in question.days for key in ("b_before", "b_solved")}


def yes(condition):
    return Case(When(condition, then=Value(True)), default=Value(False))


def unit_of(units, row):
    return units.setdefault(row["unit_id"], Unit(row["unit_id"], row["unit_name"]))
