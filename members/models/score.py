"""ScoreScheme, ScoreGroup, ScoreRule [计分办法]: one version of the rules of points; in force, it never changes."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from members.scores.states import Sharing
from members.states import FORMER, OFFICE, Role


class ScoreSchemeQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Office, leaders and the administrator all versions; members what is or was in force."""
        if actor.post is None:
            return self.none()
        own = self.filter(organisation_id=actor.post.organisation_id)
        if actor.post.role in OFFICE | {Role.ORG_ADMIN, Role.LEADER}:
            return own
        return (
            own.filter(valid_from__isnull=False) if actor.post.role in (Role.MEMBER, FORMER) else self.none()
        )

    def with_rules(self):
        return self.prefetch_related("groups", "rules__group")

    def on(self, organisation_id, day):
        """The version in force on that day, or None."""
        rows = self.filter(Q(valid_to=None) | Q(valid_to__gte=day), organisation_id=organisation_id)
        return rows.filter(valid_from__lte=day).with_rules().order_by("-valid_from").first()


class ScoreScheme(models.Model):
    organisation = models.ForeignKey("members.Organisation", models.PROTECT, related_name="score_schemes")
    version = models.PositiveSmallIntegerField("版次")
    title = models.CharField("名称", max_length=60)
    basis = models.CharField("依据", max_length=200, blank=True)
    base = models.DecimalField("基础分", max_digits=6, decimal_places=2, default=0)
    bonus_cap = models.DecimalField("加分合计上限", max_digits=6, decimal_places=2, null=True, blank=True)
    starts_month = models.PositiveSmallIntegerField(
        "年度从几月", default=1, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    starts_day = models.PositiveSmallIntegerField(
        "年度从几日", default=1, validators=[MinValueValidator(1), MaxValueValidator(28)]
    )
    bands = models.JSONField("等次", default=list, blank=True)  # [[85, "优秀"], [60, "称职"], …], best first
    copied_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey("members.Post", models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField("录入", default=timezone.now)
    valid_from = models.DateField("起", null=True, blank=True)  # empty: being drafted
    valid_to = models.DateField("止", null=True, blank=True)
    enacted_by = models.ForeignKey("members.Post", models.PROTECT, null=True, blank=True, related_name="+")
    enacted_at = models.DateTimeField("生效手续", null=True, blank=True)

    objects = ScoreSchemeQuerySet.as_manager()

    class Meta:
        ordering = ["-version"]
        verbose_name = verbose_name_plural = "计分办法"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "version"], name="score_scheme_version_once"),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(valid_from__isnull=False, valid_to__isnull=True),
                name="score_scheme_one_open_end",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=models.F("valid_from")),
                name="score_scheme_dates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(starts_month__range=(1, 12), starts_day__range=(1, 28)),
                name="score_scheme_boundary_known",
            ),
        ]

    def __str__(self):
        return f"{self.title}（第 {self.version} 版）"

    def get_absolute_url(self):
        return reverse("score-scheme", args=[self.pk])

    @property
    def is_draft(self):
        return self.valid_from is None

    @property
    def standing(self):
        """(words, tone) for the list."""
        today = timezone.localdate()
        if self.is_draft:
            return "起草中", "wait"
        if self.valid_from > today:
            return "将生效", "do"
        return ("已停用", "") if self.valid_to and self.valid_to < today else ("使用中", "ok")

    def grade(self, total):
        """The label of the best band reached, or ""."""
        return next((label for least, label in self.bands if total >= least), "")


class ScoreGroup(models.Model):
    """A column of the table: 会议, 提案 …; caps and least numbers count over its rules."""

    scheme = models.ForeignKey(ScoreScheme, models.CASCADE, related_name="groups")
    code = models.SlugField("代码", max_length=20)
    label = models.CharField("类别", max_length=20)
    cap = models.DecimalField("合计上限", max_digits=6, decimal_places=2, null=True, blank=True)
    least = models.PositiveSmallIntegerField("至少几次", null=True, blank=True)
    order = models.PositiveSmallIntegerField("次序", default=0)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = verbose_name_plural = "计分类别"
        constraints = [
            models.UniqueConstraint(fields=["scheme", "code"], name="score_group_once"),
            models.CheckConstraint(condition=Q(cap=None) | Q(cap__gte=0), name="score_group_cap_positive"),
        ]

    def __str__(self):
        return self.label


class ScoreRule(models.Model):
    """What is worth how much to whom. `events`: names of merits, see members.scores.merits."""

    scheme = models.ForeignKey(ScoreScheme, models.CASCADE, related_name="rules")
    group = models.ForeignKey(ScoreGroup, models.CASCADE, related_name="rules", verbose_name="类别")
    code = models.SlugField("代码", max_length=30)
    label = models.CharField("事由", max_length=60)
    events = models.JSONField("什么时候计", default=list, blank=True)
    cancelled_by = models.JSONField("什么时候收回", default=list, blank=True)
    sharing = models.CharField("几个人署名", max_length=6, choices=Sharing, default=Sharing.ROLE)
    points = models.DecimalField("得分", max_digits=6, decimal_places=2, default=0)
    joint_points = models.DecimalField("联名时第一人", max_digits=6, decimal_places=2, null=True, blank=True)
    co_points = models.DecimalField("联名", max_digits=6, decimal_places=2, default=0)
    writer_points = models.DecimalField("集体执笔", max_digits=6, decimal_places=2, default=0)
    drafter_points = models.DecimalField("参加起草", max_digits=6, decimal_places=2, default=0)
    writers_most = models.PositiveSmallIntegerField(
        "集体执笔最多几人", null=True, blank=True, help_text="排在后面的按参加起草计。"
    )
    only_standing = models.BooleanField(
        "只计常委", default=False, help_text="按当天是不是常委；列席的委员不计。"
    )
    further = models.DecimalField("第二次起每次", max_digits=6, decimal_places=2, null=True, blank=True)
    cap = models.DecimalField("本项上限", max_digits=6, decimal_places=2, null=True, blank=True)
    co_cap = models.DecimalField(
        "联名、参加起草合计上限", max_digits=6, decimal_places=2, null=True, blank=True
    )
    best_of = models.SlugField("同案只计最高", max_length=20, blank=True)
    order = models.PositiveSmallIntegerField("次序", default=0)

    class Meta:
        ordering = ["group__order", "order", "pk"]
        verbose_name = verbose_name_plural = "计分规则"
        constraints = [
            models.UniqueConstraint(fields=["scheme", "code"], name="score_rule_once"),
            models.CheckConstraint(condition=Q(sharing__in=Sharing.values), name="score_rule_sharing_known"),
            models.CheckConstraint(
                condition=(Q(cap=None) | Q(cap__gte=0)) & (Q(co_cap=None) | Q(co_cap__gte=0)),
                name="score_rule_caps_positive",
            ),
        ]

    def __str__(self):
        return self.label
