"""ServiceRecord [履职记录]: a duty entered by whoever organised it. ScoreExemption: outside the ranking."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from members.states import FORMER, OFFICE, Role

RECORDERS = OFFICE | {Role.EDITOR, Role.OPERATOR}


class ServiceRecordQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """The office all, other recorders what they entered, a member the own."""
        if actor.post is None:
            return self.none()
        role = actor.post.role
        if role in OFFICE:
            return self.filter(organisation_id=actor.post.organisation_id)
        if role in RECORDERS:
            return self.filter(recorded_by=actor.post)
        return self.filter(member=actor.post.member_id) if role in (Role.MEMBER, FORMER) else self.none()

    def valid(self):
        return self.filter(voided_at=None)


class ServiceRecord(models.Model):
    organisation = models.ForeignKey("members.Organisation", models.PROTECT, related_name="+")
    member = models.ForeignKey(
        "members.Member", models.PROTECT, related_name="service_records", verbose_name="委员"
    )
    kind = models.ForeignKey(
        "rulebook.DictionaryEntry", models.PROTECT, related_name="+", verbose_name="类别"
    )
    title = models.CharField("内容", max_length=80)
    held_on = models.DateField("日期")
    times = models.PositiveSmallIntegerField("次数", default=1)
    note = models.CharField("备注", max_length=200, blank=True)
    recorded_by = models.ForeignKey("members.Post", models.PROTECT, related_name="+", verbose_name="记录人")
    recorded_at = models.DateTimeField("记录", default=timezone.now)
    batch = models.UUIDField("同一次导入", default=uuid.uuid4, editable=False)
    voided_at = models.DateTimeField("作废", null=True, blank=True)
    voided_by = models.ForeignKey("members.Post", models.PROTECT, null=True, blank=True, related_name="+")
    void_reason = models.CharField("作废理由", max_length=200, blank=True)

    objects = ServiceRecordQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-pk"]
        verbose_name = verbose_name_plural = "履职记录"
        indexes = [
            # The list, newest first; the year's records for reckoning.
            models.Index(fields=["organisation", "held_on"], name="service_record_list"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "kind", "title", "held_on"],
                condition=Q(voided_at=None),
                name="service_record_once",
                violation_error_message="这位委员的这一条已经记过。",
            ),
            models.CheckConstraint(condition=Q(times__gte=1), name="service_record_times"),
            models.CheckConstraint(
                condition=Q(voided_at=None) | ~Q(void_reason=""), name="service_record_voided_with_reason"
            ),
        ]

    def __str__(self):
        return self.title


class ScoreExemptionQuerySet(models.QuerySet):
    def visible_to(self, actor):
        if actor.post is None or actor.post.role not in OFFICE:
            return self.none()
        return self.filter(organisation_id=actor.post.organisation_id)


class ScoreExemption(models.Model):
    """Points are kept, the member stands outside the ranking of that year."""

    organisation = models.ForeignKey("members.Organisation", models.PROTECT, related_name="+")
    member = models.ForeignKey(
        "members.Member", models.PROTECT, related_name="score_exemptions", verbose_name="委员"
    )
    year = models.PositiveSmallIntegerField("年度")
    reason = models.CharField("理由", max_length=100)
    made_by = models.ForeignKey("members.Post", models.PROTECT, related_name="+")
    made_at = models.DateTimeField("录入", default=timezone.now)
    ended_at = models.DateTimeField("恢复排名", null=True, blank=True)

    objects = ScoreExemptionQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "pk"]
        verbose_name = verbose_name_plural = "不参与排名"
        constraints = [
            models.UniqueConstraint(
                fields=["member", "year"], condition=Q(ended_at=None), name="score_exemption_once"
            ),
        ]

    def __str__(self):
        return f"{self.member} {self.year}"
