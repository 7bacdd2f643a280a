"""Arrival [来件]: what another organisation passed to this one, from its coming in to receipt or refusal."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django_fsm import FSMField

from dispatch.linkage import receiving, rules
from dispatch.linkage.states import ICONS, TONES, ArrivalState
from suggestions.codes import slug
from suggestions.models import Case
from suggestions.states import LinkKind
from weijianyi.audit.models import SYSTEM
from weijianyi.workflow import Stateful, step

A = ArrivalState


class ArrivalQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """The office and the leaders of the receiving organisation; a message reaches its own."""
        if actor.kind == SYSTEM:
            return self
        if actor.link is not None:
            return self.filter(link=actor.link)
        if actor.post is None or actor.post.role not in rules.READERS:
            return self.none()
        return self.filter(organisation_id=actor.post.organisation_id).exclude(state=A.COMING)

    def waiting(self):
        return self.filter(state=A.WAITING)

    def in_hand(self):
        """Received, and the source still waits for what becomes of it."""
        return self.filter(state=A.RECEIVED, ended_at=None)

    def for_lists(self):
        return self.select_related("item", "link__from_item__organisation", "link__from_item__case")


class Arrival(Stateful):
    link = models.OneToOneField("suggestions.ItemLink", models.PROTECT, related_name="arrival")
    organisation = models.ForeignKey("members.Organisation", models.PROTECT, related_name="arrivals")
    item = models.OneToOneField(
        "suggestions.Item", models.PROTECT, null=True, blank=True, related_name="arrival"
    )
    slug = models.SlugField("地址", max_length=16, unique=True, default=slug, editable=False)
    state = FSMField("状态", max_length=8, choices=A, default=A.COMING, protected=True)
    body = models.JSONField("来件内容", default=dict)
    told = models.CharField("最近告知对方", max_length=200, blank=True)
    due_on = models.DateField("收件期限", null=True, blank=True)
    arrived_at = models.DateTimeField("到达", null=True, blank=True)
    received_at = models.DateTimeField("收件", null=True, blank=True)
    received_by = models.ForeignKey("members.Post", models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField("退回或收回", null=True, blank=True)
    reason = models.TextField("退回或收回的理由", blank=True)

    objects = ArrivalQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = "来件"
        # S8: what waits for receipt, oldest first; and what was refused.
        indexes = [models.Index(fields=["organisation", "state", "arrived_at", "id"], name="arrival_queue")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=A.values), name="arrival_state_known"),
            models.CheckConstraint(
                condition=~Q(state=A.RECEIVED) | Q(item__isnull=False, received_at__isnull=False),
                name="arrival_received_has_item",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[A.REFUSED, A.RECALLED]) | Q(ended_at__isnull=False),
                name="arrival_ended_has_date",
            ),
        ]

    def __str__(self):
        return self.body.get("title") or "来件"

    def get_absolute_url(self):
        return reverse("arrival-detail", args=[self.slug])

    @property
    def kind(self):
        """The item's: it decides which limit its clock runs under."""
        return self.body.get("kind", "suggestion")

    @property
    def tone(self):
        return TONES[self.state]

    @property
    def icon(self):
        return ICONS.get(self.state, "")

    @property
    def from_above(self):
        return self.link.kind == LinkKind.PASSED_DOWN

    @property
    def sender(self):
        return self.link.from_item.organisation

    def lock_chain(self):
        return [(Case, self.link.from_item.case_id)]

    def event_note(self, step_name, facts):
        return str(facts.get("reason") or facts.get("note") or "")

    # -- steps ---------------------------------------------------------------------------------------
    @step(
        "来件", done="其他政协转来", who=rules.by_message, source=A.COMING, target=A.WAITING,
        rows=receiving.start_clock, rows_note="收件期限", button=False, icon="inbox",
    )  # fmt: skip
    def announce(self, *, actor, at):
        self.arrived_at = at

    @step(
        "收件", done="收件，进入审核", who=rules.receives, source=A.WAITING, target=A.RECEIVED,
        rows=receiving.take_in, rows_note="事项：待审核，两个工作日内审核；流转消息：收件", tone="p", icon="check",
    )  # fmt: skip
    def receive(self, *, actor, at):
        self.item = receiving.draft_of(self)
        self.received_at, self.received_by = at, actor.post

    @step(
        "退回", done="退回，没有收件", who=rules.receives, source=A.WAITING, target=A.REFUSED,
        form="dispatch.forms.linking.GiveBackForm", rows=receiving.end, rows_note="流转消息：退回",
        icon="arrow-back-up",
    )  # fmt: skip
    def refuse(self, *, actor, at, reason):
        self.ended_at, self.reason = at, reason

    @step(
        "转出方收回", done="转来的政协收回", who=rules.by_message, source=A.WAITING, target=A.RECALLED,
        rows=receiving.end, button=False,
    )  # fmt: skip
    def be_recalled(self, *, actor, at, reason):
        self.ended_at, self.reason = at, reason

    @step(
        "转出方催收", done="转来的政协催收", who=rules.by_message, source=A.WAITING, button=False, icon="bell",
    )  # fmt: skip
    def be_urged(self, *, actor, at, note=""):
        pass
