"""Drafter [起草人] and DraftVersion [稿]: who works on a collective's text in which role, and how it came to be."""

from django.db import models
from django.db.models import Q

from suggestions.topics.states import DraftRole


class Drafter(models.Model):
    item = models.ForeignKey("suggestions.Item", models.PROTECT, related_name="drafters")
    member = models.ForeignKey("members.Member", models.PROTECT, related_name="+", verbose_name="委员")
    role = models.CharField("分工", max_length=10, choices=DraftRole)
    named_by = models.ForeignKey("members.Post", models.PROTECT, related_name="+")
    named_at = models.DateTimeField("确定")
    released_at = models.DateTimeField("不再参加", null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = "起草人"
        constraints = [
            models.UniqueConstraint(
                fields=["item", "member", "role"],
                condition=Q(released_at__isnull=True),
                name="drafter_once_per_role",
            ),
            models.CheckConstraint(condition=Q(role__in=DraftRole.values), name="drafter_role_known"),
        ]

    def __str__(self):
        return f"{self.member}（{self.get_role_display()}）"


class DraftVersion(models.Model):
    """`by` is empty where the text was changed on the writing page between two versions."""

    item = models.ForeignKey("suggestions.Item", models.PROTECT, related_name="draft_versions")
    number = models.PositiveIntegerField("稿次")
    fields = models.JSONField("文字")
    by = models.ForeignKey("members.Post", models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField("时间")
    note = models.CharField("修改说明", max_length=120, blank=True)

    class Meta:
        ordering = ["-number"]
        verbose_name = verbose_name_plural = "稿"
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="draft_version_number_once"),
        ]

    def __str__(self):
        return f"第 {self.number} 稿"
