"""Figures counted ahead, month by month, where an organisation has so many items that a page cannot wait for them.

Most numbers add up over days: each row has the one date that places it. A timed job keeps the counts of this year's
months and of the periods they are compared with; an overview adds them up and counts only stocks itself. Where one
stretch is missing or was not checked in the last minutes, everything is counted from the rows, as it is for everybody
else. The same passes count both, so there is one definition.
"""

from collections import Counter
from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone

from dispatch.figures import counting, narrowing, passes
from dispatch.figures.bases import MEMBER
from dispatch.figures.measures import EVERY
from dispatch.figures.period import CHIPS, MONTHS, Period, current, ended, evening
from dispatch.figures.scope import KINDS, OWN, PLAIN
from dispatch.models import FigureCount
from members.rules import reads_overview
from suggestions.models import Item
from suggestions.states import Kind
from weijianyi import rulebook
from weijianyi.clock.calendars import calendar_for

FRESH = timedelta(minutes=5)
HELD = (Kind.SUGGESTION, Kind.PROPOSAL)  # both together are their sum
BARS = ("submitted", "closed")
DATED = {m for m in EVERY if m.by}
# What adds up over months.
COUNTED = {m for m in DATED if m.source in narrowing.DATES and not m.of_last_year and m.table != MEMBER}


def stretch(first, last, now, cut=""):
    """The period a row counts."""
    return Period(first, last, evening(date.fromisoformat(cut)) if cut else now, frozen=bool(cut))


def months(period):
    """[(first, last, "")]: the months of a period that runs up to today."""
    return [(m.first, m.last, "") for m in period.months(most=24)]


def compared(period):
    """{prefix: (first, last, cut)} of the periods it is compared with."""
    found = passes.compared(period)
    return {prefix: with_cut(p) for prefix, p in found.items() if prefix}


def with_cut(period):
    return period.first, period.last, f"{period.today:%Y-%m-%d}"


def stretches(now):
    """Everything the chips of an overview ask for; what the bulletins of the periods just over are compared with."""
    found, today = set(), timezone.localdate(now)
    for key in CHIPS:
        period, over = current(key, now), Period(*ended(key, today), now, frozen=True)
        found |= {*months(period), *compared(period).values()}
        found |= {*map(with_cut, passes.of_bulletin(over, MONTHS[key]).values())}
    return found


def measures_of(key):
    """What is counted of a stretch: with a cut it is told as it is, without it is added to others."""
    return DATED if key[2] else COUNTED


def suits(actor, period, scope):
    return (
        scope.level == OWN and scope.kind in KINDS and reads_overview(actor)
        and not period.frozen and period.first.day == 1 and period.last == period.today
    )  # fmt: skip


def rows_for(actor, period, scope):
    """`kept` of the period and what it is compared with."""
    if not suits(actor, period, scope):
        return None
    return kept(actor, scope, {*months(period), *compared(period).values()}, period.until)


def kept(actor, scope, wanted, now):
    """{stretch: [numbers of each kind]} and when they were right; None where one is missing or too old."""
    rows = FigureCount.objects.filter(
        organisation=actor.organisation_id, kind__in=scope.kinds, checked_at__gte=now - FRESH
    )
    found, at, right = {}, now, stamp(actor.organisation_id)
    for row in (row for row in rows if row.numbers.get("stamp") == right):
        found.setdefault((row.first, row.last, row.cut), []).append(row.numbers)
        at = min(at, row.checked_at)
    full = all(len(found.get(key, ())) == len(scope.kinds) for key in wanted)
    return (found, at) if full else None


def counted(actor, period, scope, measures):
    """The whole organisation with what it is compared with, as `counting.counted` gives it."""
    ready = rows_for(actor, period, scope)
    if ready is None:
        return counting.counted(actor, period, scope, measures)
    rows, at = ready
    counts = counting.numbers(actor, period, scope, [m for m in measures if m not in COUNTED])
    held = [m.key for m in measures if m in COUNTED and m.fits(scope)]
    days, asked = {"": months(period), **{p: [key] for p, key in compared(period).items()}}, set(counts.asked)
    for prefix, keys in days.items():
        numbers = [one["whole"] for key in keys for one in rows[key]]
        counts.whole.update({prefix + key: sum(one.get(key, 0) for one in numbers) for key in held})
        asked |= {prefix + key for key in held}
    passes.twice(counts.whole, asked, passes.compared(period))
    counts.asked, counts.at, counts.months = frozenset(asked), at, bars(rows, period)
    topics = departments(rows, days[""], held, counts.by_unit)
    return counts.by_units(counts.by_unit).by_topics(topics)


def beside(actor, period, compared, measures):
    """微建议 of a period from the rows, and of those it is compared with: as they were counted ahead, else from the
    rows as well, in the same pass."""
    wanted = {prefix: with_cut(p) for prefix, p in compared.items()}
    ready = kept(actor, PLAIN, wanted.values(), period.until) if reads_overview(actor) else None
    if ready is None:
        return counting.counted(actor, period, PLAIN, measures, compare=lambda p: {"": p, **compared})
    counts = counting.counted(actor, period, PLAIN, measures, compare=counting.alone)
    told = [m.key for m in measures if m in DATED and m.fits(PLAIN)]
    for prefix, key in wanted.items():
        numbers = ready[0][key][0]["whole"]
        counts.whole.update({prefix + m: numbers.get(m, 0) for m in told})
    counts.asked |= {prefix + m for prefix in wanted for m in told}
    return counts


def bars(rows, period):
    """[(month, submitted, closed)] of the newest twelve."""
    return [
        (month, *(sum(one["whole"].get(key, 0) for one in rows[month.first, month.last, ""]) for key in BARS))
        for month in period.months()
    ]


def departments(rows, keys, held, units):
    """Into `units` what each department did in those stretches; the topics of what was submitted."""
    held, topics = set(held), Counter()
    for numbers in (one for key in keys for one in rows[key]):
        topics.update({(pk, label): number for pk, label, number in numbers["topics"]})
        for pk, name, found, days in numbers["units"]:
            unit = units.setdefault(pk, passes.Unit(pk, name))
            unit.counts.update({key: number for key, number in found.items() if key in held})
            unit.days.update({int(day): number for day, number in days.items()})
    return topics


def stamp(organisation_id):
    """What the numbers depend on beside the rows; where it is another, they are counted again."""
    grades = rulebook.value(organisation_id, "satisfied_grades")
    return [*sorted(m.key for m in DATED), *grades, calendar_for(organisation_id).stamp]


def packed(counts, organisation_id):
    """Plain data of a `Counts`; zeros are left out."""
    return {
        "stamp": stamp(organisation_id),
        "whole": {key: n for key, n in counts.whole.items() if n},
        "topics": counts.categories,
        "units": [
            [unit.pk, unit.name, {k: n for k, n in unit.counts.items() if n}, unit.days] for unit in counts.units
        ],
    }  # fmt: skip


def many(organisation):
    """Whether it has so many items that counting ahead is worth it."""
    rows = Item.objects.filter(organisation=organisation, kind__in=HELD).exclude(submitted_at=None)
    return rows[: settings.FIGURES_AHEAD_FROM].count() >= settings.FIGURES_AHEAD_FROM
