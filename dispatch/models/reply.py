"""Reply [答复]: what a desk answers in one round; an assist desk's opinion is a reply too."""

from django.db import models
from django.db.models import Q


class Reply(models.Model):
    desk = models.ForeignKey("dispatch.Assignment", models.PROTECT, related_name="replies")
    round = models.PositiveSmallIntegerField("轮次", default=1)
    facts = models.TextField("办理情况", blank=True)
    measures = models.TextField("采取措施", blank=True)
    result_class = models.ForeignKey(
        "rulebook.DictionaryEntry",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="结果",
    )
    done_on = models.DateField("完成或预计完成日期", null=True, blank=True)
    ground = models.TextField("政策依据或客观原因", blank=True)
    contact_name = models.CharField("经办人", max_length=40, blank=True)
    contact_phone = models.CharField("联系电话", max_length=30, blank=True)
    leader_name = models.CharField("分管领导", max_length=40, blank=True)
    saved_at = models.DateTimeField("保存", auto_now=True)
    drafted_by = models.ForeignKey("members.Post", models.PROTECT, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField("送签", null=True, blank=True)
    signed_by = models.ForeignKey("members.Post", models.PROTECT, null=True, blank=True, related_name="+")
    signed_at = models.DateTimeField("签发", null=True, blank=True)
    checked_by = models.ForeignKey("members.Post", models.PROTECT, null=True, blank=True, related_name="+")
    released_at = models.DateTimeField("转委员", null=True, blank=True)

    class Meta:
        ordering = ["desk", "round"]
        verbose_name = verbose_name_plural = "答复"
        constraints = [
            models.UniqueConstraint(fields=["desk", "round"], name="reply_once_a_round"),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True) | (Q(signed_at__isnull=False) & ~Q(facts="")),
                name="reply_released_is_signed",
            ),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True, signed_by__isnull=True)
                | Q(signed_at__isnull=False, signed_by__isnull=False),
                name="reply_signed_by_someone",
            ),
        ]

    def __str__(self):
        return f"{self.desk} 第{self.round}轮"
