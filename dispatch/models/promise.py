"""Promise [承诺]: what a unit undertook in a released reply, until when, and what the looking back found."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django_fsm import FSMField

from dispatch.key_proposals import rules as key_rules
from dispatch.key_proposals.states import ICONS, PROMISE_OPEN, TONES, PromiseState
from dispatch.models.assignment import Assignment
from dispatch.promises import looking_back
from suggestions.codes import slug
from weijianyi.audit.models import SYSTEM
from weijianyi.workflow import Stateful, guard, step, system_only

P = PromiseState


class PromiseQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Whoever sees the desk: the office, its unit, its supervisors, the authors."""
        if actor.kind == SYSTEM:
            return self
        return self.filter(desk__in=Assignment.objects.visible_to(actor).values("pk"))

    def open(self):
        return self.filter(state__in=PROMISE_OPEN)


@guard("回头看已经开始。")
def not_opened(promise):
    return promise.look_back_at is None


class Promise(Stateful):
    desk = models.ForeignKey("dispatch.Assignment", models.PROTECT, related_name="promises")
    reply = models.ForeignKey("dispatch.Reply", models.PROTECT, related_name="promises")
    department = models.ForeignKey("dispatch.Department", models.PROTECT, related_name="promises")
    slug = models.SlugField("地址", max_length=16, unique=True, default=slug, editable=False)
    state = FSMField("状态", max_length=8, choices=P, default=P.OPEN, protected=True)
    text = models.TextField("承诺事项")
    first_due_on = models.DateField("最初期限")
    due_on = models.DateField("期限")
    breaks = models.PositiveSmallIntegerField("未兑现次数", default=0)
    look_back_at = models.DateTimeField("开始回头看", null=True, blank=True)
    kept_text = models.TextField("兑现情况", blank=True)
    kept_at = models.DateTimeField("单位报告兑现", null=True, blank=True)
    done_at = models.DateTimeField("核实", null=True, blank=True)
    created_at = models.DateTimeField("承诺")

    objects = PromiseQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = verbose_name_plural = "承诺"
        indexes = [models.Index(fields=["department", "state", "due_on", "id"], name="promise_ledger")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=P.values), name="promise_state_known"),
            models.CheckConstraint(condition=~Q(text=""), name="promise_says_something"),
            models.CheckConstraint(
                condition=~Q(state=P.KEPT) | (Q(kept_at__isnull=False) & ~Q(kept_text="")),
                name="promise_kept_says_how",
            ),
            models.CheckConstraint(
                condition=~Q(state=P.DONE) | Q(done_at__isnull=False), name="promise_done_has_date"
            ),
            models.CheckConstraint(
                condition=~Q(state=P.BROKEN) | Q(breaks__gt=0), name="promise_broken_is_counted"
            ),
        ]

    def __str__(self):
        return self.text if len(self.text) <= 40 else f"{self.text[:39]}…"

    def get_absolute_url(self):
        return reverse("promise-detail", args=[self.slug])

    @property
    def thread(self):
        return self.desk.thread

    @property
    def organisation_id(self):
        return self.desk.organisation_id

    @property
    def item(self):
        return self.desk.item

    @property
    def tone(self):
        return TONES[self.state]

    @property
    def icon(self):
        return ICONS.get(self.state, "")

    def lock_chain(self):
        return [*self.desk.lock_chain(), (Assignment, self.desk_id)]

    def event_note(self, step_name, facts):
        return looking_back.note(self, step_name, facts)

    # -- steps ---------------------------------------------------------------------------------------
    @step(
        "报告已兑现", done="单位报告已兑现", who=key_rules.owes, source=[P.OPEN, P.LATE, P.BROKEN], target=P.KEPT,
        form="dispatch.forms.promise.PromiseKeepForm", tone="p", icon="check",
    )  # fmt: skip
    def keep(self, *, actor, at, text):
        self.kept_text, self.kept_at = text, at

    @step(
        "核实已兑现", done="回头看：已兑现", who=key_rules.looks_back, source=[P.OPEN, P.LATE, P.KEPT],
        target=P.DONE, form="dispatch.forms.promise.PromiseConfirmForm", rows=looking_back.confirm,
        rows_note="回头看记录；可改办理结果", icon="circle-check",
    )  # fmt: skip
    def confirm(self, *, actor, at, finding, to_class=None):
        self.done_at = at

    @step(
        "没有兑现", done="回头看：没有兑现", who=key_rules.looks_back, source=[P.LATE, P.KEPT], target=P.BROKEN,
        form="dispatch.forms.promise.PromiseRejectForm", rows=looking_back.reject,
        rows_note="回头看记录；两次未兑现的：建议督办", icon="x",
    )  # fmt: skip
    def reject(self, *, actor, at, finding):
        self.breaks += 1

    @step(
        "改期", done="承诺改期", who=key_rules.moves_promise, source=[P.OPEN, P.LATE, P.BROKEN], target=P.OPEN,
        form="dispatch.forms.promise.PromisePostponeForm", rows=looking_back.supervise,
        rows_note="两次未兑现的：建议督办", help="改期记作一次未兑现；核实没有兑现之后重新承诺的，不再重复计算。",
        icon="calendar-plus",
    )  # fmt: skip
    def postpone(self, *, actor, at, due_on, reason):
        looking_back.check_new_date(self, due_on, at)
        # What was found broken has been counted then.
        self.breaks += self.state != P.BROKEN
        self.due_on, self.look_back_at = due_on, None

    @step(
        "开始回头看", done="承诺到期，开始回头看", who=system_only, source=P.OPEN, guards=[not_opened],
        button=False, icon="bell",
    )  # fmt: skip
    def fall_due(self, *, actor, at):
        self.look_back_at = at

    @step(
        "到期未报", done="承诺到期，单位没有报告", who=system_only, source=P.OPEN, target=P.LATE, button=False,
        icon="hourglass",
    )  # fmt: skip
    def mark_late(self, *, actor, at):
        self.look_back_at = self.look_back_at or at


class LookBack(models.Model):
    """One looking back: who looked, what was found, and the class it led to."""

    promise = models.ForeignKey(Promise, models.PROTECT, related_name="checks")
    at = models.DateTimeField("时间")
    by = models.ForeignKey("members.Post", models.PROTECT, related_name="+")
    finding = models.TextField("核实情况")
    result = models.CharField("结论", max_length=8, choices=[("kept", "已兑现"), ("broken", "没有兑现")])
    class_change = models.ForeignKey(
        "dispatch.ClassChange", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = "回头看"

    def __str__(self):
        return f"{self.get_result_display()} {self.finding[:30]}"
