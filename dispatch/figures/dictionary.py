"""口径: every indicator with definition, numerator, denominator, scope, period rule and cut-off."""

from dataclasses import dataclass

from dispatch.figures import report_measures
from dispatch.figures.measures import EVERY, MEASURES
from dispatch.figures.rates import OF_ANSWERED, RATES, Rules
from dispatch.figures.scope import KINDS, LEVELS
from suggestions.states import Kind

CUT_OFF = "统计时"
THEN = "统计时；上年同期、上期只计到那一期末已经发生的事实"
STANDS = "不分期间，统计时的存量"
REPORTS = "社情民意"


@dataclass(frozen=True)
class Metric:
    key: str
    label: str
    kinds: str
    numerator: str
    denominator: str
    scope: str
    rule: str
    cutoff: str
    definition: str


HEADS = ("代码", "名称", "类别", "分子", "分母", "范围", "期间", "截至", "定义")


def of_measure(measure):
    return Metric(
        measure.key, measure.label, kinds_of(measure), f"{measure.label}（{measure.unit}）", "",
        levels_of(measure), rule_of(measure), THEN if measure.by else CUT_OFF, generic(measure.definition),
    )  # fmt: skip


def of_rate(rate, rules):
    over, under = MEASURES[rate.over], MEASURES[rate.under]
    if rate.key == OF_ANSWERED.key and rules.of_all_answered:
        rate, over, under = OF_ANSWERED, MEASURES[OF_ANSWERED.over], MEASURES[OF_ANSWERED.under]
    judged = rules.words() if "satisf" in rate.over else ""
    both = [level for level in over.levels if level in under.levels]
    return Metric(
        rate.key, rate.label, kinds_of(over) if len(over.kinds) < len(under.kinds) else kinds_of(under),
        over.label, under.label, "、".join(LEVELS[level] for level in both), rule_of(under),
        THEN if over.by else CUT_OFF, generic(rate.definition) + judged,
    )  # fmt: skip


DAYS = (
    (
        "mean_days",
        "平均办理",
        "期间内首次答复的交办件，从交办次日到首次答复的工作日天数的平均数；当日答复计 0。",
    ),
    ("median_days", "中位办理", "同上，取中位数。"),
)
LATE = "超期未复的交办件，从期限次日到统计时的工作日天数的平均数。"


def of_days():
    where = "、".join(LEVELS.values())
    answered, kinds = MEASURES["desk_answered"], kinds_of(MEASURES["desk_answered"])
    for key, label, text in DAYS:
        yield Metric(key, label, kinds, "工作日天数", answered.label, where, rule_of(answered), CUT_OFF, text)
    late = MEASURES["overdue"].label
    yield Metric("late_days", "超期天数", kinds, "超过期限的工作日", late, where, STANDS, CUT_OFF, LATE)


def of_report(measure):
    return Metric(
        measure.key, measure.label, REPORTS, f"{measure.label}（{measure.unit}）", "", LEVELS["own"],
        "按各自日期", CUT_OFF, measure.definition,
    )  # fmt: skip


def of_report_rate(rate):
    over, under = (report_measures.MEASURES[key] for key in (rate.over, rate.under))
    return Metric(rate.key, rate.label, REPORTS, over.label, under.label, LEVELS["own"], "按各自日期", CUT_OFF,
                  rate.definition)  # fmt: skip


def metrics(rules=None):
    """Every row of the dictionary, by the rules of an organisation, or as shipped."""
    rules = rules or Rules()
    return [
        *map(of_measure, EVERY), *(of_rate(rate, rules) for rate in RATES), *of_days(),
        *map(of_report, report_measures.ALL), *map(of_report_rate, report_measures.RATES),
    ]  # fmt: skip


def kinds_of(measure):
    return "、".join(KINDS[kind] for kind in measure.kinds if kind in (Kind.SUGGESTION, Kind.PROPOSAL))


def levels_of(measure):
    return "、".join(LEVELS[level] for level in measure.levels)


def rule_of(measure):
    return f"按{measure.by}日期" if measure.by else STANDS


def generic(text):
    """The dictionary speaks of all kinds at once."""
    return text.replace("微建议", "事项")
