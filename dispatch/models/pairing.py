"""EvaluationUnit, Pairing [评议对] and the sheets both sides write without seeing the other's."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django_fsm import RETURN_VALUE, FSMField

from dispatch.evaluation import rules, scoring
from dispatch.evaluation.states import TONES, PairingState, RoundState, ScoreSide
from members.rules import department_of
from members.states import OFFICE, UNIT, Role
from weijianyi.audit.models import SYSTEM
from weijianyi.workflow import Stateful, guard, step

P = PairingState


class EvaluationUnitQuerySet(models.QuerySet):
    def visible_to(self, actor):
        if actor.kind == SYSTEM:
            return self
        if actor.post is None:
            return self.none()
        role = actor.post.role
        if role in OFFICE or role == Role.LEADER:
            return self.filter(round__organisation_id=actor.post.organisation_id)
        opened = self.filter(dropped_at=None).exclude(round__state=RoundState.PLANNED)
        if role in UNIT and department_of(actor):
            return opened.filter(department_id=department_of(actor))
        if role in (Role.MEMBER, Role.OPERATOR):
            return opened.filter(pk__in=Pairing.objects.proposed_by(actor).values("unit"))
        return self.none()


class EvaluationUnit(models.Model):
    round = models.ForeignKey("dispatch.EvaluationRound", models.PROTECT, related_name="units")
    department = models.ForeignKey("dispatch.Department", models.PROTECT, related_name="evaluation_units")
    answered = models.PositiveIntegerField("当年答复提案", default=0)
    proposed = models.BooleanField("按规则产生", default=False)
    dropped_at = models.DateTimeField("调出", null=True, blank=True)

    objects = EvaluationUnitQuerySet.as_manager()

    class Meta:
        ordering = ["-answered", "pk"]
        verbose_name = verbose_name_plural = "参评单位"
        constraints = [
            models.UniqueConstraint(fields=["round", "department"], name="evaluation_unit_once"),
        ]

    def __str__(self):
        return self.department.name


class PairingQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Office and leaders see that there is a pairing; its two sides see their own."""
        if actor.kind == SYSTEM:
            return self
        if actor.post is None:
            return self.none()
        role = actor.post.role
        if role in OFFICE or role == Role.LEADER:
            return self.filter(unit__round__organisation_id=actor.post.organisation_id)
        if role in UNIT and department_of(actor):
            return self.filter(unit__department_id=department_of(actor))
        if role in (Role.MEMBER, Role.OPERATOR):
            return self.proposed_by(actor)
        return self.none()

    def proposed_by(self, actor):
        """Pairings whose first proposer is this member, or the collective this operator acts for."""
        post = actor.post
        if post is not None and post.role == Role.MEMBER and post.member_id:
            return self.filter(authorship__member_id=post.member_id)
        if post is not None and post.role == Role.OPERATOR and post.collective_id:
            return self.filter(authorship__collective_id=post.collective_id)
        return self.none()

    def revealed(self):
        return self.filter(Q(state=P.DONE) | Q(unit__round__state=RoundState.CLOSED))

    def for_lists(self):
        return self.select_related(
            "unit__round", "unit__department", "desk__item", "desk__department", "authorship"
        ).prefetch_related("desk__item__authorships__member", "unit__department__officers__post")


@guard("评议还没有开始，或者已经结束。")
def round_open(pairing):
    return pairing.round.state == RoundState.OPEN


@guard("评议截止日期已经过了，不能再评。")
def in_time(pairing):
    return not pairing.round.over(pairing.acting_at or timezone.now())


