"""Measure: a countable thing, defined once; the number on a page and the list behind it use the same condition."""

from collections.abc import Callable
from dataclasses import dataclass

from dispatch.figures import bases as b
from dispatch.figures import conditions as c
from dispatch.figures import desk_conditions as d
from dispatch.figures import desk_stock as stock
from dispatch.figures.bases import CLAIM, DESK, ITEM, MEMBER, RATING, SUPERVISION
from dispatch.figures.scope import IN, KINDS, OUT, OWN, PLAIN, WHOLE
from dispatch.states import Dimension, Grade
from suggestions.states import Kind, LinkKind

ALL_KINDS = tuple(KINDS)
WRITTEN = (*ALL_KINDS, Kind.REPORT)  # also of what one member wrote of 社情民意
PROPOSAL = (Kind.PROPOSAL,)
SUGGESTION = (Kind.SUGGESTION,)
EVERYWHERE = (OWN, IN, OUT, WHOLE)
AT_HOME = (OWN, WHOLE)


@dataclass(frozen=True)
class Measure:
    """A set of rows of one table: `condition(period, organisation id)` says which."""

    key: str
    label: str
    table: str
    condition: Callable
    definition: str
    base: Callable | None = None  # where it is not the table's own
    by: str = ""  # the date that must lie in the period; empty: what is so at the cut-off
    kinds: tuple = ALL_KINDS
    levels: tuple = EVERYWHERE
    scoped: bool = False  # the condition asks for the scope as well
    answer: Callable | None = (
        None  # a condition on the last answer, where that is what it counts of the desks answered
    )
    of_last_year: bool = False  # about the year before the period; counted from the answers of then

    @property
    def source(self):
        return self.base or b.BASES[self.table]

    @property
    def unit(self):
        return b.UNITS[self.table]

    def rows(self, actor, period, scope=PLAIN):
        """Nothing where the measure does not fit the scope: no list for a number that is not printed."""
        found = self.source(actor, scope)
        return (
            found.filter(self.picks(period, actor.organisation_id, scope))
            if self.fits(scope)
            else found.none()
        )

    def picks(self, period, organisation_id, scope=PLAIN):
        more = (scope,) if self.scoped else ()
        return self.condition(period, organisation_id, *more)

    def text(self, scope=PLAIN):
        """The definition in the words of the scope."""
        return self.definition.replace("微建议", scope.word)

    def fits(self, scope):
        return scope.kind in self.kinds and scope.level in self.levels


AGES = (
    (0, 7, "7 天以内"),
    (8, 15, "8—15 天"),
    (16, 30, "16—30 天"),
    (31, 60, "31—60 天"),
    (61, 0, "60 天以上"),
)
HOLDERS = (("office", "提案委"), ("unit", "承办单位"), ("author", "委员"))
NOW = "统计时"
LETTERS = ("A", "B", "C", "D")


def of(table, **common):
    """Rows (key, label, by, condition, definition[, other fields]) of one table as measures."""

    def made(*rows):
        return tuple(
            Measure(key, label, table, condition, definition, by=by, **common | (rest[0] if rest else {}))
            for key, label, by, condition, definition, *rest in rows
        )

    return made


def of_answer(key, label, answer, definition):
    """A row about the last answers of the desks first answered in the period."""
    return key, label, "首次答复", d.answered_with(answer), definition, {"answer": answer}


