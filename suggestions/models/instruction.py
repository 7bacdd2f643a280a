"""Instruction [批示]: what a leader wrote on a report or an issue, who may read it, and the task it led to."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django_fsm import FSMField

from members.states import Role
from suggestions.codes import slug
from suggestions.models.about import ONE_SUBJECT, AboutReports
from suggestions.states import BriefState, Secrecy
from suggestions.upward import revoking, rules
from suggestions.upward.states import INSTRUCTION_TONES, InstructionState
from weijianyi.audit.models import SYSTEM
from weijianyi.workflow import Stateful, guard, step, system_only

T = InstructionState


class InstructionQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Editors and leaders all of their organisation; the named roles and whoever has the task what stands."""
        if actor.kind == SYSTEM:
            return self
        if actor.post is None or actor.post.role not in rules.INSTRUCTION_READERS:
            return self.none()
        own = self.filter(organisation_id=actor.post.organisation_id)
        if rules.is_inside(actor):
            return own
        named = Exists(InstructionReader.objects.filter(instruction=OuterRef("pk"), role=actor.post.role))
        standing = Q(brief=None) | ~Q(brief__state=BriefState.WITHDRAWN)
        return own.filter(standing, Q(named) | Q(owner=actor.post), voided_at=None)

    def valid(self):
        return self.filter(voided_at=None)


@guard("这条批示已经作废。")
def valid(instruction):
    return instruction.voided_at is None


class Instruction(AboutReports, Stateful):
    organisation = models.ForeignKey("members.Organisation", models.PROTECT, related_name="+")
    slug = models.SlugField("地址", max_length=16, unique=True, default=slug, editable=False)
    state = FSMField("状态", max_length=10, choices=T, default=T.NOTED, protected=True)
    leader = models.CharField("批示领导", max_length=40)
    rank = models.ForeignKey(
        "rulebook.DictionaryEntry", models.PROTECT, related_name="+", verbose_name="领导层级"
    )
    level = models.PositiveSmallIntegerField("层级")
    text = models.TextField("批示内容")
    given_on = models.DateField("批示日期")
    secrecy = models.CharField("密级标识", max_length=10, choices=Secrecy, default=Secrecy.INTERNAL)
    recorded_by = models.ForeignKey("members.Post", models.PROTECT, related_name="+", verbose_name="登记人")
    recorded_at = models.DateTimeField(default=timezone.now)
    owner = models.ForeignKey(
        "members.Post", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="责任人"
    )
    due_on = models.DateField("落实期限", null=True, blank=True)
    task = models.TextField("要落实什么", blank=True)
    reminded_at = models.DateTimeField("到期提醒", null=True, blank=True)
    done_at = models.DateTimeField("落实", null=True, blank=True)
    done_text = models.TextField("落实情况", blank=True)
    voided_at = models.DateTimeField("作废", null=True, blank=True)

    objects = InstructionQuerySet.as_manager()

    class Meta:
        ordering = ["-given_on", "-pk"]
        verbose_name = verbose_name_plural = "批示"
        indexes = [
            # Figures of a period; the list, newest first.
            models.Index(fields=["organisation", "given_on"], name="instruction_figures"),
            # The daily job: tasks that have come due.
            models.Index(fields=["state", "due_on"], name="instruction_due"),
        ]
        constraints = [
            models.CheckConstraint(condition=ONE_SUBJECT, name="instruction_one_subject"),
            models.CheckConstraint(condition=Q(state__in=T.values), name="instruction_state_known"),
            models.CheckConstraint(condition=Q(secrecy__in=Secrecy.values), name="instruction_secrecy_known"),
            models.CheckConstraint(
                condition=~Q(state=T.FOLLOWING) | Q(owner__isnull=False, due_on__isnull=False),
                name="instruction_followed_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state=T.DONE) | Q(done_at__isnull=False), name="instruction_done_has_date"
            ),
        ]

    def __str__(self):
        return f"{self.leader}的批示"

    def get_absolute_url(self):
        return reverse("instruction-detail", args=[self.slug])

    @property
    def tone(self):
        return INSTRUCTION_TONES[self.state]

    @property
    def late(self):
        return self.state == T.FOLLOWING and self.due_on < timezone.localdate()

    @property
    def next_sentence(self):
        """Who has it and what comes next."""
        if self.voided_at:
            return "已经作废，不进统计。"
        if self.state == T.NOTED:
            return "还没有交跟踪任务。需要落实的，由信息编辑或领导交给责任人。"
        if self.state == T.DONE:
            return "已经落实。"
        day = f"{self.due_on.year}年{self.due_on.month}月{self.due_on.day}日"
        return f"由{self.owner.user.name}跟踪，{day}前报告落实情况。"

    def event_note(self, step_name, facts):
        return str(facts.get("reason") or "")

    @step(
        "交跟踪任务", done="交跟踪任务", who=rules.assigns, source=[T.NOTED, T.FOLLOWING], target=T.FOLLOWING,
        guards=[valid], form="suggestions.forms.upward.AssignForm", internal=True, icon="user-check", tone="t",
        help="责任人收到消息，看得到这条批示。",
    )  # fmt: skip
    def assign(self, *, actor, at, owner, due_on, task=""):
        if owner.organisation_id != self.organisation_id:
            raise ValidationError({"owner": "请选择本组织的人员。"})
        if due_on < timezone.localdate(at):
            raise ValidationError({"due_on": "期限不能早于今天。"})
        self.owner, self.due_on, self.task, self.reminded_at = owner, due_on, task, None

    @step(
        "报告落实情况", done="已落实", who=rules.finishes, source=T.FOLLOWING, target=T.DONE, guards=[valid],
        form="suggestions.forms.upward.FinishForm", internal=True, icon="circle-check", tone="p",
    )  # fmt: skip
    def finish(self, *, actor, at, text):
        self.done_at, self.done_text = at, text

    @step(
        "重新跟踪", done="重新跟踪", who=rules.assigns, source=T.DONE, target=T.FOLLOWING, guards=[valid],
        form="suggestions.forms.upward.ReasonForm", internal=True, icon="refresh",
    )  # fmt: skip
    def reopen(self, *, actor, at, reason):
        self.done_at = self.reminded_at = None

    @step(
        "到期提醒", done="落实期限已到", who=system_only, source=T.FOLLOWING, guards=[valid], internal=True,
        button=False, icon="bell",
    )  # fmt: skip
    def remind(self, *, actor, at):
        self.reminded_at = at

    @step(
        "作废", done="作废", who=rules.records, source=list(T), guards=[valid],
        form="suggestions.forms.upward.ReasonForm", internal=True, icon="trash", tone="w",
        rows=revoking.instruction_void, rows_note="信息：反映人知道更正，计分冲销",
        help="登记错了才用；不再进入统计，记录保留。",
    )  # fmt: skip
    def void(self, *, actor, at, reason):
        self.voided_at = at


class InstructionReader(models.Model):
    """A role that may read one instruction, beside editors and leaders."""

    instruction = models.ForeignKey(Instruction, models.CASCADE, related_name="readers")
    role = models.CharField("岗位", max_length=12, choices=Role)

    class Meta:
        verbose_name = verbose_name_plural = "批示知悉岗位"
        constraints = [
            models.UniqueConstraint(fields=["instruction", "role"], name="instruction_reader_once")
        ]

    def __str__(self):
        return self.get_role_display()