class Pairing(Stateful):
    unit = models.ForeignKey(EvaluationUnit, models.PROTECT, related_name="pairings")
    desk = models.ForeignKey("dispatch.Assignment", models.PROTECT, related_name="pairings")
    authorship = models.ForeignKey("suggestions.Authorship", models.PROTECT, related_name="pairings")
    state = FSMField("状态", max_length=8, choices=P, default=P.PENDING, protected=True)
    unit_at = models.DateTimeField("单位已评", null=True, blank=True)
    proposer_at = models.DateTimeField("提案人已评", null=True, blank=True)

    objects = PairingQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = "评议对"
        constraints = [
            models.UniqueConstraint(fields=["unit", "desk"], name="pairing_once"),
            models.CheckConstraint(
                condition=Q(state=P.PENDING, unit_at__isnull=True, proposer_at__isnull=True)
                | Q(state=P.HALF, unit_at__isnull=False, proposer_at__isnull=True)
                | Q(state=P.HALF, unit_at__isnull=True, proposer_at__isnull=False)
                | Q(state=P.DONE, unit_at__isnull=False, proposer_at__isnull=False),
                name="pairing_state_says_who_is_in",
            ),
        ]

    def __str__(self):
        return f"{self.desk.item}（{self.unit.department.short_name}）"

    def get_absolute_url(self):
        return reverse("evaluation-pairing", args=[self.pk])

    @property
    def thread(self):
        return f"pairing-{self.pk}"

    @property
    def round(self):
        return self.unit.round

    @property
    def organisation_id(self):
        return self.unit.round.organisation_id

    @property
    def tone(self):
        return TONES[self.state]

    def lock_chain(self):
        # Closing the round and the last score must not pass each other.
        return [(type(self.unit.round), self.unit.round_id)]

    @step(
        "评分", done="评分", who=rules.scores, source=[P.PENDING, P.HALF], target=RETURN_VALUE(P.HALF, P.DONE),
        guards=[round_open, in_time], form="dispatch.evaluation.forms.ScoreForm", rows=scoring.write,
        rows_note="评分表；同一方重评的，原评分作废", button=False, icon="pencil",
    )  # fmt: skip
    def score(self, *, actor, at, points, comment=""):
        side = rules.side_of(actor, self)
        scoring.check(self.organisation_id, side, points)
        if side == ScoreSide.UNIT:
            self.unit_at = at
        else:
            self.proposer_at = at
        return str(P.DONE if self.unit_at and self.proposer_at else P.HALF)

    def event_note(self, step_name, facts):
        return ""  # neither points nor words: the timeline must not tell one side of the other

    def given(self, side):
        return self.unit_at if side == ScoreSide.UNIT else self.proposer_at


class ScoreSheetQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """What is revealed, and the own side's; the queryset form of rules.reads_sheet."""
        if actor.kind == SYSTEM:
            return self
        if actor.post is None:
            return self.none()
        pairings = Pairing.objects.visible_to(actor)
        role, own = actor.post.role, Q(pk__in=[])
        if role in UNIT and department_of(actor):
            own = Q(side=ScoreSide.UNIT) & ~Q(pairing__desk__item__authorships__member__user=actor.user)
        elif role in (Role.MEMBER, Role.OPERATOR):
            own = Q(side=ScoreSide.PROPOSER) & ~Q(pairing__unit__department__officers__post__user=actor.user)
        shown = Q(pairing__in=pairings.revealed().values("pk")) | (
            own & Q(pairing__in=pairings.values("pk"), pairing__authorship__conflicted=False)
        )
        return self.filter(shown)

    def valid(self):
        return self.filter(voided_at=None)

    def revealed(self):
        return self.valid().filter(pairing__in=Pairing.objects.revealed().values("pk"))


class ScoreSheet(models.Model):
    pairing = models.ForeignKey(Pairing, models.PROTECT, related_name="sheets")
    side = models.CharField("哪一方", max_length=8, choices=ScoreSide)
    by = models.ForeignKey("members.Post", models.PROTECT, related_name="+", verbose_name="评分人")
    at = models.DateTimeField("评分时间")
    comment = models.TextField("意见", blank=True)
    # As of the scoring: later changes of weights and thresholds leave what was given as it was.
    total = models.DecimalField("总分", max_digits=4, decimal_places=1)
    grade = models.ForeignKey(
        "rulebook.DictionaryEntry",
        models.PROTECT,
        related_name="+",
        verbose_name="等次",
        null=True,
        blank=True,
    )
    voided_at = models.DateTimeField(null=True, blank=True)

    objects = ScoreSheetQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = "评分表"
        constraints = [
            models.UniqueConstraint(
                fields=["pairing", "side"], condition=Q(voided_at__isnull=True), name="score_sheet_once"
            ),
            models.CheckConstraint(condition=Q(side__in=ScoreSide.values), name="score_sheet_side_known"),
            models.CheckConstraint(condition=Q(total__gte=0, total__lte=100), name="score_sheet_total_range"),
        ]

    def __str__(self):
        return f"{self.get_side_display()} {self.total}"


class ScoreQuerySet(models.QuerySet):
    def visible_to(self, actor):
        return self.filter(sheet__in=ScoreSheet.objects.visible_to(actor).values("pk"))


class Score(models.Model):
    sheet = models.ForeignKey(ScoreSheet, models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(
        "rulebook.DictionaryEntry", models.PROTECT, related_name="+", verbose_name="评议项目"
    )
    points = models.PositiveSmallIntegerField("得分")
    weight = models.PositiveSmallIntegerField("权重")

    objects = ScoreQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = "得分"
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="score_once"),
            models.CheckConstraint(condition=Q(points__lte=100), name="score_points_range"),
        ]

    def __str__(self):
        return f"{self.criterion} {self.points}"