OF_ITEMS = of(ITEM)(
    ("submitted", "委员提交", "提交", c.submitted, "期间内提交的微建议；草稿和作废的不计。", {"kinds": WRITTEN}),
    ("review_due", "应审核", "约定审核日", c.review_due,
     "约定审核日落在期间内并且已经到了的微建议；没有审核就撤回的不计。", {"kinds": SUGGESTION}),
    ("reviewed_in_time", "按时审核", "约定审核日", c.reviewed_in_time,
     "约定审核日落在期间内，首次审核不晚于这一天的微建议。", {"kinds": SUGGESTION}),
    ("decided", "已有审核结论", "结论", c.decided, "期间内受理、不予受理或转为其他类型的；待审、并案、撤回的不计。"),
    ("accepted", "受理", "受理", c.accepted, "期间内受理的微建议。", {"kinds": WRITTEN}),
    ("turned", "转为其他类型", "转出", c.turned, "期间内转为提案或社情民意的，不再按微建议办理。"),
    ("turned_proposal", "转为提案", "转出", c.turned_to(Kind.PROPOSAL), "期间内转为提案的微建议。",
     {"kinds": SUGGESTION}),
    ("turned_report", "转为社情民意", "转出", c.turned_to(Kind.REPORT), "期间内转为社情民意的微建议。"),
    ("declined", "不予受理", "不予受理", c.declined, "期间内不予受理的微建议。", {"kinds": WRITTEN}),
    ("filed", "其中立案", "提交", c.filed,
     "期间内收到的提案中，到统计时已经立案的；并入已立案提案的也算立案。", {"kinds": PROPOSAL}),
    ("filed_by_merging", "其中并案立案", "提交", c.filed_by_merging,
     "期间内收到的提案中，并入已经立案的提案、不另编号的。", {"kinds": PROPOSAL}),
    ("collective", "其中集体提案", "提交", c.collective,
     "期间内收到的党派、人民团体、界别、委员小组和专门委员会的提案。", {"kinds": PROPOSAL}),
    ("collective_filed", "其中集体提案立案", "提交", c.collective_filed,
     "期间内收到的集体提案中，到统计时已经立案的。", {"kinds": PROPOSAL}),
)  # fmt: skip
OF_HANDLED = of(ITEM, base=b.handled)(
    ("handed_on", "受理后已交办或转出", "受理", c.handed_on, "期间内受理，到统计时已经交办或转出的。"),
    ("dispatched", "交办", "交办", c.dispatched, "期间内交办给承办单位的微建议；转出其他政协组织的不计。"),
    ("same_day", "受理当日交办", "交办", c.same_day, "期间内交办，且交办与受理在同一天的。"),
    ("replied", "已答复", "交办", c.replied, "期间内交办，到统计时各承办单位都已首次答复的，包括办结的。"),
    ("dispatched_closed", "交办的已办结", "交办", c.dispatched_closed, "期间内交办，到统计时已经办结的。"),
    ("answered", "期间答复", "首次答复", c.answered, "首次答复落在期间内的微建议。"),
    ("redone", "重办", "首次答复", c.answered_and_redone, "首次答复落在期间内，后来同意重办过的微建议。"),
    ("closed", "办结", "办结", c.closed, "期间内办结的微建议。"),
    ("open", "在办", "", c.still_open, f"{NOW}还没有办完的微建议，不分提交时间。"),
)
OF_DESKS = of(DESK)(
    ("desk_offered", "交办件", "交办", c.desk_offered, "期间内交办的主办、独办、分办件；协办、退办和撤销的不计。"),
    ("desk_replied", "交办件已答复", "交办", c.desk_replied, "期间内交办，到统计时已经首次答复的交办件。"),
    ("desk_answered", "期间首次答复", "首次答复", c.desk_answered, "首次答复落在期间内的交办件。"),
    ("desk_due", "期间到期应答复", "首轮期限", c.desk_due,
     "首轮期限（含批准的延期）落在期间内并且已经到期的交办件。"),
    ("desk_on_time", "按时答复", "首轮期限", c.desk_on_time,
     "首轮答复的签发不晚于当时有效的期限；核对占用的天数不计。"),
    of_answer("desk_solved", "已解决", d.classed("A"), "首次答复落在期间内，最近一次答复为 A 类（已解决）的交办件。"),
    *(of_answer(f"class_{letter}", f"{letter} 类", d.classed(letter),
                f"首次答复落在期间内，最近一次答复为 {letter} 类的交办件；核对和回头看改过的按改后的算。")
      for letter in LETTERS),
    of_answer("desk_rated", "已评价", d.judged, "首次答复落在期间内，最近一轮答复已有评价的交办件。"),
    of_answer("desk_satisfied", "评价都满意", d.found_satisfactory,
              "首次答复落在期间内，最近一轮的办理结果评价都计入满意的交办件。"),
    ("desk_asked", "征询意见", "首次答复", d.desk_asked,
     "首次答复落在期间内，已请委员评价的交办件；委员都回避的不计。"),
    ("desk_in_touch", "有沟通", "首次答复", d.desk_in_touch, "首次答复落在期间内，与委员有过沟通记录的交办件。"),
    ("desk_face_to_face", "有面商", "首次答复", d.desk_face_to_face,
     "首次答复落在期间内，与委员当面沟通过的交办件；电话、线上、函件不算面商。"),
    of_answer("desk_led", "领导签发", d.led, "首次答复落在期间内，最近一次答复由承办单位分管领导签发的交办件。"),
    ("b_before", "上年 B 类", "上年首次答复", d.b_before, "上一自然年首次答复、到年底为 B 类的交办件。",
     {"of_last_year": True}),
    ("b_solved", "上年 B 类已转 A", "上年首次答复", d.b_solved,
     "上一自然年首次答复、到年底为 B 类，到统计时已为 A 类的。", {"of_last_year": True}),
    ("desk_open", "在办交办件", "", d.desk_open, f"{NOW}还没有答复的交办件（含答复核对中的），不分交办时间。"),
    ("overdue", "超期未复", "", c.overdue, f"{NOW}过了期限还没有答复的交办件，不分交办时间；答复核对中的不计。"),
    ("lapsed", "未表态", "评价期满", c.lapsed,
     "期间内评价期满、按未表态办结的交办件；不算满意，也不进满意率的分母。"),
)  # fmt: skip
OF_ASSISTS = of(DESK, base=b.assists)(
    ("assist_offered", "协办件", "交办", c.desk_offered, "期间内交办的协办、会办件；退办和撤销的不计。"),
    (
        "assist_replied",
        "协办已回复",
        "交办",
        c.desk_replied,
        "期间内交办，到统计时已给出协办意见的协办、会办件。",
    ),
)
OF_JOINED = of(DESK, base=b.joined)(
    (
        "joint_offered",
        "主办和协办",
        "交办",
        c.desk_offered,
        "期间内交办的主办、独办、分办件和协办、会办件；退办和撤销的不计。",
    ),
    (
        "joint_replied",
        "主办和协办已复",
        "交办",
        c.desk_replied,
        "期间内交办，到统计时已答复或已给出协办意见的主办件和协办件。",
    ),
)
OF_GIVEN = of(DESK, base=b.given)(
    (
        "given",
        "交办（含退办）",
        "交办",
        c.desk_offered,
        "期间内交办的主办、独办、分办件，后来退办的也计；撤销的不计。",
    ),
    ("given_back", "退办", "交办", d.desk_returned, "期间内交办，到统计时已同意退办的交办件。"),
)
OF_RATINGS = of(RATING)(
    ("rated", "评价", "评价", c.rated, "期间内收到的办理结果评价，每位署名委员对最近一轮答复计一份。"),
    ("satisfied", "计入满意", "评价", c.satisfied, "最近一轮办理结果评价中，等次按规则计入满意的。"),
    ("first_rated", "首轮评价", "评价", c.first_rated, "期间内收到的、对第一轮答复的评价。"),
    (
        "first_satisfied",
        "首轮满意",
        "评价",
        c.first_satisfied,
        "对第一轮答复的评价中，等次按规则计入满意的。",
    ),
    ("work_rated", "办理工作评价", "评价", c.work_rated, "期间内收到的、对最近一轮办理工作的评价。"),
    (
        "work_satisfied",
        "办理工作计入满意",
        "评价",
        c.work_satisfied,
        "对最近一轮办理工作的评价中，等次按规则计入满意的。",
    ),
    ("on_paper", "纸质评价代录", "评价", c.on_paper, "评价中由提案委按纸质表代录的。"),
)


