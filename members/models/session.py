"""Session [届/次]: one plenary of one term; proposals are numbered within it."""

from django.db import models

from members.numerals import numeral


class Session(models.Model):
    organisation = models.ForeignKey("members.Organisation", models.PROTECT, related_name="sessions")
    term = models.PositiveSmallIntegerField("届")
    meeting = models.PositiveSmallIntegerField("次")
    opens_on = models.DateField("开幕")
    closes_on = models.DateField("闭幕")
    cutoff_at = models.DateTimeField("大会提案截止")

    class Meta:
        ordering = ["-opens_on"]
        verbose_name = verbose_name_plural = "届次"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "term", "meeting"], name="session_once"),
            models.CheckConstraint(
                condition=models.Q(closes_on__gte=models.F("opens_on")), name="session_dates_in_order"
            ),
        ]

    def __str__(self):
        return f"{numeral(self.term)}届{numeral(self.meeting)}次"
