"""Supervision [督办]: a desk under pressure: why, by whom, until when, what was done, with what effect."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django_fsm import FSMField

from dispatch.states import SupervisionReason, SupervisionState
from dispatch.supervision import pressing
from dispatch.supervision import rules as supervision_rules
from dispatch.supervision.states import ICONS, TONES
from weijianyi.audit.models import SYSTEM
from weijianyi.workflow import Stateful, step

V = SupervisionState
STILL = [V.OPEN, V.ANSWERED]
FORMS = "dispatch.forms.supervision"


class SupervisionQuerySet(models.QuerySet):
    def visible_to(self, actor):
        if actor.kind == SYSTEM:
            return self
        desks = self.model._meta.get_field("desk").related_model.objects.visible_to(actor)
        return self.filter(desk__in=desks.values("pk"))

    def open(self):
        return self.exclude(state=V.CLOSED)

    def for_lists(self):
        return self.select_related("desk__item", "desk__department", "leader__user")


class Supervision(Stateful):
    desk = models.ForeignKey("dispatch.Assignment", models.PROTECT, related_name="supervisions")
    state = FSMField("状态", max_length=10, choices=V, default=V.OPEN, protected=True)
    reason = models.CharField("缘由", max_length=14, choices=SupervisionReason)
    addressee = models.CharField("督办对象", max_length=80, blank=True)
    request = models.TextField("要求", blank=True)
    opened_at = models.DateTimeField("立项")
    opened_by = models.ForeignKey("members.Post", models.PROTECT, null=True, blank=True, related_name="+")
    leader = models.ForeignKey(
        "members.Post", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="领衔领导"
    )
    led_at = models.DateTimeField("领衔", null=True, blank=True)
    promised_on = models.DateField("承诺日期", null=True, blank=True)
    answer = models.TextField("回应", blank=True)
    answered_at = models.DateTimeField("回应时间", null=True, blank=True)
    moved_at = models.DateTimeField("单位有动作", null=True, blank=True)
    closed_at = models.DateTimeField("销号", null=True, blank=True)
    closing = models.TextField("销号意见", blank=True)

    objects = SupervisionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = verbose_name_plural = "督办"
        # The board's lists 督办中 and 已销号.
        indexes = [models.Index(fields=["state", "-opened_at", "-id"], name="supervision_list")]
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "reason"], condition=~Q(state="closed"), name="supervision_one_open"
            ),
            models.CheckConstraint(
                condition=Q(leader__isnull=True, led_at__isnull=True)
                | Q(leader__isnull=False, led_at__isnull=False),
                name="supervision_led_with_date",
            ),
        ]

    def __str__(self):
        return f"{self.get_reason_display()}：{self.desk}"

    def get_absolute_url(self):
        return reverse("supervision-detail", args=[self.pk])

    @property
    def slug(self):
        """What stands in the addresses of its steps."""
        return str(self.pk)

    @property
    def thread(self):
        return self.desk.thread

    @property
    def organisation_id(self):
        return self.desk.organisation_id

    @property
    def kind(self):
        """The item's: under which limits its clocks run."""
        return self.desk.kind

    @property
    def item(self):
        return self.desk.item

    @property
    def tone(self):
        return TONES[self.state]

    @property
    def icon(self):
        return ICONS[self.state]

    def lock_chain(self):
        return [*self.desk.lock_chain(), (type(self.desk), self.desk_id)]

    def event_note(self, step_name, facts):
        return pressing.note(facts)

    def event_data(self, step_name, facts):
        return pressing.data(self, facts)

    # -- steps ---------------------------------------------------------------------------------------
    @step(
        "领衔督办", done="领导领衔督办", who=supervision_rules.leads, source=STILL, form=f"{FORMS}.LeadForm",
        rows=pressing.instruct, rows_note="督办记录：领导批示", icon="user-check",
    )  # fmt: skip
    def lead(self, *, actor, at, text=""):
        self.leader, self.led_at = actor.post, at

    @step(
        "批示", done="领导批示", who=supervision_rules.leads, source=STILL, form=f"{FORMS}.InstructForm",
        rows=pressing.instruct, rows_note="督办记录：领导批示", icon="signature",
    )  # fmt: skip
    def instruct(self, *, actor, at, text):
        pass

    @step(
        "记录督办", done="督办", who=supervision_rules.presses, source=STILL, form=f"{FORMS}.RecordForm",
        rows=pressing.record, rows_note="督办记录：形式、日期、对象、内容", button=False, icon="gavel",
    )  # fmt: skip
    def record(self, *, actor, at, form, held_on, text, person=""):
        pressing.check_day(self, held_on, at)

    @step(
        "回应督办", done="单位回应督办", who=supervision_rules.answers, source=V.OPEN, target=V.ANSWERED,
        form=f"{FORMS}.RespondForm", rows=pressing.answered, rows_note="承诺日期另有计时", tone="p",
        icon="message-reply",
    )  # fmt: skip
    def respond(self, *, actor, at, answer, promised_on=None):
        pressing.check_promise(promised_on, at)
        self.answer, self.promised_on, self.answered_at = answer, promised_on, at

    @step(
        "继续督办", done="回应不够，继续督办", who=supervision_rules.presses, source=V.ANSWERED, target=V.OPEN,
        form=f"{FORMS}.InsistForm", rows=pressing.restart, rows_note="回应期限重新起算", icon="refresh",
    )  # fmt: skip
    def insist(self, *, actor, at, request):
        self.request = request

    @step(
        "销号", done="督办销号", who=supervision_rules.closes, source=STILL, target=V.CLOSED,
        form=f"{FORMS}.CloseForm", rows=pressing.stop, icon="check",
    )  # fmt: skip
    def close(self, *, actor, at, opinion=""):
        self.closed_at, self.closing = at, opinion


class SupervisionActionQuerySet(models.QuerySet):
    def visible_to(self, actor):
        return self.filter(supervision__in=Supervision.objects.visible_to(actor).values("pk"))


class SupervisionAction(models.Model):
    """One act of pressing: in which form, when, with whom, what was said; its effect is counted by form."""

    supervision = models.ForeignKey(Supervision, models.PROTECT, related_name="actions")
    form = models.ForeignKey(
        "rulebook.DictionaryEntry", models.PROTECT, related_name="+", verbose_name="形式"
    )
    held_on = models.DateField("日期")
    person = models.CharField("对象和参加人", max_length=200, blank=True)
    text = models.TextField("内容")
    letter_number = models.CharField("文号", max_length=40, blank=True)
    by = models.ForeignKey("members.Post", models.PROTECT, related_name="+")
    at = models.DateTimeField("记录")
    moved_at = models.DateTimeField("此后单位有动作", null=True, blank=True)

    objects = SupervisionActionQuerySet.as_manager()

    class Meta:
        ordering = ["held_on", "pk"]
        verbose_name = verbose_name_plural = "督办记录"
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="supervision_action_says_something"),
        ]

    def __str__(self):
        return f"{self.form.label} {self.held_on}"
