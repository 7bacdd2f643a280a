"""AwardRound [评优]: nomination, scoring, decision and publication of excellent proposals and advanced units."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django_fsm import FSMField

from dispatch.evaluation import deciding, nominating, rules
from dispatch.evaluation.states import TONES, AwardState
from members.rules import holds_post
from members.states import OFFICE, Role
from suggestions.codes import slug
from weijianyi.audit.models import SYSTEM
from weijianyi.workflow import Stateful, guard, step

A = AwardState


class AwardRoundQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Office and leaders see all of theirs; everybody else of the organisation what is published."""
        if actor.kind == SYSTEM:
            return self
        if not holds_post(actor):
            return self.none()
        own = self.filter(organisation_id=actor.post.organisation_id)
        if actor.post.role in OFFICE or actor.post.role == Role.LEADER:
            return own
        return own.filter(state=A.PUBLISHED)


@guard("还没有推荐，请先按规则推荐或手工推荐。")
def has_nominations(award):
    return award.standing().exists()


class AwardRound(Stateful):
    organisation = models.ForeignKey("members.Organisation", models.PROTECT, related_name="award_rounds")
    slug = models.SlugField("地址", max_length=16, unique=True, default=slug, editable=False)
    year = models.PositiveSmallIntegerField("评选年度")
    first_year = models.PositiveSmallIntegerField("评选范围起")
    last_year = models.PositiveSmallIntegerField("评选范围止")
    title = models.CharField("名称", max_length=60)
    state = FSMField("状态", max_length=10, choices=A, default=A.NOMINATING, protected=True)
    created_at = models.DateTimeField("建立", auto_now_add=True)
    decided_at = models.DateTimeField("决定", null=True, blank=True)
    published_at = models.DateTimeField("公布", null=True, blank=True)
    # As of the decision: numerator and denominator stay what was decided on.
    item_base = models.PositiveIntegerField("范围内立案提案", null=True, blank=True)
    item_quota = models.PositiveIntegerField("提案名额", null=True, blank=True)
    unit_base = models.PositiveIntegerField("范围内承办单位", null=True, blank=True)
    unit_quota = models.PositiveIntegerField("单位名额", null=True, blank=True)
    reason = models.TextField("超出名额或比例的理由", blank=True)
    voided_at = models.DateTimeField("作废", null=True, blank=True)
    void_reason = models.TextField("作废理由", blank=True)

    objects = AwardRoundQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-pk"]
        verbose_name = verbose_name_plural = "评优"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year"],
                condition=Q(voided_at__isnull=True),
                name="award_round_once_a_year",
                violation_error_message="这个年度已经有一次评优。",
            ),
            models.CheckConstraint(condition=Q(state__in=A.values), name="award_round_state_known"),
            models.CheckConstraint(
                condition=Q(first_year__lte=models.F("last_year")), name="award_round_years_in_order"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[A.DECIDED, A.PUBLISHED]) | Q(decided_at__isnull=False),
                name="award_round_decided_has_date",
            ),
            models.CheckConstraint(
                condition=~Q(state=A.PUBLISHED) | Q(published_at__isnull=False),
                name="award_round_published_has_date",
            ),
            models.CheckConstraint(
                condition=Q(state=A.CANCELLED, voided_at__isnull=False)
                | (~Q(state=A.CANCELLED) & Q(voided_at__isnull=True)),
                name="award_round_cancelled_has_date",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("award-round", args=[self.slug])

    @property
    def thread(self):
        return f"award-{self.pk}"

    @property
    def tone(self):
        return TONES[self.state]

    def standing(self):
        """Nominations that were not withdrawn."""
        return self.nominations.filter(voided_at=None)

    @step(
        "按规则推荐", done="按规则推荐", who=rules.office, source=A.NOMINATING, rows=nominating.by_rule,
        rows_note="推荐：提案与单位，写明依据", icon="checklist",
        help="按评议得分、办理结果、满意度等计算，各项权重在词表里。已经推荐的不重复。",
    )  # fmt: skip
    def nominate_by_rule(self, *, actor, at):
        pass

    @step(
        "手工推荐", done="手工推荐", who=rules.office, source=A.NOMINATING, rows=nominating.by_hand,
        form="dispatch.evaluation.forms.NominateForm", rows_note="推荐：提案或单位，写明依据", icon="plus",
    )  # fmt: skip
    def nominate(self, *, actor, at, ground, item=None, department=None):
        pass

    @step(
        "撤销推荐", done="撤销推荐", who=rules.office, source=[A.NOMINATING, A.SCORING], rows=nominating.drop,
        form="dispatch.evaluation.forms.DropForm", rows_note="推荐：作废，留痕", tone="w", icon="x",
    )  # fmt: skip
    def drop(self, *, actor, at, nomination, reason):
        pass

    @step(
        "开始评分", who=rules.office, source=A.NOMINATING, target=A.SCORING, guards=[has_nominations], tone="p",
        icon="send", help="开始评分后不再增加推荐。",
    )  # fmt: skip
    def start_scoring(self, *, actor, at):
        pass

    @step(
        "评分", done="评优评分", who=rules.scores_awards, source=A.SCORING, rows=deciding.score,
        form="dispatch.evaluation.forms.AwardScoreForm", rows_note="评分；同一人重评的，原评分作废", button=False,
        icon="pencil",
    )  # fmt: skip
    def score(self, *, actor, at, scores):
        pass

    @step(
        "决定", done="决定评优结果", who=rules.decides_awards, source=[A.SCORING, A.DECIDED], target=A.DECIDED,
        rows=deciding.decide, form="dispatch.evaluation.forms.DecideForm", rows_note="推荐：入选或未入选，名次",
        button=False, icon="gavel",
    )  # fmt: skip
    def decide(self, *, actor, at, chosen, reason=""):
        self.decided_at, self.reason = at, reason.strip()
        for name, number in deciding.quotas(self).items():
            setattr(self, name, number)
        deciding.check(self, chosen)

    @step(
        "公布", done="公布评优结果", who=rules.decides_awards, source=A.DECIDED, target=A.PUBLISHED, tone="p",
        rows=deciding.tell_items, rows_note="入选的每件提案：评为优秀提案", icon="award",
        help="公布后，本机构各类人员都能看到优秀提案和先进单位名单。",
    )  # fmt: skip
    def publish(self, *, actor, at):
        self.published_at = at

    @step(
        "作废", done="评优作废", who=rules.heads, source=[s for s in A if s != A.CANCELLED], target=A.CANCELLED,
        rows=deciding.untell_items,
        form="dispatch.evaluation.forms.VoidForm", tone="w", icon="trash", help="留痕，不删除；已公布的不再对外显示。",
    )  # fmt: skip
    def void(self, *, actor, at, reason):
        if not reason.strip():
            raise ValidationError({"reason": "请写明作废理由。"})
        self.voided_at, self.void_reason = at, reason.strip()

    def event_note(self, step_name, facts):
        return str(facts.get("reason") or facts.get("ground") or "")

    def event_data(self, step_name, facts):
        if step_name == "decide":
            return {"chosen": sorted(n.pk for n in facts["chosen"])}
        if step_name == "drop":
            return {"nomination": facts["nomination"].pk}
        return {}
