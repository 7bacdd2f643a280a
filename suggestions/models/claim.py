"""Claim [领办]: who takes an item to heart: plan, activities, outcome. It never replaces the unit nor stops a clock."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django_fsm import FSMField

from members.scores.merits import Merit
from members.states import AUTHORS, OFFICE, UNIT, Role
from suggestions.claims import claiming, rules
from suggestions.claims.states import CLAIM_KNOWN, CLAIM_OPEN, ICONS, TONES, ClaimState
from suggestions.codes import slug
from suggestions.models.case import Case
from suggestions.models.item import Item
from weijianyi.audit.models import SYSTEM
from weijianyi.workflow import Stateful, guard, step

C = ClaimState
FORMS = "suggestions.forms.claims"


class ClaimQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Office and leaders; whoever leads it; once it runs, the authors, and units and supervisors of the item."""
        if actor.kind == SYSTEM:
            return self
        if actor.post is None:
            return self.none()
        role = actor.post.role
        if role in OFFICE or role == Role.LEADER:
            return self.filter(item__organisation_id=actor.post.organisation_id)
        known = Q(state__in=CLAIM_KNOWN)
        if role in AUTHORS:
            written = Item.objects.written_by(actor)
            return self.filter(self._own(actor) | (known & Q(item__in=written.values("pk"))))
        if role in UNIT or role == Role.SUPERVISOR:
            return self.filter(known, item__in=Item.objects.visible_to(actor).values("pk"))
        return self.none()

    @staticmethod
    def _own(actor):
        if actor.post.role == Role.MEMBER:
            return Q(member_id=actor.post.member_id)
        return Q(collective_id=actor.post.collective_id)

    def shown_to(self, actor):
        """Also what everybody who may open the item is told: that somebody leads it, and who (rulings §7)."""
        return self.filter(Q(pk__in=self.visible_to(actor).values("pk")) | Q(state__in=CLAIM_KNOWN))

    def led_by(self, actor):
        if actor.post is None or actor.post.role not in AUTHORS:
            return self.none()
        return self.filter(self._own(actor))

    def open(self):
        return self.filter(state__in=CLAIM_OPEN)

    def for_lists(self):
        return self.select_related("item").annotate(held=models.Count("activities"))


@guard("这件事项已经由别人领办，同时只有一方领办。")
def nobody_else(claim):
    others = Claim.objects.filter(item_id=claim.item_id).exclude(pk=claim.pk)
    same = Q(state__in=CLAIM_OPEN, member=claim.member_id, collective=claim.collective_id)
    return not others.filter(Q(state=C.ACTIVE) | same).exists()


@guard("还没有领办计划，请先写计划。")
def has_plan(claim):
    return bool(claim.plan)


