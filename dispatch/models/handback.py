"""Handback [退办]: a unit's request to give the item back, and the decision."""

from django.db import models
from django.db.models import Q

from dispatch.states import Decision


class Handback(models.Model):
    desk = models.ForeignKey("dispatch.Assignment", models.PROTECT, related_name="handbacks")
    reason = models.ForeignKey(
        "rulebook.DictionaryEntry", models.PROTECT, related_name="+", verbose_name="理由"
    )
    note = models.TextField("说明")
    proposed = models.ForeignKey(
        "dispatch.Department",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="建议承办单位",
    )
    proposed_text = models.CharField("建议由谁办理", max_length=60, blank=True)
    asked_by = models.ForeignKey("members.Post", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("申请")
    decided_by = models.ForeignKey("members.Post", models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField("决定", null=True, blank=True)
    decision = models.CharField("结论", max_length=8, choices=Decision, blank=True)
    opinion = models.TextField("意见", blank=True)
    no_further = models.BooleanField("无需再办", default=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = "退办"
        constraints = [
            models.UniqueConstraint(fields=["desk"], condition=Q(decision=""), name="handback_one_open"),
            models.CheckConstraint(
                condition=Q(decision="", decided_at__isnull=True)
                | (~Q(decision="") & Q(decided_at__isnull=False)),
                name="handback_decided_with_date",
            ),
        ]

    def __str__(self):
        return f"{self.desk} 退办"
