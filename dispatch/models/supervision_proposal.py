"""SupervisionProposal [建议督办]: the rule found a desk that needs pressure; a person decides."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django_fsm import FSMField

from dispatch.states import SupervisionReason
from dispatch.supervision import opening as supervising
from dispatch.supervision import pressing
from dispatch.supervision import rules as supervision_rules
from dispatch.supervision.states import PROPOSAL_TONES, ProposalState
from members.states import OFFICE, Role
from suggestions.codes import slug
from weijianyi.audit.models import SYSTEM
from weijianyi.workflow import Stateful, step

R = ProposalState


class SupervisionProposalQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Between the rule and those who decide: office, leaders, the supervision office of the side."""
        if actor.kind == SYSTEM:
            return self
        if actor.post is None or actor.post.role not in {*OFFICE, Role.LEADER, Role.SUPERVISOR}:
            return self.none()
        desks = self.model._meta.get_field("desk").related_model.objects.visible_to(actor)
        return self.filter(desk__in=desks.values("pk"))

    def open(self):
        return self.filter(state=R.OPEN)


class SupervisionProposal(Stateful):
    desk = models.ForeignKey("dispatch.Assignment", models.PROTECT, related_name="supervision_proposals")
    slug = models.SlugField("地址", max_length=16, unique=True, default=slug, editable=False)
    state = FSMField("状态", max_length=10, choices=R, default=R.OPEN, protected=True)
    round = models.PositiveSmallIntegerField("轮次")
    reason = models.CharField("缘由", max_length=14, choices=SupervisionReason)
    detail = models.TextField("情况", blank=True)
    proposed_at = models.DateTimeField("建议")
    decided_by = models.ForeignKey("members.Post", models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField("决定", null=True, blank=True)
    opinion = models.TextField("不列入的理由", blank=True)

    objects = SupervisionProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        verbose_name = verbose_name_plural = "建议督办"
        constraints = [
            models.UniqueConstraint(fields=["desk", "round", "reason"], name="supervision_proposed_once"),
            models.CheckConstraint(condition=Q(state__in=R.values), name="supervision_proposal_state_known"),
            models.CheckConstraint(
                condition=Q(state=R.OPEN, decided_at__isnull=True)
                | (~Q(state=R.OPEN) & Q(decided_at__isnull=False)),
                name="supervision_proposal_decided_with_date",
            ),
            models.CheckConstraint(
                condition=~Q(state=R.DISMISSED) | ~Q(opinion=""), name="supervision_dismissed_says_why"
            ),
        ]

    def __str__(self):
        return f"{self.get_reason_display()}：{self.desk}"

    def get_absolute_url(self):
        return f"{reverse('supervision-list')}?tab=proposals"

    @property
    def thread(self):
        return self.desk.thread

    @property
    def organisation_id(self):
        return self.desk.organisation_id

    @property
    def item(self):
        return self.desk.item

    @property
    def tone(self):
        return PROPOSAL_TONES[self.state]

    def lock_chain(self):
        return [*self.desk.lock_chain(), (type(self.desk), self.desk_id)]

    def event_note(self, step_name, facts):
        return pressing.note(facts)

    def event_data(self, step_name, facts):
        return {"unit": self.desk.unit_short, "reason": self.get_reason_display()}

    @step(
        "列入督办", done="列入督办", who=supervision_rules.decides_proposal, source=R.OPEN, target=R.TAKEN,
        form="dispatch.forms.supervision.TakeUpForm", rows=supervising.take_up, rows_note="督办：立项", tone="p",
        icon="gavel",
    )  # fmt: skip
    def take_up(self, *, actor, at, request, addressee=""):
        self.decided_by, self.decided_at = actor.post, at

    @step(
        "不列入", done="不列入督办", who=supervision_rules.decides_proposal, source=R.OPEN, target=R.DISMISSED,
        form="dispatch.forms.supervision.DismissForm", internal=True, icon="x",
    )  # fmt: skip
    def dismiss(self, *, actor, at, reason):
        self.decided_by, self.decided_at, self.opinion = actor.post, at, reason
