"""Informant [信息员]: who reports for a unit, a collective, a county committee or a place; a person without a seat."""

from django.db import models
from django.db.models import Q

from members.states import Role


class GridLevel(models.TextChoices):
    TOWNSHIP = "township", "乡镇街道"
    COMMUNITY = "community", "村和社区"
    CELL = "cell", "网格"


class InformantKind(models.TextChoices):
    INFORMANT = "informant", "信息员"
    DELIBERATOR = (
        "deliberator",
        "议政员",
    )  # recruited at the front line, without a seat: gathers and deliberates


class OfOrganisation(models.QuerySet):
    def visible_to(self, actor):
        """Editors and leaders keep the grid of their organisation."""
        if actor.post is None or actor.post.role not in (Role.EDITOR, Role.LEADER):
            return self.none()
        return self.filter(organisation_id=actor.post.organisation_id)


class InformantQuerySet(OfOrganisation):
    def current(self, on):
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=on), valid_from__lte=on)


class GridPlace(models.Model):
    """A township, community or cell that is to name an informant; all others stand in tables of their own."""

    organisation = models.ForeignKey("members.Organisation", models.PROTECT, related_name="grid_places")
    level = models.CharField("层级", max_length=10, choices=GridLevel)
    name = models.CharField("名称", max_length=60)
    active = models.BooleanField("启用", default=True)

    objects = OfOrganisation.as_manager()

    class Meta:
        ordering = ["-level", "name"]
        verbose_name = verbose_name_plural = "网格"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "level", "name"], name="grid_place_once"),
            models.CheckConstraint(condition=Q(level__in=GridLevel.values), name="grid_level_known"),
        ]

    def __str__(self):
        return self.name


UNITS = ("department", "collective", "county", "place")


def of_one_unit():
    """Exactly one of the four is set."""
    found = Q()
    for name in UNITS:
        found |= Q(**{f"{other}__isnull": other != name for other in UNITS})
    return found


class Informant(models.Model):
    organisation = models.ForeignKey("members.Organisation", models.PROTECT, related_name="informants")
    kind = models.CharField("身份", max_length=12, choices=InformantKind, default=InformantKind.INFORMANT)
    background = models.CharField("来自哪里", max_length=60, blank=True)
    name = models.CharField("姓名", max_length=60)
    phone = models.CharField("电话", max_length=20, blank=True)
    department = models.ForeignKey(
        "dispatch.Department", models.PROTECT, null=True, blank=True, related_name="informants"
    )
    collective = models.ForeignKey(
        "members.Collective", models.PROTECT, null=True, blank=True, related_name="informants"
    )
    place = models.ForeignKey(GridPlace, models.PROTECT, null=True, blank=True, related_name="informants")
    county = models.ForeignKey(
        "members.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="下级政协",
    )
    post = models.ForeignKey(
        "members.Post",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="informant_of",
        verbose_name="账号",
    )
    studio = models.ForeignKey(
        "members.Studio", models.PROTECT, null=True, blank=True, related_name="deliberators",
        verbose_name="所在工作室",
    )  # fmt: skip
    valid_from = models.DateField("起")
    valid_to = models.DateField("止", null=True, blank=True)

    objects = InformantQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = "信息员"
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=InformantKind.values), name="informant_kind_known"),
            models.CheckConstraint(
                condition=Q(studio=None) | Q(kind=InformantKind.DELIBERATOR),
                name="informant_studio_of_deliberator",
            ),
            models.CheckConstraint(
                condition=of_one_unit(),
                name="informant_of_one_unit",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")),
                name="informant_days_in_order",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def unit(self):
        return self.department or self.collective or self.county or self.place
