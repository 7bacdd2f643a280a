"""KeyProposal [重点提案]: a proposal under a leader's care: nominated, decided, taken over, planned, concluded."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django_fsm import FSMField

from dispatch.key_proposals import keying
from dispatch.key_proposals import rules as key_rules
from dispatch.key_proposals.states import ICONS, KEY_KNOWN, KEY_OPEN, TONES, KeyState
from members.scores.merits import Merit
from members.states import OFFICE, UNIT, Role
from suggestions.codes import slug
from suggestions.models import Case, Item
from weijianyi.audit.models import SYSTEM
from weijianyi.workflow import Stateful, guard, step

K = KeyState


class KeyProposalQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """The office, leaders and the supervisors of the side; authors and units once it is decided."""
        if actor.kind == SYSTEM:
            return self
        if actor.post is None:
            return self.none()
        role = actor.post.role
        if role in OFFICE or role == Role.LEADER:
            return self.filter(item__organisation_id=actor.post.organisation_id)
        if role == Role.SUPERVISOR:
            return self.filter(item__in=Item.objects.visible_to(actor).values("pk"))
        known = self.filter(state__in=KEY_KNOWN)
        if role in UNIT:
            return known.filter(item__in=Item.objects.visible_to(actor).values("pk"))
        if role in (Role.MEMBER, Role.OPERATOR):
            return known.filter(item__in=Item.objects.written_by(actor).values("pk"))
        return self.none()

    def open(self):
        return self.filter(state__in=KEY_OPEN)


@guard("还没有办理方案，请先写明方案和目标日期。")
def has_plan(key):
    return bool(key.plan)


class KeyProposal(Stateful):
    item = models.ForeignKey("suggestions.Item", models.PROTECT, related_name="keys")
    slug = models.SlugField("地址", max_length=16, unique=True, default=slug, editable=False)
    state = FSMField("状态", max_length=10, choices=K, default=K.CANDIDATE, protected=True)
    reason = models.TextField("提名理由", blank=True)
    grounds = models.JSONField("依据", default=list)  # [{key, label, points}] as the rule saw it that day
    nominated_by = models.ForeignKey("members.Post", models.PROTECT, related_name="+")
    nominated_at = models.DateTimeField("提名")
    committee = models.ForeignKey(
        "members.Collective",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="责任专委会",
    )
    ground = models.TextField("确定的理由", blank=True)
    decided_by = models.ForeignKey("members.Post", models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField("确定", null=True, blank=True)
    leader = models.ForeignKey(
        "members.Post", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="督办领导"
    )
    claimed_at = models.DateTimeField("认领", null=True, blank=True)
    plan = models.TextField("办理方案", blank=True)
    planned_at = models.DateTimeField("定方案", null=True, blank=True)
    target_on = models.DateField("目标日期", null=True, blank=True)
    outcome = models.TextField("办理成效", blank=True)
    closed_at = models.DateTimeField("办结", null=True, blank=True)

    objects = KeyProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = verbose_name_plural = "重点提案"
        constraints = [
            models.CheckConstraint(condition=Q(state__in=K.values), name="key_state_known"),
            models.UniqueConstraint(
                fields=["item"], condition=Q(state__in=sorted(KEY_OPEN)), name="key_one_open",
                violation_error_message="这件提案已经提名。",
            ),
            models.CheckConstraint(
                condition=Q(state=K.CANDIDATE, decided_at__isnull=True)
                | (~Q(state=K.CANDIDATE) & Q(decided_at__isnull=False) & ~Q(ground="")),
                name="key_decided_with_ground",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(KEY_KNOWN)) | Q(committee__isnull=False),
                name="key_decided_has_committee",
            ),
            models.CheckConstraint(
                condition=Q(leader__isnull=True, claimed_at__isnull=True)
                | Q(leader__isnull=False, claimed_at__isnull=False),
                name="key_claimed_with_date",
            ),
            models.CheckConstraint(
                condition=Q(plan="", target_on__isnull=True) | (~Q(plan="") & Q(target_on__isnull=False)),
                name="key_plan_with_target",
            ),
            models.CheckConstraint(
                condition=~Q(state=K.CLOSED) | (Q(closed_at__isnull=False) & ~Q(outcome="")),
                name="key_closed_with_outcome",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"重点提案 {self.item.reference}".strip()

    def get_absolute_url(self):
        return reverse("key-detail", args=[self.slug])

    def credited(self, step_name):
        return self.item.credited(step_name) if step_name == "decide" else []

    def merit(self, event):
        return Merit((f"{self.item.kind}.key",), f"case-{self.item.case_id}", self.item.title)

    @property
    def thread(self):
        return f"item-{self.item_id}"

    @property
    def organisation_id(self):
        return self.item.organisation_id

    @property
    def tone(self):
        return TONES[self.state]

    @property
    def icon(self):
        return ICONS.get(self.state, "")

    def lock_chain(self):
        return [(Case, self.item.case_id), (Item, self.item_id)]

    def event_note(self, step_name, facts):
        return keying.note(step_name, facts)

    # -- steps ---------------------------------------------------------------------------------------
    @step(
        "确定为重点", done="确定为重点提案", who=key_rules.decides_key, source=K.CANDIDATE, target=K.DECIDED,
        form="dispatch.forms.keyed.KeyDecideForm", tone="p", icon="star",
    )  # fmt: skip
    def decide(self, *, actor, at, committee, ground):
        keying.check_committee(self, committee)
        self.committee, self.ground = committee, ground
        self.decided_by, self.decided_at = actor.post, at

    @step(
        "不列入", done="未列为重点提案", who=key_rules.decides_key, source=K.CANDIDATE, target=K.DECLINED,
        form="dispatch.forms.keyed.KeyReasonForm", internal=True, icon="x",
    )  # fmt: skip
    def turn_down(self, *, actor, at, reason):
        self.ground, self.decided_by, self.decided_at = reason, actor.post, at

    @step(
        "认领督办", done="领导认领督办", who=key_rules.decides_key, source=K.DECIDED,
        form="dispatch.forms.keyed.KeyClaimForm", icon="user-check",
    )  # fmt: skip
    def claim(self, *, actor, at, leader=None):
        self.leader = keying.supervising_leader(self, actor, leader)
        self.claimed_at = at

    @step(
        "写办理方案", done="确定办理方案", who=key_rules.plans_key, source=K.DECIDED,
        form="dispatch.forms.keyed.KeyPlanForm", icon="list-check",
    )  # fmt: skip
    def set_plan(self, *, actor, at, plan, target_on):
        self.plan, self.target_on, self.planned_at = plan, target_on, at

    @step(
        "报告进展", done="报告办理进展", who=key_rules.reports_key, source=K.DECIDED,
        form="dispatch.forms.keyed.KeyProgressForm", rows=keying.write_progress, rows_note="进展", icon="progress",
    )  # fmt: skip
    def report_progress(self, *, actor, at, text):
        pass

    @step(
        "办结", done="重点提案办结", who=key_rules.concludes_key, source=K.DECIDED, target=K.CLOSED,
        guards=[has_plan], form="dispatch.forms.keyed.KeyOutcomeForm", icon="check",
    )  # fmt: skip
    def conclude(self, *, actor, at, outcome):
        self.outcome, self.closed_at = outcome, at


class KeyProgress(models.Model):
    """One report on the way: by the unit, the office or the leader."""

    key_proposal = models.ForeignKey(KeyProposal, models.PROTECT, related_name="progress")
    text = models.TextField("进展")
    at = models.DateTimeField("时间")
    by = models.ForeignKey("members.Post", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = verbose_name_plural = "重点提案进展"

    def __str__(self):
        return self.text[:40]
