"""Rows of background work: what is still to be done, and which timed job ran when."""

from django.db import models
from django.db.models import Q


class OutboxQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(done_at=None, cancelled_at=None)

    def due(self, now):
        """Rows somebody may take up now: available, not leased, not given up."""
        free = Q(leased_until=None) | Q(leased_until__lte=now)
        return self.waiting().filter(free, available_at__lte=now, attempts__lt=Outbox.MAX_ATTEMPTS)

    def finished_before(self, moment):
        return self.filter(Q(done_at__lt=moment) | Q(cancelled_at__lt=moment))

    def stuck(self):
        """Rows tried too often; a person must look at them."""
        return self.waiting().filter(attempts__gte=Outbox.MAX_ATTEMPTS)


class Outbox(models.Model):
    """One thing to do after a change, written in the same transaction as the change."""

    MAX_ATTEMPTS = 12

    topic = models.CharField("主题", max_length=50)
    key = models.CharField("唯一键", max_length=200, unique=True)
    payload = models.JSONField("内容", default=dict, blank=True)
    available_at = models.DateTimeField("可办理时间")
    attempts = models.PositiveSmallIntegerField("尝试次数", default=0)
    leased_until = models.DateTimeField("占用至", null=True, blank=True)
    done_at = models.DateTimeField("完成时间", null=True, blank=True)
    cancelled_at = models.DateTimeField("取消时间", null=True, blank=True)
    last_error = models.CharField("最近错误", max_length=300, blank=True)
    created_at = models.DateTimeField("写入时间")

    objects = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "待办消息"
        indexes = [
            models.Index(
                fields=["available_at", "id"],
                name="outbox_waiting",
                condition=Q(done_at=None, cancelled_at=None),
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="outbox_done_or_cancelled",
                condition=Q(done_at=None) | Q(cancelled_at=None),
                violation_error_message="一条待办消息不能既已完成又被取消。",
            )
        ]

    def __str__(self):
        return f"{self.topic} {self.key}"


class JobRun(models.Model):
    """One run of a timed job; daily jobs have one row per date, repeating jobs one row (period "")."""

    name = models.CharField("工作", max_length=50)
    period = models.CharField("期次", max_length=10, blank=True)
    started_at = models.DateTimeField("开始时间")
    finished_at = models.DateTimeField("结束时间", null=True, blank=True)
    report = models.TextField("报告", blank=True)
    error = models.CharField("错误", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "定时工作记录"
        constraints = [
            models.UniqueConstraint(
                fields=["name", "period"],
                name="job_run_once_per_period",
                violation_error_message="同一期次的工作只记录一次。",
            )
        ]

    def __str__(self):
        return f"{self.name} {self.period}".strip()
