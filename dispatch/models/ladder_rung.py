"""LadderRung [提醒规则]: one rung of the reminder ladder: on what, when, to whom, through which channels."""

from datetime import time

from django.db import models
from django.db.models import Q

from dispatch.ladder.states import Watch, When
from weijianyi.clock.seeds import LABELS
from weijianyi.rulebook.models import Versioned


class LadderRung(Versioned):
    code = models.SlugField("代码", max_length=40)
    label = models.CharField("名称", max_length=30)
    watch = models.CharField("盯什么", max_length=14, choices=Watch)
    clock = models.SlugField("环节", max_length=40, blank=True, db_index=False)
    step = models.CharField("步骤", max_length=80, blank=True)
    when = models.CharField("怎样数", max_length=8, choices=When, blank=True)
    amount = models.PositiveSmallIntegerField("数值", default=0)
    at = models.TimeField("时间", default=time(8, 30))
    to = models.JSONField("提醒谁", default=list)
    channels = models.JSONField("渠道", default=list, blank=True)
    at_once = models.BooleanField("邮件、短信即时发出，不等每日汇总", default=False)
    wording = models.CharField("措辞", max_length=120, blank=True)
    proposes = models.BooleanField("同时提出督办建议", default=False)
    active = models.BooleanField("启用", default=True)
    order = models.PositiveSmallIntegerField("次序", default=0)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = verbose_name_plural = "提醒规则"
        indexes = [models.Index(fields=["code", "valid_from"], name="ladder_rung_code_from")]
        constraints = [
            models.CheckConstraint(condition=Q(watch__in=Watch.values), name="ladder_rung_watch_known"),
            models.CheckConstraint(
                condition=~Q(watch=Watch.CLOCK) | (Q(when__in=When.values) & ~Q(clock="")),
                name="ladder_rung_clock_has_when",
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def condition(self):
        """When it comes, in words."""
        if self.watch not in (Watch.STEP, Watch.COUNT):
            return f"{self.moment_words}，{self.at:%H:%M}"
        outside = set(self.channels) - {"in_app"}
        return "当时；邮件、短信并入次日早上的汇总" if outside and not self.at_once else "当时"

    @property
    def moment_words(self):
        what = LABELS.get(self.clock, "答复")
        words = {
            When.BEFORE: f"{what}到期前 {self.amount} 个工作日" if self.amount else f"{what}到期当天",
            When.SHARE: f"{what}用去期限的 {self.amount}%",
            When.AFTER: f"{what}逾期 {self.amount} 个工作日",
            When.SINCE: f"{what}开始后 {self.amount} 个工作日",
        }
        if self.watch == Watch.CLOSING:
            return f"季度结束前 {self.amount} 天"
        return words.get(self.when) or self.get_watch_display()
