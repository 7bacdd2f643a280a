"""The office calendar as rows: exceptions to Monday–Friday, years with a notice, extra review days."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from weijianyi.rulebook.models import Remembered


class CalendarDay(Remembered):
    """A day that differs from Monday–Friday; an organisation's row overrides the one for all."""

    class Kind(models.TextChoices):
        OFF = "off", "放假"
        WORKDAY = "workday", "上班"

    organisation = models.ForeignKey(
        "members.Organisation", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="机构"
    )
    date = models.DateField("日期")
    kind = models.CharField("类型", max_length=8, choices=Kind)
    name = models.CharField("名称", max_length=40, blank=True)
    source = models.CharField("来源", max_length=200, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="录入人",
    )
    created_at = models.DateTimeField("录入时间", default=timezone.now, editable=False)

    class Meta:
        ordering = ["date"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "date"],
                name="calendar_day_per_organisation",
                violation_error_message="这一天已有设置。",
            ),
            models.UniqueConstraint(
                fields=["date"],
                condition=Q(organisation__isnull=True),
                name="calendar_day_for_all",
                violation_error_message="这一天已有设置。",
            ),
        ]
        verbose_name = verbose_name_plural = "放假与调休"

    def __str__(self):
        return f"{self.date} {self.get_kind_display()} {self.name}".strip()


class CalendarYear(Remembered):
    """Says that the yearly notice is in the table; without it, dates of that year are provisional."""

    year = models.PositiveSmallIntegerField("年份", unique=True)
    official = models.BooleanField("已有通知", default=True)
    source = models.CharField("来源", max_length=200, blank=True)
    loaded_at = models.DateTimeField("导入时间", default=timezone.now)

    class Meta:
        ordering = ["year"]
        verbose_name = verbose_name_plural = "年度日历"

    def __str__(self):
        return f"{self.year} 年"


class ExtraReviewDay(Remembered):
    """A review day added by hand; it holds even on a day off, because somebody decided so."""

    organisation = models.ForeignKey(
        "members.Organisation", models.PROTECT, related_name="+", verbose_name="机构"
    )
    date = models.DateField("日期")
    note = models.CharField("说明", max_length=100, blank=True)

    class Meta:
        ordering = ["date"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "date"],
                name="extra_review_day_once",
                violation_error_message="这一天已加开审核。",
            )
        ]
        verbose_name = verbose_name_plural = "加开审核日"

    def __str__(self):
        return f"{self.date} {self.note}".strip()
