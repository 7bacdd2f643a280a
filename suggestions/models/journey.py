"""Journey: the steps several kinds of items share; each kind's file adds its own arrows."""

from django.core.exceptions import ValidationError
from django_fsm import RETURN_VALUE

from suggestions import conversion, rules
from suggestions.proposals import evidence, readings
from suggestions.review import merging, reviewing
from suggestions.states import ALLOWED, Kind, State
from weijianyi.workflow import guard, step, system_only

S = State
REVIEWED = (S.SUBMITTED, S.CONSULTING, S.IN_REVIEW, S.EDITING)
TEXTS = ("title", "district", "place", "situation", "analysis", "advice")
AFTER_DISPATCH = (S.HANDLING, S.ANSWERED)
# What desks can make of an item; everything else would be a fault of progress.py.
MOVES = {
    S.ACCEPTED: (S.HANDLING, S.PASSED_ON, S.CLOSED),
    S.HANDLING: (S.ACCEPTED, S.ANSWERED, S.CLOSED, S.PASSED_ON),
    S.ANSWERED: (S.HANDLING, S.CLOSED, S.PASSED_ON),
    S.CLOSED: (S.HANDLING, S.PASSED_ON),
    S.PASSED_ON: (S.ACCEPTED, S.HANDLING, S.ANSWERED, S.CLOSED),
}


@guard(lambda item: "还有必填内容没有写完：" + "、".join(item.missing()))
def complete(item):
    return not item.missing()


@guard("这件事项已经作废。")
def valid(item):
    return item.voided_at is None


@guard("您已经提出过撤回，正等提案委答复。")
def no_withdrawal_asked(item):
    return item.withdrawal_asked_at is None


@guard("作者没有提出撤回。")
def withdrawal_asked(item):
    return item.withdrawal_asked_at is not None


@guard("只有并入的事项，在主件撤回或不予受理之后，才能恢复单独办理。")
def main_ended(item):
    return merging.main_ended(item)


@guard("这件提案已有待宣布的结论，改结论要先由负责人收回。")
def nothing_held(item):
    return item.kind != Kind.PROPOSAL or not readings.is_held(item)


@guard("流转来的事项不能在这里退回委员：请与转来的政协联系，或者退回来件。")
def own_author(item):
    return not item.is_received


@guard("流转来的事项，作者不在本会，不能在这里转为其他类型：请退回来件，并写明建议走哪条渠道。")
def may_turn(item):
    return not item.is_received


@guard("流转来的事项是否重新办理，由转来的政协决定。")
def reopened_here(item):
    return not item.is_received


@guard("只有微建议在省、市、县政协之间流转。")
def passable(item):
    return item.kind == Kind.SUGGESTION


