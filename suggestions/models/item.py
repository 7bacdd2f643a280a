"""Item: one organisation's treatment of a case in one kind; one table, a proxy per kind, the common steps."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django_fsm import FSMField

from members.scores.merits import Merit
from suggestions.codes import slug
from suggestions.crediting import drafted_by
from suggestions.models.authorship import Authorship
from suggestions.models.case import Case
from suggestions.models.item_queryset import ItemQuerySet
from suggestions.models.journey import Journey
from suggestions.models.proposal_facts import ProposalFacts
from suggestions.models.report_facts import ReportFacts
from suggestions.search import grams
from suggestions.states import (
    ALLOWED,
    DISPATCHED,
    PASSED,
    TONES,
    UNSENT,
    Complexity,
    Kind,
    SignerState,
    State,
)
from weijianyi.workflow import Stateful


class Item(Journey, Stateful):
    case = models.ForeignKey(Case, models.PROTECT, related_name="items")
    organisation = models.ForeignKey("members.Organisation", models.PROTECT, related_name="items")
    kind = models.CharField("类型", max_length=12, choices=Kind)
    slug = models.SlugField("地址", max_length=16, unique=True, default=slug, editable=False)
    state = FSMField("状态", max_length=12, choices=State, default=State.DRAFT, protected=True)

    title = models.CharField("标题", max_length=60, blank=True)
    short_title = models.CharField("短标题", max_length=18, blank=True)
    district = models.CharField("地区", max_length=60, blank=True)
    place = models.CharField("具体位置", max_length=120, blank=True)
    category = models.ForeignKey(
        "rulebook.DictionaryEntry",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="领域",
    )
    situation = models.TextField("情况（问题）", blank=True)
    analysis = models.TextField("分析", blank=True)
    advice = models.TextField("建议", blank=True)
    found_via = models.ForeignKey(
        "rulebook.DictionaryEntry",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="线索来源",
    )
    open_consent = models.BooleanField("同意公开", null=True, blank=True)
    closed_reason = models.CharField("不公开的原因", max_length=200, blank=True)
    wished_unit = models.CharField("建议承办单位", max_length=60, blank=True)
    complexity = models.CharField("难易", max_length=10, choices=Complexity, blank=True)

    number_year = models.PositiveSmallIntegerField("年", null=True, blank=True)
    number = models.PositiveIntegerField("编号", null=True, blank=True)
    filed_under = models.PositiveIntegerField("并入的提案号", null=True, blank=True)
    session = models.ForeignKey("members.Session", models.PROTECT, null=True, blank=True, related_name="+")
    entered_by = models.ForeignKey(
        "members.Post", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="代录"
    )
    entered_from = models.CharField("代录来源", max_length=60, blank=True)

    created_at = models.DateTimeField("建稿", auto_now_add=True)
    saved_at = models.DateTimeField("保存", default=timezone.now)
    submitted_at = models.DateTimeField("提交", null=True, blank=True)
    review_on = models.DateField("约定审核日", null=True, blank=True)
    reviewed_at = models.DateTimeField("首次审核", null=True, blank=True)
    accepted_at = models.DateTimeField("受理", null=True, blank=True)
    dispatched_at = models.DateTimeField("交办", null=True, blank=True)
    answered_at = models.DateTimeField("首次答复", null=True, blank=True)
    closed_at = models.DateTimeField("办结", null=True, blank=True)
    declined_at = models.DateTimeField("不予受理", null=True, blank=True)
    passed_on_at = models.DateTimeField("转出", null=True, blank=True)
    withdrawn_at = models.DateTimeField("撤回", null=True, blank=True)
    withdrawal_asked_at = models.DateTimeField("申请撤回", null=True, blank=True)
    withdrawal_reason = models.TextField("撤回理由", blank=True)
    voided_at = models.DateTimeField("作废", null=True, blank=True)

    holder_kind = models.CharField(max_length=12, blank=True)
    holder = models.CharField("现在由谁办理", max_length=80, blank=True)
    holder_since = models.DateTimeField(null=True, blank=True)
    next_due = models.DateField("下一期限", null=True, blank=True)
    search_grams = models.TextField(blank=True, editable=False)

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = verbose_name_plural = "事项"
        indexes = [
            # Review desk: organisation, state, longest waiting first.
            models.Index(fields=["organisation", "state", "submitted_at", "id"], name="item_queue"),
            # Ledger by kind, newest first.
            models.Index(fields=["organisation", "kind", "-submitted_at", "-id"], name="item_ledger"),
            # What is due next.
            models.Index(
                fields=["organisation", "next_due"], condition=Q(next_due__isnull=False), name="item_next_due"
            ),
            models.Index(fields=["organisation", "reviewed_at"], name="item_reviewed"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    *[Q(kind=k, state__in=list(s)) for k, s in ALLOWED.items()], _connector=Q.OR
                ),
                name="item_state_fits_kind",
                violation_error_message="这类事项没有这个状态。",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(UNSENT)) | Q(submitted_at__isnull=False) | Q(kind=Kind.INQUIRY),
                name="item_sent_has_date",
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True) | ~Q(state__in=sorted(UNSENT)),
                name="item_unsent_no_date",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(DISPATCHED))
                | Q(dispatched_at__isnull=False)
                | Q(kind=Kind.INQUIRY),
                name="item_dispatched_has_date",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.CLOSED) | Q(closed_at__isnull=False), name="item_closed_has_date"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.DECLINED) | Q(declined_at__isnull=False),
                name="item_declined_has_date",
            ),
            models.CheckConstraint(
                condition=Q(state=State.WITHDRAWN, withdrawn_at__isnull=False)
                | (~Q(state=State.WITHDRAWN) & Q(withdrawn_at__isnull=True)),
                name="item_withdrawn_has_date",
            ),
            models.UniqueConstraint(
                fields=["organisation", "kind", "number_year", "number"],
                condition=Q(number__isnull=False, session__isnull=True),
                name="item_number_once",
            ),
            models.UniqueConstraint(
                fields=["organisation", "session", "number"],
                condition=Q(number__isnull=False, session__isnull=False),
                name="item_session_number_once",
            ),
        ]

    def __str__(self):
        return self.title or "（未写标题）"

    @classmethod
    def from_db(cls, db, field_names, values):
        """Every row comes back as its kind's proxy, also through relations; needs `kind` to be loaded."""
        if "kind" in field_names:
            kind = values[list(field_names).index("kind")]
            cls = PROXIES.get(kind, cls)
        return super().from_db(db, field_names, values)

    def save(self, *args, **kwargs):
        self.before_save()
        fresh = self._state.adding
        super().save(*args, **kwargs)
        if fresh and self.kind in FACTS:
            FACTS[self.kind].objects.create(item=self)

    def before_save(self):
        """Derived columns; whoever writes in bulk calls it."""
        self.search_grams = grams.packed(self.title, self.place, self.situation, self.analysis, self.advice)

    def get_absolute_url(self):
        return reverse("item-detail", args=[self.slug])

    # -- questions ---------------------------------------------------------------------------------
    @property
    def thread(self):
        return f"item-{self.pk}"

    @property
    def reference(self):
        """The number as printed: 微建议〔2026〕12号."""
        if self.number is None:
            return f"并入第{self.filed_under}号" if self.filed_under else ""
        if self.session_id:
            return f"第{self.number}号"
        return f"{self.get_kind_display()}〔{self.number_year}〕{self.number}号"

    @property
    def tone(self):
        return TONES[self.state]

    @property
    def is_home(self):
        return self.case.home_item_id == self.pk

    @cached_property
    def is_received(self):
        """Passed in by another organisation; lists that have asked bring the answer along."""
        if "from_elsewhere" in self.__dict__:
            return self.from_elsewhere
        return any(link.kind in PASSED and link.voided_at is None for link in self.links_in.all())

    @property
    def first_author(self):
        return next((a for a in self.authorships.all() if a.is_first), None)

    @property
    def signatures(self):
        """Who stands behind the item; whoever refused or never answered is not among them."""
        return [a for a in self.authorships.all() if a.state == SignerState.SIGNED]

    @classmethod
    def for_many(cls, rows):
        authors = models.Prefetch("authorships", Authorship.objects.select_related("member"))
        return rows.select_related("case", "proposal_facts__reader__user").prefetch_related(
            authors, "held_decisions", "reviews__reader__user", "drafters"
        )

    def lock_chain(self):
        return [(Case, self.case_id)]

    def credited(self, step_name):
        # points are paid at home, once
        signed = [a for a in self.signatures if not a.remote]
        credits = [(a.member_id, "first" if a.is_first else "co") for a in signed if a.member_id]
        if any(a.is_first and a.collective_id for a in signed):
            credits += drafted_by(self, {member for member, _ in credits})
        return credits

    def merit(self, event):
        """Everything about one case competes, whichever office and kind has it."""
        name = f"{self.kind}.{event.step}"
        level = event.data.get("level")
        names = (name, f"{name}.{level}") if level else (name,)
        return Merit(names, f"case-{self.case_id}", self.title or "（无标题）")

    is_matter = True  # voiding it ends everything in its thread

    def proposed(self, step_name, at):
        self.reviewed_at = self.reviewed_at or at


FACTS = {Kind.PROPOSAL: ProposalFacts, Kind.REPORT: ReportFacts}  # kind -> its one-to-one row
PROXIES = {}  # kind -> proxy class, filled by each kind's module
