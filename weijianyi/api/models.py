"""ApiKey [接口密钥], ApiCall (a write done once), WebhookSubscription [事件推送] and its deliveries."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from members.states import Role, Scope


class OfAdmin(models.QuerySet):
    """Rows of an organisation, for its administrator alone."""

    organisation = "organisation_id"

    def for_actor(self, actor):
        if actor.post is None or actor.post.role != Role.ORG_ADMIN:
            return self.none()
        return self.filter(**{self.organisation: actor.post.organisation_id})


class Purpose(models.TextChoices):
    READ = "read", "读取公开的办理情况"
    DEPARTMENT = "department", "承办单位系统"


class ApiKey(models.Model):
    """Issued for one purpose, shown once; only its hash is kept."""

    organisation = models.ForeignKey("members.Organisation", models.PROTECT, related_name="+")
    name = models.CharField("名称", max_length=40)
    purpose = models.CharField("用途", max_length=10, choices=Purpose)
    post = models.ForeignKey("members.Post", models.PROTECT, related_name="+")
    scopes = models.JSONField("权限", default=list)
    prefix = models.CharField("前缀", max_length=8, unique=True)
    digest = models.CharField(max_length=64)
    expires_on = models.DateField("有效期至")
    created_at = models.DateTimeField("签发")
    created_by = models.ForeignKey("members.Post", models.PROTECT, related_name="+")
    form_key = models.CharField(
        max_length=64, unique=True
    )  # the form's one-time key: a double click makes one
    last_used_at = models.DateTimeField("最近使用", null=True, blank=True)
    revoked_at = models.DateTimeField("吊销", null=True, blank=True)
    revoked_by = models.ForeignKey("members.Post", models.PROTECT, null=True, blank=True, related_name="+")

    objects = OfAdmin.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = verbose_name_plural = "接口密钥"
        constraints = [
            models.CheckConstraint(condition=Q(purpose__in=Purpose.values), name="api_purpose_known")
        ]

    def __str__(self):
        return self.name

    @property
    def usable(self):
        return self.revoked_at is None and self.expires_on >= timezone.localdate()

    @property
    def state(self):
        """(word, tone) for its page."""
        if self.revoked_at:
            return "已吊销", "bad"
        return ("有效", "ok") if self.usable else ("已到期", "wait")

    @property
    def scope_words(self):
        return "、".join(Scope(scope).label for scope in self.scopes)


class ApiCall(models.Model):
    """A write that was done under an Idempotency-Key, with what was answered."""

    key = models.ForeignKey(ApiKey, models.CASCADE, related_name="+")
    idempotency_key = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64)  # of method, path and content
    body = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "接口写入"
        constraints = [models.UniqueConstraint(fields=["key", "idempotency_key"], name="api_call_once")]

    def __str__(self):
        return self.idempotency_key


class WebhookSubscription(models.Model):
    """Where the events go that a key may read of."""

    key = models.ForeignKey(
        ApiKey, models.PROTECT, related_name="subscriptions", verbose_name="以哪个密钥的权限"
    )
    organisation = models.ForeignKey("members.Organisation", models.PROTECT, related_name="+")
    name = models.CharField("名称", max_length=40)
    url = models.URLField("推送地址", max_length=300)
    events = models.JSONField("事件", default=list)
    secret = models.TextField(blank=True)  # sealed
    failures = models.PositiveSmallIntegerField("连续失败", default=0)
    paused_at = models.DateTimeField("暂停", null=True, blank=True)
    pause_reason = models.CharField("暂停原因", max_length=100, blank=True)
    created_at = models.DateTimeField("登记", default=timezone.now)

    objects = OfAdmin.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = "事件推送"
        # Asked for every event of an organisation.
        indexes = [models.Index(fields=["organisation", "paused_at"], name="webhook_of_organisation")]

    def __str__(self):
        return self.name


class DeliveryState(models.TextChoices):
    WAITING = "waiting", "等待发送"
    DELIVERED = "delivered", "已送达"
    FAILED = "failed", "没有送到"
    HELD = "held", "推送已暂停"


TONES = {"waiting": "wait", "delivered": "ok", "failed": "bad", "held": "wait"}


class DeliveryQuerySet(OfAdmin):
    organisation = "subscription__organisation_id"


class WebhookDelivery(models.Model):
    """One event for one subscriber: what was sent, how often, with what result."""

    subscription = models.ForeignKey(WebhookSubscription, models.CASCADE, related_name="deliveries")
    event = models.ForeignKey("audit.Event", models.PROTECT, related_name="+")
    request_id = models.UUIDField("请求编号", default=uuid.uuid4, unique=True)
    payload = models.JSONField(default=dict)
    state = models.CharField("状态", max_length=10, choices=DeliveryState, default=DeliveryState.WAITING)
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    turn = models.PositiveSmallIntegerField(default=0)  # how often a person asked for it again
    status = models.PositiveSmallIntegerField("回应", null=True, blank=True)
    error = models.CharField("说明", max_length=200, blank=True)
    created_at = models.DateTimeField("产生")
    delivered_at = models.DateTimeField("送达", null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = verbose_name_plural = "推送记录"
        indexes = [models.Index(fields=["subscription", "-id"], name="webhook_log")]
        constraints = [
            models.UniqueConstraint(fields=["subscription", "event"], name="webhook_once_per_event"),
            models.CheckConstraint(condition=Q(state__in=DeliveryState.values), name="webhook_state_known"),
        ]

    def __str__(self):
        return str(self.request_id)

    @property
    def tone(self):
        return TONES[self.state]
