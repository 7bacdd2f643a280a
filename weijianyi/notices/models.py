"""Notice: one message to one person over one channel; a row first, sent afterwards, read by its reader."""

from datetime import datetime

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone


class Channel(models.TextChoices):
    IN_APP = "in_app", "站内"
    EMAIL = "email", "邮件"
    SMS = "sms", "短信"
    WEBHOOK = "webhook", "推送"


class State(models.TextChoices):
    QUEUED = "queued", "待发"
    SENDING = "sending", "发送中"
    SENT = "sent", "已发"
    FAILED = "failed", "未能发出"
    DROPPED = "dropped", "不再需要"


ARRIVED = Q(channel=Channel.IN_APP, state=State.SENT)


class NoticeQuerySet(models.QuerySet):
    def for_user(self, user, posts=None):
        """The inbox: what arrived for posts the user holds today; a right taken away takes its messages along.

        `posts`: those the request has found already.
        """
        if posts is None:
            held_by = self.model._meta.get_field("post").related_model.objects.held_by
            posts = held_by(user, timezone.localdate()).values("pk")
        held = Q(post=None) | Q(post__in=posts)
        return self.filter(ARRIVED, held, user=user)

    def unread(self):
        return self.filter(read_at=None)

    def waiting(self, now: datetime):
        """Rows somebody may take up now: due, or taken up by somebody who did not come back."""
        left = Q(state=State.SENDING, leased_until__lte=now)
        return self.filter(Q(state=State.QUEUED, available_at__lte=now) | left)

    def failed(self):
        return self.filter(state=State.FAILED)


class Notice(models.Model):
    event = models.ForeignKey(
        "audit.Event", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    key = models.CharField("唯一键", max_length=160, null=True, blank=True, unique=True)
    user = models.ForeignKey("members.User", models.PROTECT, related_name="notices", db_index=False)
    post = models.ForeignKey("members.Post", models.PROTECT, null=True, blank=True, related_name="+")
    # What it is about: the reader must still be able to see it when the message is sent.
    content_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    object_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey()
    text = models.CharField("文本", max_length=60)
    channel = models.CharField("渠道", max_length=8, choices=Channel)
    title = models.CharField("标题", max_length=120)
    body = models.TextField("正文", blank=True)
    url = models.CharField("去办理", max_length=200, blank=True)
    thread = models.CharField("事项", max_length=60)
    state = models.CharField("状态", max_length=8, choices=State, default=State.QUEUED)
    available_at = models.DateTimeField("可发时间")
    attempts = models.PositiveSmallIntegerField("尝试次数", default=0)
    leased_until = models.DateTimeField("占用至", null=True, blank=True)
    sent_at = models.DateTimeField("发出时间", null=True, blank=True)
    read_at = models.DateTimeField("已读时间", null=True, blank=True)
    last_error = models.CharField("最近错误", max_length=300, blank=True)
    created_at = models.DateTimeField("写入时间")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "消息"
        indexes = [
            # The inbox and its badge; also every look-up by user.
            models.Index(fields=["user", "read_at", "id"], name="notice_inbox"),
            # What is still to be sent.
            models.Index(
                fields=["channel", "available_at", "id"],
                name="notice_queue",
                condition=Q(state__in=[State.QUEUED, State.SENDING]),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["event", "user", "channel"], name="notice_once_per_event"),
            models.CheckConstraint(
                condition=Q(event__isnull=False) | Q(key__isnull=False), name="notice_has_event_or_key"
            ),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="notice_channel_known"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="notice_state_known"),
            models.CheckConstraint(
                condition=~Q(state=State.SENT) | Q(sent_at__isnull=False), name="notice_sent_has_date"
            ),
        ]

    def __str__(self):
        return f"{self.title}（{self.get_channel_display()}）"


class MutedShort(models.Model):
    """A person wants no short messages of this kind."""

    user = models.ForeignKey("members.User", models.CASCADE, related_name="muted_shorts", db_index=False)
    kind = models.CharField("短信种类", max_length=10)

    class Meta:
        verbose_name = verbose_name_plural = "关闭的短信"
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="muted_short_once")]

    def __str__(self):
        return f"{self.user} {self.kind}"


class ShortSlot(models.Model):
    """The one short message a day that a person may get about a matter, taken by a notice before it is sent."""

    user = models.ForeignKey("members.User", models.PROTECT, related_name="+", db_index=False)
    thread = models.CharField(max_length=60)
    day = models.DateField()
    notice = models.ForeignKey(Notice, models.CASCADE, related_name="short_slots", db_index=False)

    class Meta:
        verbose_name = verbose_name_plural = "短信名额"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "day", "thread"],
                name="short_slot_once_a_day",
                violation_error_message="一件事项一天只给一个人发一条短信。",
            )
        ]

    def __str__(self):
        return f"{self.user} {self.thread} {self.day}"
