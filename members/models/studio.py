"""Studio [委员工作室]: a place where members meet residents; who serves there, and the code on its poster."""

import secrets

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from members.states import OFFICE, Role, StudioLevel

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # no letters that are read as digits


def token():
    """What a poster's QR code carries; about 59 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(12))


def check_number():
    """Four digits printed on poster and page, so that a pasted-over poster is noticed."""
    return f"{secrets.randbelow(10_000):04d}"


class StudioQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """The office, leaders, members and liaisons of the organisation; nobody else."""
        if actor.post is None or actor.post.role not in READERS:
            return self.none()
        return self.filter(organisation_id=actor.post.organisation_id)

    def in_use(self, first, last):
        """Open on some day of a period."""
        return self.filter(Q(closed_on=None) | Q(closed_on__gt=first), opened_on__lte=last)

    def open_on(self, day):
        return self.filter(Q(closed_on=None) | Q(closed_on__gt=day), opened_on__lte=day)


READERS = OFFICE | {Role.LEADER, Role.MEMBER, Role.OPERATOR, Role.LIAISON, Role.ORG_ADMIN, Role.EDITOR}


class Studio(models.Model):
    organisation = models.ForeignKey("members.Organisation", models.PROTECT, related_name="studios")
    slug = models.SlugField("地址", max_length=16, unique=True, default=token, editable=False)
    name = models.CharField("名称", max_length=60)
    level = models.CharField("层级", max_length=10, choices=StudioLevel)
    address = models.CharField("地址", max_length=120, blank=True)
    phone = models.CharField("联系电话", max_length=30, blank=True)
    intro = models.TextField("简介", blank=True)
    hours = models.CharField("接待时间", max_length=60, blank=True)
    liaison = models.ForeignKey(
        "members.Post", models.PROTECT, null=True, blank=True, related_name="studios", verbose_name="联络员"
    )
    online = models.BooleanField("开通网上接待", default=True)
    opened_on = models.DateField("启用", default=timezone.localdate)
    closed_on = models.DateField("停用", null=True, blank=True)

    objects = StudioQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = verbose_name_plural = "委员工作室"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="studio_name_once"),
            models.CheckConstraint(condition=Q(level__in=StudioLevel.values), name="studio_level_known"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("studio-detail", args=[self.slug])

    @property
    def is_open(self):
        return self.closed_on is None or self.closed_on > timezone.localdate()


class StudioMember(models.Model):
    studio = models.ForeignKey(Studio, models.PROTECT, related_name="seats")
    member = models.ForeignKey("members.Member", models.PROTECT, related_name="studio_seats")
    convenor = models.BooleanField("召集人", default=False)
    expertise = models.JSONField("专长领域", default=list, blank=True)  # codes of the dictionary "category"
    valid_from = models.DateField("起", default=timezone.localdate)
    valid_to = models.DateField("止", null=True, blank=True)

    class Meta:
        ordering = ["-convenor", "pk"]
        verbose_name = verbose_name_plural = "驻室委员"
        constraints = [
            models.UniqueConstraint(
                fields=["studio", "member"], condition=Q(valid_to=None), name="studio_member_once"
            ),
        ]

    def __str__(self):
        return f"{self.member} · {self.studio}"


class StudioCode(models.Model):
    """The code of a poster; replacing it makes the old poster worthless at once."""

    studio = models.ForeignKey(Studio, models.PROTECT, related_name="codes")
    token = models.SlugField("识别码", max_length=16, unique=True, default=token, editable=False)
    check_number = models.CharField("核对号", max_length=4, default=check_number, editable=False)
    issued_at = models.DateTimeField("启用", default=timezone.now)
    issued_by = models.ForeignKey("members.Post", models.PROTECT, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField("停用", null=True, blank=True)
    revoked_by = models.ForeignKey("members.Post", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-pk"]
        verbose_name = verbose_name_plural = "工作室二维码"
        constraints = [
            models.UniqueConstraint(
                fields=["studio"], condition=Q(revoked_at=None), name="studio_code_one_valid"
            ),
        ]

    def __str__(self):
        return f"{self.studio} {self.check_number}"
