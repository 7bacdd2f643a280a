"""ScoreObjection [计分异议]: a member doubts an entry, or misses one; the office corrects it or says why it stands."""

import secrets

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django_fsm import FSMField

from members.scores import rules
from members.scores.states import OBJECTION_TONES, ObjectionState
from members.states import FORMER, OFFICE, Role
from weijianyi.audit.models import SYSTEM
from weijianyi.workflow import Stateful, step

O = ObjectionState  # noqa: E741
FORMS = "members.scores.forms"
CORRECT = "members.scoreobjection.uphold"  # registered by the app when it starts


def slug():
    return secrets.token_hex(5)


class ScoreObjectionQuerySet(models.QuerySet):
    def visible_to(self, actor):
        if actor.kind == SYSTEM:
            return self
        if actor.post is None:
            return self.none()
        if actor.post.role in OFFICE:
            return self.filter(organisation_id=actor.post.organisation_id)
        return (
            self.filter(member=actor.post.member_id)
            if actor.post.role in (Role.MEMBER, FORMER)
            else self.none()
        )

    def open(self):
        return self.filter(state=O.OPEN)


class ScoreObjection(Stateful):
    organisation = models.ForeignKey("members.Organisation", models.PROTECT, related_name="+")
    slug = models.SlugField("地址", max_length=16, unique=True, default=slug, editable=False)
    state = FSMField("状态", max_length=10, choices=O, default=O.OPEN, protected=True)
    member = models.ForeignKey("members.Member", models.PROTECT, related_name="score_objections")
    entry = models.ForeignKey(
        "members.ScoreEntry", models.PROTECT, null=True, blank=True, related_name="objections"
    )
    year = models.PositiveSmallIntegerField("年度")
    text = models.TextField("异议")
    raised_at = models.DateTimeField("提出", default=timezone.now)
    decision = models.TextField("处理理由", blank=True)
    decided_by = models.ForeignKey("members.Post", models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField("处理", null=True, blank=True)

    objects = ScoreObjectionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = verbose_name_plural = "计分异议"
        constraints = [
            models.CheckConstraint(condition=Q(state__in=O.values), name="score_objection_state_known"),
            models.UniqueConstraint(
                fields=["entry"],
                condition=Q(state="open", entry__isnull=False),
                name="score_objection_one_open",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[O.OPEN, O.WITHDRAWN])
                | (~Q(decision="") & Q(decided_at__isnull=False)),
                name="score_objection_decided_with_reason",
            ),
        ]

    def __str__(self):
        return self.entry.title if self.entry_id else f"{self.year} 年度漏记"

    def get_absolute_url(self):
        return reverse("score-objection", args=[self.slug])

    @property
    def thread(self):
        return f"objection-{self.pk}"

    @property
    def tone(self):
        return OBJECTION_TONES[self.state]

    def event_note(self, step_name, facts):
        return str(facts.get("opinion") or "")

    def conclude(self, actor, at, opinion):
        if not opinion.strip():
            raise ValidationError({"opinion": "请写明理由。"})
        self.decision, self.decided_at, self.decided_by = opinion.strip(), at, actor.post

    # -- steps ---------------------------------------------------------------------------------------
    @step(
        "更正", done="更正计分", who=rules.decides_objection, source=O.OPEN, target=O.UPHELD,
        form=f"{FORMS}.UpholdForm", plan=CORRECT, rows_note="冲销原明细，或按填写的分调整", tone="p",
        icon="check",
    )  # fmt: skip
    def uphold(self, *, actor, at, opinion, points=None, takes_back=False):
        self.conclude(actor, at, opinion)

    @step(
        "维持", done="维持原计分", who=rules.decides_objection, source=O.OPEN, target=O.REJECTED,
        form=f"{FORMS}.RejectForm", icon="x",
    )  # fmt: skip
    def reject(self, *, actor, at, opinion):
        self.conclude(actor, at, opinion)

    @step("撤回异议", who=rules.raised_it, source=O.OPEN, target=O.WITHDRAWN, tone="w", icon="arrow-back-up")
    def withdraw(self, *, actor, at):
        pass
