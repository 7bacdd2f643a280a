"""Extension [延期]: asked once a round before the due date, effective from the old due date."""

from django.db import models
from django.db.models import F, Q

from dispatch.states import Decision


class Extension(models.Model):
    desk = models.ForeignKey("dispatch.Assignment", models.PROTECT, related_name="extensions")
    round = models.PositiveSmallIntegerField("轮次", default=1)
    reason = models.TextField("理由")
    asked_by = models.ForeignKey("members.Post", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("申请")
    old_due = models.DateField("原期限")
    until = models.DateField("申请延至")
    decided_by = models.ForeignKey("members.Post", models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField("决定", null=True, blank=True)
    decision = models.CharField("结论", max_length=8, choices=Decision, blank=True)
    opinion = models.TextField("意见", blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = "延期"
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "round"], condition=~Q(decision="refused"), name="extension_once_a_round"
            ),
            models.CheckConstraint(condition=Q(until__gt=F("old_due")), name="extension_goes_forward"),
            models.CheckConstraint(
                condition=Q(decision="", decided_at__isnull=True)
                | (~Q(decision="") & Q(decided_at__isnull=False)),
                name="extension_decided_with_date",
            ),
        ]

    def __str__(self):
        return f"{self.desk} 延至 {self.until}"
