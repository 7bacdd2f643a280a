"""TopicCall [选题征集] and TopicPlan [选题]: what proposals of a session or reports of a quarter are to be about."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django_fsm import FSMField

from members.rules import is_office
from members.states import AUTHORS, OFFICE, Role
from suggestions.codes import slug
from suggestions.states import UNSENT, Kind
from suggestions.topics import rules
from suggestions.topics.states import TOPIC_TONES, TopicSource, TopicState
from weijianyi.audit.models import SYSTEM
from weijianyi.workflow import Stateful, guard, step, system_only

T = TopicState
READERS = AUTHORS | OFFICE | {Role.LEADER}
KINDS = [(Kind.PROPOSAL.value, Kind.PROPOSAL.label), (Kind.REPORT.value, Kind.REPORT.label)]


@guard("这个选题已经提醒过，或者没有截止日期。")
def not_reminded(topic):
    return topic.due_on is not None and topic.reminded_at is None


class TopicCallQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """The office sees calls it is still writing, the others what was published."""
        if actor.post is None or actor.post.role not in READERS:
            return self.none()
        own = self.filter(organisation_id=actor.post.organisation_id)
        return own if is_office(actor) else own.exclude(published_at=None)

    def open_on(self, day):
        return self.exclude(published_at=None).filter(opens_on__lte=day, closes_on__gte=day)


class TopicCall(models.Model):
    organisation = models.ForeignKey("members.Organisation", models.PROTECT, related_name="+")
    session = models.ForeignKey(
        "members.Session", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="届次"
    )
    title = models.CharField("标题", max_length=60)
    note = models.TextField("说明", blank=True)
    opens_on = models.DateField("开始")
    closes_on = models.DateField("截止")
    published_at = models.DateTimeField("发布", null=True, blank=True)
    published_by = models.ForeignKey("members.Post", models.PROTECT, null=True, blank=True, related_name="+")

    objects = TopicCallQuerySet.as_manager()

    class Meta:
        ordering = ["-opens_on", "-pk"]
        verbose_name = verbose_name_plural = "选题征集"
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=models.F("opens_on")), name="topic_call_dates_in_order"
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(published_by__isnull=False),
                name="topic_call_published_by_somebody",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("topic-list")

    @property
    def thread(self):
        return f"topiccall-{self.pk}"


class TopicPlanQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Whoever plans proposals; what was not taken up only the office, leaders and whoever brought it see."""
        if actor.kind == SYSTEM:
            return self
        if actor.post is None or actor.post.role not in READERS | {Role.EDITOR, Role.INFORMANT}:
            return self.none()
        own = self.filter(organisation_id=actor.post.organisation_id)
        if actor.post.role == Role.EDITOR:
            return own.filter(kind=Kind.REPORT)
        if actor.post.role == Role.INFORMANT:
            return own.filter(kind=Kind.REPORT, state=T.ADOPTED)
        if actor.post.role in AUTHORS:
            own = own.filter(~Q(state=T.DROPPED) | Q(put_forward_by=actor.post))
        return own

    def for_lists(self):
        return self.select_related("owner", "category", "call", "put_forward_by")

    def of_reports(self):
        """Key topics of 社情民意 in force."""
        return self.filter(kind=Kind.REPORT, state=T.ADOPTED)

    def with_coverage(self):
        """How many submitted reports cite each, and how many of those were adopted."""
        sent = ~Q(reports__item__state__in=UNSENT) & Q(reports__item__voided_at=None)
        return self.annotate(
            cited=models.Count("reports", filter=sent),
            taken=models.Count("reports", filter=Q(reports__item__state="adopted")),
        )


