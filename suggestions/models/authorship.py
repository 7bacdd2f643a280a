"""Authorship: who stands behind an item, a member, collective, informant or outsider, as of submission."""

from django.db import models
from django.db.models import Q

from suggestions.states import SignerState


class Authorship(models.Model):
    item = models.ForeignKey("suggestions.Item", models.PROTECT, related_name="authorships")
    member = models.ForeignKey(
        "members.Member", models.PROTECT, null=True, blank=True, related_name="authorships"
    )
    collective = models.ForeignKey(
        "members.Collective", models.PROTECT, null=True, blank=True, related_name="authorships"
    )
    user = models.ForeignKey(
        "members.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="authorships",
        verbose_name="信息员",
    )
    outside = models.BooleanField("不在名册", default=False)
    name = models.CharField("署名", max_length=80)
    phone = models.CharField("联系电话", max_length=20, blank=True)
    order = models.PositiveSmallIntegerField("次序", default=0)
    state = models.CharField("署名状态", max_length=10, choices=SignerState, default=SignerState.SIGNED)
    signed_at = models.DateTimeField(null=True, blank=True)
    opinion = models.TextField(blank=True)
    # As of submission: last year's ranking must not change when somebody moves (domain.md §15).
    sector_name = models.CharField("界别", max_length=60, blank=True)
    committee_name = models.CharField("专委会", max_length=60, blank=True)
    county_name = models.CharField("县市区", max_length=60, blank=True)
    via = models.ForeignKey(
        "suggestions.ItemLink", models.PROTECT, null=True, blank=True, related_name="authorships"
    )
    remote = models.BooleanField("来自其他组织", default=False)
    conflicted = models.BooleanField("回避", default=False)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = verbose_name_plural = "署名"
        constraints = [
            models.UniqueConstraint(
                fields=["item", "member"], condition=Q(member__isnull=False), name="author_once"
            ),
            models.UniqueConstraint(
                fields=["item", "collective"], condition=Q(collective__isnull=False), name="collective_once"
            ),
            models.UniqueConstraint(
                fields=["item", "user"], condition=Q(user__isnull=False), name="informant_once"
            ),
            models.CheckConstraint(
                condition=(Q(member__isnull=True) & Q(collective__isnull=True))
                | (Q(member__isnull=True) & Q(user__isnull=True))
                | (Q(collective__isnull=True) & Q(user__isnull=True)),
                name="author_person_or_collective",
            ),
            models.CheckConstraint(
                condition=Q(remote=True)
                | Q(member__isnull=False)
                | Q(collective__isnull=False)
                | Q(user__isnull=False)
                | Q(outside=True),
                name="author_known_at_home",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_first(self):
        return self.order == 0

    def copied(self, item, **other):
        """The same signature on another item, not saved; sector, committee and county are of this one only."""
        same = (
            "member_id",
            "collective_id",
            "user_id",
            "outside",
            "name",
            "phone",
            "order",
            "state",
            "signed_at",
            "remote",
        )
        return Authorship(item=item, **{name: getattr(self, name) for name in same} | other)

    def take_snapshot(self):
        """Fix sector, committee and county as they are now."""
        if self.member:
            member = self.member
            self.name, self.phone = member.name, member.phone
            self.sector_name = member.sector.name if member.sector else ""
            self.committee_name = member.committee.name if member.committee else ""
            self.county_name = member.county.short_name if member.county else ""
        elif self.collective:
            self.name = self.collective.name