def parted():
    """The measures that divide a whole: who has it, how long it has been open, which grade."""
    for kind, label in HOLDERS:
        text = f"{NOW}下一步由{label}办理的微建议。"
        yield Measure(f"held_{kind}", f"在办：{label}", ITEM, c.held_by(kind), text, b.handled)
    for least, most, label in AGES:
        text = f"{NOW}在办的微建议中，自提交起{label}的（自然日）。"
        yield Measure(f"age_{least}", f"在办：{label}", ITEM, c.aged(least, most), text, b.handled)
    for grade in Grade:
        text = f"最近一轮评价为“{grade.label}”的。"
        yield Measure(f"grade_{grade}", f"评价：{grade.label}", RATING, c.graded(grade), text, by="评价")
    for grade in Grade:
        text = f"对最近一轮办理工作的评价为“{grade.label}”的。"
        condition = c.graded(grade, Dimension.WORK)
        yield Measure(f"work_grade_{grade}", f"办理工作：{grade.label}", RATING, condition, text, by="评价")


# What every overview counts.
ALL = (*OF_ITEMS, *OF_HANDLED, *OF_DESKS, *OF_RATINGS, *parted())
# Beside 本级提交 (`submitted`): what came in and what went out; never added to it.
LINKED = (
    Measure("from_above", "上级转来", ITEM, c.came_by(LinkKind.PASSED_DOWN),
            "期间内收件的、上级政协转来的微建议；不算本级提交。", b.received, "收件", levels=(OWN,)),
    Measure("from_below", "下级转来", ITEM, c.came_by(LinkKind.PASSED_UP),
            "期间内收件的、下级政协上报的微建议；不算本级提交。", b.received, "收件", levels=(OWN,)),
    Measure("passed_out", "转出", ITEM, c.passed_out,
            "期间内转给上级或下级政协、没有被退回或收回的，本级提交和转来的都在内；不算交办。", b.all_items,
            "发出", levels=(OWN,)),
)  # fmt: skip
BESIDE = (
    *of(CLAIM)(("claimed", "领办", "同意领办", d.claimed, "期间内同意领办的，后来办结或终止的都计。")),
    *of(SUPERVISION)(("supervised", "督办", "立项", d.supervised, "期间内立项的督办；一件交办因不同缘由立项的分别计。")),
    *of(DESK)(
        ("hotline_offered", "转热线办理", "交办", d.by_hotline(c.desk_offered),
         "期间内交办给热线的主办、独办、分办件；是交办件的一部分，退办和撤销的不计。"),
        ("hotline_replied", "热线已答复", "交办", d.by_hotline(c.desk_replied),
         "期间内交办给热线，到统计时已经首次答复的。"),
        ("hotline_overdue", "热线超期未复", "", d.by_hotline(c.overdue),
         f"{NOW}在热线过了期限还没有答复的，不分交办时间。"),
    ),
    *of(MEMBER, levels=AT_HOME)(
        ("members", "委员", "", d.seated, "期间最后一天在任的委员。"),
        ("took_part", "参与的委员", "提交", d.took_part,
         "期间最后一天在任、期间内提交或联名过微建议的委员。", {"scoped": True}),
        ("idle", "没有提交的委员", "提交", d.idle,
         "期间最后一天在任、期间内没有提交也没有联名过微建议的委员。", {"scoped": True}),
    ),
)  # fmt: skip


def in_hand():
    """The measures that divide the open desks: whose turn it is, how long ago they were handed out."""
    for key, label, states in stock.TURNS:
        yield Measure(
            f"desk_at_{key}",
            f"交办件：{label}",
            DESK,
            stock.at(states),
            f"{NOW}{label}的交办件，不分交办时间。",
        )
    for least, most, label in AGES:
        text = f"{NOW}还没有答复的交办件中，自交办起{label}的（自然日）。"
        yield Measure(f"desk_age_{least}", f"交办件：{label}", DESK, stock.handed_out(least, most), text)


OF_STOCK = tuple(in_hand())
EVERY = (*ALL, *OF_ASSISTS, *OF_JOINED, *OF_GIVEN, *LINKED, *BESIDE, *OF_STOCK)
MEASURES = {measure.key: measure for measure in EVERY}
# What is so now, whatever the period; it has no year before.
STOCK = {measure.key for measure in EVERY if not measure.by}
