"""ItemLink: from item to item: converted, merged, passed up or down, followed up, reported up."""

from django.db import models
from django.db.models import F, Q

from suggestions.states import PASSED, LinkKind, State


class ItemLinkQuerySet(models.QuerySet):
    def passed(self):
        """What came from another organisation, up or down: counted and rated at home."""
        return self.filter(kind__in=PASSED, voided_at=None)

    def by_step(self, item, event, kind, **facts):
        """The link that a step of `item` makes."""
        return self.create(
            from_item=item, kind=kind, source_state=event.from_state, offered_at=event.occurred_at, **facts
        )


class ItemLink(models.Model):
    from_item = models.ForeignKey("suggestions.Item", models.PROTECT, related_name="links_out")
    to_item = models.ForeignKey(
        "suggestions.Item", models.PROTECT, null=True, blank=True, related_name="links_in"
    )
    kind = models.CharField("关系", max_length=12, choices=LinkKind)
    organisation = models.ForeignKey(
        "members.Organisation", models.PROTECT, related_name="links_in", help_text="对方组织"
    )
    source_state = models.CharField("来自状态", max_length=12, choices=State)
    reason = models.TextField("说明", blank=True)
    offered_at = models.DateTimeField("发出")
    received_at = models.DateTimeField("收到", null=True, blank=True)
    refused_at = models.DateTimeField("拒收", null=True, blank=True)
    recalled_at = models.DateTimeField("收回", null=True, blank=True)
    result_at = models.DateTimeField("结果返回", null=True, blank=True)
    voided_at = models.DateTimeField("撤销", null=True, blank=True)
    # Of a hand-over only: its name in messages and exchange files, and what the other side last told of itself.
    code = models.CharField("流转编码", max_length=12, null=True, blank=True, unique=True, editable=False)
    far_number = models.CharField("对方编号", max_length=40, blank=True)
    far_state = models.CharField("对方进度", max_length=40, blank=True)
    far_holder = models.CharField("对方由谁办理", max_length=80, blank=True)
    far_due = models.DateField("对方期限", null=True, blank=True)
    far_note = models.CharField("对方说明", max_length=200, blank=True)
    far_told_at = models.DateTimeField("对方最近告知", null=True, blank=True)

    objects = ItemLinkQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = "事项关联"
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=LinkKind.values), name="link_kind_known"),
            models.CheckConstraint(
                condition=Q(to_item__isnull=True) | ~Q(to_item=F("from_item")), name="link_to_another"
            ),
            models.UniqueConstraint(
                fields=["from_item"],
                condition=Q(kind__in=["converted", "merged"], voided_at__isnull=True),
                name="link_converted_or_merged_once",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.from_item_id} → {self.to_item_id}"
