"""Bulletin [通报、月调度表]: a period's figures and words, drafted, checked, signed, frozen, perhaps withdrawn."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django_fsm import FSMField

from dispatch.bulletins import issuing, making, public, rules
from dispatch.bulletins.states import BulletinKind
from members.rules import holds_post
from members.states import Role
from suggestions.codes import slug
from suggestions.states import BriefState as B
from weijianyi.audit.models import SYSTEM
from weijianyi.workflow import Stateful, guard, step, system_only


class BulletinQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Office and leaders all of their organisation; others what is issued, the month's table only supervision;
        an office below what was sent to it."""
        if actor.kind == SYSTEM:
            return self
        if not holds_post(actor) or actor.post.role == Role.CLIENT:
            return self.none()
        own = Q(organisation_id=actor.post.organisation_id)
        if rules.is_inside(actor):
            return self.filter(own | self._sent_to(actor))
        found = Q(state=B.ISSUED) & own
        if actor.post.role != Role.SUPERVISOR:
            found &= ~Q(kind=BulletinKind.MONTH)
        return self.filter(found)

    @staticmethod
    def _sent_to(actor):
        receipts = BulletinReceipt.objects.filter(bulletin=OuterRef("pk"), post=actor.post)
        return Q(Exists(receipts)) & Q(state=B.ISSUED)

    def for_lists(self):
        return self.select_related("organisation", "drafted_by__user", "signed_by__user").defer("figures")


@guard("还没有生成数字，请先生成。")
def has_figures(bulletin):
    return bool(bulletin.figures)


@guard("没有选用任何一节，请先选择。")
def has_sections(bulletin):
    return bulletin.sections.filter(chosen=True).exists()


@guard("期间还没有结束，不能签发。")
def period_over(bulletin):
    return bulletin.cutoff_at is not None and bulletin.last <= making.day_of(bulletin.cutoff_at)


