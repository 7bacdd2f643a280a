"""The rungs this product starts with: every row of the table of reminders; an organisation may change each."""

from dataclasses import dataclass
from datetime import time

from django.db import connections

from dispatch.ladder.states import To, Watch, When
from weijianyi.notices.models import Channel
from weijianyi.rulebook import cache
from weijianyi.rulebook.defaults import OURS
from weijianyi.rulebook.seeding import BEGINNING

MORNING = time(8, 30)
INBOX, MAILED = [Channel.IN_APP], [Channel.IN_APP, Channel.EMAIL]
LOUD = [Channel.IN_APP, Channel.EMAIL, Channel.SMS]
CHAT = [*LOUD, Channel.WEBHOOK]
REVIEWERS, HEAD, DECIDER = [To.REVIEWERS], [To.HEAD], [To.DECIDER]
OFFICE, UNIT = [*REVIEWERS, *HEAD], [To.HANDLER, To.UNIT_HEAD]


@dataclass(frozen=True)
class Seed:
    """One rung as shipped; the fields are those of LadderRung."""

    code: str
    label: str
    watch: str
    to: list
    channels: list
    wording: str = ""
    when: str = ""
    amount: int = 0
    clock: str = ""
    step: str = ""
    at: time = MORNING
    at_once: bool = False
    proposes: bool = False
    basis: str = OURS


def clock(code, label, on, when, amount, to, channels, wording, **more):
    return Seed(code, label, Watch.CLOCK, to, channels, wording, when, amount, on, **more)


def step(code, label, name, to, channels):
    return Seed(code, label, Watch.STEP, to, channels, step=name, at_once=True)


def waiting(code, label, on, asked):
    wording = f"{{单位}}{asked}已等一个工作日，请在{{期限}}前决定。"
    return clock(code, label, on, When.SINCE, 1, DECIDER, INBOX, wording, at=time(16))


