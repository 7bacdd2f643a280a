"""DeskSteps: the machine of one department's desk from offer to reply, in the order of its journey."""

from django_fsm import RETURN_VALUE

from dispatch import rules
from dispatch.desks import classes, dispatching, extending, judging, lettering, replying, returning
from dispatch.models import desk_guards as need
from dispatch.states import DeskState
from weijianyi.workflow import step, system_only

D = DeskState


class DeskSteps:
    """Mixin of Assignment. Bodies set facts only; rows are written by the functions named in `rows`."""

    @step(
        "发给单位", done="交办", who=rules.dispatches, source=D.PLANNED, target=D.OFFERED,
        guards=[need.no_relay_open], rows=dispatching.start_clocks, many=dispatching.start_clocks_many,
        button=False, icon="send",
    )  # fmt: skip
    def offer(self, *, actor, at):
        self.offered_at = at

    @step(
        "同意承办", who=rules.unit_of, source=D.PLANNED, guards=[need.asked_beforehand, need.not_answered_before],
        rows=returning.agree_before, rows_note="预交办意见：同意", icon="check",
    )  # fmt: skip
    def agree_before(self, *, actor, at):
        pass

    @step(
        "不同意承办", who=rules.unit_of, source=D.PLANNED, guards=[need.asked_beforehand, need.not_answered_before],
        form="dispatch.forms.ObjectBeforeForm", rows=returning.object_before, rows_note="预交办意见：不同意，建议单位",
        icon="x",
    )  # fmt: skip
    def object_before(self, *, actor, at, note, proposed=None):
        pass

    @step(
        "签收", who=rules.unit_of, source=D.OFFERED, target=D.WORKING, rows=dispatching.stop_sign_clock,
        icon="check",
    )  # fmt: skip
    def sign(self, *, actor, at, note=""):
        self.signed_at = at
        self.holder_officer = dispatching.officer_of(actor, self)

    @step(
        "转交承办单位", who=rules.relays, source=D.OFFERED, target=D.DONE, rows=dispatching.forward,
        rows_note="预交办的单位同时收到", icon="send",
    )  # fmt: skip
    def forward(self, *, actor, at, note=""):
        self.done_at = at

    @step(
        "转给科室或同事", done="单位内部转交", who=rules.unit_of, source=[D.OFFERED, D.WORKING],
        form="dispatch.forms.PassInsideForm", icon="users",
    )  # fmt: skip
    def pass_inside(self, *, actor, at, officer, note=""):
        self.holder_officer = officer

    @step(
        "申请退办", who=rules.unit_of, source=[D.OFFERED, D.WORKING], target=D.RETURN_ASKED,
        guards=[need.within_return_window], form="dispatch.forms.AskReturnForm", rows=returning.ask,
        rows_note="退办申请", icon="arrow-back-up",
    )  # fmt: skip
    def ask_return(self, *, actor, at, reason, note, proposed=None, proposed_text=""):
        pass

    @step(
        "同意退办", who=rules.decides_return, source=D.RETURN_ASKED, target=D.RETURNED,
        form="dispatch.forms.GrantReturnForm", rows=returning.grant,
        rows_note="退办决定；改派新的单位，或无需再办，或回到待交办", icon="check",
    )  # fmt: skip
    def grant_return(self, *, actor, at, opinion, successor=None, no_further=False):
        self.ended_at, self.end_reason = at, opinion

    @step(
        "不同意退办", who=rules.decides_return, source=D.RETURN_ASKED, target=D.WORKING,
        form="dispatch.forms.OpinionForm", rows=returning.refuse, rows_note="退办决定", icon="x",
    )  # fmt: skip
    def refuse_return(self, *, actor, at, opinion):
        self.signed_at = self.signed_at or at

    @step(
        "记录沟通", done="与委员沟通", who=rules.unit_of, source=[D.OFFERED, D.WORKING],
        form="dispatch.forms.ContactForm", rows=replying.write_contact, rows_note="沟通记录", icon="phone",
    )  # fmt: skip
    def record_contact(self, *, actor, at, **contact):
        pass

    @step(
        "更正沟通记录", who=rules.unit_of, source=[D.OFFERED, D.WORKING],
        form="dispatch.forms.ContactForm", rows=replying.correct_contact, rows_note="沟通记录：新的一条，原来的作废",
        button=False, icon="pencil",
    )  # fmt: skip
    def correct_contact(self, *, actor, at, wrong, **contact):
        replying.check_correctable(self, wrong)

    @step(
        "申请延期", who=rules.answers, source=D.WORKING, guards=[need.not_extended, need.before_due],
        form="dispatch.forms.AskExtensionForm", rows=extending.ask, rows_note="延期申请：每轮一次，到期前提出",
        icon="calendar-plus",
    )  # fmt: skip
    def ask_extension(self, *, actor, at, reason, until):
        extending.check_until(self, until)

    @step(
        "同意延期", who=rules.decides, source=[D.WORKING, D.SIGNING], guards=[need.extension_asked],
        form="dispatch.forms.GrantExtensionForm", rows=extending.grant, rows_note="延期决定：自原期限起算",
        icon="check",
    )  # fmt: skip
    def grant_extension(self, *, actor, at, opinion="", until=None):
        extending.check_until(self, until or self.open_extension.until)

    @step(
        "不同意延期", who=rules.decides, source=[D.WORKING, D.SIGNING], guards=[need.extension_asked],
        form="dispatch.forms.OpinionForm", rows=extending.refuse, icon="x",
    )  # fmt: skip
    def refuse_extension(self, *, actor, at, opinion):
        pass

    @step(
        "提交协办意见", done="协办单位提出意见", who=rules.assists, source=D.WORKING, target=D.DONE,
        guards=[need.is_assist, need.opinion_needs_no_signature], form="dispatch.forms.AssistOpinionForm",
        rows=replying.write_opinion, rows_note="协办意见", icon="message-reply",
    )  # fmt: skip
    def give_opinion(self, *, actor, at, facts):
        self.done_at = self.answered_at = at

    @step(
        "不再等协办意见", done="不再等待协办意见", who=rules.office,
        source=[D.OFFERED, D.WORKING, D.SIGNING], target=D.CANCELLED, guards=[need.is_assist],
        form="dispatch.forms.WaiveForm", rows=dispatching.stop_clocks, icon="x",
    )  # fmt: skip
    def waive(self, *, actor, at, reason, note=""):
        self.ended_at, self.end_reason = at, f"{reason.label} {note}".strip()

    @step(
        "送签", done="答复送签", who=rules.writes_reply, source=D.WORKING, target=D.SIGNING,
        guards=[need.owes_answer, need.assists_in], form="dispatch.forms.ReplyForm", rows=replying.write_reply,
        rows_note="答复（本轮）", button=False, icon="pencil",
    )  # fmt: skip
    def send_for_signature(self, *, actor, at, **reply):
        replying.check_facts(self, reply)

    @step(
        "退回修改", done="答复退回修改", who=rules.signs_for_unit, source=D.SIGNING, target=D.WORKING,
        form="dispatch.forms.OpinionForm", icon="arrow-back-up",
    )  # fmt: skip
    def give_back_draft(self, *, actor, at, opinion):
        pass

    @step(
        "签发", done="签发答复", who=rules.signs_for_unit, source=D.SIGNING,
        target=RETURN_VALUE(D.CHECKING, D.RELEASED), guards=[need.owes_answer, need.assists_in],
        form="dispatch.forms.SignForm", rows=replying.write_signature,
        rows_note="答复：签发；按时与否以此为准", icon="check",
    )  # fmt: skip
    def sign_reply(self, *, actor, at, document_number=None):
        lettering.check_signature(self, document_number)
        if self.checked_first:
            return str(D.CHECKING)
        self.released_at, self.answered_at = at, self.answered_at or at
        return str(D.RELEASED)

    @step(
        "核对通过，转委员评价", done="核对通过", who=rules.decides, source=D.CHECKING, target=D.RELEASED,
        rows=replying.write_release, rows_note="答复：转委员；改了结果的另有核定", icon="check",
    )  # fmt: skip
    def pass_check(self, *, actor, at, result_class=None, reason=""):
        classes.check_change(self.current_reply, result_class, reason)
        self.released_at, self.answered_at = at, self.answered_at or at

    @step(
        "退回单位", done="核对未通过，退回单位", who=rules.decides, source=D.CHECKING, target=D.WORKING,
        form="dispatch.forms.OpinionForm", rows=replying.resume, icon="arrow-back-up",
    )  # fmt: skip
    def fail_check(self, *, actor, at, opinion):
        pass

    @step(
        "催一催", done="催办", who=rules.decides, source=[D.OFFERED, D.WORKING, D.SIGNING],
        form="dispatch.forms.UrgeForm", icon="bell",
    )  # fmt: skip
    def urge(self, *, actor, at, note=""):
        pass

    @step(
        "撤销", done="撤销交办", who=system_only,
        source=[D.PLANNED, D.OFFERED, D.RETURN_ASKED, D.WORKING, D.SIGNING, D.CHECKING, D.RELEASED],
        target=D.CANCELLED, rows=dispatching.stop_clocks, button=False,
    )  # fmt: skip
    def cancel(self, *, actor, at, reason=""):
        self.ended_at, self.end_reason = at, reason

    # Taken by `undo` only: the hand-out never happened.
    @step(
        "收回交办", done="交办已收回", who=system_only, source=[D.PLANNED, D.OFFERED], target=D.CANCELLED,
        rows=dispatching.stop_clocks, button=False, internal=True,
    )  # fmt: skip
    def take_back(self, *, actor, at):
        self.ended_at, self.end_reason = at, "撤销"

    @step(
        "回到预交办", done="回到预交办", who=system_only, source=[D.OFFERED, D.CANCELLED], target=D.PLANNED,
        rows=dispatching.stop_clocks, button=False, internal=True,
    )  # fmt: skip
    def plan_again(self, *, actor, at):
        self.offered_at = self.ended_at = None
        self.end_reason = ""

    def event_note(self, step_name, facts):
        return str(facts.get("opinion") or facts.get("note") or facts.get("summary") or "")

    def event_data(self, step_name, facts):
        found = {"unit": self.unit_short, "role": self.role_word}
        for name in ("reason", "result_class", "successor", "proposed", "officer", "left"):
            if (value := facts.get(name)) is not None:
                found[name] = str(getattr(value, "label", value))
        return found | (judging.closing_facts(self) if step_name == "close" else {})
