"""Mixin of rows about one report or one issue: exactly one of the two, and what is common to both."""

from django.db import models
from django.db.models import Q


class AboutReports(models.Model):
    report = models.ForeignKey(
        "suggestions.Item", models.PROTECT, null=True, blank=True, related_name="%(class)ss"
    )
    brief = models.ForeignKey(
        "suggestions.BriefIssue", models.PROTECT, null=True, blank=True, related_name="%(class)ss"
    )

    class Meta:
        abstract = True

    @property
    def subject(self):
        return self.report or self.brief

    @property
    def subject_title(self):
        """The title as it is known at the editor's desk."""
        if self.report is None:
            return self.brief.title
        return self.report.report_facts.edited.get("title") or str(self.report)

    @property
    def subject_number(self):
        """社情民意〔2026〕12号 or 《社情民意》2026年第3期: names it without a word of what it says."""
        return self.subject.reference or (
            "一条社情民意信息" if self.report_id else f"《{self.brief.series}》"
        )

    @property
    def reports(self):
        """The reports behind it."""
        if self.report_id:
            return [self.report]
        return [entry.report for entry in self.brief.entries.select_related("report__case")]


ONE_SUBJECT = Q(report__isnull=False, brief__isnull=True) | Q(report__isnull=True, brief__isnull=False)
RELATED = ("report__report_facts", "brief__series")
