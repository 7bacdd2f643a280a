"""Conditions of a desk's steps, each with the sentence people read when it does not hold."""

from dispatch.desks import planning
from dispatch.states import ANSWERING, OPEN, REQUIRED, Decision, DeskRole
from suggestions.states import Kind
from weijianyi.workflow import guard


def in_time(clock):
    return clock is not None and not clock.is_late()


@guard("这件事项没有预先征求意见。")
def asked_beforehand(desk):
    return desk.preassigned_at is not None


@guard("您单位已经答复过预交办意见。")
def not_answered_before(desk):
    return not hasattr(desk, "pre_answer")


@guard(lambda desk: f"只有主办、独办、分办单位答复，{desk.assist_word}单位提出意见即可。")
def owes_answer(desk):
    return desk.role in ANSWERING


@guard(lambda desk: f"只有{desk.assist_word}单位提出{desk.assist_word}意见。")
def is_assist(desk):
    return desk.role == DeskRole.ASSIST


@guard("提案的会办意见由单位负责人签发，请送签。")
def opinion_needs_no_signature(desk):
    return desk.kind != Kind.PROPOSAL


@guard("只有提案的会办意见要送签。")
def opinion_is_signed(desk):
    return desk.kind == Kind.PROPOSAL


@guard("这一类事项不用填写办理方案。")
def plan_wanted(desk):
    return planning.wanted(desk)


@guard("已经过了可以退办的期限，请继续办理或与提案委联系。")
def within_return_window(desk):
    return desk.round == 1 and in_time(desk.clock("handback"))


@guard("这一轮已经申请过延期，不能再申请。")
def not_extended(desk):
    return all(e.round != desk.round or e.decision == Decision.REFUSED for e in desk.extensions.all())


@guard("已经到期，不能再申请延期，请尽快答复并与提案委联系。")
def before_due(desk):
    return in_time(desk.clock("handle"))


@guard("只有作出答复的单位或收到流转件的政协，才请委员评价。")
def is_rated(desk):
    return desk.role in REQUIRED


@guard("没有等待决定的延期申请。")
def extension_asked(desk):
    return desk.open_extension is not None


@guard(
    lambda desk: (
        f"还在等{desk.assist_word}单位的意见："
        + "、".join(d.department.short_name for d in desk.open_assists)
    )
)
def assists_in(desk):
    return all(d.state not in OPEN for d in desk.assists.all())


@guard("没有等待决定的重办申请。")
def redo_asked(desk):
    return desk.open_redo is not None


@guard("正在等提案委决定是否重办，暂时不能评价。")
def no_redo_asked(desk):
    return desk.open_redo is None


def after_last_round(desk):
    return "转三方会谈" if desk.is_proposal else "转为督办"


@guard(lambda desk: f"已经办理 {desk.round} 轮，不能再重办，将{after_last_round(desk)}。")
def rounds_left(desk):
    return desk.rounds_left


@guard("只有流转件可以收回。")
def is_link(desk):
    return desk.role == DeskRole.LINK


@guard("正在等转办机构转交，转交之后单位才收到。")
def no_relay_open(desk):
    return not any(
        d.role == DeskRole.RELAY and d.state in OPEN for d in desk.item.desks.all() if d.pk != desk.pk
    )
