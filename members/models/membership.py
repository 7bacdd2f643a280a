"""Membership: a member in a collective or from a county, from and to; the item keeps its own snapshot."""

from django.db import models
from django.db.models import F, Q


class MembershipQuerySet(models.QuerySet):
    def current(self, on):
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=on), valid_from__lte=on)

    def with_names(self):
        return self.select_related("member", "collective", "county")


class Membership(models.Model):
    """Changed only by members/memberships.py, which keeps the current values on Member in step."""

    member = models.ForeignKey("members.Member", models.PROTECT, related_name="memberships")
    collective = models.ForeignKey(
        "members.Collective", models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    county = models.ForeignKey(
        "members.Organisation", models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    convenor = models.BooleanField("召集人", default=False)
    valid_from = models.DateField("起")
    valid_to = models.DateField("止", null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["-convenor", "pk"]
        verbose_name = verbose_name_plural = "所属集体"
        constraints = [
            models.CheckConstraint(
                condition=Q(collective__isnull=False, county__isnull=True)
                | Q(collective__isnull=True, county__isnull=False),
                name="membership_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="membership_dates_in_order",
            ),
            models.UniqueConstraint(
                fields=["member", "collective"],
                condition=Q(valid_to=None, collective__isnull=False),
                name="membership_once",
            ),
        ]

    def __str__(self):
        return f"{self.member} · {self.collective or self.county}"
