"""Figure: a number as people read it, with what it was made of; an empty denominator is a dash, never 0."""

from dataclasses import dataclass
from datetime import datetime

from dispatch.figures.bases import UNITS
from dispatch.figures.measures import MEASURES

NOTHING = "—"


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


RATES = (
    ("accept_rate", "受理率", "accepted", "decided"),
    ("dispatch_rate", "交办率", "handed_on", "accepted"),
    ("same_day_rate", "当日交办率", "same_day", "dispatched"),
    ("reply_rate", "办复率", "replied", "dispatched"),
    ("on_time_rate", "按时办复率", "desk_on_time", "desk_due"),
    ("satisfaction", "满意率", "satisfied", "rated"),
    ("first_satisfaction", "首轮满意率", "first_satisfied", "first_rated"),
    ("solved_rate", "解决率", "desk_solved", "desk_answered"),
    ("redo_rate", "重办率", "redone", "answered"),
)
DEFINITIONS = {
    "accept_rate": "受理 ÷（受理＋不予受理＋转为其他类型）；待审、并案、撤回的不进分母。",
    "dispatch_rate": "期间内受理的微建议中，到统计时已经交办或转出的占多少。",
    "same_day_rate": "期间内交办的微建议中，受理当天就交办的占多少。",
    "reply_rate": "期间内交办的微建议中，到统计时已经首次答复的占多少；办结的也算已答复。",
    "on_time_rate": "首轮期限落在期间内并已到期的交办件中，按时答复的占多少；到期没有答复的留在分母里。",
    "satisfaction": "最近一轮办理结果评价中计入满意的占多少；未表态的不进分母，另列。",
    "first_satisfaction": "只看第一轮答复的办理结果评价，不受重办影响。",
    "solved_rate": "期间内首次答复的交办件中，最近一次答复为 A 类（已解决）的占多少。",
    "redo_rate": "期间内首次答复的微建议中，同意重办过的占多少。",
}


def share(over, under):
    """One decimal, in per cent."""
    return f"{over / under * 100:.1f}" if under else NOTHING


def rates(counts, cutoff):
    """{key: Figure} of every rate."""
    found = {}
    for key, label, over, under in RATES:
        value = share(counts[over], counts[under])
        before = share(counts[f"last_{over}"], counts[f"last_{under}"])
        unit = "%" if value != NOTHING else ""
        found[key] = Figure(
            key, label, value, counts[over], counts[under], DEFINITIONS[key], cutoff, unit, over, under,
            before if before == NOTHING else f"{before}%",
        )  # fmt: skip
    return found


def count(counts, key, cutoff):
    measure = MEASURES[key]
    before = str(counts[f"last_{key}"]) if f"last_{key}" in counts.whole else NOTHING
    return Figure(
        key, measure.label, str(counts[key]), counts[key], None, measure.definition, cutoff,
        UNITS[measure.table], key, "", before,
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
