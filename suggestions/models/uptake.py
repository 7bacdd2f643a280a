"""Uptake [成果转化]: adopted reports taken further: consultation, the meeting of the chair, the plan of the year."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django_fsm import FSMField

from suggestions.codes import slug
from suggestions.upward import rules, taking_further
from suggestions.upward.states import UPTAKE_TONES, UptakeState
from weijianyi.audit.models import SYSTEM
from weijianyi.workflow import Stateful, guard, step

U = UptakeState


class UptakeQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Editors and leaders: all of their organisation."""
        if actor.kind == SYSTEM:
            return self
        return (
            self.filter(organisation_id=actor.post.organisation_id) if rules.is_inside(actor) else self.none()
        )

    def for_lists(self):
        return self.select_related("form").prefetch_related("entries")


@guard("还没有收入信息。")
def has_entries(uptake):
    return uptake.entries.exists()


class Uptake(Stateful):
    organisation = models.ForeignKey("members.Organisation", models.PROTECT, related_name="+")
    slug = models.SlugField("地址", max_length=16, unique=True, default=slug, editable=False)
    state = FSMField("状态", max_length=10, choices=U, default=U.PROPOSED, protected=True)
    form = models.ForeignKey(
        "rulebook.DictionaryEntry", models.PROTECT, related_name="+", verbose_name="转化形式"
    )
    title = models.CharField("题目", max_length=80)
    why = models.TextField("为什么转化", blank=True)
    host = models.CharField("承办", max_length=60, blank=True)
    proposed_by = models.ForeignKey("members.Post", models.PROTECT, related_name="+", verbose_name="提出人")
    proposed_at = models.DateTimeField("提出", default=timezone.now)
    planned_on = models.DateField("计划日期", null=True, blank=True)
    approved_by = models.ForeignKey("members.Post", models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField("列入", null=True, blank=True)
    held_on = models.DateField("开展日期", null=True, blank=True)
    held_text = models.TextField("开展情况", blank=True)
    outcome = models.TextField("成果", blank=True)
    done_at = models.DateTimeField("有结果", null=True, blank=True)
    dropped_at = models.DateTimeField("不转化", null=True, blank=True)

    objects = UptakeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = verbose_name_plural = "成果转化"
        indexes = [models.Index(fields=["organisation", "state", "-id"], name="uptake_list")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=U.values), name="uptake_state_known"),
            models.CheckConstraint(
                condition=~Q(state=U.HELD) | Q(held_on__isnull=False), name="uptake_held_has_date"
            ),
            models.CheckConstraint(
                condition=~Q(state=U.DONE) | (Q(done_at__isnull=False) & ~Q(outcome="")),
                name="uptake_done_says_what",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("uptake-detail", args=[self.slug])

    @property
    def tone(self):
        return UPTAKE_TONES[self.state]

    @property
    def next_sentence(self):
        """Who has it and what comes next."""
        return {
            U.PROPOSED: "等领导决定是否列入。", U.APPROVED: "由信息编辑跟进，开展以后登记日期和情况。",
            U.HELD: "已经开展，等成果。", U.DONE: "已有结果。", U.DROPPED: "决定不转化。",
        }[self.state]  # fmt: skip

    def event_note(self, step_name, facts):
        return str(facts.get("reason") or facts.get("note") or "")

    @step(
        "列入", done="列入转化", who=rules.decides_uptake, source=U.PROPOSED, target=U.APPROVED,
        guards=[has_entries], form="suggestions.forms.upward.ApproveForm", internal=True, icon="check", tone="p",
        rows=taking_further.tell(taking_further.TAKEN), rows_note="收入的信息：反映人知道列入转化",
    )  # fmt: skip
    def approve(self, *, actor, at, planned_on, note=""):
        self.planned_on, self.approved_by, self.approved_at = planned_on, actor.post, at

    @step(
        "登记开展", done="已经开展", who=rules.records, source=U.APPROVED, target=U.HELD,
        form="suggestions.forms.upward.HoldForm", internal=True, icon="users", tone="p",
    )  # fmt: skip
    def hold(self, *, actor, at, held_on, text):
        self.held_on, self.held_text = held_on, text

    @step(
        "登记成果", done="已有结果", who=rules.records, source=[U.APPROVED, U.HELD], target=U.DONE,
        form="suggestions.forms.upward.OutcomeForm", internal=True, icon="circle-check", tone="t",
        rows=taking_further.tell(taking_further.LED_TO), rows_note="收入的信息：反映人知道有了结果",
    )  # fmt: skip
    def conclude(self, *, actor, at, outcome):
        self.outcome, self.done_at = outcome, at

    @step(
        "不转化", done="不转化", who=rules.drops_uptake, source=[U.PROPOSED, U.APPROVED], target=U.DROPPED,
        form="suggestions.forms.upward.ReasonForm", internal=True, icon="circle-x", tone="w",
    )  # fmt: skip
    def drop(self, *, actor, at, reason):
        self.dropped_at = at

    @step(
        "重新考虑", done="重新考虑", who=rules.records, source=U.DROPPED, target=U.PROPOSED, internal=True,
        icon="refresh",
    )  # fmt: skip
    def reconsider(self, *, actor, at):
        self.dropped_at = self.approved_at = self.approved_by = self.planned_on = None


class UptakeEntry(models.Model):
    """A report that is taken further."""

    uptake = models.ForeignKey(Uptake, models.CASCADE, related_name="entries")
    report = models.ForeignKey("suggestions.Item", models.PROTECT, related_name="uptake_entries")

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = "转化的信息"
        constraints = [models.UniqueConstraint(fields=["uptake", "report"], name="uptake_entry_once")]

    def __str__(self):
        return f"{self.uptake_id} {self.report_id}"