LEFT, DUE = "还有 {天数} 个工作日，{期限}到期，请抓紧{环节}。", "今天到期，请在下班前{环节}。"
LATE = "{期限}到期，已超期 {天数} 个工作日，请立即{环节}。"
SEEDS = (
    Seed("submitted", "新提交", Watch.COUNT, REVIEWERS, [], step="item.submit"),
    Seed("backlog_morning", "审核日上午还有待审", Watch.BACKLOG, OFFICE, LOUD,
         "今天是审核日，还有 {件数} 件待审。", at=time(9), at_once=True, basis="每周一、三、五审核"),
    Seed("backlog_afternoon", "审核日下午还有待审", Watch.BACKLOG, OFFICE, LOUD,
         "今天的审核还剩 {件数} 件，请在下班前审完。", at=time(16), at_once=True, basis="每周一、三、五审核"),
    Seed("clear_dispatch", "今日清零", Watch.UNDISPATCHED, REVIEWERS, INBOX,
         "还有 {件数} 件审核通过没有交办，请当日交办。", at=time(17), at_once=True,
         basis="审核通过当日交办，每日清零"),
    step("assigned", "交办", "assignment.offer", [To.HANDLER], LOUD),
    clock("unsigned_1", "还没有签收", "sign_receipt", When.AFTER, 1, [To.HANDLER], LOUD,
          "交办的事项还没有签收，请马上签收。"),
    clock("unsigned_2", "仍未签收", "sign_receipt", When.AFTER, 2, [To.UNIT_HEAD], LOUD,
          "{单位}还没有签收，请安排经办人签收。"),
    clock("half", "期限过半", "handle", When.SHARE, 50, [To.HANDLER], INBOX, LEFT),
    clock("near_3", "还有 3 个工作日", "handle", When.BEFORE, 3, [To.HANDLER], INBOX, LEFT),
    clock("near_1", "还有 1 个工作日", "handle", When.BEFORE, 1, [To.HANDLER], LOUD, LEFT),
    clock("due_day", "今天到期", "handle", When.BEFORE, 0, [To.HANDLER], LOUD, DUE),
    clock("late_1", "超期 1 个工作日", "handle", When.AFTER, 1, UNIT, LOUD, LATE),
    clock("late_3", "超期 3 个工作日", "handle", When.AFTER, 3, [To.SUPERVISOR, *OFFICE], MAILED,
          "{单位}{期限}到期，已超期 {天数} 个工作日。催办通知书已备好，可以直接打印。"),
    clock("late_5", "超期 5 个工作日", "handle", When.AFTER, 5, [To.SUPERVISOR, *HEAD], INBOX,
          "{单位}已超期 {天数} 个工作日，已提出督办建议，请决定是否督办。", proposes=True),
    waiting("return_waits", "退办申请等决定", "handback_decision", "的退办申请"),
    waiting("extension_waits", "延期申请等决定", "extension_decision", "的延期申请"),
    waiting("redo_waits", "重办申请等决定", "redo_decision", "的重办申请"),
    waiting("second_person_waits", "等第二人决定", "second_person", "等第二人决定的事项"),
    waiting("claim_waits", "领办等决定", "claim_decision", "的领办"),
    clock("arrival_1", "来件逾期未收", "link_receipt", When.AFTER, 1, REVIEWERS, MAILED,
          "{单位}转来，应在{期限}前收件，已超期 {天数} 个工作日，请收件或者退回。"),
    clock("arrival_3", "来件仍未收", "link_receipt", When.AFTER, 3, HEAD, MAILED,
          "{单位}转来，应在{期限}前收件，已超期 {天数} 个工作日，请安排收件或者退回。"),
    clock("pressed_1", "督办回应快到期", "supervision", When.BEFORE, 1, UNIT, MAILED, LEFT),
    clock("pressed_late", "督办没有回应", "supervision", When.AFTER, 1, [*UNIT, To.SUPERVISOR, *REVIEWERS], MAILED,
          "{单位}应在{期限}前回应督办，已超期 {天数} 个工作日。"),
    clock("pledged_1", "督办承诺快到期", "supervision_promise", When.BEFORE, 1, UNIT, MAILED, LEFT),
    clock("pledged_late", "督办承诺没有兑现", "supervision_promise", When.AFTER, 1,
          [*UNIT, To.SUPERVISOR, *OFFICE], MAILED, "{单位}承诺在{期限}前落实，已超期 {天数} 个工作日。"),
    clock("led_5", "领办快到期", "claim", When.BEFORE, 5, [To.CLAIMANT], MAILED,
          "还有 {天数} 个工作日，{期限}到期，请按计划开展活动，写好领办成效。"),
    clock("led_late", "领办到期没有结束", "claim", When.AFTER, 1, [To.CLAIMANT, *REVIEWERS], MAILED,
          "{单位}领办，{期限}到期，已超期 {天数} 个工作日，请写领办成效，或者由提案委决定。"),
    step("replied", "答复待评价", "assignment.sign_reply assignment.pass_check", [To.AUTHORS], LOUD),
    clock("rate_3", "还没有评价", "rate", When.SINCE, 3, [To.AUTHORS], LOUD,
          "{单位}已经答复，请在{期限}前评价；到期没有评价的，按未表态办结。"),
    step("dissatisfied", "委员不满意", "assignment.rate assignment.close assignment.lapse assignment.refuse_redo",
         REVIEWERS, CHAT),
    step("redone", "确认重新办理", "assignment.grant_redo", UNIT, LOUD),
    step("urged", "人工催办", "assignment.urge", [To.HANDLER], LOUD),
    Seed("quarter_start", "季度开始", Watch.QUARTER, [To.COMMITTEES], INBOX, "新的季度开始了，请报送本季度的选题。"),
    Seed("quarter_end", "季度数据即将截止", Watch.CLOSING, OFFICE, INBOX,
         "本季度{期限}结束，通报数据到时截止，请核对未办结的事项。", amount=10),
    step("promise_due", "承诺到期", "promise.fall_due", [*UNIT, To.DECIDER], MAILED),
    step("promise_late", "承诺到期未报", "promise.mark_late", [*UNIT, To.DECIDER], MAILED),
    step("evaluation_ends", "双向评议快要截止", "evaluationround.remind", [To.HANDLER, To.AUTHORS], MAILED),
)  # fmt: skip


def seed(sender=None, using="default", **kwargs):
    """Create missing rungs for all organisations; of the others only the steps they watch follow the product."""
    from dispatch.models import LadderRung  # noqa: PLC0415 -- the model reads this module's words

    if LadderRung._meta.db_table not in connections[using].introspection.table_names():
        return  # migrated back to zero
    held = dict(LadderRung.objects.filter(organisation=None).values_list("code", "step"))
    LadderRung.objects.bulk_create(
        LadderRung(order=place, valid_from=BEGINNING, assumption=s.basis == OURS, **vars(s))
        for place, s in enumerate(SEEDS)
        if s.code not in held
    )
    for s in SEEDS:
        if held.get(s.code, s.step) != s.step:
            LadderRung.objects.filter(code=s.code).update(step=s.step)
    cache.changed()
