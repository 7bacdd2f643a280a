"""Proposal [提案]: its own arrows: co-signing, the three readings, filing, the answer that is held for later."""

from django.core.exceptions import ValidationError

from suggestions import rules
from suggestions.models.item import PROXIES, Item
from suggestions.models.item_queryset import ItemQuerySet
from suggestions.models.joint import JointDrafting
from suggestions.models.journey import Journey, complete, valid
from suggestions.models.kinds import KindManager, OfKind
from suggestions.proposals import cosigning, filing, letters_in, readings
from suggestions.review import reviewing
from suggestions.states import Kind, SignerState, State
from weijianyi.workflow import guard, retitled, step, system_only

S = State
READ_IN = (S.SUBMITTED, S.IN_REVIEW)


@guard("联名已经截止，不能再确认。")
def window_open(item):
    return cosigning.open_now(item)


@guard("联名还没有截止。")
def window_over(item):
    return not cosigning.open_now(item)


@guard(lambda item: f"还没有审完：要审 {readings.levels(item)} 次，已审 {item.proposal_facts.level} 次。")
def all_read(item):
    return readings.all_read(item)


@guard("审读已经完成，请提出结论。")
def not_all_read(item):
    return not readings.all_read(item)


@guard("这件提案已有待宣布的结论，改结论要先收回。")
def not_held(item):
    return not readings.is_held(item)


@guard("这件提案没有待宣布的结论。")
def held(item):
    return readings.is_held(item)