class Journey:
    """Mixin of Item. Bodies set facts only; rows are written by the functions named in `rows`."""

    def missing(self):
        """Labels of required fields that are still empty, in the order of the form."""
        needed = [
            ("title", "标题"),
            ("place", "在哪里"),
            ("category_id", "领域"),
            ("situation", "有什么问题"),
            ("advice", "希望怎么办"),
        ]
        if self.kind != Kind.SUGGESTION:
            needed = [f for f in needed if f[0] != "place"]
        found = [label for name, label in needed if not getattr(self, name)]
        return found + (["是否公开"] if self.open_consent is None else [])

    @step(
        "提交", who=rules.submits, source=[S.DRAFT, S.COSIGNING, S.RETURNED], target=S.SUBMITTED,
        guards=[complete, valid, evidence.researched, evidence.sealed], rows=reviewing.receive,
        rows_note="署名按提交时定格；编号；约定审核日", button=False, icon="pencil",
    )  # fmt: skip
    def submit(self, *, actor, at, declared=False):
        if not declared:
            raise ValidationError({"declared": "请确认内容属实。"})
        reviewing.check_lengths(self)
        self.submitted_at = self.submitted_at or at

    @step(
        "请补充", done="请委员补充", who=rules.reviews, source=REVIEWED, target=S.RETURNED,
        guards=[valid, own_author],
        form="suggestions.forms.SendBackForm", rows=reviewing.write("return"), rows_note="审核意见：退回修改",
        icon="arrow-back-up",
    )  # fmt: skip
    def send_back(self, *, actor, at, opinion):
        self.reviewed_at = self.reviewed_at or at

    @step(
        "不受理", done="不予受理", who=rules.reviews, source=REVIEWED, target=S.DECLINED,
        guards=[valid, nothing_held],
        form="suggestions.forms.DeclineForm", rows=reviewing.write("decline"), rows_note="审核意见：理由与指导",
        seconded_by=rules.seconds, awaiting=reviewing.await_second_person, tone="w", icon="ban",
    )  # fmt: skip
    def decline(self, *, actor, at, reason, opinion):
        self.reviewed_at = self.reviewed_at or at
        self.declined_at = at

    @step(
        "转为其他类型", done="转为其他类型", who=rules.reviews, source=REVIEWED, target=S.PASSED_ON,
        guards=[valid, nothing_held, may_turn],
        form="suggestions.forms.ConvertForm", rows=conversion.convert, rows_note="关联：转为；新草稿交到作者手中",
        icon="arrows-exchange",
    )  # fmt: skip
    def convert(self, *, actor, at, kind, opinion=""):
        if kind == self.kind:
            raise ValidationError({"kind": "请选择另一种类型。"})
        self.reviewed_at = self.reviewed_at or at
        self.passed_on_at = at

    @step(
        "合并", done="并入另一件", who=rules.reviews, source=[*REVIEWED, S.ACCEPTED], target=S.PASSED_ON,
        guards=[valid, nothing_held], form="suggestions.forms.MergeForm", rows=merging.merge,
        rows_note="关联：并入；双方原件与署名保留，作者在主件上共同署名", icon="merge",
    )  # fmt: skip
    def merge(self, *, actor, at, main, opinion):
        merging.check(self, main)
        self.reviewed_at = self.reviewed_at or at
        self.passed_on_at = at

    @step(
        "通过", done="审核通过", who=rules.accepts, source=[S.SUBMITTED, S.CONSULTING, S.IN_REVIEW],
        target=S.ACCEPTED, guards=[valid], form="suggestions.forms.AcceptForm",
        rows=reviewing.write("accept"), rows_note="审核意见：通过", undoable=True, icon="check",
    )  # fmt: skip
    def accept(self, *, actor, at, complexity, opinion="", category=None):
        self.reviewed_at = self.reviewed_at or at
        self.accepted_at = at
        self.complexity = complexity
        if category is not None:
            self.category = category

    @step(
        "交办", done="交办", who=rules.office_of, source=S.ACCEPTED, target=S.HANDLING, guards=[valid],
        form="dispatch.forms.DispatchForm", plan="item.dispatch", rows_note="交办件：主办、协办、转办，各自的期限",
        undoable=True, icon="send",
    )  # fmt: skip
    def dispatch(self, *, actor, at, **desks):
        self.dispatched_at = self.dispatched_at or at

    @step(
        "分列建议", done="分列建议条目", who=rules.divides,
        source=[S.DRAFT, S.RETURNED, S.SUBMITTED, S.CONSULTING, S.IN_REVIEW, S.ACCEPTED, S.HANDLING], guards=[valid],
        form="dispatch.forms.requests.DivideForm", plan="item.divide", rows_note="建议条目：承办单位逐条答复",
        help="把建议分成几条，承办单位逐条答复，委员逐条评价。", icon="list-details",
    )  # fmt: skip
    def divide(self, *, actor, at, texts, note=""):
        pass

    @step(
        "流转", done="转给其他政协组织", who=rules.office_of, source=[S.SUBMITTED, S.ACCEPTED], target=S.PASSED_ON,
        guards=[valid, passable], form="dispatch.forms.PassOnForm", plan="item.pass_on",
        rows_note="关联：上报或下转；流转件", button=False, icon="arrows-exchange",
    )  # fmt: skip
    def pass_on(self, *, actor, at, organisation, note=""):
        if organisation.pk == self.organisation_id:
            raise ValidationError({"organisation": "请选择另一个政协组织。"})
        self.reviewed_at = self.reviewed_at or at
        self.accepted_at = self.accepted_at or at
        self.passed_on_at = at

    @step(
        "办理进度变化", who=system_only, source=[S.ACCEPTED, S.HANDLING, S.ANSWERED, S.CLOSED, S.PASSED_ON],
        target=RETURN_VALUE(S.ACCEPTED, S.HANDLING, S.ANSWERED, S.CLOSED, S.PASSED_ON), button=False,
        rows_note="由各交办件推算，见 dispatch/desks/progress.py", pairs=MOVES,
    )  # fmt: skip
    def move(self, *, actor, at, to):
        if to not in ALLOWED[self.kind] or to not in MOVES[self.state]:
            raise ValidationError(f"{self.get_kind_display()}没有“{State(to).label}”。")
        if to == S.ANSWERED:
            self.answered_at = self.answered_at or at
        self.closed_at = at if to == S.CLOSED else None
        return str(to)

    @step(
        "重新办理", done="重新办理", who=rules.heads, source=S.CLOSED, target=S.HANDLING, guards=[valid, reopened_here],
        form="dispatch.forms.ReopenForm", plan="item.reopen", rows_note="重办：下一轮", icon="history",
    )  # fmt: skip
    def reopen(self, *, actor, at, reason):
        self.closed_at = None

    @step(
        "撤回", done="撤回", who=rules.submits, source=[*REVIEWED, S.RETURNED, S.ACCEPTED], target=S.WITHDRAWN,
        guards=[valid], form="suggestions.forms.WithdrawForm", tone="w", icon="arrow-back-up",
        rows=reviewing.stop_clocks,
    )  # fmt: skip
    def withdraw(self, *, actor, at, reason):
        self.withdrawn_at, self.withdrawal_reason = at, reason

    @step(
        "申请撤回", done="申请撤回", who=rules.submits, source=AFTER_DISPATCH, guards=[valid, no_withdrawal_asked],
        form="suggestions.forms.WithdrawForm", help="已经交办，撤回要提案委同意。", tone="w", icon="arrow-back-up",
    )  # fmt: skip
    def ask_withdrawal(self, *, actor, at, reason):
        self.withdrawal_asked_at, self.withdrawal_reason = at, reason

    @step(
        "代录撤回", done="按作者的书面申请撤回", who=rules.reviews, source=[*REVIEWED, S.RETURNED, S.ACCEPTED],
        target=S.WITHDRAWN, guards=[valid, own_author], form="suggestions.forms.PaperWithdrawForm", tone="w",
        icon="arrow-back-up", rows=reviewing.stop_clocks,
    )  # fmt: skip
    def withdraw_on_paper(self, *, actor, at, reason, asked_on):
        self.withdrawn_at, self.withdrawal_reason = at, reason

    @step(
        "代录撤回申请", done="代录作者的书面撤回申请", who=rules.office_of, source=AFTER_DISPATCH,
        guards=[valid, no_withdrawal_asked, own_author], form="suggestions.forms.PaperWithdrawForm", tone="w",
        icon="arrow-back-up",
    )  # fmt: skip
    def ask_withdrawal_on_paper(self, *, actor, at, reason, asked_on):
        self.withdrawal_asked_at, self.withdrawal_reason = at, reason

    @step(
        "同意撤回", done="同意撤回", who=rules.office_of, source=AFTER_DISPATCH, target=S.WITHDRAWN,
        guards=[valid, withdrawal_asked], plan="item.cancel_desks", rows_note="交办件：撤销", icon="check",
    )  # fmt: skip
    def grant_withdrawal(self, *, actor, at):
        self.withdrawn_at = at

    @step(
        "不同意撤回", done="不同意撤回，继续办理", who=rules.office_of, source=AFTER_DISPATCH,
        guards=[valid, withdrawal_asked], form="suggestions.forms.OpinionForm", icon="x",
    )  # fmt: skip
    def refuse_withdrawal(self, *, actor, at, opinion):
        self.withdrawal_asked_at = None

    @step(
        "逾期未修改，自动撤回", who=system_only, source=S.RETURNED, target=S.WITHDRAWN, button=False,
        rows=reviewing.stop_clocks,
    )  # fmt: skip
    def lapse(self, *, actor, at):
        self.withdrawn_at, self.withdrawal_reason = at, "退回修改后逾期未提交"

    @step(
        "转件未提交", done="转件未提交，按不予受理处理", who=system_only, source=S.PASSED_ON, target=S.DECLINED,
        rows=conversion.lapse, rows_note="关联：撤销；草稿留给作者，不再计时", button=False,
    )  # fmt: skip
    def conversion_lapsed(self, *, actor, at):
        self.declined_at = at

    @step(
        "恢复单独办理", done="主件未办成，恢复单独办理", who=rules.office_of, source=S.PASSED_ON,
        target=RETURN_VALUE(S.SUBMITTED, S.CONSULTING, S.IN_REVIEW, S.EDITING, S.ACCEPTED), guards=[valid, main_ended],
        icon="history", rows=merging.unmerge, rows_note="关联：撤销",
    )  # fmt: skip
    def unmerge(self, *, actor, at):
        self.passed_on_at = None
        return str(merging.source_state(self))

    @step(
        "作废", done="作废", who=rules.heads, source=[s for s in S if s != S.DRAFT], guards=[valid],
        form="suggestions.forms.VoidForm", plan="item.cancel_desks", rows=reviewing.stop_clocks,
        rows_note="交办件：撤销；不再计入统计", tone="w", icon="trash",
        help="只用于录错的事项：留痕，退出统计，不删除。",
    )  # fmt: skip
    def void(self, *, actor, at, reason):
        self.voided_at = at

    def event_note(self, step_name, facts):
        words = str(facts.get("opinion") or facts.get("note") or facts.get("reason") or "")
        if day := facts.get("asked_on"):
            words += f"（书面申请日期：{day.year}年{day.month}月{day.day}日）"
        return words

    def event_data(self, step_name, facts):
        if step_name == "submit":  # the text as submitted; a returned item is written over
            return {"text": {name: getattr(self, name) for name in TEXTS}}
        if facts.get("level"):  # of an adoption above, of an instruction: points ask for it
            return {"level": facts["level"]}
        if facts.get("ends"):  # events that were a mistake: points follow
            return {"ends": facts["ends"]}
        reason = facts.get("reason")
        return {"reason": reason.label} if hasattr(reason, "label") else {}
