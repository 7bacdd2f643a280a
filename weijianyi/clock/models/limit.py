"""TimeLimit: how long each step may take, with its basis, valid from a day on."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from weijianyi.clock.due import Unit
from weijianyi.clock.seeds import LABELS
from weijianyi.rulebook.models import Versioned


class TimeLimit(Versioned):
    """One limit of one step; a blank kind stands for every kind that has no row of its own."""

    class Kind(models.TextChoices):
        ANY = "", "各类"
        SUGGESTION = "suggestion", "微建议"
        PROPOSAL = "proposal", "提案"
        REPORT = "report", "社情民意信息"
        INQUIRY = "inquiry", "来信问询"
        OPINION = "opinion", "民意直通"

    kind = models.CharField("类别", max_length=12, choices=Kind, blank=True, default="")
    code = models.SlugField("环节", max_length=40)
    unit = models.CharField("单位", max_length=12, choices=Unit)
    value = models.PositiveSmallIntegerField("数值", default=0)
    fixed_date = models.CharField(
        "固定日期",
        max_length=5,
        blank=True,
        validators=[RegexValidator(r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$", "请写成 05-31 的样子。")],
    )
    source = models.CharField("来源标记", max_length=20, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__in=[Unit.REVIEW_DAY, Unit.SAME_DAY, Unit.DATE]) | Q(value__gte=1),
                name="limit_has_value",
                violation_error_message="请填写不小于 1 的数值。",
            ),
            models.CheckConstraint(
                condition=~Q(unit=Unit.DATE) | ~Q(fixed_date=""),
                name="limit_has_fixed_date",
                violation_error_message="请填写固定日期。",
            ),
        ]
        indexes = [models.Index(fields=["code", "kind", "valid_from"], name="limit_code_kind_from")]
        verbose_name = verbose_name_plural = "办理时限"

    def __str__(self):
        return f"{self.label}：{self.text}"

    @property
    def label(self) -> str:
        return LABELS.get(self.code, self.code)

    @property
    def text(self) -> str:
        return limit_text(self.unit, self.value, self.fixed_date)


def limit_text(unit: str, value: int, fixed_date: str = "") -> str:
    """The limit in words, e.g. “10 个工作日”."""
    if unit == Unit.DATE:
        month, day = map(int, fixed_date.split("-"))
        return f"每年 {month}月{day}日"
    if unit == Unit.REVIEW_DAY:
        return "下一个审核日"
    if unit == Unit.SAME_DAY:
        return "当日"
    return f"{value} {'个工作日' if unit == Unit.WORKDAY else Unit(unit).label}"
