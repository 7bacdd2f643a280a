"""DeskSteps: the machine of one department's desk, in the order of its journey."""

from django_fsm import RETURN_VALUE

from dispatch import dispatching, extending, judging, redoing, replying, returning, rules
from dispatch.states import ANSWERING, DeskRole, DeskState
from weijianyi import rulebook
from weijianyi.clock import deadlines
from weijianyi.workflow import guard, step

D = DeskState


@guard("只有主办、独办、分办单位答复，协办单位提出意见即可。")
def owes_answer(desk):
    return desk.role in ANSWERING


@guard("只有协办单位提出协办意见。")
def is_assist(desk):
    return desk.role == DeskRole.ASSIST


@guard("已经过了可以退办的期限，请继续办理或与提案委联系。")
def within_return_window(desk):
    return desk.round == 1 and deadlines.is_open(desk, "handback")


@guard("这一轮已经申请过延期，不能再申请。")
def not_extended(desk):
    return not desk.extensions.filter(round=desk.round).exclude(decision="refused").exists()


@guard("已经到期，不能再申请延期，请尽快答复并与提案委联系。")
def before_due(desk):
    return deadlines.is_open(desk, "handle")


@guard("没有等待决定的延期申请。")
def extension_asked(desk):
    return desk.open_extension is not None


@guard(lambda desk: "还在等协办单位的意见：" + "、".join(d.department.short_name for d in desk.open_assists))
def assists_in(desk):
    return not desk.open_assists.exists()


@guard("没有等待决定的重办申请。")
def redo_asked(desk):
    return desk.open_redo is not None


@guard("正在等提案委决定是否重办，暂时不能评价。")
def no_redo_asked(desk):
    return desk.open_redo is None


@guard(lambda desk: f"已经办理 {desk.round} 轮，不能再重办，将转为督办。")
def rounds_left(desk):
    return desk.round < rulebook.value(desk.organisation_id, "max_round")


