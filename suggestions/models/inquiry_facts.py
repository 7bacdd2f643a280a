"""InquiryFacts: what only an inquiry has: the issue it was made of, what the asker passed on at its end."""

from django.db import models


class InquiryFacts(models.Model):
    item = models.OneToOneField(
        "suggestions.Item", models.CASCADE, related_name="inquiry_facts", primary_key=True
    )
    brief = models.ForeignKey(
        "suggestions.BriefIssue",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="inquiries",
        verbose_name="期",
    )
    told_whom = models.CharField("告诉了谁", max_length=60, blank=True)
    told = models.TextField("转告的内容", blank=True)
    told_by = models.ForeignKey("members.Post", models.PROTECT, null=True, blank=True, related_name="+")
    told_at = models.DateTimeField("转告", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "问询要素"

    def __str__(self):
        return f"问询 {self.item_id}"
