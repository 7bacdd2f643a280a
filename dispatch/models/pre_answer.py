"""PreAnswer [预交办意见]: what a unit says before the item is handed out to it; one answer per desk."""

from django.db import models
from django.db.models import Q


class PreAnswer(models.Model):
    desk = models.OneToOneField("dispatch.Assignment", models.PROTECT, related_name="pre_answer")
    agrees = models.BooleanField("同意承办")
    note = models.TextField("意见", blank=True)
    proposed = models.ForeignKey(
        "dispatch.Department",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="建议单位",
    )
    answered_by = models.ForeignKey("members.Post", models.PROTECT, related_name="+")
    answered_at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "预交办意见"
        constraints = [
            models.CheckConstraint(condition=Q(agrees=True) | ~Q(note=""), name="pre_objection_says_why"),
        ]

    def __str__(self):
        return "同意承办" if self.agrees else f"不同意：{self.note}"
