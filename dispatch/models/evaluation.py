"""EvaluationRound [双向评议]: one year's round between some large units and their proposers."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django_fsm import FSMField

from dispatch.evaluation import opening, rules
from dispatch.evaluation.states import TONES, RoundState
from members.rules import department_of
from members.states import OFFICE, UNIT, Role
from suggestions.codes import slug
from weijianyi.audit.models import SYSTEM
from weijianyi.workflow import Stateful, guard, step, system_only

R = RoundState


class EvaluationRoundQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Office and leaders see all of theirs; a unit and a proposer the rounds they take part in, once open."""
        if actor.kind == SYSTEM:
            return self
        if actor.post is None:
            return self.none()
        role = actor.post.role
        if role in OFFICE or role == Role.LEADER:
            return self.filter(organisation_id=actor.post.organisation_id)
        opened = self.exclude(state=R.PLANNED)
        if role in UNIT and department_of(actor):
            return opened.filter(units__department_id=department_of(actor), units__dropped_at=None)
        if role in (Role.MEMBER, Role.OPERATOR):
            pairings = self.model._meta.get_field("units").related_model._meta.get_field("pairings")
            mine = pairings.related_model.objects.proposed_by(actor)
            return opened.filter(pk__in=mine.values("unit__round"))
        return self.none()


@guard("还没有确定参评单位。")
def has_units(subject):
    return subject.chosen().exists()


@guard("评议截止日期已经过了，请先推迟截止日期。")
def not_over(subject):
    return subject.closes_on >= timezone.localdate(subject.acting_at or timezone.now())


@guard("已经提醒过。")
def not_reminded(subject):
    return subject.reminded_at is None


class EvaluationRound(Stateful):
    organisation = models.ForeignKey("members.Organisation", models.PROTECT, related_name="evaluation_rounds")
    slug = models.SlugField("地址", max_length=16, unique=True, default=slug, editable=False)
    year = models.PositiveSmallIntegerField("年度")
    title = models.CharField("名称", max_length=60)
    state = FSMField("状态", max_length=8, choices=R, default=R.PLANNED, protected=True)
    opens_on = models.DateField("开始日期")
    closes_on = models.DateField("截止日期")
    opened_at = models.DateTimeField("开始", null=True, blank=True)
    reminded_at = models.DateTimeField("提醒", null=True, blank=True)
    closed_at = models.DateTimeField("结束", null=True, blank=True)

    objects = EvaluationRoundQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-pk"]
        verbose_name = verbose_name_plural = "双向评议"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year", "title"],
                name="evaluation_round_once",
                violation_error_message="这个年度已有同名的评议。",
            ),
            models.CheckConstraint(condition=Q(state__in=R.values), name="evaluation_round_state_known"),
            models.CheckConstraint(
                condition=Q(closes_on__gte=models.F("opens_on")), name="evaluation_round_dates_in_order"
            ),
            models.CheckConstraint(
                condition=Q(state=R.PLANNED) | Q(opened_at__isnull=False),
                name="evaluation_round_open_has_date",
            ),
            models.CheckConstraint(
                condition=Q(state=R.CLOSED, closed_at__isnull=False)
                | (~Q(state=R.CLOSED) & Q(closed_at__isnull=True)),
                name="evaluation_round_closed_has_date",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("evaluation-round", args=[self.slug])

    @property
    def thread(self):
        return f"evaluation-{self.pk}"

    @property
    def tone(self):
        return TONES[self.state]

    def chosen(self):
        """The units that take part."""
        return self.units.filter(dropped_at=None)

    def over(self, at):
        """The last day is over."""
        return self.closes_on < timezone.localdate(at)

    @step(
        "调整参评单位", done="确定参评单位", who=rules.office, source=R.PLANNED, rows=opening.set_units,
        form="dispatch.evaluation.forms.UnitsForm", rows_note="参评单位", icon="edit",
    )  # fmt: skip
    def set_units(self, *, actor, at, departments):
        pass

    @step(
        "开始评议", who=rules.office, source=R.PLANNED, target=R.OPEN, guards=[has_units, not_over],
        rows=opening.pair, rows_note="评议对：参评单位答复的每件提案与第一提案人", tone="p", icon="send",
        help="开始后，各参评单位与提案人都会收到消息，参评单位不能再调整。",
    )  # fmt: skip
    def open_round(self, *, actor, at):
        self.opened_at = at

    @step(
        "推迟截止", done="推迟截止日期", who=rules.office, source=[R.PLANNED, R.OPEN],
        form="dispatch.evaluation.forms.ExtendForm", icon="calendar-plus",
    )  # fmt: skip
    def extend(self, *, actor, at, closes_on):
        if closes_on <= self.closes_on:
            raise ValidationError({"closes_on": "新的截止日期要晚于原来的。"})
        self.closes_on, self.reminded_at = closes_on, None

    @step(
        "结束评议", done="评议结束", who=rules.office, source=R.OPEN, target=R.CLOSED, tone="w", icon="check",
        help="结束后双方评分全部公开，没有评的不再补评。",
    )  # fmt: skip
    def close_round(self, *, actor, at):
        self.closed_at = at

    @step("提醒未评的", who=system_only, source=R.OPEN, guards=[not_reminded], button=False)
    def remind(self, *, actor, at):
        self.reminded_at = at

    @step(
        "登记评议会", done="登记面对面评议会", who=rules.office, source=[R.OPEN, R.CLOSED], rows=opening.hold_meeting,
        form="dispatch.evaluation.forms.MeetingForm", rows_note="评议会：时间、地点、议程、纪要", button=False,
        icon="users",
    )  # fmt: skip
    def hold_meeting(self, *, actor, at, held_on, place, agenda="", minutes=""):
        pass

    @step(
        "登记评委评分", done="登记评议会评分", who=rules.office, source=[R.OPEN, R.CLOSED], rows=opening.panel,
        form="dispatch.evaluation.forms.PanelForm", rows_note="评委评分；同一评委重登的，原评分作废", button=False,
        icon="pencil",
    )  # fmt: skip
    def score_panel(self, *, actor, at, name, points):
        pass

    def event_data(self, step_name, facts):
        if step_name == "extend":
            return {"closes_on": facts["closes_on"].isoformat()}
        if step_name == "set_units":
            return {"departments": sorted(d.pk for d in facts["departments"])}
        return {}
