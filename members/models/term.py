"""Term [届]: the years one committee sits; sessions (次) and memberships fall into it."""

from django.db import models
from django.db.models import F, Q

from members.numerals import numeral


class Term(models.Model):
    organisation = models.ForeignKey("members.Organisation", models.PROTECT, related_name="terms")
    number = models.PositiveSmallIntegerField("届")
    begins_on = models.DateField("起")
    ends_on = models.DateField("止", null=True, blank=True)
    closed_at = models.DateTimeField("已换届", null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        verbose_name = verbose_name_plural = "届"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="term_once"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("begins_on")), name="term_dates_in_order"
            ),
        ]

    def __str__(self):
        return f"第{numeral(self.number)}届"
