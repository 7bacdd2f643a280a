"""BriefSeries and BriefIssue [期刊、期]: reports made into one numbered issue, signed, issued, perhaps withdrawn."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django_fsm import FSMField

from members.rules import holds_post
from members.states import Role
from suggestions.briefs import issuing, rules
from suggestions.codes import slug
from suggestions.reports import inquiries
from suggestions.states import BriefState as B
from suggestions.states import Secrecy
from suggestions.states import State as S
from weijianyi.audit.models import SYSTEM
from weijianyi.workflow import Stateful, guard, step

STRICTNESS = list(Secrecy.values)  # from open to sensitive


class BriefSeriesQuerySet(models.QuerySet):
    def for_actor(self, actor):
        """Those of the actor's organisation."""
        return self.filter(organisation_id=actor.organisation_id)


class BriefSeries(models.Model):
    organisation = models.ForeignKey("members.Organisation", models.PROTECT, related_name="brief_series")
    code = models.SlugField("代码", max_length=20)
    name = models.CharField("刊名", max_length=40)
    red_head = models.CharField("红头", max_length=60, blank=True)
    default_secrecy = models.CharField("密级标识", max_length=10, choices=Secrecy, default=Secrecy.INTERNAL)
    main_recipients = models.TextField("主送", blank=True, help_text="每行一个")
    copy_recipients = models.TextField("抄送", blank=True, help_text="每行一个")
    active = models.BooleanField("在用", default=True)

    objects = BriefSeriesQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = "期刊"
        constraints = [models.UniqueConstraint(fields=["organisation", "code"], name="brief_series_once")]

    def __str__(self):
        return self.name


class BriefQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Editors and leaders all of their organisation; readers what was issued to them and stands."""
        if actor.kind == SYSTEM:
            return self
        if not holds_post(actor):
            return self.none()
        own = self.filter(organisation_id=actor.post.organisation_id)
        if actor.post.role in (Role.EDITOR, Role.LEADER):
            return own
        return own.filter(state=B.ISSUED, recipients__post=actor.post).distinct()


@guard("这一期还没有收入信息。")
def has_entries(brief):
    return brief.entries.exists()


@guard("这一期还没有写主送单位。")
def has_recipients(brief):
    return brief.recipients.filter(copy=False).exists()


@guard("收入的信息里有已经撤回、作废或者不再编辑的，请先移出。")
def entries_stand(brief):
    return not brief.entries.exclude(
        report__state__in=[S.EDITING, S.ADOPTED], report__voided_at__isnull=True
    ).exists()


@guard("收入的信息里有密级标识比这一期高的，请退回起草，先把这一期的标识改高。")
def marked_as_its_reports(brief):
    marks = brief.entries.values_list("report__report_facts__secrecy", flat=True)
    return all(STRICTNESS.index(mark) <= STRICTNESS.index(brief.secrecy) for mark in marks if mark)


class BriefIssue(Stateful):
    organisation = models.ForeignKey("members.Organisation", models.PROTECT, related_name="brief_issues")
    series = models.ForeignKey(BriefSeries, models.PROTECT, related_name="issues", verbose_name="期刊")
    slug = models.SlugField("地址", max_length=16, unique=True, default=slug, editable=False)
    state = FSMField("状态", max_length=10, choices=B, default=B.DRAFT, protected=True)
    title = models.CharField("标题", max_length=80)
    body = models.TextField("正文", blank=True)
    grouping = models.CharField(
        "归并", max_length=10, default="single", choices=[("single", "一事"), ("kind", "一类事")]
    )
    secrecy = models.CharField("密级标识", max_length=10, choices=Secrecy, default=Secrecy.INTERNAL)
    year = models.PositiveSmallIntegerField("年", null=True, blank=True)
    number = models.PositiveIntegerField("期号", null=True, blank=True)
    drafted_by = models.ForeignKey("members.Post", models.PROTECT, related_name="+", verbose_name="编辑")
    checked_by = models.ForeignKey("members.Post", models.PROTECT, null=True, blank=True, related_name="+")
    signed_by = models.ForeignKey("members.Post", models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    issued_at = models.DateTimeField("编发", null=True, blank=True)
    withdrawn_at = models.DateTimeField("撤回", null=True, blank=True)
    withdrawal_reason = models.TextField("撤回理由", blank=True)

    objects = BriefQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = verbose_name_plural = "期"
        constraints = [
            models.CheckConstraint(condition=Q(state__in=B.values), name="brief_state_known"),
            models.CheckConstraint(condition=Q(secrecy__in=Secrecy.values), name="brief_secrecy_known"),
            models.CheckConstraint(
                condition=~Q(state=B.ISSUED)
                | Q(issued_at__isnull=False, number__isnull=False, signed_by__isnull=False),
                name="brief_issued_is_signed_and_numbered",
            ),
            models.CheckConstraint(
                condition=~Q(state=B.WITHDRAWN) | Q(withdrawn_at__isnull=False),
                name="brief_withdrawn_has_date",
            ),
            models.UniqueConstraint(
                fields=["series", "year", "number"],
                condition=Q(number__isnull=False),
                name="brief_number_once",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("brief-detail", args=[self.slug])

    @property
    def reference(self):
        """《社情民意》2026年第12期, empty before it is issued."""
        return f"《{self.series}》{self.year}年第{self.number}期" if self.number else ""

    @step(
        "送核", done="送核", who=rules.drafts, source=B.DRAFT, target=B.CHECKING,
        guards=[has_entries, has_recipients, entries_stand, marked_as_its_reports], icon="send", tone="p",
    )  # fmt: skip
    def send_to_check(self, *, actor, at):
        pass

    @step(
        "核稿通过，送签", done="核稿通过", who=rules.checks, source=B.CHECKING, target=B.SIGNING, icon="check",
        tone="p",
    )  # fmt: skip
    def pass_check(self, *, actor, at):
        self.checked_by = actor.post

    @step(
        "退回修改", who=rules.gives_back, source=[B.CHECKING, B.SIGNING], target=B.DRAFT,
        form="suggestions.forms.OpinionForm", icon="arrow-back-up",
    )  # fmt: skip
    def give_back(self, *, actor, at, opinion):
        pass

    @step(
        "签发", done="签发", who=rules.signs, source=B.SIGNING, target=B.ISSUED,
        guards=[entries_stand, marked_as_its_reports],
        rows=issuing.issue, rows_note="期号；收入的信息：采用；读者：通知", icon="check", tone="p",
    )  # fmt: skip
    def sign(self, *, actor, at):
        self.signed_by, self.issued_at = actor.post, at
        issuing.give_number(self, at)

    @step(
        "转单位办理", done="转单位办理", who=rules.edits_reports, source=B.ISSUED,
        form="suggestions.forms.inquiries.ForwardForm", rows=inquiries.forward_brief,
        rows_note="问询：待交办；收入的信息：各自关联", icon="arrows-exchange",
    )  # fmt: skip
    def forward(self, *, actor, at, title, situation, advice):
        pass

    @step(
        "撤回", who=rules.withdraws, source=B.ISSUED, target=B.WITHDRAWN, form="suggestions.forms.WithdrawForm",
        rows=issuing.withdraw, rows_note="读者立即看不到；只在本期采用的信息回到编辑", tone="w", icon="trash",
    )  # fmt: skip
    def withdraw(self, *, actor, at, reason):
        self.withdrawn_at, self.withdrawal_reason = at, reason

    def event_note(self, step_name, facts):
        return str(facts.get("opinion") or facts.get("reason") or facts.get("note") or "")


class BriefEntry(models.Model):
    """A report taken into an issue; its text as it was printed there."""

    brief = models.ForeignKey(BriefIssue, models.PROTECT, related_name="entries")
    report = models.ForeignKey("suggestions.Item", models.PROTECT, related_name="brief_entries")
    order = models.PositiveSmallIntegerField("次序", default=0)
    printed = models.JSONField("编发时的文字", default=dict, blank=True)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = verbose_name_plural = "收入的信息"
        constraints = [models.UniqueConstraint(fields=["brief", "report"], name="brief_entry_once")]

    def __str__(self):
        return f"{self.brief_id} {self.report_id}"


class BriefRecipient(models.Model):
    """Who an issue goes to: an office by name, or a reader with an account whose reading is noted."""

    brief = models.ForeignKey(BriefIssue, models.PROTECT, related_name="recipients")
    name = models.CharField("单位或姓名", max_length=60)
    copy = models.BooleanField("抄送", default=False)
    post = models.ForeignKey(
        "members.Post", models.PROTECT, null=True, blank=True, related_name="briefs_received"
    )
    read_at = models.DateTimeField("阅读", null=True, blank=True)

    class Meta:
        ordering = ["copy", "pk"]
        verbose_name = verbose_name_plural = "主送和抄送"
        constraints = [models.UniqueConstraint(fields=["brief", "name"], name="brief_recipient_once")]

    def __str__(self):
        return self.name
