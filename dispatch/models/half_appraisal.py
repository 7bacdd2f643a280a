"""HalfAppraisal [半年评比]: units and members put first by rule, what the head changes of it, the decision."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django_fsm import FSMField

from dispatch.excellence import changing, rules
from dispatch.excellence.states import HalfState
from members.rules import holds_post
from suggestions.codes import slug
from weijianyi.audit.models import SYSTEM
from weijianyi.workflow import Stateful, guard, step

H = HalfState
FORMS = "dispatch.excellence.half_forms"


class HalfAppraisalQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Office and leaders of the organisation; others read the bulletin."""
        if actor.kind == SYSTEM:
            return self
        if not holds_post(actor) or not rules.judges(actor):
            return self.none()
        return self.filter(organisation_id=actor.post.organisation_id)


@guard("这个半年的通报已经印发，评比结果不再变动；要改，先撤回通报。")
def is_not_issued(half):
    return not changing.issued(half)


@guard("这个半年还没有结束，不能决定。")
def is_over(half):
    return changing.is_over(half)


class HalfAppraisal(Stateful):
    organisation = models.ForeignKey("members.Organisation", models.PROTECT, related_name="half_appraisals")
    slug = models.SlugField("地址", max_length=16, unique=True, default=slug, editable=False)
    state = FSMField("状态", max_length=8, choices=H, default=H.OPEN, protected=True)
    year = models.PositiveSmallIntegerField("年度")
    half = models.PositiveSmallIntegerField("半年", choices=[(1, "上半年"), (2, "下半年")])
    results = models.JSONField("决定的结果", default=dict, blank=True)
    opened_by = models.ForeignKey("members.Post", models.PROTECT, related_name="+")
    opened_at = models.DateTimeField("建立")
    decided_by = models.ForeignKey("members.Post", models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField("决定", null=True, blank=True)

    objects = HalfAppraisalQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-half"]
        verbose_name = verbose_name_plural = "半年评比"
        constraints = [
            models.CheckConstraint(condition=Q(state__in=H.values), name="half_appraisal_state_known"),
            models.CheckConstraint(condition=Q(half__in=[1, 2]), name="half_appraisal_half_known"),
            models.CheckConstraint(
                condition=~Q(state=H.DECIDED) | Q(decided_at__isnull=False), name="half_appraisal_decided_has_date"
            ),
            models.UniqueConstraint(
                fields=["organisation", "year", "half"], name="half_appraisal_once",
                violation_error_message="这个半年的评比已经建立。",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.year}年{self.get_half_display()}评比"

    def get_absolute_url(self):
        return f"{reverse('excellence-half')}?half={self.year}-{self.half}"

    def event_note(self, step_name, facts):
        said = changing.name_of(self, facts["who"]) if "who" in facts else ""
        return "：".join(filter(None, (said, str(facts.get("reason") or ""))))

    @step(
        "划去候选", done="划去半年评比候选", who=rules.heads, source=H.OPEN, guards=[is_not_issued],
        form=f"{FORMS}.StrikeForm", rows=changing.strike, rows_note="划去的单位或委员和理由", icon="x",
        help="划去后由后面的递补，理由在本页和通报的表里写明。",
    )  # fmt: skip
    def strike(self, *, actor, at, who, reason):
        changing.check_new(self, who)

    @step(
        "增补候选", done="增补半年评比候选", who=rules.heads, source=H.OPEN, guards=[is_not_issued],
        form=f"{FORMS}.AddForm", rows=changing.add, rows_note="增补的单位或委员和理由", icon="plus",
        help="增补的不占按规则得出的名额，理由在本页和通报的表里写明。",
    )  # fmt: skip
    def add(self, *, actor, at, who, reason):
        changing.check_new(self, who)

    @step(
        "取消调整", done="取消对半年评比的调整", who=rules.heads, source=H.OPEN, guards=[is_not_issued],
        form=f"{FORMS}.RestoreForm", rows=changing.restore, rows_note="原来的划去或增补不再有效",
        icon="arrow-back-up",
    )  # fmt: skip
    def restore(self, *, actor, at, who, reason):
        changing.check_standing(self, who)

    @step(
        "决定评比结果", done="决定半年评比结果", who=rules.settles, source=H.OPEN, target=H.DECIDED,
        guards=[is_over, is_not_issued], icon="gavel", tone="p", help="决定以后名单不再变动，通报用这份名单。",
    )  # fmt: skip
    def decide(self, *, actor, at):
        self.results = changing.results_of(self, actor, at)
        self.decided_by, self.decided_at = actor.post, at

    @step(
        "撤回决定", done="撤回半年评比的决定", who=rules.settles, source=H.DECIDED, target=H.OPEN,
        guards=[is_not_issued], form="dispatch.excellence.forms.ReasonForm", icon="arrow-back-up", tone="w",
    )  # fmt: skip
    def reopen(self, *, actor, at, reason):
        self.results, self.decided_by, self.decided_at = {}, None, None


class HalfChange(models.Model):
    """A unit or a member struck from the list of the rule, or added to it."""

    appraisal = models.ForeignKey(HalfAppraisal, models.PROTECT, related_name="changes")
    added = models.BooleanField("增补")
    department = models.ForeignKey(
        "dispatch.Department", models.PROTECT, null=True, blank=True, related_name="+"
    )
    member = models.ForeignKey("members.Member", models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField("理由")
    by = models.ForeignKey("members.Post", models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")
    ended_at = models.DateTimeField("取消", null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = "半年评比的调整"
        constraints = [
            models.CheckConstraint(
                condition=Q(department__isnull=False, member__isnull=True)
                | Q(department__isnull=True, member__isnull=False),
                name="half_change_of_one",
            ),
            models.UniqueConstraint(
                fields=["appraisal", "department"], condition=Q(ended_at=None), name="half_change_unit_once"
            ),
            models.UniqueConstraint(
                fields=["appraisal", "member"], condition=Q(ended_at=None), name="half_change_member_once"
            ),
        ]

    def __str__(self):
        return f"{'增补' if self.added else '划去'}{self.subject}"

    @property
    def subject(self):
        return self.department or self.member

    @property
    def who(self):
        return f"unit-{self.department_id}" if self.department_id else f"member-{self.member_id}"
