"""FixedContact [固定联系]: residents and households a member keeps in touch with; the member's eyes only."""

from django.db import models
from django.utils import timezone

from members.states import Role


class FixedContactQuerySet(models.QuerySet):
    def for_actor(self, actor):
        """The member's own, worn as the member; no stand-in, no office, no administrator, no export."""
        post = actor.post
        if post is None or post.role != Role.MEMBER or actor.user is None or post.user_id != actor.user.pk:
            return self.none()
        return self.filter(member_id=post.member_id)


class FixedContact(models.Model):
    class Kind(models.TextChoices):
        RESIDENT = "resident", "群众"
        HOUSEHOLD = "household", "家庭"

    member = models.ForeignKey("members.Member", models.CASCADE, related_name="fixed_contacts")
    kind = models.CharField("类别", max_length=10, choices=Kind, default=Kind.RESIDENT)
    name = models.CharField("姓名或户主", max_length=40)
    place = models.CharField("住址或单位", max_length=80, blank=True)
    phone = models.CharField("电话", max_length=20, blank=True)
    note = models.TextField("自己的记录", blank=True)
    met_on = models.DateField("最近联系", null=True, blank=True)
    since = models.DateField("起", default=timezone.localdate)

    objects = FixedContactQuerySet.as_manager()

    class Meta:
        ordering = ["met_on", "pk"]
        verbose_name = verbose_name_plural = "固定联系"

    def __str__(self):
        return self.name
