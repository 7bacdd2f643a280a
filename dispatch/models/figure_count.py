"""FigureCount [预计数]: the numbers of one stretch of days, counted ahead for organisations with very many items."""

from django.db import models

from suggestions.states import Kind


class FigureCount(models.Model):
    """`cut` is empty where facts count as of now, else the evening facts are counted to. Derived: may be deleted."""

    organisation = models.ForeignKey("members.Organisation", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    first = models.DateField()
    last = models.DateField()
    cut = models.CharField(max_length=10, blank=True)
    numbers = models.JSONField()
    event = models.BigIntegerField()  # the newest event when it was counted
    counted_at = models.DateTimeField()
    checked_at = models.DateTimeField()  # nothing it counts has changed up to then

    class Meta:
        verbose_name = verbose_name_plural = "预计数"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "first", "last", "cut"], name="figure_count_once"
            )
        ]

    def __str__(self):
        return f"{self.first}—{self.last}"
