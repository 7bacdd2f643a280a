"""Supervision [督办]: a desk under pressure: why, by whom, until when, with what effect. Screens: part D."""

from django.db import models
from django.db.models import Q
from django_fsm import FSMField

from dispatch import rules
from dispatch.states import SupervisionReason, SupervisionState
from weijianyi.audit.models import SYSTEM
from weijianyi.workflow import Stateful, step

V = SupervisionState


class SupervisionQuerySet(models.QuerySet):
    def visible_to(self, actor):
        if actor.kind == SYSTEM:
            return self
        desks = self.model._meta.get_field("desk").related_model.objects.visible_to(actor)
        return self.filter(desk__in=desks.values("pk"))

    def open(self):
        return self.exclude(state=V.CLOSED)


class Supervision(Stateful):
    desk = models.ForeignKey("dispatch.Assignment", models.PROTECT, related_name="supervisions")
    state = FSMField("状态", max_length=10, choices=V, default=V.OPEN, protected=True)
    reason = models.CharField("缘由", max_length=14, choices=SupervisionReason)
    request = models.TextField("要求", blank=True)
    opened_at = models.DateTimeField("立项")
    promised_on = models.DateField("承诺日期", null=True, blank=True)
    answer = models.TextField("回应", blank=True)
    answered_at = models.DateTimeField("回应时间", null=True, blank=True)
    closed_at = models.DateTimeField("销号", null=True, blank=True)

    objects = SupervisionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = verbose_name_plural = "督办"
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "reason"], condition=~Q(state="closed"), name="supervision_one_open"
            ),
        ]

    def __str__(self):
        return f"{self.get_reason_display()}：{self.desk}"

    def get_absolute_url(self):
        return self.desk.get_absolute_url()

    @property
    def thread(self):
        return self.desk.thread

    @property
    def organisation_id(self):
        return self.desk.organisation_id

    def lock_chain(self):
        return [*self.desk.lock_chain(), (type(self.desk), self.desk_id)]

    @step(
        "回应督办", who=rules.unit_of_supervision, source=V.OPEN, target=V.ANSWERED, icon="message-reply",
    )  # fmt: skip
    def respond(self, *, actor, at, answer, promised_on=None):
        self.answer, self.promised_on, self.answered_at = answer, promised_on, at

    @step(
        "销号", done="督办销号", who=rules.office_of_supervision, source=[V.OPEN, V.ANSWERED], target=V.CLOSED,
        icon="check",
    )  # fmt: skip
    def close(self, *, actor, at, opinion=""):
        self.closed_at = at
