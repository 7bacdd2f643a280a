"""Redo [重办]: asked by a dissatisfied author or the head, decided by the office; opens the next round of a desk."""

from django.db import models
from django.db.models import Q

from dispatch.states import Decision


class Redo(models.Model):
    desk = models.ForeignKey("dispatch.Assignment", models.PROTECT, related_name="redos")
    round = models.PositiveSmallIntegerField("针对轮次")
    asked_by = models.ForeignKey(
        "suggestions.Authorship", models.PROTECT, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField("提出")
    reason = models.TextField("理由")
    decided_by = models.ForeignKey("members.Post", models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField("决定", null=True, blank=True)
    decision = models.CharField("结论", max_length=8, choices=Decision, blank=True)
    opinion = models.TextField("意见", blank=True)
    voided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = "重办"
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "round"], condition=Q(voided_at__isnull=True), name="redo_once_a_round"
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_at__isnull=True)
                | (~Q(decision="") & Q(decided_at__isnull=False)),
                name="redo_decided_with_date",
            ),
        ]

    def __str__(self):
        return f"{self.desk} 重办"
