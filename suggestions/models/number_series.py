"""NumberSeries: the last number given per organisation, series and year (proposals: session)."""

from django.db import models


class NumberSeries(models.Model):
    organisation = models.ForeignKey("members.Organisation", models.PROTECT, related_name="+")
    series = models.CharField(max_length=30)
    year = models.PositiveIntegerField(help_text="年份；提案按届次时为届次的主键")
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "series", "year"], name="number_series_once"),
        ]

    def __str__(self):
        return f"{self.series} {self.year}: {self.last}"
