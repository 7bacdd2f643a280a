"""Member [委员]: a seat in an organisation, with sector, committee and county."""

from django.db import models


class Member(models.Model):
    organisation = models.ForeignKey("members.Organisation", models.PROTECT, related_name="members")
    user = models.ForeignKey("members.User", models.PROTECT, null=True, blank=True, related_name="seats")
    name = models.CharField("姓名", max_length=60)
    phone = models.CharField("手机号", max_length=20, blank=True)
    sector = models.ForeignKey(
        "members.Collective", models.PROTECT, null=True, blank=True, related_name="sector_members"
    )
    committee = models.ForeignKey(
        "members.Collective", models.PROTECT, null=True, blank=True, related_name="committee_members"
    )
    county = models.ForeignKey(
        "members.Organisation", models.PROTECT, null=True, blank=True, related_name="members_from"
    )
    employer = models.CharField("单位职务", max_length=100, blank=True)
    valid_from = models.DateField("起", null=True, blank=True)
    valid_to = models.DateField("止", null=True, blank=True)
    standing_from = models.DateField("常委起", null=True, blank=True)
    standing_to = models.DateField("常委止", null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = "委员"

    def __str__(self):
        return self.name

    def standing_on(self, day):
        """Whether the member sat in the standing committee on that day."""
        begun = self.standing_from is not None and self.standing_from <= day
        return begun and (self.standing_to is None or day <= self.standing_to)