class Proposal(OfKind, JointDrafting, Item):
    objects = KindManager.from_queryset(ItemQuerySet)()

    class Meta:
        proxy = True
        verbose_name = verbose_name_plural = "提案"

    def missing(self):
        needed = (("title", "案由"), ("situation", "情况"), ("advice", "建议"), ("category_id", "领域"))
        found = [label for name, label in needed if not getattr(self, name)]
        return found + (["是否公开"] if self.open_consent is None else [])

    def event_data(self, step_name, facts):
        if step_name == "invite":
            return {"invited": [member.pk for member in facts["members"]]}
        return super().event_data(step_name, facts)

    # -- co-signing --------------------------------------------------------------------------------
    @step(
        "邀请联名", who=rules.is_first_author, source=[S.DRAFT, S.COSIGNING], target=S.COSIGNING,
        guards=[complete, valid], form="suggestions.forms.InviteForm", rows=cosigning.invite,
        rows_note="署名：待确认；联名截止时间", button=False, icon="users",
    )  # fmt: skip
    def invite(self, *, actor, at, members):
        cosigning.check_invited(self, members)

    @step(
        "同意联名", who=rules.is_invited, source=S.COSIGNING, guards=[valid, window_open],
        form="suggestions.forms.CosignForm", rows=cosigning.answer(SignerState.SIGNED), rows_note="署名：已确认",
        icon="check",
    )  # fmt: skip
    def cosign(self, *, actor, at, opinion=""):
        pass

    @step(
        "不联名", done="未同意联名", who=rules.is_invited, source=S.COSIGNING, guards=[valid, window_open],
        form="suggestions.forms.CosignForm", rows=cosigning.answer(SignerState.DECLINED),
        rows_note="署名：未同意，附意见", icon="x",
    )  # fmt: skip
    def decline_cosign(self, *, actor, at, opinion=""):
        pass

    @step(
        "收回联名，修改文字", done="收回联名", who=rules.is_first_author, source=S.COSIGNING, target=S.DRAFT,
        guards=[valid], rows=cosigning.take_back, rows_note="署名：都要重新确认", icon="arrow-back-up",
        help="文字改动以后，已经确认的委员要重新确认。",
    )  # fmt: skip
    def recall_invitation(self, *, actor, at):
        pass

    @step(
        "联名截止", who=system_only, source=S.COSIGNING, guards=[valid, window_over], rows=cosigning.run_out,
        rows_note="署名：没有答复的记为逾期", button=False,
    )  # fmt: skip
    def cosign_over(self, *, actor, at):
        pass

    # -- the three readings ------------------------------------------------------------------------
    @step(
        "开始审查", done="开始审查", who=rules.reviews, source=S.SUBMITTED, target=S.IN_REVIEW, guards=[valid],
        rows=reviewing.stop_review, button=False, icon="search",
    )  # fmt: skip
    def take_up(self, *, actor, at):
        self.reviewed_at = self.reviewed_at or at

    @step(
        "分配审读", who=rules.reviews, source=READ_IN, guards=[valid], form="suggestions.forms.AssignReaderForm",
        rows=readings.assign, many=readings.assign_many, rows_note="审读人、专题组", button=False, internal=True,
        icon="users",
    )  # fmt: skip
    def assign_reader(self, *, actor, at, reader=None, topic_group=None):
        if reader is None and topic_group is None:
            raise ValidationError({"reader": "请选择审读人或专题组。"})
        if reader is not None and not rules.may_read(reader, self):
            raise ValidationError({"reader": f"{reader.user}不能审读这一件。"})

    @step(
        "审读", done="审读", who=rules.reviews, source=READ_IN, target=S.IN_REVIEW, guards=[valid, not_all_read],
        form="suggestions.forms.ReadForm", rows=readings.write, many=readings.write_many,
        rows_note="审读意见（初审、复审、审定）；文字修改",
        button=False, internal=True, icon="search",
    )  # fmt: skip
    def read(self, *, actor, at, opinion="", advises="", texts=None):
        readings.check_reader(self, actor)
        if not opinion and not readings.corrections(self, texts or {}) and not advises:
            raise ValidationError({"opinion": "请写审读意见，或提出结论。"})
        self.reviewed_at = self.reviewed_at or at

    @step(
        "立案", done="立案", who=rules.accepts, source=READ_IN, target=S.ACCEPTED, guards=[valid, all_read, not_held],
        form="suggestions.forms.FileForm", rows=filing.file, many=filing.file_many,
        rows_note="提案号（本次会议内连续）；审读后的文字，原文保留", icon="check",
    )  # fmt: skip
    def accept(self, *, actor, at, complexity="normal", opinion="", category=None, key_candidate=None):
        self.reviewed_at = self.reviewed_at or at
        self.accepted_at = at
        self.complexity = complexity
        if category is not None:
            self.category = category
        if key_candidate is not None:
            self.proposal_facts.key_candidate = key_candidate

    @step(
        "转委员来信", done="作为委员来信办理", who=rules.reviews, source=READ_IN, target=S.PASSED_ON,
        guards=[valid, not_held], form="suggestions.forms.OpinionForm", rows=letters_in.open_letter,
        rows_note="关联：转为；来信交办", button=False, icon="mail",
    )  # fmt: skip
    def to_letter(self, *, actor, at, opinion):
        self.reviewed_at = self.reviewed_at or at
        self.passed_on_at = at

    @step(
        "先定结论，集中宣布", done="定下结论，待宣布", who=rules.heads, source=S.IN_REVIEW,
        guards=[valid, all_read, not_held], form="suggestions.forms.HoldForm", rows=readings.hold,
        many=readings.hold_many,
        rows_note="待宣布的结论", button=False, internal=True, icon="clock",
    )  # fmt: skip
    def hold(self, *, actor, at, conclusion, facts=None):
        if conclusion not in HOLDABLE:
            raise ValidationError({"step": "这个结论不能先定后宣布。"})

    @step(
        "收回结论", who=rules.heads, source=S.IN_REVIEW, guards=[valid, held], rows=readings.unhold,
        rows_note="待宣布的结论：收回", button=False, internal=True, icon="arrow-back-up",
    )  # fmt: skip
    def unhold(self, *, actor, at):
        pass

    # -- before the hand-out -----------------------------------------------------------------------
    @step(
        "预交办", done="与单位协商承办", who=rules.hands_out, source=S.ACCEPTED, guards=[valid],
        form="dispatch.forms.PreassignForm", plan="item.preassign", rows_note="交办件：预交办，单位提出意见",
        icon="users",
    )  # fmt: skip
    def preassign(self, *, actor, at, **desks):
        pass

    @step(
        "交办", who=rules.hands_out, source=S.ACCEPTED, target=S.HANDLING, guards=[valid],
        form="dispatch.forms.DispatchForm", plan="item.dispatch",
        rows_note="交办件：主办、会办、分办，各自的期限；三办各交本系统的单位", undoable=True, icon="send",
    )  # fmt: skip
    def dispatch(self, *, actor, at, **desks):
        self.dispatched_at = self.dispatched_at or at

    # -- common steps in the words of proposals -----------------------------------------------------
    send_back = retitled(Journey.send_back, "退回修改", "退回修改")
    decline = retitled(Journey.decline, "不予立案")
    merge = retitled(Journey.merge, "并案", "并入另一件")
    withdraw = retitled(Journey.withdraw, "撤案")
    withdraw_on_paper = retitled(Journey.withdraw_on_paper, "代录撤案", "按提案者的书面申请撤案")
    ask_withdrawal_on_paper = retitled(
        Journey.ask_withdrawal_on_paper, "代录撤案申请", "代录提案者的书面撤案申请"
    )
    ask_withdrawal = retitled(Journey.ask_withdrawal, "申请撤案")
    grant_withdrawal = retitled(Journey.grant_withdrawal, "同意撤案")
    refuse_withdrawal = retitled(Journey.refuse_withdrawal, "不同意撤案", "不同意撤案，继续办理")


HOLDABLE = ("accept", "decline")
PROXIES[Kind.PROPOSAL] = Proposal
