"""Review: one opinion by one reader: consult, return, decline, accept, convert, merge, pass."""

from django.db import models
from django.db.models import Q

from suggestions.states import Outcome


class Review(models.Model):
    item = models.ForeignKey("suggestions.Item", models.PROTECT, related_name="reviews")
    level = models.PositiveSmallIntegerField("审级", default=1)
    reader = models.ForeignKey("members.Post", models.PROTECT, null=True, blank=True, related_name="reviews")
    outcome = models.CharField("结论", max_length=10, choices=Outcome)
    reason = models.ForeignKey(
        "rulebook.DictionaryEntry", models.PROTECT, null=True, blank=True, related_name="reviews"
    )
    opinion = models.TextField("意见", blank=True)
    corrections = models.JSONField("文字修改", default=dict, blank=True)  # {field: [before, after]}
    advises = models.CharField("建议结论", max_length=12, blank=True)
    occurred_at = models.DateTimeField("时间")
    voided_at = models.DateTimeField("撤销", null=True, blank=True)
    event = models.ForeignKey("audit.Event", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = "审核意见"
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome="decline") | (Q(reason__isnull=False) & ~Q(opinion="")),
                name="review_decline_explained",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="return") | ~Q(opinion=""), name="review_return_says_what"
            ),
        ]

    def __str__(self):
        return f"{self.get_outcome_display()} {self.item_id}"
