"""ExcellentCase [优秀案例]: a closed matter written up, agreed to by author and unit, scored, decided, published."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Avg, Q
from django.urls import reverse
from django_fsm import FSMField

from dispatch.excellence import judging_cases, rules
from dispatch.excellence.states import TONES, CaseState, Consent
from dispatch.models.assignment import Assignment
from members.rules import department_of, holds_post
from members.states import UNIT, Role
from suggestions.codes import slug
from suggestions.models import Item
from weijianyi.audit.models import SYSTEM
from weijianyi.workflow import Stateful, guard, step

C = CaseState
FORMS = "dispatch.excellence.forms"


class ExcellentCaseQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Judges all; author and unit once they are asked; everybody of the organisation what is published."""
        if actor.kind == SYSTEM:
            return self
        if not holds_post(actor) or actor.post.role == Role.CLIENT:
            return self.none()
        own = self.filter(organisation_id=actor.post.organisation_id)
        if rules.judges(actor):
            return own
        shown = Q(state=C.PUBLISHED)
        asked = ~Q(state=C.CANDIDATE)
        if actor.post.role in UNIT:
            return own.filter(shown | (asked & Q(desk__department_id=department_of(actor))))
        if actor.post.role in (Role.MEMBER, Role.OPERATOR):
            mine = Item.objects.written_by(actor).values("pk")
            return own.filter(shown | (asked & Q(item__in=mine)))
        return own.filter(shown)

    def published(self):
        return self.filter(state=C.PUBLISHED)

    def of_half(self, year, half):
        return self.filter(year=year, half=half)

    def for_lists(self):
        found = self.select_related("item", "desk__department")
        return found.annotate(mean=Avg("scores__points", filter=Q(scores__voided_at=None)))


@guard("案例还没有写好，请先写背景、办理和成效。")
def is_written(case):
    return bool(case.background and case.handling and case.effect)


@guard("文字里还有姓名、电话或证件号，请先隐去。")
def is_masked(case):
    return not judging_cases.names_left(case)


@guard(lambda case: judging_cases.missing_consent(case))
def is_agreed(case):
    return case.author_consent == case.unit_consent == Consent.AGREED


@guard("还没有人评分。")
def is_scored(case):
    return case.scores.filter(voided_at=None).exists()


