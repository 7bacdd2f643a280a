"""The steps of an opinion: arriving, the four answers, what comes back, the end, and what the resident may do."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from members.opinions import rules
from members.opinions import steps as rows
from members.opinions.states import ENDED, OPEN, TOLD, Level, OpinionState
from weijianyi import rulebook
from weijianyi.workflow import guard, step, system_only

S = OpinionState
FORMS = "members.opinions.forms"


@guard("先记一次现场核实，再转成建议。")
def visited(opinion):
    return bool(rows.standing(opinion))


@guard("现场核实的照片还不够，请再记一次核实，附上照片，再转成建议。")
def pictured(opinion):
    least = rulebook.value(opinion.organisation_id, "opinion_visit_photos")
    return least == 0 or len(rows.photos_of_visits(opinion)) >= least


@guard("没有可以作废的现场核实。")
def ever_visited(opinion):
    return bool(rows.standing(opinion))


@guard("已经转成建议在办，不能撤回；可以删除您的联系方式。")
def not_turned(opinion):
    return opinion.state != S.TURNED


@guard("这件已经从可疑里取出。")
def doubtful(opinion):
    return opinion.suspicion != ""


@guard("这件还在可疑里，请先看一看是不是真实的反映。")
def trusted(opinion):
    return opinion.suspicion == ""


@guard("个人信息已经删除。")
def not_erased(opinion):
    return opinion.erased_at is None


@guard("已经由委员办理。")
def in_community(opinion):
    return opinion.level == Level.COMMUNITY


class OpinionJourney:
    """Mixed into Opinion; the order of the class body is the order of the journey."""

    # -- arriving ------------------------------------------------------------------------------------
    @step(
        "收到", done="收到群众意见", who=rules.is_resident, source=S.RECEIVED, button=False, rows=rows.begin,
        rows_note="期限：首次联系、答复",
    )  # fmt: skip
    def arrive(self, *, actor, at):
        pass

    @step(
        "不是垃圾，收下", done="从可疑中取出", who=rules.keeps, source=S.RECEIVED, guards=[doubtful], rows=rows.begin,
        rows_note="期限：首次联系、答复", icon="check",
    )  # fmt: skip
    def clear(self, *, actor, at):
        self.suspicion = ""
        rows.keep_longer(self)

    @step(
        "标为无效", done="标为无效", who=rules.keeps, source=[S.RECEIVED, S.TAKEN], target=S.SPAM,
        form=f"{FORMS}.SpamForm", rows=rows.stop, icon="ban",
    )  # fmt: skip
    def mark_spam(self, *, actor, at, reason=""):
        self.suspicion = ""

    @step(
        "恢复", done="恢复为待处理", who=rules.keeps, source=S.SPAM, target=S.RECEIVED, rows=rows.begin,
        rows_note="期限：首次联系、答复", icon="history",
    )  # fmt: skip
    def restore(self, *, actor, at):
        pass

    # -- triage: 四步答复法 --------------------------------------------------------------------------
    @step(
        "我来处理", done="接手", who=rules.works, source=S.RECEIVED, target=S.TAKEN, guards=[trusted],
        rows=rows.taken, icon="hand-finger",
    )  # fmt: skip
    def take_up(self, *, actor, at):
        self.taken_by, self.taken_at = actor.post, at

    @step(
        "解释", done="向群众解释", who=rules.works, source=[S.RECEIVED, S.TAKEN], target=S.EXPLAINED, guards=[trusted],
        form=f"{FORMS}.ExplainForm", rows=rows.explained, rows_note="答复群众的话", icon="message-2",
        help="诉求不符合政策或法律的，说清楚为什么、还有什么办法。",
    )  # fmt: skip
    def explain(self, *, actor, at, text):
        rows.mark_handled(self, actor, at, answered=True)

    @step(
        "直接答", done="答复群众", who=rules.works, source=[S.RECEIVED, S.TAKEN, S.HEARD], target=S.ANSWERED,
        guards=[trusted], form=f"{FORMS}.AnswerForm", rows=rows.answered, plan="opinion.answer",
        rows_note="答复群众的话；部门的问询：转告，办结", tone="p", icon="message-reply",
        help="咨询、指导、没有明确诉求的，当场答复；部门已经答复的，用群众听得懂的话转告。",
    )  # fmt: skip
    def answer(self, *, actor, at, text):
        rows.mark_handled(self, actor, at, answered=True)

    @step(
        "问部门再答", done="请部门答复", who=rules.works, source=[S.RECEIVED, S.TAKEN], target=S.ASKED,
        guards=[trusted], form="dispatch.forms.opinion.AskDepartmentForm", plan="opinion.ask", rows=rows.asked,
        rows_note="问询来信，交办给部门；期限", icon="building",
        help="专业性、政策性强的，记下来，请部门答复以后再转告。",
    )  # fmt: skip
    def ask_department(self, *, actor, at, department, title, question):
        rows.mark_handled(self, actor, at)
        self.level = Level.DEPARTMENT

    @step(
        "转成建议", done="转成建议", who=rules.works, source=S.TAKEN, target=S.TURNED, guards=[visited, pictured],
        form=f"{FORMS}.TurnForm", plan="opinion.turn", rows=rows.stop, rows_note="委员的草稿，写着群众反映的内容",
        icon="file-export", help="必须由政府和部门解决的，转成委员的微建议、社情民意或提案草稿，不带群众的姓名电话。",
    )  # fmt: skip
    def turn(self, *, actor, at, into, member, title):
        rows.mark_handled(self, actor, at)
        self.level = Level.DEPARTMENT

    @step(
        "记现场核实", done="现场核实", who=rules.works, source=[S.RECEIVED, S.TAKEN, S.HEARD], guards=[trusted],
        form=f"{FORMS}.VisitForm", rows=rows.visit, rows_note="现场核实记录", icon="map-pin",
    )  # fmt: skip
    def record_visit(self, *, actor, at, held_on, note, photos=()):
        if held_on > timezone.localdate(at):
            raise ValidationError({"held_on": "核实的日期不能晚于今天。"})

    @step(
        "作废现场核实", done="现场核实作废", who=rules.works, source=sorted(OPEN | TOLD), guards=[ever_visited],
        form=f"{FORMS}.VoidVisitForm", rows=rows.void_visit, rows_note="现场核实记录：作废，文字、照片和理由保留",
        button=False, icon="ban",
        help="只有登记错了才作废。文字、照片和理由都留着，但不再算数；已经写进草稿的字不会跟着改，草稿旁会写明作废，并告诉作者。",
    )  # fmt: skip
    def void_visit(self, *, actor, at, visit, reason):
        if visit not in rows.standing(self):
            raise ValidationError({"visit": "这次现场核实已经作废，或不是这一件的。"})

    @step(
        "社区解决不了，请委员办", done="由社区转委员", who=rules.works, source=[S.RECEIVED, S.TAKEN],
        guards=[trusted, in_community], form=f"{FORMS}.NoteForm", icon="arrow-bar-up",
    )  # fmt: skip
    def raise_to_member(self, *, actor, at, note=""):
        self.level = Level.MEMBER

    @step(
        "移交其他政协", done="移交", who=rules.keeps, source=[S.RECEIVED, S.TAKEN], target=S.RECEIVED,
        guards=[trusted], form=f"{FORMS}.HandOverForm", rows=rows.handed_over, rows_note="期限：在对方重新起算",
        icon="arrows-exchange", help="事情发生在别的县区的，移交给那里的政协办理；群众的查询码不变。",
    )  # fmt: skip
    def hand_over(self, *, actor, at, organisation, note=""):
        if organisation.pk == self.organisation_id:
            raise ValidationError({"organisation": "请选择另一个政协组织。"})
        self.organisation, self.taken_by, self.taken_at = organisation, None, None

    # -- what comes back -----------------------------------------------------------------------------
    @step(
        "部门已答复", done="部门已答复", who=system_only, source=S.ASKED, target=S.HEARD, button=False, icon="inbox",
    )  # fmt: skip
    def hear(self, *, actor, at):
        pass

    @step(
        "退回处理", done="没有办成，退回处理", who=system_only, source=[S.ASKED, S.HEARD, S.TURNED], target=S.TAKEN,
        button=False, rows=rows.resumed, rows_note="期限：答复，重新起算",
    )  # fmt: skip
    def come_back(self, *, actor, at, note=""):
        self.taken_at = self.taken_at or at

    @step(
        "办理结果", done="办理结果返回", who=system_only, source=[S.TURNED, S.ANSWERED], target=S.ANSWERED,
        button=False, rows=rows.result, rows_note="给群众的办理结果",
    )  # fmt: skip
    def bring_result(self, *, actor, at, text, solved=None):
        self.answered_at = self.answered_at or at
        self.solved = solved

    # -- the end -------------------------------------------------------------------------------------
    @step(
        "办结", done="办结", who=rules.works, source=sorted(TOLD), target=S.CLOSED, form=f"{FORMS}.CloseForm",
        rows=rows.stop, icon="circle-check",
    )  # fmt: skip
    def close(self, *, actor, at, solved=None):
        self.closed_at, self.solved = at, self.solved if solved is None else solved

    @step(
        "公开", done="公开在工作室页面", who=rules.keeps, source=S.CLOSED, form=f"{FORMS}.PublishForm", icon="world",
        help="公开的文字另写，不带任何人的姓名、电话和门牌号。",
    )  # fmt: skip
    def publish(self, *, actor, at, public_title, public_text):
        self.public_title, self.public_text, self.published_at = public_title, public_text, at

    @step("不再公开", done="不再公开", who=rules.keeps, source=S.CLOSED, button=False, icon="eye-off")
    def unpublish(self, *, actor, at):
        self.published_at = None

    # -- the resident --------------------------------------------------------------------------------
    @step(
        "补充或更正", done="群众更正内容", who=rules.is_resident, source=[S.RECEIVED, S.TAKEN], button=False,
        form=f"{FORMS}.CorrectForm",
    )  # fmt: skip
    def correct(self, *, actor, at, text):
        self.text = text

    @step(
        "撤回", done="群众撤回", who=rules.is_resident, source=[S.RECEIVED, S.TAKEN, S.ASKED, S.HEARD, S.TURNED],
        target=S.WITHDRAWN, guards=[not_turned], button=False, rows=rows.stop, plan="opinion.withdraw",
    )  # fmt: skip
    def withdraw(self, *, actor, at):
        self.withdrawn_at = at

    @step(
        "解决了", done="群众表示解决了", who=rules.is_resident, source=sorted(TOLD), target=S.CLOSED, button=False,
        rows=rows.stop,
    )  # fmt: skip
    def confirm(self, *, actor, at):
        self.closed_at, self.solved = at, True

    @step(
        "没有解决", done="群众表示没有解决", who=rules.is_resident, source=sorted(TOLD), target=S.TAKEN, button=False,
        rows=rows.resumed, rows_note="期限：答复，重新起算",
    )  # fmt: skip
    def disagree(self, *, actor, at):
        self.solved = False

    @step(
        "删除我的信息", done="群众删除个人信息", who=rules.is_resident, source=S.values, guards=[not_erased],
        button=False, rows=rows.forget_contact, rows_note="联系方式：删除；不在办的，文字一并删除",
    )  # fmt: skip
    def erase(self, *, actor, at):
        if self.state in ENDED:
            rows.anonymise(self, at)

    @step(
        "到期删除", done="保存期满，删除个人信息", who=system_only, source=S.values, guards=[not_erased], button=False,
        rows=rows.forget_all, rows_note="联系方式、照片：删除；文字：清空",
    )  # fmt: skip
    def expire(self, *, actor, at):
        rows.anonymise(self, at)

    @step(
        "查看联系方式", done="查看联系方式", who=rules.sees_contact, source=S.values, button=False, internal=True,
        form=f"{FORMS}.ContactReasonForm",
    )  # fmt: skip
    def show_contact(self, *, actor, at, reason):
        pass
