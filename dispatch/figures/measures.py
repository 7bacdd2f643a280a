"""Every countable thing, defined once: the number on the overview and the list behind it use the same condition."""

from collections.abc import Callable
from dataclasses import dataclass

from dispatch.figures import conditions as c
from dispatch.figures.bases import BASES, DESK, ITEM, RATING, all_items, received
from dispatch.states import Grade
from suggestions.states import LinkKind


@dataclass(frozen=True)
class Measure:
    """A set of rows of one table: `condition(period, organisation id)` says which."""

    key: str
    label: str
    table: str
    condition: Callable
    definition: str
    base: Callable | None = None  # where it is not the table's own: hand-overs are not 本级

    def rows(self, actor, period):
        return (self.base or BASES[self.table])(actor).filter(self.condition(period, actor.organisation_id))


AGES = (
    (0, 7, "7 天以内"),
    (8, 15, "8—15 天"),
    (16, 30, "16—30 天"),
    (31, 60, "31—60 天"),
    (61, 0, "60 天以上"),
)
HOLDERS = (("office", "提案委"), ("unit", "承办单位"), ("author", "委员"))
NOW = "统计时"

OF_ITEMS = (
    ("submitted", "委员提交", c.submitted, "期间内提交的微建议；草稿和作废的不计。"),
    ("decided", "已有审核结论", c.decided, "期间内受理、不予受理或转为其他类型的；待审、并案、撤回的不计。"),
    ("accepted", "受理", c.accepted, "期间内受理的微建议。"),
    ("turned", "转为其他类型", c.turned, "期间内转为提案或社情民意的，不再按微建议办理。"),
    ("declined", "不予受理", c.declined, "期间内不予受理的微建议。"),
    ("handed_on", "受理后已交办或转出", c.handed_on, "期间内受理，到统计时已经交办或转出的。"),
    ("dispatched", "交办", c.dispatched, "期间内交办给承办单位的微建议；转出其他政协组织的不计。"),
    ("same_day", "受理当日交办", c.same_day, "期间内交办，且交办与受理在同一天的。"),
    ("replied", "已答复", c.replied, "期间内交办，到统计时各承办单位都已首次答复的，包括办结的。"),
    ("answered", "期间答复", c.answered, "首次答复落在期间内的微建议。"),
    ("redone", "重办", c.answered_and_redone, "首次答复落在期间内，后来同意重办过的微建议。"),
    ("closed", "办结", c.closed, "期间内办结的微建议。"),
    ("open", "在办", c.still_open, f"{NOW}还没有办完的微建议，不分提交时间。"),
)
OF_DESKS = (
    ("desk_offered", "交办件", c.desk_offered, "期间内交办的主办、独办、分办件；协办、退办和撤销的不计。"),
    ("desk_replied", "交办件已答复", c.desk_replied, "期间内交办，到统计时已经首次答复的交办件。"),
    ("desk_answered", "期间首次答复", c.desk_answered, "首次答复落在期间内的交办件。"),
    ("desk_due", "期间到期应答复", c.desk_due, "首轮期限（含批准的延期）落在期间内并且已经到期的交办件。"),
    ("desk_on_time", "按时答复", c.desk_on_time, "首轮答复的签发不晚于当时有效的期限；核对占用的天数不计。"),
    ("desk_solved", "已解决", c.desk_solved, "首次答复落在期间内，最近一次答复为 A 类（已解决）的交办件。"),
    ("overdue", "超期未复", c.overdue, f"{NOW}过了期限还没有答复的交办件，不分交办时间；答复核对中的不计。"),
    ("lapsed", "未表态", c.lapsed, "期间内评价期满、按未表态办结的交办件；不算满意，也不进满意率的分母。"),
)
OF_RATINGS = (
    ("rated", "评价", c.rated, "期间内收到的办理结果评价，每位署名委员对最近一轮答复计一份。"),
    ("satisfied", "计入满意", c.satisfied, "最近一轮办理结果评价中，等次按规则计入满意的。"),
    ("first_rated", "首轮评价", c.first_rated, "期间内收到的、对第一轮答复的评价。"),
    ("first_satisfied", "首轮满意", c.first_satisfied, "对第一轮答复的评价中，等次按规则计入满意的。"),
    ("on_paper", "纸质评价代录", c.on_paper, "评价中由提案委按纸质表代录的。"),
)


def parted():
    """The measures that divide a whole: who has it, how long it has been open, which grade."""
    for kind, label in HOLDERS:
        text = f"{NOW}下一步由{label}办理的微建议。"
        yield Measure(f"held_{kind}", f"在办：{label}", ITEM, c.held_by(kind), text)
    for least, most, label in AGES:
        text = f"{NOW}在办的微建议中，自提交起{label}的（自然日）。"
        yield Measure(f"age_{least}", f"在办：{label}", ITEM, c.aged(least, most), text)
    for grade in Grade:
        text = f"最近一轮评价为“{grade.label}”的。"
        yield Measure(f"grade_{grade}", f"评价：{grade.label}", RATING, c.graded(grade), text)


ALL = (
    *(Measure(key, label, ITEM, *rest) for key, label, *rest in OF_ITEMS),
    *(Measure(key, label, DESK, *rest) for key, label, *rest in OF_DESKS),
    *(Measure(key, label, RATING, *rest) for key, label, *rest in OF_RATINGS),
    *parted(),
)
# Beside 本级提交 (`submitted`): what came in and what went out; never added to it.
LINKED = (
    Measure("from_above", "上级转来", ITEM, c.came_by(LinkKind.PASSED_DOWN),
            "期间内收件的、上级政协转来的微建议；不算本级提交。", received),
    Measure("from_below", "下级转来", ITEM, c.came_by(LinkKind.PASSED_UP),
            "期间内收件的、下级政协上报的微建议；不算本级提交。", received),
    Measure("passed_out", "转出", ITEM, c.passed_out,
            "期间内转给上级或下级政协、没有被退回或收回的，本级提交和转来的都在内；不算交办。", all_items),
)  # fmt: skip
MEASURES = {measure.key: measure for measure in (*ALL, *LINKED)}
# What is so now, whatever the period; it has no year before.
STOCK = {
    "open",
    "overdue",
    *(f"held_{kind}" for kind, _ in HOLDERS),
    *(f"age_{least}" for least, _, _ in AGES),
}