class DeskSteps:
    """Mixin of Assignment. Bodies set facts only; rows are written by the functions named in `rows`."""

    @step(
        "发给单位",
        done="交办",
        who=rules.dispatches,
        source=D.PLANNED,
        target=D.OFFERED,
        rows=dispatching.start_clocks,
        button=False,
        icon="send",
    )
    def offer(self, *, actor, at):
        self.offered_at = at

    @step(
        "签收",
        done="签收",
        who=rules.unit_of,
        source=D.OFFERED,
        target=D.WORKING,
        rows=dispatching.stop_sign_clock,
        icon="check",
    )
    def sign(self, *, actor, at, note=""):
        self.signed_at = at
        self.holder_officer = dispatching.officer_of(actor, self)

    @step(
        "转交承办单位",
        done="转交承办单位",
        who=rules.relays,
        source=D.OFFERED,
        target=D.DONE,
        rows=dispatching.forward,
        rows_note="预交办的单位同时收到",
        icon="send",
    )
    def forward(self, *, actor, at, note=""):
        self.done_at = at

    @step(
        "转给科室或同事",
        done="单位内部转交",
        who=rules.unit_of,
        source=[D.OFFERED, D.WORKING],
        form="dispatch.forms.PassInsideForm",
        icon="users",
    )
    def pass_inside(self, *, actor, at, officer, note=""):
        self.holder_officer = officer

    @step(
        "申请退办",
        done="申请退办",
        who=rules.unit_of,
        source=[D.OFFERED, D.WORKING],
        target=D.RETURN_ASKED,
        guards=[within_return_window],
        form="dispatch.forms.AskReturnForm",
        rows=returning.ask,
        rows_note="退办申请",
        icon="arrow-back-up",
    )
    def ask_return(self, *, actor, at, reason, note, proposed=None, proposed_text=""):
        pass

    @step(
        "同意退办",
        done="同意退办",
        who=rules.decides_return,
        source=D.RETURN_ASKED,
        target=D.RETURNED,
        form="dispatch.forms.GrantReturnForm",
        rows=returning.grant,
        rows_note="退办决定；改派新的单位，或无需再办，或回到待交办",
        icon="check",
    )
    def grant_return(self, *, actor, at, opinion, successor=None, no_further=False):
        self.ended_at, self.end_reason = at, opinion

    @step(
        "不同意退办",
        done="不同意退办",
        who=rules.decides_return,
        source=D.RETURN_ASKED,
        target=D.WORKING,
        form="dispatch.forms.OpinionForm",
        rows=returning.refuse,
        rows_note="退办决定",
        icon="x",
    )
    def refuse_return(self, *, actor, at, opinion):
        self.signed_at = self.signed_at or at

    @step(
        "记录沟通",
        done="与委员沟通",
        who=rules.unit_of,
        source=[D.OFFERED, D.WORKING],
        form="dispatch.forms.ContactForm",
        rows=replying.write_contact,
        rows_note="沟通记录",
        icon="phone",
    )
    def record_contact(self, *, actor, at, **contact):
        pass

    @step(
        "申请延期",
        done="申请延期",
        who=rules.answers,
        source=D.WORKING,
        guards=[not_extended, before_due],
        form="dispatch.forms.AskExtensionForm",
        rows=extending.ask,
        rows_note="延期申请：每轮一次，到期前提出",
        icon="calendar-plus",
    )
    def ask_extension(self, *, actor, at, reason, until):
        extending.check_until(self, until)

    @step(
        "同意延期",
        done="同意延期",
        who=rules.decides,
        source=[D.WORKING, D.SIGNING],
        guards=[extension_asked],
        form="dispatch.forms.GrantExtensionForm",
        rows=extending.grant,
        rows_note="延期决定：自原期限起算",
        icon="check",
    )
    def grant_extension(self, *, actor, at, opinion="", until=None):
        extending.check_until(self, until or self.open_extension.until)

    @step(
        "不同意延期",
        done="不同意延期",
        who=rules.decides,
        source=[D.WORKING, D.SIGNING],
        guards=[extension_asked],
        form="dispatch.forms.OpinionForm",
        rows=extending.refuse,
        icon="x",
    )
    def refuse_extension(self, *, actor, at, opinion):
        pass

    @step(
        "提交协办意见",
        done="协办单位提出意见",
        who=rules.assists,
        source=D.WORKING,
        target=D.DONE,
        guards=[is_assist],
        form="dispatch.forms.AssistOpinionForm",
        rows=replying.write_opinion,
        rows_note="协办意见",
        icon="message-reply",
    )
    def give_opinion(self, *, actor, at, facts):
        self.done_at = self.answered_at = at

    @step(
        "不再等协办意见",
        done="不再等待协办意见",
        who=rules.office,
        source=[D.OFFERED, D.WORKING],
        target=D.CANCELLED,
        guards=[is_assist],
        form="dispatch.forms.WaiveForm",
        icon="x",
    )
    def waive(self, *, actor, at, reason, note=""):
        self.ended_at, self.end_reason = at, f"{reason.label} {note}".strip()

    @step(
        "送签",
        done="答复送签",
        who=rules.answers,
        source=D.WORKING,
        target=D.SIGNING,
        guards=[owes_answer, assists_in],
        form="dispatch.forms.ReplyForm",
        rows=replying.write_reply,
        rows_note="答复（本轮）",
        button=False,
        icon="pencil",
    )
    def send_for_signature(self, *, actor, at, **reply):
        replying.check_facts(self, reply)

    @step(
        "退回修改",
        done="答复退回修改",
        who=rules.signs_for_unit,
        source=D.SIGNING,
        target=D.WORKING,
        form="dispatch.forms.OpinionForm",
        icon="arrow-back-up",
    )
    def give_back_draft(self, *, actor, at, opinion):
        pass

    @step(
        "签发",
        done="签发答复",
        who=rules.signs_for_unit,
        source=D.SIGNING,
        target=RETURN_VALUE(D.CHECKING, D.RELEASED),
        guards=[assists_in],
        rows=replying.write_signature,
        rows_note="答复：签发；按时与否以此为准",
        icon="check",
    )
    def sign_reply(self, *, actor, at):
        if self.checked_first:
            return str(D.CHECKING)
        self.released_at, self.answered_at = at, self.answered_at or at
        return str(D.RELEASED)

    @step(
        "核对通过，转委员评价",
        done="核对通过",
        who=rules.decides,
        source=D.CHECKING,
        target=D.RELEASED,
        rows=replying.write_release,
        rows_note="答复：转委员",
        icon="check",
    )
    def pass_check(self, *, actor, at):
        self.released_at, self.answered_at = at, self.answered_at or at

    @step(
        "退回单位",
        done="核对未通过，退回单位",
        who=rules.decides,
        source=D.CHECKING,
        target=D.WORKING,
        form="dispatch.forms.OpinionForm",
        rows=replying.resume,
        icon="arrow-back-up",
    )
    def fail_check(self, *, actor, at, opinion):
        pass

    @step(
        "评价",
        done="委员评价",
        who=rules.rates_or_enters,
        source=D.RELEASED,
        guards=[owes_answer, no_redo_asked],
        form="dispatch.forms.RatingForm",
        rows=judging.write,
        rows_note="评价：办理工作、办理结果；不满意另有重办申请",
        button=False,
        icon="star",
    )
    def rate(self, *, actor, at, work, result, comment="", authorship=None, channel="online"):
        judging.check(
            self, actor, result=result, work=work, comment=comment, authorship=authorship, channel=channel
        )

    @step(
        "收回评价",
        done="收回评价",
        who=rules.rates,
        source=D.RELEASED,
        rows=judging.take_back,
        rows_note="评价：作废",
        button=False,
        icon="arrow-back-up",
    )
    def take_back_rating(self, *, actor, at):
        judging.check_take_back(self, actor, at)

    @step(
        "同意重办",
        done="同意重办",
        who=rules.decides,
        source=D.RELEASED,
        target=D.WORKING,
        guards=[redo_asked, rounds_left],
        form="dispatch.forms.GrantRedoForm",
        rows=redoing.grant,
        rows_note="重办：下一轮，新的期限",
        icon="history",
    )
    def grant_redo(self, *, actor, at, opinion=""):
        self.round += 1

    @step(
        "不重办",
        done="不再重办",
        who=rules.decides,
        source=D.RELEASED,
        target=D.DONE,
        guards=[redo_asked],
        form="dispatch.forms.OpinionForm",
        rows=redoing.refuse,
        rows_note="重办决定；不满意保留；满轮次的转督办",
        icon="x",
    )
    def refuse_redo(self, *, actor, at, opinion):
        self.done_at = at

    @step(
        "评价完成，办结",
        done="办结",
        who=rules.system_only,
        source=D.RELEASED,
        target=D.DONE,
        guards=[no_redo_asked],
        rows=judging.stop_clock,
        button=False,
    )
    def close(self, *, actor, at):
        self.done_at = at

    @step(
        "逾期未表态，办结",
        done="期满未表态，办结",
        who=rules.system_only,
        source=D.RELEASED,
        target=D.DONE,
        guards=[no_redo_asked],
        rows=judging.stop_clock,
        rows_note="不写评价；记为未表态",
        button=False,
    )
    def lapse(self, *, actor, at):
        self.done_at = self.lapsed_at = at

    @step(
        "记录回避",
        done="评价人回避，办结",
        who=rules.office,
        source=D.RELEASED,
        target=D.DONE,
        guards=[no_redo_asked],
        form="dispatch.forms.OpinionForm",
        rows=judging.excuse,
        rows_note="署名：回避；不进满意率分母",
        help="全部评价人都应当回避时使用。",
        icon="ban",
    )
    def excuse(self, *, actor, at, opinion):
        self.done_at = self.excused_at = at

    @step(
        "重新办理",
        done="重新办理",
        who=rules.system_only,
        source=D.DONE,
        target=D.WORKING,
        rows=redoing.start_clock,
        button=False,
    )
    def reopen(self, *, actor, at, reason):
        self.round += 1
        self.done_at = self.lapsed_at = self.excused_at = None

    @step(
        "催一催",
        done="催办",
        who=rules.decides,
        source=[D.OFFERED, D.WORKING, D.SIGNING],
        form="dispatch.forms.UrgeForm",
        icon="bell",
    )
    def urge(self, *, actor, at, note=""):
        pass

    @step(
        "撤销",
        done="撤销交办",
        who=rules.system_only,
        source=[D.PLANNED, D.OFFERED, D.RETURN_ASKED, D.WORKING, D.SIGNING, D.CHECKING, D.RELEASED],
        target=D.CANCELLED,
        rows=dispatching.stop_clocks,
        button=False,
    )
    def cancel(self, *, actor, at, reason=""):
        self.ended_at, self.end_reason = at, reason

    # -- link desks: messages from another organisation, applied by dispatch/linking.py --------------
    @step(
        "对方收到",
        done="对方收到",
        who=rules.system_only,
        source=D.OFFERED,
        target=D.WORKING,
        rows=dispatching.link_received,
        rows_note="关联：收到",
        button=False,
    )
    def receive(self, *, actor, at):
        self.signed_at = at

    @step(
        "对方拒收",
        done="对方拒收",
        who=rules.system_only,
        source=D.OFFERED,
        target=D.RETURNED,
        rows=dispatching.link_refused,
        rows_note="关联：拒收",
        button=False,
    )
    def refuse(self, *, actor, at, reason):
        self.ended_at, self.end_reason = at, reason

    @step(
        "收回流转",
        done="收回流转",
        who=rules.office,
        source=[D.OFFERED, D.WORKING],
        target=D.CANCELLED,
        form="dispatch.forms.OpinionForm",
        guards=[guard("只有流转件可以收回。")(lambda desk: desk.role == DeskRole.LINK)],
        rows=dispatching.link_recalled,
        rows_note="关联：收回",
        button=False,
    )
    def recall(self, *, actor, at, opinion):
        self.ended_at, self.end_reason = at, opinion

    @step(
        "结果返回",
        done="对方返回办理结果",
        who=rules.system_only,
        source=D.WORKING,
        target=D.RELEASED,
        rows=replying.write_result,
        rows_note="答复；关联：结果返回",
        button=False,
    )
    def bring_result(self, *, actor, at, facts):
        self.released_at, self.answered_at = at, self.answered_at or at

    def event_note(self, step_name, facts):
        return str(facts.get("opinion") or facts.get("note") or facts.get("summary") or "")

    def event_data(self, step_name, facts):
        found = {"unit": self.unit_short, "role": self.get_role_display()}
        for name in ("reason", "result_class", "successor", "proposed", "officer"):
            if (value := facts.get(name)) is not None:
                found[name] = str(getattr(value, "label", value))
        return found
