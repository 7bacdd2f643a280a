"""UpperProposal [上级委员提案]: what a higher-level member living here proposed there, and what help was given."""

from django.db import models
from django.db.models import Q

from suggestions.topics import rules as topic_rules
from suggestions.topics.states import UPPER_TONES, HelpKind, UpperLevel, UpperState


class UpperProposalQuerySet(models.QuerySet):
    def visible_to(self, actor):
        if not topic_rules.reads_upper(actor):
            return self.none()
        return self.filter(organisation_id=actor.post.organisation_id, voided_at=None)


class UpperProposal(models.Model):
    organisation = models.ForeignKey("members.Organisation", models.PROTECT, related_name="+")
    name = models.CharField("委员姓名", max_length=60)
    level = models.CharField("层级", max_length=10, choices=UpperLevel)
    seat = models.CharField("界别或职务", max_length=60, blank=True)
    title = models.CharField("提案题目", max_length=100)
    submitted_on = models.DateField("提交日期", null=True, blank=True)
    helps = models.JSONField("给予的帮助", default=list, blank=True)
    help_note = models.TextField("帮助情况", blank=True)
    state = models.CharField("进展", max_length=10, choices=UpperState, default=UpperState.PLANNED)
    outcome = models.TextField("结果", blank=True)
    link = models.URLField("网址", max_length=300, blank=True)
    entered_by = models.ForeignKey("members.Post", models.PROTECT, related_name="+", verbose_name="登记人")
    entered_at = models.DateTimeField("登记", auto_now_add=True)
    voided_at = models.DateTimeField("作废", null=True, blank=True)

    objects = UpperProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = verbose_name_plural = "上级委员提案"
        constraints = [
            models.CheckConstraint(condition=Q(level__in=UpperLevel.values), name="upper_level_known"),
            models.CheckConstraint(condition=Q(state__in=UpperState.values), name="upper_state_known"),
            models.CheckConstraint(
                condition=Q(state=UpperState.PLANNED) | Q(submitted_on__isnull=False),
                name="upper_submitted_has_date",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def tone(self):
        return UPPER_TONES[self.state]

    @property
    def help_words(self):
        labels = dict(HelpKind.choices)
        return "、".join(labels[kind] for kind in self.helps if kind in labels)
