"""What an account has beside its password: codes sent once, passwords used before, identities elsewhere."""

from django.contrib.auth.hashers import check_password
from django.db import models
from django.db.models import Q
from django.utils import timezone


class ResetCode(models.Model):
    """Six digits for a forgotten password, kept as a hash; the newest one counts."""

    user = models.ForeignKey("members.User", models.CASCADE, related_name="reset_codes")
    code = models.CharField(max_length=128)
    channel = models.CharField(max_length=8)
    sent_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = verbose_name_plural = "找回密码验证码"

    def __str__(self):
        return f"{self.user_id} {self.sent_at:%Y-%m-%d %H:%M}"

    def fits(self, typed):
        return check_password(typed, self.code)


class UsedPassword(models.Model):
    """The hash of a password given up: the last few are refused."""

    user = models.ForeignKey("members.User", models.CASCADE, related_name="used_passwords")
    password = models.CharField(max_length=128)
    left_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pk"]
        verbose_name = verbose_name_plural = "用过的密码"

    def __str__(self):
        return f"{self.user_id} {self.left_at:%Y-%m-%d}"


class ExternalIdentity(models.Model):
    """An account of a sign-in service outside, matched by issuer and subject, never by name."""

    user = models.ForeignKey("members.User", models.CASCADE, related_name="identities")
    issuer = models.CharField("签发方", max_length=200)
    subject = models.CharField("编号", max_length=255)
    label = models.CharField("显示名", max_length=100, blank=True)
    linked_at = models.DateTimeField("绑定", default=timezone.now)
    used_at = models.DateTimeField("最近登录", null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = "外部身份"
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="identity_once"),
            models.CheckConstraint(condition=~Q(subject=""), name="identity_has_subject"),
        ]

    def __str__(self):
        return self.label or self.subject