class ExcellentCase(Stateful):
    organisation = models.ForeignKey("members.Organisation", models.PROTECT, related_name="excellent_cases")
    item = models.ForeignKey("suggestions.Item", models.PROTECT, related_name="excellent_cases")
    desk = models.ForeignKey("dispatch.Assignment", models.PROTECT, related_name="+")
    slug = models.SlugField("地址", max_length=16, unique=True, default=slug, editable=False)
    state = FSMField("状态", max_length=10, choices=C, default=C.CANDIDATE, protected=True)
    year = models.PositiveSmallIntegerField("年度")
    half = models.PositiveSmallIntegerField("半年", choices=[(1, "上半年"), (2, "下半年")])
    title = models.CharField("案例标题", max_length=60)
    background = models.TextField("背景", blank=True)
    handling = models.TextField("办理", blank=True)
    effect = models.TextField("成效", blank=True)
    points = models.DecimalField("按规则得分", max_digits=4, decimal_places=1, default=0)
    ground = models.TextField("推选依据", blank=True)
    author_consent = models.CharField("委员意见", max_length=8, choices=Consent, default=Consent.WAITING)
    unit_consent = models.CharField("承办单位意见", max_length=8, choices=Consent, default=Consent.WAITING)
    proposed_by = models.ForeignKey("members.Post", models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField("推选")
    decided_by = models.ForeignKey("members.Post", models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField("决定", null=True, blank=True)
    published_at = models.DateTimeField("发布", null=True, blank=True)
    dropped_at = models.DateTimeField("未入选", null=True, blank=True)
    drop_reason = models.TextField("未入选的理由", blank=True)

    objects = ExcellentCaseQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-half", "-points", "pk"]
        verbose_name = verbose_name_plural = "优秀案例"
        # The case column: newest publications of an organisation.
        indexes = [
            models.Index(fields=["organisation", "state", "published_at", "id"], name="excellent_case_list")
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=C.values), name="excellent_case_state_known"),
            models.CheckConstraint(condition=Q(half__in=[1, 2]), name="excellent_case_half_known"),
            models.CheckConstraint(
                condition=~Q(state=C.PUBLISHED)
                | Q(published_at__isnull=False, author_consent="agreed", unit_consent="agreed"),
                name="excellent_case_published_is_agreed",
            ),
            models.UniqueConstraint(
                fields=["item"], condition=~Q(state=C.DROPPED), name="excellent_case_item_once",
                violation_error_message="这件事项已经推选过。",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("excellent-case", args=[self.slug])

    @property
    def tone(self):
        return TONES[self.state]

    def lock_chain(self):
        return [(Item, self.item_id), (Assignment, self.desk_id)]

    def event_note(self, step_name, facts):
        return str(facts.get("note") or facts.get("reason") or "")

    @step(
        "写案例", done="写案例", who=rules.office, source=C.CANDIDATE, form=f"{FORMS}.WriteUpForm",
        icon="pencil", tone="p",
    )  # fmt: skip
    def write_up(self, *, actor, at, title, background, handling, effect):
        self.title, self.background, self.handling, self.effect = title, background, handling, effect

    @step(
        "隐去姓名和号码", done="隐去姓名和号码", who=rules.office, source=C.CANDIDATE, guards=[is_written],
        icon="eye-off", help="把委员、经办人的姓名改为某，电话和证件号略去。",
    )  # fmt: skip
    def mask(self, *, actor, at):
        judging_cases.mask(self)

    @step(
        "征求委员和单位意见", done="征求委员和单位意见", who=rules.office, source=C.CANDIDATE,
        target=C.CONSENTING, guards=[is_written, is_masked], icon="send",
    )  # fmt: skip
    def ask_consent(self, *, actor, at):
        self.author_consent = self.unit_consent = Consent.WAITING

    @step(
        "改案例", done="退回改案例", who=rules.office, source=C.CONSENTING, target=C.CANDIDATE,
        form=f"{FORMS}.ReasonForm", icon="arrow-back-up", help="改过以后重新征求意见。",
    )  # fmt: skip
    def take_back(self, *, actor, at, reason):
        pass

    @step(
        "委员答复", done="委员答复", who=rules.is_author, source=C.CONSENTING, form=f"{FORMS}.ConsentForm",
        icon="message-2", tone="p",
    )  # fmt: skip
    def answer_author(self, *, actor, at, consent, note=""):
        self.author_consent = consent

    @step(
        "承办单位答复", done="承办单位答复", who=rules.answers_for_unit, source=C.CONSENTING,
        form=f"{FORMS}.ConsentForm", icon="message-2", tone="p",
    )  # fmt: skip
    def answer_unit(self, *, actor, at, consent, note=""):
        self.unit_consent = consent

    @step(
        "评分", done="案例评分", who=rules.scores, source=[C.CANDIDATE, C.CONSENTING], guards=[is_written],
        form=f"{FORMS}.ScoreForm", rows=judging_cases.score, rows_note="评分；同一人重评的，原评分作废",
        icon="star",
    )  # fmt: skip
    def score(self, *, actor, at, points, comment=""):
        if not 0 <= points <= judging_cases.MOST:
            raise ValidationError({"points": "得分在 0 到 100 之间。"})

    @step(
        "入选", done="决定入选", who=rules.decides, source=C.CONSENTING, target=C.DECIDED,
        guards=[is_agreed, is_scored], icon="gavel", tone="p",
    )  # fmt: skip
    def decide(self, *, actor, at):
        self.decided_by, self.decided_at = actor.post, at

    @step(
        "发布到案例栏", done="发布到案例栏", who=rules.decides, source=C.DECIDED, target=C.PUBLISHED,
        guards=[is_agreed, is_masked], icon="award", tone="p", help="发布后，本机构各类人员都能看到。",
    )  # fmt: skip
    def publish(self, *, actor, at):
        self.published_at = at

    @step(
        "不入选", done="不入选", who=rules.decides, source=[s for s in C if s != C.DROPPED], target=C.DROPPED,
        form=f"{FORMS}.ReasonForm", tone="w", icon="x", help="已发布的从案例栏撤下，留痕不删除。",
    )  # fmt: skip
    def drop(self, *, actor, at, reason):
        self.dropped_at, self.drop_reason = at, reason


class CaseScore(models.Model):
    case = models.ForeignKey(ExcellentCase, models.PROTECT, related_name="scores")
    by = models.ForeignKey("members.Post", models.PROTECT, related_name="+", verbose_name="评分人")
    points = models.PositiveSmallIntegerField("得分")
    comment = models.CharField("意见", max_length=200, blank=True)
    at = models.DateTimeField("评分时间")
    voided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = "案例评分"
        constraints = [
            models.UniqueConstraint(
                fields=["case", "by"], condition=Q(voided_at__isnull=True), name="case_score_once"
            ),
            models.CheckConstraint(condition=Q(points__lte=100), name="case_score_range"),
        ]

    def __str__(self):
        return f"{self.case_id} {self.points}"
