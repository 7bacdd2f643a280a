"""HeldDecision: decided now, announced together with others later; one open row per item."""

from django.db import models


class HeldDecision(models.Model):
    item = models.ForeignKey("suggestions.Item", models.PROTECT, related_name="held_decisions")
    step = models.CharField("结论", max_length=40)
    facts = models.JSONField(default=dict)
    decided_by = models.ForeignKey("members.Post", models.PROTECT, related_name="+")
    decided_at = models.DateTimeField("决定")
    announced_at = models.DateTimeField("宣布", null=True, blank=True)
    dropped_at = models.DateTimeField("收回", null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = "待宣布的结论"
        constraints = [
            models.UniqueConstraint(
                fields=["item"],
                condition=models.Q(announced_at__isnull=True, dropped_at__isnull=True),
                name="held_decision_once",
                violation_error_message="这件提案已有待宣布的结论。",
            ),
        ]

    def __str__(self):
        return f"{self.step} {self.item_id}"
