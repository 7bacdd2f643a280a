"""LinkMessage [流转消息]: what one side of a hand-over tells the other; applied once, in its order."""

import uuid

from django.db import models
from django.db.models import Q

from dispatch.linkage.states import CUSTODY, MessageKind, Outcome


class LinkMessageQuerySet(models.QuerySet):
    def custody(self):
        """The signed-off hand-overs: what both sides show."""
        return self.filter(kind__in=CUSTODY)

    def not_applied(self):
        return self.filter(applied_at=None)


class LinkMessage(models.Model):
    uid = models.UUIDField("消息编码", default=uuid.uuid4, unique=True, editable=False)
    link = models.ForeignKey("suggestions.ItemLink", models.PROTECT, related_name="messages")
    kind = models.CharField("类型", max_length=10, choices=MessageKind)
    sender = models.ForeignKey("members.Organisation", models.PROTECT, related_name="+")
    receiver = models.ForeignKey("members.Organisation", models.PROTECT, related_name="+")
    number = models.PositiveIntegerField("序号", help_text="同一流转、同一发出方，从 1 起")
    body = models.JSONField("内容", default=dict)
    occurred_at = models.DateTimeField("发生")
    recorded_at = models.DateTimeField("记入", auto_now_add=True)
    applied_at = models.DateTimeField("处理", null=True, blank=True)
    outcome = models.CharField("结果", max_length=8, choices=Outcome, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)

    objects = LinkMessageQuerySet.as_manager()

    class Meta:
        ordering = ["occurred_at", "pk"]
        verbose_name = verbose_name_plural = "流转消息"
        constraints = [
            models.UniqueConstraint(fields=["link", "sender", "number"], name="link_message_numbered"),
            models.CheckConstraint(condition=Q(kind__in=MessageKind.values), name="link_message_known"),
            models.CheckConstraint(
                condition=Q(applied_at__isnull=True, outcome="")
                | (Q(applied_at__isnull=False) & ~Q(outcome="")),
                name="link_message_applied_with_outcome",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.number}"
