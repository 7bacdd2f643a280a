"""Sitting [审核日]: one review day of an organisation with its closing protocol."""

from django.db import models
from django.db.models import Q


class Sitting(models.Model):
    organisation = models.ForeignKey("members.Organisation", models.PROTECT, related_name="sittings")
    held_on = models.DateField("审核日")
    opened_at = models.DateTimeField("开始")
    opened_by = models.ForeignKey("members.Post", models.PROTECT, related_name="+")
    waiting_at_open = models.PositiveIntegerField("开始时待审")
    closed_at = models.DateTimeField("结束", null=True, blank=True)
    closed_by = models.ForeignKey("members.Post", models.PROTECT, null=True, blank=True, related_name="+")
    # Frozen at closing: counts by outcome and person, and what is held with its reason.
    protocol = models.JSONField("记录", default=dict, blank=True)
    remark = models.TextField("说明", blank=True)

    class Meta:
        ordering = ["-held_on"]
        verbose_name = verbose_name_plural = "审核日"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "held_on"], name="sitting_once_a_day"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="sitting_closed_by_someone",
            ),
        ]

    def __str__(self):
        return f"{self.held_on} 审核日"
