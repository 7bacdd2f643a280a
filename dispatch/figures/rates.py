"""Every rate: which measure over which; the rules an organisation has chosen, printed beside the rate."""

from dataclasses import dataclass

from dispatch.figures.measures import LETTERS, MEASURES
from dispatch.figures.scope import PLAIN
from dispatch.states import Grade
from weijianyi import rulebook


@dataclass(frozen=True)
class Rules:
    """What an organisation has settled about its figures."""

    satisfied: tuple = (Grade.SATISFIED, Grade.MOSTLY)
    of_all_answered: bool = False  # 满意率 ÷ all answered desks, not ÷ returned verdicts
    to_100: bool = False  # shares are adjusted so that they add up
    min_cases: int = 3
    decimals: int = 1

    @classmethod
    def of(cls, organisation_id):
        value = rulebook.value
        return cls(
            tuple(value(organisation_id, "satisfied_grades")), bool(value(organisation_id, "satisfaction_of_answered")),
            bool(value(organisation_id, "shares_to_100")), value(organisation_id, "unit_min_cases"),
            value(organisation_id, "rate_decimals"),
        )  # fmt: skip

    def words(self):
        """The choices behind 满意率, in a sentence."""
        grades = "、".join(f"“{Grade(code).label}”" for code in self.satisfied)
        under = "已答复的交办件" if self.of_all_answered else "收回的评价"
        return f"计入满意：{grades}；分母：{under}。"


@dataclass(frozen=True)
class Rate:
    """`over` ÷ `under`, both keys of measures; `per_head`: not in per cent."""

    key: str
    label: str
    over: str
    under: str
    definition: str
    per_head: bool = False

    def fits(self, scope):
        return MEASURES[self.over].fits(scope) and MEASURES[self.under].fits(scope)

    def text(self, scope=PLAIN):
        return self.definition.replace("微建议", scope.word)


OF_REVIEW = (
    Rate("review_rate", "审核及时率", "reviewed_in_time", "review_due",
         "约定审核日（提交后的第一个审核日）当天或之前审核的，占期间内应审核的多少。"),
    Rate("accept_rate", "受理率", "accepted", "decided", "受理 ÷（受理＋不予受理＋转为其他类型）；待审、并案、撤回的不进分母。"),
    Rate("filing_rate", "立案率", "filed", "submitted", "期间内收到的提案中，到统计时已经立案的占多少；并案的算立案。"),
    Rate("collective_share", "集体提案占比（收到）", "collective", "submitted", "期间内收到的提案中，集体提案占多少。"),
    Rate("collective_filed_share", "集体提案占比（立案）", "collective_filed", "filed", "期间内收到并已立案的提案中，集体提案占多少。"),
    Rate("dispatch_rate", "交办率", "handed_on", "accepted", "期间内受理的微建议中，到统计时已经交办或转出的占多少。"),
    Rate("same_day_rate", "当日交办率", "same_day", "dispatched", "期间内交办的微建议中，受理当天就交办的占多少。"),
    Rate("return_rate", "退办率", "given_back", "given", "期间内交办的交办件中，到统计时已同意退办的占多少。"),
)  # fmt: skip
OF_HANDLING = (
    Rate("reply_rate", "办复率", "replied", "dispatched",
         "期间内交办的微建议中，到统计时已经首次答复的占多少；办结的也算已答复。"),
    Rate("closing_rate", "办结率", "dispatched_closed", "dispatched", "期间内交办的微建议中，到统计时已经办结的占多少。"),
    Rate("on_time_rate", "按时办复率", "desk_on_time", "desk_due",
         "首轮期限落在期间内并已到期的交办件中，按时答复的占多少；到期没有答复的留在分母里。"),
    Rate("overdue_rate", "逾期率", "overdue", "desk_open", "统计时还没有答复的交办件中，已经超期的占多少。"),
    Rate("satisfaction", "满意率", "satisfied", "rated", "最近一轮办理结果评价中计入满意的占多少；未表态的不进分母，另列。"),
    Rate("solved_rate", "解决率", "desk_solved", "desk_answered",
         "期间内首次答复的交办件中，最近一次答复为 A 类（已解决）的占多少。"),
    Rate("first_satisfaction", "首轮满意率", "first_satisfied", "first_rated", "只看第一轮答复的办理结果评价，不受重办影响。"),
    Rate("work_satisfaction", "满意率（办理工作）", "work_satisfied", "work_rated", "最近一轮办理工作评价中计入满意的占多少。"),
    Rate("rating_rate", "评价率", "desk_rated", "desk_answered", "期间内首次答复的交办件中，最近一轮已有评价的占多少。"),
    Rate("redo_rate", "重办率", "redone", "answered", "期间内首次答复的微建议中，同意重办过的占多少。"),
    Rate("contact_rate", "沟通率", "desk_in_touch", "desk_answered", "期间内首次答复的交办件中，与委员有过沟通的占多少。"),
    Rate("face_rate", "面商率", "desk_face_to_face", "desk_answered",
         "期间内首次答复的交办件中，与委员当面沟通过的占多少；电话不算面商。"),
    Rate("asking_rate", "征求意见率", "desk_asked", "desk_answered", "期间内首次答复的交办件中，已请委员评价的占多少。"),
    Rate("leader_rate", "领导审核率", "desk_led", "desk_answered",
         "期间内首次答复的交办件中，最近一次答复由承办单位分管领导签发的占多少。"),
    Rate("b_rate", "B 类转化率", "b_solved", "b_before", "上一自然年的 B 类件中，到统计时已转为 A 类的占多少。"),
    *(Rate(f"share_{letter}", f"{letter} 类占比", f"class_{letter}", "desk_answered",
           f"期间内首次答复的主办、独办、分办件中，最近一次答复为 {letter} 类的占多少；协办件不分类。") for letter in LETTERS),
)  # fmt: skip
OF_MEMBERS = (
    Rate("part_rate", "参与率", "took_part", "members", "在任委员中，期间内提交或联名过微建议的占多少。"),
    Rate("per_head", "人均提交", "submitted", "members", "期间内提交的微建议 ÷ 在任委员。", True),
)
OF_UNITS = (
    Rate("desk_rate", "单位办复率", "desk_replied", "desk_offered", "期间内交办的主办、独办、分办件中，已经首次答复的占多少。"),
    Rate("joint_rate", "单位办复率（含协办）", "joint_replied", "joint_offered",
         "（主办已复＋协办已复）÷（主办＋协办），按交办日期。"),
    Rate("hotline_rate", "热线办复率", "hotline_replied", "hotline_offered", "期间内交办给热线的，已经首次答复的占多少。"),
    Rate("assist_rate", "协办回复率", "assist_replied", "assist_offered", "期间内交办的协办、会办件中，已给出意见的占多少。"),
)  # fmt: skip
RATES = (*OF_REVIEW, *OF_HANDLING, *OF_MEMBERS, *OF_UNITS)
OF_ANSWERED = Rate("satisfaction", "满意率", "desk_satisfied", "desk_answered",
                   "期间内首次答复的交办件中，最近一轮评价都计入满意的占多少；未表态和还没有评价的留在分母里。")  # fmt: skip
# Parts of a whole: adjusted together where the rules say so.
PARTS = tuple(f"share_{letter}" for letter in LETTERS)


def rates_of(scope=PLAIN, rules=None):
    """The rates that make sense there, by the organisation's own rules."""
    rules = rules or Rules()
    chosen = [OF_ANSWERED if rules.of_all_answered and r.key == "satisfaction" else r for r in RATES]
    return [rate for rate in chosen if rate.fits(scope)]
