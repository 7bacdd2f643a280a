"""Collective [集体]: sector, special committee, party, people's organisation or group; never a login."""

from django.db import models

from members.states import CollectiveKind


class Collective(models.Model):
    organisation = models.ForeignKey("members.Organisation", models.PROTECT, related_name="collectives")
    kind = models.CharField("类别", max_length=10, choices=CollectiveKind)
    name = models.CharField("名称", max_length=60)
    active = models.BooleanField("启用", default=True)

    class Meta:
        ordering = ["kind", "pk"]
        verbose_name = verbose_name_plural = "集体"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind", "name"], name="collective_name_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=CollectiveKind.values), name="collective_kind_known"
            ),
        ]

    def __str__(self):
        return self.name
