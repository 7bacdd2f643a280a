"""Destination [报送]: where a report or an issue was sent upwards, in which form, and what became of it there."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from suggestions.models.about import ONE_SUBJECT, AboutReports
from suggestions.upward.rules import is_inside
from suggestions.upward.states import UP_TONES, UpForm, UpOutcome
from weijianyi.audit.models import SYSTEM


class DestinationQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Editors and leaders: all of their organisation."""
        if actor.kind == SYSTEM:
            return self
        return self.filter(organisation_id=actor.post.organisation_id) if is_inside(actor) else self.none()

    def valid(self):
        return self.filter(voided_at=None)


class Destination(AboutReports):
    organisation = models.ForeignKey("members.Organisation", models.PROTECT, related_name="+")
    to = models.ForeignKey(
        "rulebook.DictionaryEntry", models.PROTECT, related_name="+", verbose_name="报送单位"
    )
    level = models.PositiveSmallIntegerField("层级")  # as of sending, whatever the dictionary says later
    form = models.CharField("形式", max_length=10, choices=UpForm, default=UpForm.SINGLE)
    sent_on = models.DateField("报送日期")
    outcome = models.CharField("结果", max_length=10, choices=UpOutcome, default=UpOutcome.WAITING)
    outcome_on = models.DateField("结果日期", null=True, blank=True)
    document_number = models.CharField("文号", max_length=60, blank=True)
    note = models.CharField("备注", max_length=200, blank=True)
    link = models.ForeignKey(
        "suggestions.ItemLink", models.PROTECT, null=True, blank=True, related_name="+",
        help_text="上级政协在本系统里收到的那一条",
    )  # fmt: skip
    recorded_by = models.ForeignKey("members.Post", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    voided_at = models.DateTimeField("作废", null=True, blank=True)

    objects = DestinationQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_on", "-pk"]
        verbose_name = verbose_name_plural = "报送"
        # Figures of a period: what was sent where.
        indexes = [models.Index(fields=["organisation", "sent_on", "level"], name="destination_figures")]
        constraints = [
            models.CheckConstraint(condition=ONE_SUBJECT, name="destination_one_subject"),
            models.CheckConstraint(
                condition=Q(outcome__in=UpOutcome.values), name="destination_outcome_known"
            ),
            models.CheckConstraint(condition=Q(form__in=UpForm.values), name="destination_form_known"),
            models.CheckConstraint(
                condition=Q(outcome=UpOutcome.WAITING, outcome_on__isnull=True)
                | (~Q(outcome=UpOutcome.WAITING) & Q(outcome_on__isnull=False)),
                name="destination_outcome_has_date",
            ),
            models.UniqueConstraint(
                fields=["report", "to", "sent_on"],
                condition=Q(voided_at__isnull=True, report__isnull=False),
                name="destination_report_once",
            ),
            models.UniqueConstraint(
                fields=["brief", "to", "sent_on"],
                condition=Q(voided_at__isnull=True, brief__isnull=False),
                name="destination_brief_once",
            ),
        ]

    def __str__(self):
        return f"{self.to}（{self.get_form_display()}）"

    @property
    def tone(self):
        return UP_TONES[self.outcome]
