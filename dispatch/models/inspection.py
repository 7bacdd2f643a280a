"""Inspection [督导]: a round of the three offices' working group: units visited, what was found and put right."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django_fsm import FSMField

from dispatch.supervision import inspecting
from dispatch.supervision import rules as supervision_rules
from dispatch.supervision.states import INSPECTION_TONES, InspectionState
from members.rules import department_of
from members.states import OFFICE, UNIT, Role
from suggestions.codes import slug
from weijianyi.audit.models import SYSTEM
from weijianyi.workflow import Stateful, step

N = InspectionState
FORMS = "dispatch.forms.inspection"


class InspectionQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """The offices and leaders; a unit finds the rounds in which it was visited or told something."""
        if actor.kind == SYSTEM:
            return self
        if actor.post is None:
            return self.none()
        role = actor.post.role
        if role in {*OFFICE, Role.LEADER, Role.SUPERVISOR}:
            return self.filter(organisation_id=actor.post.organisation_id)
        own = department_of(actor)
        if role not in UNIT or own is None:
            return self.none()
        told = InspectionFinding.objects.filter(department=own).values("inspection")
        visited = InspectionVisit.objects.filter(department=own).values("inspection")
        return self.filter(Q(pk__in=told) | Q(pk__in=visited))


class Inspection(Stateful):
    organisation = models.ForeignKey("members.Organisation", models.PROTECT, related_name="inspections")
    slug = models.SlugField("地址", max_length=16, unique=True, default=slug, editable=False)
    state = FSMField("状态", max_length=10, choices=N, default=N.OPEN, protected=True)
    title = models.CharField("名称", max_length=60)
    opens_on = models.DateField("开始")
    closes_on = models.DateField("计划结束")
    people = models.TextField("工作组成员", help_text="一行一人：姓名，单位。")
    started_by = models.ForeignKey("members.Post", models.PROTECT, related_name="+")
    started_at = models.DateTimeField("发起")
    summary = models.TextField("督导小结", blank=True)
    closed_at = models.DateTimeField("结束", null=True, blank=True)

    objects = InspectionQuerySet.as_manager()

    class Meta:
        ordering = ["-opens_on", "-pk"]
        verbose_name = verbose_name_plural = "督导"
        constraints = [
            models.CheckConstraint(condition=Q(state__in=N.values), name="inspection_state_known"),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="inspection_days_in_order"
            ),
            models.CheckConstraint(
                condition=~Q(state=N.CLOSED) | Q(closed_at__isnull=False), name="inspection_closed_has_date"
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("inspection-detail", args=[self.slug])

    @property
    def tone(self):
        return INSPECTION_TONES[self.state]

    def event_note(self, step_name, facts):
        return inspecting.note(facts)

    def event_data(self, step_name, facts):
        return inspecting.data(facts)

    @step(
        "记录走访", done="走访单位", who=supervision_rules.inspects, source=N.OPEN, form=f"{FORMS}.VisitForm",
        rows=inspecting.visit, rows_note="走访", icon="map-pin",
    )  # fmt: skip
    def record_visit(self, *, actor, at, department, visited_on, summary, people=""):
        inspecting.check_visit(self, department, visited_on, at)

    @step(
        "记录问题", done="指出问题", who=supervision_rules.inspects, source=N.OPEN, form=f"{FORMS}.FindingForm",
        rows=inspecting.find, rows_note="问题：整改期限", icon="flag",
    )  # fmt: skip
    def record_finding(self, *, actor, at, department, text, due_on):
        inspecting.check_finding(self, department, due_on, at)

    @step(
        "报告整改", done="单位报告整改", who=supervision_rules.reports, source=[N.OPEN, N.CLOSED],
        form=f"{FORMS}.ReportForm", rows=inspecting.report, rows_note="问题：整改情况", tone="p", icon="message-reply",
    )  # fmt: skip
    def report_finding(self, *, actor, at, finding, text):
        inspecting.check_own(self, actor, finding)

    @step(
        "整改销号", done="问题整改销号", who=supervision_rules.inspects, source=[N.OPEN, N.CLOSED],
        form=f"{FORMS}.SettleForm", rows=inspecting.settle, rows_note="问题：已整改", icon="check",
    )  # fmt: skip
    def settle_finding(self, *, actor, at, finding, text):
        inspecting.check_open(self, finding)

    @step(
        "结束督导", done="督导结束", who=supervision_rules.inspects, source=N.OPEN, target=N.CLOSED,
        form=f"{FORMS}.CloseInspectionForm", help="没有整改的问题结束之后仍可以报告和销号。", icon="checks",
    )  # fmt: skip
    def close_inspection(self, *, actor, at, summary):
        self.summary, self.closed_at = summary, at


class InspectionVisit(models.Model):
    """One unit visited."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="visits")
    department = models.ForeignKey("dispatch.Department", models.PROTECT, related_name="+")
    visited_on = models.DateField("日期")
    people = models.CharField("参加人", max_length=200, blank=True)
    summary = models.TextField("走访情况")
    by = models.ForeignKey("members.Post", models.PROTECT, related_name="+")
    at = models.DateTimeField("记录")

    class Meta:
        ordering = ["visited_on", "pk"]
        verbose_name = verbose_name_plural = "督导走访"

    def __str__(self):
        return f"{self.department} {self.visited_on}"


class InspectionFinding(models.Model):
    """One thing to put right, until when; what the unit reports, and when it was found settled."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="findings")
    department = models.ForeignKey("dispatch.Department", models.PROTECT, related_name="inspection_findings")
    text = models.TextField("问题")
    due_on = models.DateField("整改期限")
    found_at = models.DateTimeField("指出")
    found_by = models.ForeignKey("members.Post", models.PROTECT, related_name="+")
    report = models.TextField("整改情况", blank=True)
    reported_at = models.DateTimeField("单位报告", null=True, blank=True)
    settlement = models.TextField("核实情况", blank=True)
    settled_at = models.DateTimeField("销号", null=True, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = verbose_name_plural = "督导问题"

    def __str__(self):
        text = self.text if len(self.text) <= 30 else f"{self.text[:29]}…"
        return f"{self.department.short_name}：{text}"
