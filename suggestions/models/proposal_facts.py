"""ProposalFacts: what only a proposal has; one row from its first draft on."""

from django.db import models
from django.db.models import Q

from suggestions.states import PERSONAL, ProposerType, TimeMark


class ProposalFacts(models.Model):
    item = models.OneToOneField(
        "suggestions.Item", models.CASCADE, related_name="proposal_facts", primary_key=True
    )
    proposer_type = models.CharField(
        "提案者", max_length=12, choices=ProposerType, default=ProposerType.INDIVIDUAL
    )
    time_mark = models.CharField("时间", max_length=8, choices=TimeMark, blank=True)
    serial = models.PositiveIntegerField("流水号", null=True, blank=True)
    topic = models.ForeignKey(
        "suggestions.TopicPlan",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name="选题",
    )
    wished_assist = models.CharField("建议会办单位", max_length=120, blank=True)
    cosign_until = models.DateTimeField("联名截止", null=True, blank=True)

    level = models.PositiveSmallIntegerField("已审读次数", default=0)
    reader = models.ForeignKey(
        "members.Post", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="审读人"
    )
    topic_group = models.ForeignKey(
        "rulebook.DictionaryEntry",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="专题组",
    )
    edited = models.JSONField("审读修改后的文字", default=dict, blank=True)
    original = models.JSONField("提案者原文", default=dict, blank=True)
    key_candidate = models.BooleanField("推荐为重点提案", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "提案要素"
        constraints = [
            models.CheckConstraint(
                condition=Q(proposer_type__in=ProposerType.values), name="proposer_type_known"
            ),
            models.CheckConstraint(condition=Q(level__lte=9), name="proposal_level_small"),
        ]

    def __str__(self):
        return f"{self.get_proposer_type_display()} {self.item_id}"

    @property
    def is_collective(self):
        return self.proposer_type not in PERSONAL
