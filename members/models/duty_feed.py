"""DutyFeed [日历订阅]: a calendar link for a phone; it counts while its issuer holds the post and may see them."""

import secrets

from django.db import models
from django.utils import timezone


def secret():
    """What a calendar link carries: 192 bits."""
    return secrets.token_urlsafe(24)


class DutyFeedQuerySet(models.QuerySet):
    def of(self, actor):
        return self.filter(post=actor.post) if actor.post else self.none()

    def valid(self):
        return self.filter(revoked_at=None)


class DutyFeed(models.Model):
    post = models.ForeignKey("members.Post", models.PROTECT, related_name="duty_feeds")
    studio = models.ForeignKey("members.Studio", models.PROTECT, null=True, blank=True, related_name="+")
    secret = models.CharField(max_length=40, unique=True, default=secret, editable=False)
    made_at = models.DateTimeField("开通", default=timezone.now)
    revoked_at = models.DateTimeField("停用", null=True, blank=True)

    objects = DutyFeedQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = verbose_name_plural = "日历订阅"

    def __str__(self):
        return f"{self.post}：{self.studio or '本人值班'}"
