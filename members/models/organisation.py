"""Organisation [政协委员会]: province, city and county committees as a tree; the unit of visibility."""

from django.db import models

from members.states import Level

TAILS = ("政协", "委员会", "人民")


def place_named(name):
    """大安区政协 → 大安区; what is shorter than two characters names no place."""
    for tail in TAILS:
        name = name.replace(tail, "")
    return name if len(name) > 1 else ""


class Organisation(models.Model):
    code = models.SlugField("代码", max_length=20, unique=True)
    name = models.CharField("名称", max_length=60)
    short_name = models.CharField("简称", max_length=20)
    level = models.CharField("层级", max_length=10, choices=Level)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    office_phone = models.CharField("值班电话", max_length=30, blank=True)
    letter_name = models.CharField("发文机关标志", max_length=60, blank=True)
    active = models.BooleanField("启用", default=True)

    class Meta:
        ordering = ["level", "name"]
        verbose_name = verbose_name_plural = "政协组织"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(level__in=Level.values), name="organisation_level_known"
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def place(self):
        return place_named(self.short_name)
