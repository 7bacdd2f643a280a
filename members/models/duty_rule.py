"""DutyRule [值班规则]: when somebody serves in a studio: every week or once a month, in turn or for the month."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from members.states import DutyMode

WEEKDAYS = [(day, f"周{word}") for day, word in enumerate("一二三四五六日")]
WEEKS = [(n, f"第{word}个") for n, word in enumerate("一二三四", 1)] + [(5, "最后一个")]


class DutyRule(models.Model):
    """When somebody serves: every week or once a month; taken in turn, or one member for the whole month."""

    studio = models.ForeignKey("members.Studio", models.PROTECT, related_name="duty_rules")
    weekday = models.PositiveSmallIntegerField("星期", choices=WEEKDAYS)
    week = models.PositiveSmallIntegerField("当月", choices=WEEKS, null=True, blank=True)
    starts = models.TimeField("从")
    ends = models.TimeField("到")
    mode = models.CharField("方式", max_length=8, choices=DutyMode, default=DutyMode.ON_SITE)
    whole_month = models.BooleanField("一人一月", default=False)
    for_head = models.BooleanField("局长进站", default=False)
    subject = models.CharField("对口领域", max_length=40, blank=True)  # a code of the dictionary "category"
    topic = models.CharField("主题", max_length=60, blank=True)
    moves = models.BooleanField("遇放假顺延", default=False)
    valid_from = models.DateField("起", default=timezone.localdate)
    valid_to = models.DateField("止", null=True, blank=True)

    class Meta:
        ordering = ["weekday", "starts", "pk"]
        verbose_name = verbose_name_plural = "值班规则"
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="duty_rule_times_in_order"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="duty_rule_weekday_known"),
            models.CheckConstraint(
                condition=Q(week__isnull=True) | Q(week__gte=1, week__lte=5), name="duty_rule_week_known"
            ),
        ]

    def __str__(self):
        day = self.get_weekday_display()
        return f"每月{self.get_week_display()}{day}" if self.week else f"每{day}"

    @property
    def when(self):
        return f"{self} {self.starts:%H:%M}–{self.ends:%H:%M}"
