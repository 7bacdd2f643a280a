"""Tally: counts of a ten-minute window, used only while the cache does not answer."""

from django.db import models


class Tally(models.Model):
    bucket = models.CharField(max_length=60)
    window = models.PositiveIntegerField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = "计数"
        constraints = [models.UniqueConstraint(fields=["bucket", "window"], name="tally_once")]

    def __str__(self):
        return f"{self.bucket} {self.count}"
