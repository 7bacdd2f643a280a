"""Nomination [推荐]: a proposal or a department put forward for an award, its ground and its scores."""

from django.db import models
from django.db.models import Q

from dispatch.evaluation.states import AwardDecision, AwardState
from dispatch.models.award import AwardRound
from members.states import OFFICE, Role
from weijianyi.audit.models import SYSTEM


def is_judge(actor):
    return actor.post is not None and (actor.post.role in OFFICE or actor.post.role == Role.LEADER)


class NominationQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Who was considered is for office and leaders; who was chosen is for all once published."""
        if actor.kind == SYSTEM:
            return self
        found = self.filter(round__in=AwardRound.objects.visible_to(actor).values("pk"))
        if is_judge(actor):
            return found
        return found.filter(decision=AwardDecision.CHOSEN, voided_at=None, round__state=AwardState.PUBLISHED)

    def for_lists(self):
        return self.select_related("item", "department").prefetch_related(
            "item__authorships__member", "department__officers__post"
        )


class Nomination(models.Model):
    round = models.ForeignKey(AwardRound, models.PROTECT, related_name="nominations")
    item = models.ForeignKey(
        "suggestions.Item", models.PROTECT, null=True, blank=True, related_name="nominations"
    )
    department = models.ForeignKey(
        "dispatch.Department", models.PROTECT, null=True, blank=True, related_name="nominations"
    )
    collective = models.BooleanField("集体提案", default=False)
    ground = models.TextField("推荐依据")
    by_rule = models.BooleanField("按规则推荐", default=False)
    rule_points = models.DecimalField("按规则得分", max_digits=4, decimal_places=1, null=True, blank=True)
    nominated_by = models.ForeignKey("members.Post", models.PROTECT, related_name="+")
    at = models.DateTimeField("推荐时间")
    decision = models.CharField("结论", max_length=10, choices=AwardDecision, blank=True)
    rank = models.PositiveSmallIntegerField("名次", null=True, blank=True)
    voided_at = models.DateTimeField("撤销", null=True, blank=True)
    void_reason = models.TextField("撤销理由", blank=True)

    objects = NominationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = "推荐"
        constraints = [
            models.CheckConstraint(
                condition=Q(item__isnull=False, department__isnull=True)
                | Q(item__isnull=True, department__isnull=False),
                name="nomination_item_or_unit",
            ),
            models.UniqueConstraint(
                fields=["round", "item"],
                condition=Q(voided_at__isnull=True, item__isnull=False),
                name="nomination_item_once",
            ),
            models.UniqueConstraint(
                fields=["round", "department"],
                condition=Q(voided_at__isnull=True, department__isnull=False),
                name="nomination_unit_once",
            ),
            models.CheckConstraint(
                condition=Q(decision__in=["", *AwardDecision.values]), name="nomination_decision_known"
            ),
        ]

    hushed = False  # set for readers who may not know of the proposal itself

    def __str__(self):
        return "不公开的提案" if self.hushed else str(self.item or self.department)

    @property
    def reference(self):
        return self.item.reference if self.item_id else ""

    @property
    def proposer(self):
        first = self.item.first_author if self.item_id else None
        return first.name if first else ""


class AwardScoreQuerySet(models.QuerySet):
    def visible_to(self, actor):
        if actor.kind == SYSTEM:
            return self
        if not is_judge(actor):
            return self.none()
        return self.filter(nomination__in=Nomination.objects.visible_to(actor).values("pk"))

    def valid(self):
        return self.filter(voided_at=None)


class AwardScore(models.Model):
    nomination = models.ForeignKey(Nomination, models.PROTECT, related_name="scores")
    by = models.ForeignKey("members.Post", models.PROTECT, related_name="+", verbose_name="评分人")
    points = models.PositiveSmallIntegerField("得分")
    comment = models.CharField("意见", max_length=200, blank=True)
    at = models.DateTimeField("评分时间")
    voided_at = models.DateTimeField(null=True, blank=True)

    objects = AwardScoreQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = "评优评分"
        constraints = [
            models.UniqueConstraint(
                fields=["nomination", "by"], condition=Q(voided_at__isnull=True), name="award_score_once"
            ),
            models.CheckConstraint(condition=Q(points__lte=100), name="award_score_range"),
        ]

    def __str__(self):
        return f"{self.nomination} {self.points}"
