"""OpinionItem: which item was made of a resident's opinion: a question to a department, or a member's draft."""

from django.db import models
from django.db.models import Q


class OpinionItem(models.Model):
    opinion = models.ForeignKey("members.Opinion", models.PROTECT, related_name="made")
    item = models.ForeignKey(
        "suggestions.Item", models.SET_NULL, null=True, blank=True, related_name="opinions"
    )
    asked = models.BooleanField("问部门", default=False)
    made_by = models.ForeignKey("members.Post", models.PROTECT, related_name="+")
    made_at = models.DateTimeField("转出")
    ended_at = models.DateTimeField("结束", null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = "意见转成的事项"
        constraints = [
            models.UniqueConstraint(
                fields=["opinion"], condition=Q(ended_at=None), name="opinion_one_item_open"
            ),
        ]

    def __str__(self):
        return f"{self.opinion} → {self.item or '（草稿已删除）'}"