class TopicPlan(Stateful):
    organisation = models.ForeignKey("members.Organisation", models.PROTECT, related_name="+")
    call = models.ForeignKey(
        TopicCall, models.PROTECT, null=True, blank=True, related_name="topics", verbose_name="征集"
    )
    slug = models.SlugField("地址", max_length=16, unique=True, default=slug, editable=False)
    state = FSMField("状态", max_length=10, choices=T, default=T.OFFERED, protected=True)
    kind = models.CharField("用于", max_length=12, choices=KINDS, default=Kind.PROPOSAL)
    quarter = models.DateField("季度", null=True, blank=True, help_text="季度的第一天")
    points = models.TextField("写作要点", blank=True)
    due_on = models.DateField("约稿截止", null=True, blank=True)
    addressees = models.ManyToManyField(
        "members.Collective", blank=True, related_name="asked_topics", verbose_name="约请"
    )
    reminded_at = models.DateTimeField(null=True, blank=True)
    source = models.CharField("来源", max_length=10, choices=TopicSource)
    title = models.CharField("选题", max_length=60)
    why = models.TextField("为什么提这个题", blank=True)
    category = models.ForeignKey(
        "rulebook.DictionaryEntry",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="领域",
    )
    put_forward_by = models.ForeignKey(
        "members.Post", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="登记人"
    )
    put_forward_name = models.CharField("提出人", max_length=60)
    owner = models.ForeignKey(
        "members.Collective",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="topics",
        verbose_name="撰写集体",
    )
    created_at = models.DateTimeField("登记", auto_now_add=True)
    adopted_at = models.DateTimeField("列入", null=True, blank=True)
    dropped_at = models.DateTimeField("不列入", null=True, blank=True)
    drop_reason = models.TextField("不列入的理由", blank=True)

    objects = TopicPlanQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = verbose_name_plural = "选题"
        indexes = [
            models.Index(fields=["organisation", "state", "-id"], name="topic_list"),
            # The quarter's topics of reports, on the members' home and page.
            models.Index(fields=["organisation", "kind", "quarter", "-id"], name="topic_quarter"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=Kind.PROPOSAL) | Q(kind=Kind.REPORT, quarter__isnull=False),
                name="topic_of_reports_has_quarter",
            ),
            models.CheckConstraint(condition=Q(source__in=TopicSource.values), name="topic_source_known"),
            models.CheckConstraint(
                condition=~Q(state=T.ADOPTED) | Q(adopted_at__isnull=False), name="topic_adopted_has_date"
            ),
            models.CheckConstraint(
                condition=Q(state=T.DROPPED, dropped_at__isnull=False)
                | (~Q(state=T.DROPPED) & Q(dropped_at__isnull=True)),
                name="topic_dropped_has_date",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("report-topic" if self.kind == Kind.REPORT else "topic-detail", args=[self.slug])

    @property
    def quarter_label(self):
        """2026年第四季度."""
        if self.quarter is None:
            return ""
        return f"{self.quarter.year}年第{'一二三四'[(self.quarter.month - 1) // 3]}季度"

    @property
    def tone(self):
        return TOPIC_TONES[self.state]

    @property
    def next_sentence(self):
        """Who has it and what comes next."""
        if self.kind == Kind.REPORT and self.state == T.ADOPTED:
            return "委员、集体和信息员都可以用这个题目写社情民意。"
        if self.state == T.OFFERED:
            return "等提案委决定是否列入。"
        if self.state == T.DROPPED:
            return f"没有列入：{self.drop_reason}"
        if self.owner_id:
            return f"由{self.owner}牵头调研和撰写。"
        return "委员和各集体都可以用这个题目写提案。"

    def event_note(self, step_name, facts):
        return str(facts.get("reason") or facts.get("note") or "")

    def give_to(self, owner):
        if owner is not None and owner.organisation_id != self.organisation_id:
            raise ValidationError({"owner": "请选择本组织的集体。"})
        self.owner = owner

    @step(
        "列入选题", done="列入选题", who=rules.plans_topic, source=T.OFFERED, target=T.ADOPTED,
        form="suggestions.forms.topics.AdoptTopicForm", tone="t", icon="check",
        help="列入以后，大家可以用它写提案，也可以交给一个集体牵头。",
    )  # fmt: skip
    def adopt(self, *, actor, at, owner=None, note=""):
        self.give_to(owner)
        self.adopted_at = at

    @step(
        "改定撰写集体", done="改定撰写集体", who=rules.plans_topic, source=T.ADOPTED,
        form="suggestions.forms.topics.AdoptTopicForm", icon="users-group",
    )  # fmt: skip
    def reassign(self, *, actor, at, owner=None, note=""):
        self.give_to(owner)

    @step(
        "不列入", done="不列入选题", who=rules.plans_topic, source=[T.OFFERED, T.ADOPTED], target=T.DROPPED,
        form="suggestions.forms.topics.DropTopicForm", tone="w", icon="circle-x",
    )  # fmt: skip
    def drop(self, *, actor, at, reason):
        self.dropped_at, self.drop_reason = at, reason

    @step(
        "提醒约稿", done="约稿截止前提醒", who=system_only, source=T.ADOPTED, guards=[not_reminded], button=False,
    )  # fmt: skip
    def remind(self, *, actor, at):
        self.reminded_at = at

    @step(
        "重新考虑", done="重新考虑", who=rules.plans_topic, source=T.DROPPED, target=T.OFFERED, icon="refresh",
    )  # fmt: skip
    def reconsider(self, *, actor, at):
        self.adopted_at = self.dropped_at = None
        self.drop_reason = ""
