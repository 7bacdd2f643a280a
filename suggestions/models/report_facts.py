"""ReportFacts: what only a report has: its source, its lane, the edited text beside the raw one."""

from django.db import models
from django.db.models import Q

from suggestions.states import Secrecy


class ReportFacts(models.Model):
    item = models.OneToOneField(
        "suggestions.Item", models.CASCADE, related_name="report_facts", primary_key=True
    )
    form = models.ForeignKey(
        "rulebook.DictionaryEntry",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="体裁",
    )
    source = models.ForeignKey(
        "rulebook.DictionaryEntry",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="来源渠道",
    )
    topic = models.ForeignKey(
        "suggestions.TopicPlan",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reports",
        verbose_name="选题",
    )
    source_note = models.CharField("来源说明", max_length=120, blank=True)
    urgent = models.BooleanField("第一时间报送", default=False)
    secrecy = models.CharField("密级标识", max_length=10, choices=Secrecy, default=Secrecy.INTERNAL)
    edited = models.JSONField("编辑后的文字", default=dict, blank=True)
    editor = models.ForeignKey(
        "members.Post", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="编辑"
    )
    edited_at = models.DateTimeField("编辑时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "社情民意要素"
        constraints = [
            models.CheckConstraint(condition=Q(secrecy__in=Secrecy.values), name="report_secrecy_known"),
        ]

    def __str__(self):
        return f"{self.get_secrecy_display()} {self.item_id}"