class Bulletin(Stateful):
    organisation = models.ForeignKey("members.Organisation", models.PROTECT, related_name="bulletins")
    slug = models.SlugField("地址", max_length=16, unique=True, default=slug, editable=False)
    kind = models.CharField("种类", max_length=8, choices=BulletinKind)
    state = FSMField("状态", max_length=10, choices=B, default=B.DRAFT, protected=True)
    first = models.DateField("期间起")
    last = models.DateField("期间止")
    title = models.CharField("标题", max_length=80)
    year = models.PositiveSmallIntegerField("年", null=True, blank=True)
    number = models.PositiveIntegerField("文号", null=True, blank=True)
    number_word = models.CharField("机关代字", max_length=20, blank=True)
    mains = models.TextField("主送", blank=True, help_text="每行一个")
    copies = models.TextField("抄送", blank=True, help_text="每行一个")
    tables = models.JSONField("选用的表", default=list, blank=True)
    offered = models.JSONField(
        "可以选用过的表", default=list, blank=True
    )  # a table beyond these is new to the draft
    cases = models.ManyToManyField("dispatch.ExcellentCase", blank=True, related_name="bulletins")
    figures = models.JSONField("数字", default=dict, blank=True)  # frozen once issued
    cutoff_at = models.DateTimeField("数据截至", null=True, blank=True)
    drafted_by = models.ForeignKey("members.Post", models.PROTECT, null=True, blank=True, related_name="+")
    checked_by = models.ForeignKey("members.Post", models.PROTECT, null=True, blank=True, related_name="+")
    signed_by = models.ForeignKey("members.Post", models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    issued_at = models.DateTimeField("签发", null=True, blank=True)
    withdrawn_at = models.DateTimeField("撤回", null=True, blank=True)
    withdrawal_reason = models.TextField("撤回理由", blank=True)
    public_by = models.ForeignKey("members.Post", models.PROTECT, null=True, blank=True, related_name="+")
    public_at = models.DateTimeField("核对公开版", null=True, blank=True)
    public_digest = models.CharField(max_length=64, blank=True)  # of the words that were checked

    objects = BulletinQuerySet.as_manager()

    class Meta:
        ordering = ["-last", "-pk"]
        verbose_name = verbose_name_plural = "通报"
        # The list of an organisation by state, newest period first.
        indexes = [models.Index(fields=["organisation", "state", "last", "id"], name="bulletin_list")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=B.values), name="bulletin_state_known"),
            models.CheckConstraint(condition=Q(kind__in=BulletinKind.values), name="bulletin_kind_known"),
            models.CheckConstraint(condition=Q(first__lte=models.F("last")), name="bulletin_days_in_order"),
            models.CheckConstraint(
                condition=~Q(state=B.ISSUED)
                | Q(issued_at__isnull=False, cutoff_at__isnull=False, signed_by__isnull=False),
                name="bulletin_issued_is_signed",
            ),
            models.CheckConstraint(
                condition=~Q(state=B.ISSUED) | Q(kind=BulletinKind.MONTH) | Q(number__isnull=False),
                name="bulletin_issued_is_numbered",
            ),
            models.CheckConstraint(
                condition=~Q(state=B.WITHDRAWN) | Q(withdrawn_at__isnull=False),
                name="bulletin_withdrawn_has_date",
            ),
            models.UniqueConstraint(
                fields=["organisation", "kind", "first"],
                condition=~Q(state=B.WITHDRAWN),
                name="bulletin_once_a_period",
                violation_error_message="这一期间的通报已经有了。",
            ),
            models.UniqueConstraint(
                fields=["organisation", "year", "number"],
                condition=Q(number__isnull=False),
                name="bulletin_number_once",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("bulletin-detail", args=[self.slug])

    @property
    def reference(self):
        """云政协办〔2026〕12号, empty before it is issued and for the month's table."""
        return f"{self.number_word}〔{self.year}〕{self.number}号" if self.number else ""

    @step(
        "生成初稿", done="自动生成初稿", who=system_only, source=B.DRAFT, rows=making.prepare, button=False,
        rows_note="数字、各节文字；起草人：通知", icon="file-text",
    )  # fmt: skip
    def prepare(self, *, actor, at):
        pass

    @step(
        "送核", done="送核", who=rules.drafts, source=B.DRAFT, target=B.CHECKING,
        guards=[has_figures, has_sections], icon="send", tone="p",
    )  # fmt: skip
    def send_to_check(self, *, actor, at):
        self.drafted_by = actor.post

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
        guards=[has_figures, period_over], rows=issuing.issue,
        rows_note="文号；数字和依据的清单从此不变；读者：通知", icon="check", tone="p",
    )  # fmt: skip
    def sign(self, *, actor, at):
        self.signed_by, self.issued_at = actor.post, at
        issuing.give_number(self, at)

    @step(
        "撤回", who=rules.withdraws, source=B.ISSUED, target=B.WITHDRAWN, form="suggestions.forms.WithdrawForm",
        rows=issuing.withdraw, rows_note="读者立即看不到；文号不再用", tone="w", icon="trash",
    )  # fmt: skip
    def withdraw(self, *, actor, at, reason):
        self.withdrawn_at, self.withdrawal_reason = at, reason

    @step(
        "核对公开版", done="核对公开版的姓名", who=rules.drafts, source=list(B), button=False, icon="eye-off",
        rows_note="核对以后才能打开和下载公开版；文字再改，重新核对",
    )  # fmt: skip
    def confirm_public(self, *, actor, at):
        self.public_by, self.public_at, self.public_digest = actor.post, at, public.digest(self)

    def event_note(self, step_name, facts):
        return str(facts.get("opinion") or facts.get("reason") or "")


class BulletinSection(models.Model):
    """One section: what the figures say, and what a hand made of it."""

    bulletin = models.ForeignKey(Bulletin, models.PROTECT, related_name="sections")
    code = models.SlugField("节", max_length=20)
    order = models.PositiveSmallIntegerField("次序", default=0)
    chosen = models.BooleanField("选用", default=True)
    generated = models.TextField("按数字生成的文字", blank=True)
    edited = models.TextField("改过的文字", blank=True)
    base = models.TextField("改的时候生成的文字", blank=True)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = verbose_name_plural = "通报的节"
        constraints = [models.UniqueConstraint(fields=["bulletin", "code"], name="bulletin_section_once")]

    def __str__(self):
        return self.code

    @property
    def text(self):
        return self.edited or self.generated

    @property
    def outdated(self):
        """The figures have changed since a hand wrote this text."""
        return bool(self.edited) and self.base != self.generated


class BulletinBasis(models.Model):
    """The rows behind the frozen figures, by metric: what a correction is compared with; never after signing."""

    bulletin = models.OneToOneField(Bulletin, models.PROTECT, related_name="basis")
    rows = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "通报数字的依据"

    def __str__(self):
        return str(self.bulletin_id)


class BulletinReceipt(models.Model):
    """Whom an issued bulletin went to, and when that post confirmed having read it."""

    bulletin = models.ForeignKey(Bulletin, models.PROTECT, related_name="receipts")
    post = models.ForeignKey("members.Post", models.PROTECT, related_name="+")
    asked = models.BooleanField("应阅", default=True)
    read_at = models.DateTimeField("阅读", null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = "通报阅读"
        constraints = [models.UniqueConstraint(fields=["bulletin", "post"], name="bulletin_receipt_once")]

    def __str__(self):
        return f"{self.bulletin_id} {self.post_id}"
