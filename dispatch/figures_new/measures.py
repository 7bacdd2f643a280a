"""Every countable thing, defined once: the number on the overview and the list behind it use the same condition."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import F, Q

from dispatch.figures.bases import BASES, DESK, ITEM, RATING, converted, has_desk, redone, superseded
from dispatch.figures.period import evening
from dispatch.states import Channel, DeskState, Grade
from suggestions.states import OPEN, State
from weijianyi import rulebook
from weijianyi.clock.models import Deadline

KEPT = Deadline.Outcome.KEPT
LATE_STATES = [DeskState.OFFERED, DeskState.RETURN_ASKED, DeskState.WORKING, DeskState.SIGNING]


@dataclass(frozen=True)
class Measure:
    """A set of rows of one table: `condition(period, organisation id)` says which."""

    key: str
    label: str
    table: str
    condition: Callable
    definition: str

    def rows(self, actor, period):
        return BASES[self.table](actor).filter(self.condition(period, actor.organisation_id))


# -- items -----------------------------------------------------------------------------------------
def submitted(p, _=None):
    return p.within("submitted_at")


def accepted(p, _=None):
    return p.within("accepted_at")


def declined(p, _=None):
    return p.within("declined_at") & Q(accepted_at=None)


def turned(p, _=None):
    return p.within("passed_on_at") & Q(accepted_at=None) & converted() & ~Q(state=State.DECLINED)


def decided(p, _=None):
    return accepted(p) | declined(p) | turned(p)


def handed_on(p, _=None):
    return accepted(p) & p.known("dispatched_at")


def dispatched(p, _=None):
    return p.within("dispatched_at") & has_desk()


def same_day(p, _=None):
    return dispatched(p) & Q(dispatched_at__date=F("accepted_at__date"))


def replied(p, _=None):
    return dispatched(p) & p.known("answered_at")


def answered(p, _=None):
    return p.within("answered_at") & has_desk()


def answered_and_redone(p, _=None):
    return answered(p) & redone()


def still_open(p, _=None):
    """Somebody has it; what was turned into another kind or merged rests with nobody."""
    return Q(state__in=OPEN) & ~Q(holder_kind="")


def held_by(kind):
    return lambda p, _=None: still_open(p) & Q(holder_kind=kind)


def aged(least, most):
    """Open for so many days since it was submitted."""

    def condition(p, _=None):
        found = still_open(p) & Q(submitted_at__lte=evening(p.today - timedelta(days=least)))
        return found & Q(submitted_at__gt=evening(p.today - timedelta(days=most + 1))) if most else found

    return condition


# -- desks -----------------------------------------------------------------------------------------
def desk_offered(p, _=None):
    return p.within("offered_at")


def desk_replied(p, _=None):
    return desk_offered(p) & p.known("answered_at")


def desk_answered(p, _=None):
    return p.within("answered_at")


def desk_due(p, _=None):
    """The first due date, with an approved extension, has come; a clock that stands still has not."""
    due = Q(first_due__gte=p.first, first_due__lte=p.last, first_paused=None)
    return due & p.known("first_due_at") & ~Q(first_outcome=Deadline.Outcome.CANCELLED)


def desk_on_time(p, _=None):
    return desk_due(p) & Q(first_outcome=KEPT) & p.known("first_stopped_at")


def desk_solved(p, organisation):
    words = rulebook.entries(organisation, "result_class")
    return desk_answered(p) & Q(last_result__in=[w.code for w in words if w.data.get("letter") == "A"])


def overdue(p, _=None):
    return Q(state__in=LATE_STATES, due_on__lt=p.today)


def lapsed(p, _=None):
    return p.within("lapsed_at")


# -- ratings ---------------------------------------------------------------------------------------
def rated(p, _=None):
    return p.within("occurred_at") & ~superseded()


def first_rated(p, _=None):
    return p.within("occurred_at") & Q(reply__round=1)


def counts_as_satisfied(organisation):
    return Q(grade__in=rulebook.value(organisation, "satisfied_grades"))


def graded(grade):
    return lambda p, _=None: rated(p) & Q(grade=grade)


AGES = ((0, 7, "7 天以内"), (8, 15, "8—15 天"), (16, 30, "16—30 天"), (31, 60, "31—60 天"), (61, 0, "60 天以上"))
HOLDERS = (("office", "提案委"), ("unit", "承办单位"), ("author", "委员"))
NOW = "截至统计时，"
ALL = (
    Measure("submitted", "委员提交", ITEM, submitted, "期间内提交的微建议；草稿和作废的不计。"),
    Measure("decided", "已有审核结论", ITEM, decided, "期间内受理、不予受理或转为其他类型的；待审、并案、撤回的不计。"),
    Measure("accepted", "受理", ITEM, accepted, "期间内受理的微建议。"),
    Measure("turned", "转为其他类型", ITEM, turned, "期间内转为提案或社情民意的，不再按微建议办理。"),
    Measure("declined", "不予受理", ITEM, declined, "期间内不予受理的微建议。"),
    Measure("handed_on", "受理后已交办或转出", ITEM, handed_on, "期间内受理，到统计时已经交办或转出的。"),
    Measure("dispatched", "交办", ITEM, dispatched, "期间内交办给承办单位的微建议；转出其他政协组织的不计。"),
    Measure("same_day", "受理当日交办", ITEM, same_day, "期间内交办，且交办与受理在同一天的。"),
    Measure("replied", "已答复", ITEM, replied, "期间内交办，到统计时各承办单位都已首次答复的，包括办结的。"),
    Measure("answered", "期间答复", ITEM, answered, "首次答复落在期间内的微建议。"),
    Measure("redone", "重办", ITEM, answered_and_redone, "首次答复落在期间内，后来同意重办过的微建议。"),
    Measure("closed", "办结", ITEM, lambda p, _=None: p.within("closed_at"), "期间内办结的微建议。"),
    Measure("open", "在办", ITEM, still_open, f"{NOW}还没有办完的微建议，不分提交时间。"),
    *(
        Measure(f"held_{kind}", f"在办：{label}", ITEM, held_by(kind), f"{NOW}下一步由{label}办理的微建议。")
        for kind, label in HOLDERS
    ),
    *(
        Measure(f"age_{a}", f"在办：{label}", ITEM, aged(a, b), f"{NOW}自提交起已{label}的在办微建议（自然日）。")
        for a, b, label in AGES
    ),
    Measure("desk_offered", "交办件", DESK, desk_offered, "期间内交办的主办、独办、分办件；协办不计，退办和撤销的不计。"),
    Measure("desk_replied", "交办件已答复", DESK, desk_replied, "期间内交办，到统计时已经首次答复的交办件。"),
    Measure("desk_answered", "期间首次答复", DESK, desk_answered, "首次答复落在期间内的交办件。"),
    Measure("desk_due", "期间到期应答复", DESK, desk_due, "首轮期限（含批准的延期）落在期间内并且已经到期的交办件。"),
    Measure("desk_on_time", "按时答复", DESK, desk_on_time, "首轮答复的签发不晚于当时有效的期限；核对占用的天数不计。"),
    Measure("desk_solved", "已解决", DESK, desk_solved, "首次答复落在期间内，最近一次答复的结果为 A 类（已解决）的交办件。"),
    Measure("overdue", "超期未复", DESK, overdue, f"{NOW}过了期限还没有答复的交办件，不分交办时间；答复核对中的不计。"),
    Measure("lapsed", "未表态", DESK, lapsed, "评价期内没有委员评价、按未表态办结的交办件；不算满意。"),
    Measure("rated", "评价", RATING, rated, "期间内收到的办理结果评价，每位署名委员对最近一轮答复计一份。"),
    Measure(
        "satisfied", "计入满意", RATING, lambda p, o: rated(p) & counts_as_satisfied(o),
        "最近一轮办理结果评价中，等次按规则计入满意的。",
    ),
    Measure("first_rated", "首轮评价", RATING, first_rated, "期间内收到的、对第一轮答复的评价。"),
    Measure(
        "first_satisfied", "首轮满意", RATING, lambda p, o: first_rated(p) & counts_as_satisfied(o),
        "对第一轮答复的评价中，等次按规则计入满意的。",
    ),
    Measure(
        "on_paper", "纸质评价代录", RATING, lambda p, _=None: rated(p) & Q(channel=Channel.PAPER),
        "评价中由提案委按纸质表代录的。",
    ),
    *(
        Measure(f"grade_{grade}", f"评价：{grade.label}", RATING, graded(grade), f"最近一轮评价为“{grade.label}”的。")
        for grade in Grade
    ),
)  # fmt: skip
MEASURES = {measure.key: measure for measure in ALL}
STOCK = {"open", "overdue", *(f"held_{kind}" for kind, _ in HOLDERS), *(f"age_{a}" for a, _, _ in AGES)}
