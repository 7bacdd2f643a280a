"""EvaluationMeeting [面对面评议会]: agenda, minutes and what its panel gave each unit."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from dispatch.evaluation.states import RoundState
from dispatch.models.evaluation import EvaluationRound
from dispatch.models.pairing import EvaluationUnit
from members.states import OFFICE, Role
from weijianyi.audit.models import SYSTEM


class EvaluationMeetingQuerySet(models.QuerySet):
    def visible_to(self, actor):
        return self.filter(round__in=EvaluationRound.objects.visible_to(actor).values("pk"))


class EvaluationMeeting(models.Model):
    round = models.OneToOneField(EvaluationRound, models.PROTECT, related_name="meeting")
    held_on = models.DateField("日期")
    place = models.CharField("地点", max_length=60)
    agenda = models.TextField("议程", blank=True)
    minutes = models.TextField("纪要", blank=True)

    objects = EvaluationMeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on"]
        verbose_name = verbose_name_plural = "评议会"

    def __str__(self):
        return f"{self.round}面对面评议会"

    def get_absolute_url(self):
        return reverse("evaluation-meeting", args=[self.round.slug])


class PanelScoreQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """The office enters them; those who were rated read theirs once the round is over."""
        if actor.kind == SYSTEM:
            return self
        found = self.filter(unit__in=EvaluationUnit.objects.visible_to(actor).values("pk"))
        if actor.post is not None and (actor.post.role in OFFICE or actor.post.role == Role.LEADER):
            return found
        return found.filter(unit__round__state=RoundState.CLOSED)

    def valid(self):
        return self.filter(voided_at=None)


class PanelScore(models.Model):
    meeting = models.ForeignKey(EvaluationMeeting, models.PROTECT, related_name="panel_scores")
    unit = models.ForeignKey(EvaluationUnit, models.PROTECT, related_name="panel_scores")
    name = models.CharField("评委", max_length=40)
    points = models.PositiveSmallIntegerField("得分")
    entered_by = models.ForeignKey("members.Post", models.PROTECT, related_name="+")
    at = models.DateTimeField("登记时间")
    voided_at = models.DateTimeField(null=True, blank=True)

    objects = PanelScoreQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = "评委评分"
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "unit", "name"],
                condition=Q(voided_at__isnull=True),
                name="panel_score_once",
            ),
            models.CheckConstraint(condition=Q(points__lte=100), name="panel_score_range"),
        ]

    def __str__(self):
        return f"{self.name} {self.unit} {self.points}"