class Claim(Stateful):
    item = models.ForeignKey("suggestions.Item", models.PROTECT, related_name="claims")
    member = models.ForeignKey(
        "members.Member",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="claims",
        verbose_name="领办委员",
    )
    collective = models.ForeignKey(
        "members.Collective",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="claims",
        verbose_name="领办集体",
    )
    name = models.CharField("领办人", max_length=60)
    slug = models.SlugField("地址", max_length=16, unique=True, default=slug, editable=False)
    state = FSMField("状态", max_length=10, choices=C, default=C.APPLIED, protected=True)
    reason = models.TextField("理由", blank=True)
    asked_at = models.DateTimeField("申请或邀请")
    asked_by = models.ForeignKey("members.Post", models.PROTECT, related_name="+")
    decided_at = models.DateTimeField("决定", null=True, blank=True)
    decided_by = models.ForeignKey("members.Post", models.PROTECT, null=True, blank=True, related_name="+")
    opinion = models.TextField("意见", blank=True)
    due_on = models.DateField("领办期限", null=True, blank=True)
    plan = models.TextField("领办计划", blank=True)
    group = models.TextField("工作小组", blank=True)
    planned_at = models.DateTimeField("定计划", null=True, blank=True)
    outcome = models.TextField("领办成效", blank=True)
    ended_at = models.DateTimeField("结束", null=True, blank=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = verbose_name_plural = "领办"
        # The office's list by state.
        indexes = [models.Index(fields=["state", "-asked_at", "-id"], name="claim_list")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=C.values), name="claim_state_known"),
            models.CheckConstraint(
                condition=Q(member__isnull=False, collective__isnull=True)
                | Q(member__isnull=True, collective__isnull=False),
                name="claim_member_or_collective",
            ),
            models.UniqueConstraint(fields=["item"], condition=Q(state="active"), name="claim_one_leads"),
            models.UniqueConstraint(
                fields=["item", "member"], condition=Q(state__in=sorted(CLAIM_OPEN)), name="claim_once_by_member"
            ),
            models.UniqueConstraint(
                fields=["item", "collective"], condition=Q(state__in=sorted(CLAIM_OPEN)),
                name="claim_once_by_collective",
            ),
            models.CheckConstraint(
                condition=~Q(state=C.DONE) | (Q(ended_at__isnull=False) & ~Q(outcome="")),
                name="claim_done_with_outcome",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.name}领办"

    def get_absolute_url(self):
        return reverse("claim-detail", args=[self.slug])

    @property
    def thread(self):
        return f"item-{self.item_id}"

    @property
    def organisation_id(self):
        return self.item.organisation_id

    @property
    def kind(self):
        return self.item.kind

    @property
    def tone(self):
        return TONES[self.state]

    @property
    def icon(self):
        return ICONS.get(self.state, "")

    def lock_chain(self):
        return [(Case, self.item.case_id), (Item, self.item_id)]

    def credited(self, step_name):
        return claiming.credited(self, step_name)

    def merit(self, event):
        return Merit((f"claim.{event.step}",), f"case-{self.item.case_id}", f"领办：{self.item}")

    def event_note(self, step_name, facts):
        return claiming.note(facts)

    def event_data(self, step_name, facts):
        return {"claim": self.pk, "leads": self.name}

    # -- steps ---------------------------------------------------------------------------------------
    @step(
        "批准", done="批准领办", who=rules.office, source=C.APPLIED, target=C.ACTIVE, guards=[nobody_else],
        form=f"{FORMS}.ApproveForm", rows=claiming.begin, rows_note="领办期限", tone="p", icon="check",
    )  # fmt: skip
    def approve(self, *, actor, at, opinion=""):
        self.decided_at, self.decided_by, self.opinion = at, actor.post, opinion

    @step(
        "不批准", done="没有批准领办", who=rules.office, source=C.APPLIED, target=C.DECLINED,
        form=f"{FORMS}.RefuseForm", rows=claiming.stop, icon="x",
    )  # fmt: skip
    def refuse(self, *, actor, at, opinion):
        self.decided_at, self.decided_by, self.opinion = at, actor.post, opinion

    @step(
        "同意领办", done="应邀领办", who=rules.answers, source=C.INVITED, target=C.ACTIVE, guards=[nobody_else],
        rows=claiming.begin, rows_note="领办期限", tone="p", icon="check",
    )  # fmt: skip
    def accept_invitation(self, *, actor, at):
        self.decided_at, self.decided_by = at, actor.post

    @step(
        "谢绝", done="谢绝领办", who=rules.answers, source=C.INVITED, target=C.DECLINED,
        form=f"{FORMS}.RefuseForm", rows=claiming.stop, icon="x",
    )  # fmt: skip
    def decline_invitation(self, *, actor, at, opinion):
        self.decided_at, self.decided_by, self.opinion = at, actor.post, opinion

    @step(
        "再次邀请", done="邀请领办", who=rules.office, source=C.DECLINED, target=C.INVITED, guards=[nobody_else],
        form=f"{FORMS}.InviteAgainForm", rows=claiming.ask_again, icon="user-plus",
    )  # fmt: skip
    def invite_again(self, *, actor, at, reason):
        self.reason, self.asked_at, self.asked_by = reason, at, actor.post
        self.decided_at, self.decided_by, self.opinion = None, None, ""

    @step(
        "撤回申请", done="撤回领办申请", who=rules.leads, source=C.APPLIED, target=C.WITHDRAWN, rows=claiming.stop,
        icon="arrow-back-up",
    )  # fmt: skip
    def withdraw(self, *, actor, at):
        self.ended_at = at

    @step(
        "写计划", done="领办计划", who=rules.leads, source=C.ACTIVE, form=f"{FORMS}.PlanForm", icon="list-check",
    )  # fmt: skip
    def set_plan(self, *, actor, at, plan, group=""):
        self.plan, self.group, self.planned_at = plan, group, at

    @step(
        "记录进展", done="领办活动", who=rules.keeps, source=C.ACTIVE, form=f"{FORMS}.ActivityForm",
        rows=claiming.write, rows_note="活动：日期、形式、参加人、记录", button=False, icon="pencil-plus",
    )  # fmt: skip
    def record_activity(self, *, actor, at, form, held_on, text, people="", place=""):
        claiming.check_day(self, held_on, at)

    @step(
        "报告成效，结束领办", done="领办结束", who=rules.leads, source=C.ACTIVE, target=C.DONE, guards=[has_plan],
        form=f"{FORMS}.OutcomeForm", rows=claiming.stop, icon="checks",
    )  # fmt: skip
    def conclude(self, *, actor, at, outcome):
        self.outcome, self.ended_at = outcome, at

    @step(
        "终止领办", who=rules.office, source=C.ACTIVE, target=C.CLOSED, form=f"{FORMS}.RefuseForm",
        rows=claiming.stop, icon="ban",
    )  # fmt: skip
    def terminate(self, *, actor, at, opinion):
        self.ended_at, self.opinion = at, opinion

    @step(
        "评价领办", done="评价领办", who=rules.rates, source=C.DONE, form=f"{FORMS}.RateForm", rows=claiming.rate,
        rows_note="领办自己的评价，不计入满意率", icon="star",
    )  # fmt: skip
    def rate(self, *, actor, at, grade, comment=""):
        claiming.check_rating(self, actor, grade, comment)
