"""Figure: a number as people read it, with what it was made of; an empty denominator is a dash, never 0."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import partial

from dispatch.figures.measures import MEASURES
from dispatch.figures.rates import PARTS, rates_of

NOTHING = "—"
LAST, PREVIOUS = "last_", "prev_"
JUDGED = ("satisfaction", "first_satisfaction", "work_satisfaction")


@dataclass(frozen=True)
class Figure:
    """`over` and `under` name the measures of numerator and denominator; a plain count has no denominator."""

    key: str
    label: str
    value: str
    numerator: int | None
    denominator: int | None
    definition: str
    cutoff: datetime
    unit: str
    over: str = ""
    under: str = ""
    before: str = ""  # the same figure a year ago
    previous: str = ""  # … one period ago
    adjusted: bool = False


def share(over, under, decimals=1):
    """In per cent, half up."""
    if not under:
        return NOTHING
    return str((Decimal(over) * 100 / Decimal(under)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


def rates(counts, cutoff):
    """{key: Figure} of every rate whose measures were counted."""
    scope, rules = counts.scope, counts.rules
    found = {
        rate.key: figure(counts, rate, cutoff, rules.words() if rate.key in JUDGED else "")
        for rate in rates_of(scope, rules)
        if counts.knows(rate.over) and counts.knows(rate.under)
    }
    return adjusted(found, PARTS, rules.decimals) if rules.to_100 else found


def figure(counts, rate, cutoff, rule=""):
    decimals = counts.rules.decimals
    said = per_head if rate.per_head else partial(share, decimals=decimals)

    def at(prefix):
        if not counts.knows(prefix + rate.over) or not counts.knows(prefix + rate.under):
            return ""
        value = said(counts[prefix + rate.over], counts[prefix + rate.under])
        return value if value == NOTHING or rate.per_head else f"{value}%"

    value = said(counts[rate.over], counts[rate.under])
    unit = "" if value == NOTHING else "件" if rate.per_head else "%"
    return Figure(
        rate.key, rate.label, value, counts[rate.over], counts[rate.under], rate.text(counts.scope) + rule, cutoff,
        unit, rate.over, rate.under, at(LAST) or NOTHING, at(PREVIOUS) or NOTHING,
    )  # fmt: skip


def per_head(over, under):
    return f"{over / under:.2f}" if under else NOTHING


def adjusted(found, keys, decimals=1):
    """Shares that add up to 100.0 by the largest remainder; what was changed says so. Only where they are a whole."""
    parts = [found[key] for key in keys if key in found]
    if not parts or not parts[0].denominator or sum(p.numerator for p in parts) != parts[0].denominator:
        return found
    for part, value in zip(parts, to_100([p.numerator for p in parts], decimals), strict=True):
        if value != part.value:
            text = f"{part.definition}数值已调整（四舍五入为 {part.value}%），使各类合计为 100%。"
            found[part.key] = replace(part, value=value, definition=text, adjusted=True)
    return found


def to_100(numbers, decimals=1):
    """["58.6", …]: the smallest steps handed to the largest remainders first."""
    total, whole = sum(numbers), 100 * 10**decimals
    steps = [number * whole // total for number in numbers]
    order = sorted(range(len(numbers)), key=lambda n: (-(numbers[n] * whole % total), n))
    for place in order[: whole - sum(steps)]:
        steps[place] += 1
    return [str(Decimal(step).scaleb(-decimals)) for step in steps]


def count(counts, key, cutoff):
    measure = MEASURES[key]
    last, previous = (
        str(counts[prefix + key]) if counts.knows(prefix + key) else NOTHING for prefix in (LAST, PREVIOUS)
    )
    return Figure(
        key, measure.label, str(counts[key]), counts[key], None, measure.text(counts.scope), cutoff,
        measure.unit, key, "", last, previous,
    )  # fmt: skip


def mean(days):
    """Of {workdays: how many}."""
    total = sum(days.values())
    return f"{sum(d * n for d, n in days.items()) / total:.1f}" if total else NOTHING


def median(days):
    total = sum(days.values())
    if not total:
        return NOTHING
    return f"{(nth(days, (total - 1) // 2) + nth(days, total // 2)) / 2:.1f}"


def nth(days, place):
    """The value at that place when all are laid out in order."""
    for value in sorted(days):
        if place < days[value]:
            return value
        place -= days[value]
    raise IndexError(place)


def durations(days, cutoff):
    """Mean and median workdays from handing out to the first answer."""
    definition = "期间内首次答复的交办件，从交办次日到首次答复的工作日天数；当日答复计 0。"
    total = sum(days.values())
    return {
        key: Figure(
            key, label, value, total, None, definition, cutoff,
            "个工作日" if total else "", "desk_answered", "", NOTHING,
        )
        for key, label, value in (("mean_days", "平均办理", mean(days)), ("median_days", "中位办理", median(days)))
    }  # fmt: skip
