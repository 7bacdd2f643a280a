"""HotlineLine [热线对接], HotlineTicket [热线工单], HotlineExchange: every exchange with a hotline is a row."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from dispatch.hotline.words import OVER, TONES, Direction, Effect, Outcome, Way
from members.states import OFFICE, Role
from weijianyi.audit.models import SYSTEM
from weijianyi.taking import fingerprint


class OfOffice(models.QuerySet):
    """Rows of a line: for the committee's office of its organisation."""

    line = "line__"

    def visible_to(self, actor):
        if actor.kind == SYSTEM:
            return self
        if actor.post is None or actor.post.role not in OFFICE:
            return self.none()
        return self.in_organisation(actor)

    def for_actor(self, actor):
        """What the administrator may look after: how it runs, never what is in it."""
        if actor.post is None or actor.post.role != Role.ORG_ADMIN:
            return self.none()
        return self.in_organisation(actor)

    def in_organisation(self, actor):
        return self.filter(**{f"{self.line}department__organisation_id": actor.post.organisation_id})


class LineQuerySet(OfOffice):
    line = ""


class HotlineLine(models.Model):
    """A department that is a hotline, and how it is reached."""

    department = models.OneToOneField("dispatch.Department", models.PROTECT, related_name="hotline")
    name = models.CharField("热线名称", max_length=40)
    way = models.CharField("对接方式", max_length=8, choices=Way, default=Way.MANUAL)
    mark = models.CharField(
        "统一标识",
        max_length=20,
        default="政协微建议",
        help_text="写在转给热线的每一件上，对方凭它单独管理。",
    )
    contact_name = models.CharField("热线联系人", max_length=40, blank=True)
    url = models.URLField("对方接口地址", max_length=300, blank=True)
    pulls = models.BooleanField("定时去对方取办理进展", default=False)
    cursor = models.CharField(max_length=200, blank=True)
    inbound_key = models.SlugField("接收地址", max_length=24, null=True, blank=True, unique=True)
    secret = models.TextField(blank=True)  # sealed, both directions
    old_secret = models.TextField(
        blank=True
    )  # still accepted until then, so that the partner can change over
    old_secret_until = models.DateTimeField(null=True, blank=True)
    client = models.ForeignKey("members.Post", models.PROTECT, null=True, blank=True, related_name="+")
    failures = models.PositiveSmallIntegerField(default=0)
    broken_until = models.DateTimeField(null=True, blank=True)  # circuit breaker: nothing is sent before
    active = models.BooleanField("启用", default=True)

    objects = LineQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = "热线对接"
        constraints = [
            models.CheckConstraint(condition=Q(way__in=Way.values), name="hotline_way_known"),
            models.CheckConstraint(
                condition=~Q(way=Way.HTTP) | ~Q(url=""),
                name="hotline_http_has_url",
                violation_error_message="接口对接要填写对方接口地址。",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def organisation_id(self):
        return self.department.organisation_id

    @property
    def broken(self):
        return self.broken_until is not None and self.broken_until > timezone.now()


class HotlineStatus(models.Model):
    """One row of the table from their words to what happens on our desk."""

    line = models.ForeignKey(HotlineLine, models.CASCADE, related_name="statuses")
    word = models.CharField("对方状态", max_length=40)
    effect = models.CharField("在本系统", max_length=8, choices=Effect)
    result_code = models.CharField("办理结果", max_length=40, blank=True)

    objects = OfOffice.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = "热线状态对照"
        constraints = [
            models.UniqueConstraint(
                fields=["line", "word"],
                name="hotline_word_once",
                violation_error_message="这个状态已在对照表里。",
            ),
            models.CheckConstraint(condition=Q(effect__in=Effect.values), name="hotline_effect_known"),
        ]

    def __str__(self):
        return f"{self.word} → {self.get_effect_display()}"


class HotlineTicket(models.Model):
    """A matter at the hotline: one of ours that hangs on a desk and its round, or one the hotline heard itself."""

    line = models.ForeignKey(HotlineLine, models.PROTECT, related_name="tickets")
    desk = models.ForeignKey(
        "dispatch.Assignment", models.PROTECT, null=True, blank=True, related_name="hotline_tickets"
    )
    round = models.PositiveSmallIntegerField("轮次", default=1)
    direction = models.CharField("方向", max_length=3, choices=Direction)
    number = models.CharField("工单编号", max_length=60, blank=True)
    title = models.CharField("标题", max_length=120)
    place = models.CharField("地点", max_length=120, blank=True)
    topic = models.CharField("类别", max_length=40, blank=True)
    text = models.TextField("内容", blank=True)
    status = models.CharField("对方状态", max_length=40, blank=True)
    effect = models.CharField("含义", max_length=8, choices=Effect, blank=True)
    status_at = models.DateTimeField("对方状态时间", null=True, blank=True)
    result = models.TextField("办理结果", blank=True)
    reported_on = models.DateField("受理日期", null=True, blank=True)
    closed_on = models.DateField("办结日期", null=True, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)  # of the last content that counted
    sent_at = models.DateTimeField("送达", null=True, blank=True)
    stopped_at = models.DateTimeField("不再由热线办理", null=True, blank=True)
    last_exchange_at = models.DateTimeField("最近交换", null=True, blank=True)
    compared_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField("需要人工处理", max_length=200, blank=True)

    objects = OfOffice.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = verbose_name_plural = "热线工单"
        indexes = [
            # The office's list of tickets, and the hot topics of the last weeks.
            models.Index(fields=["line", "direction", "id"], name="hotline_ticket_list"),
            models.Index(fields=["line", "reported_on"], name="hotline_ticket_topics"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["line", "number"], condition=~Q(number=""), name="hotline_number_once",
                violation_error_message="这个工单编号已经登记在另一件上。",
            ),
            models.UniqueConstraint(
                fields=["desk", "round"], condition=Q(direction=Direction.OUT), name="hotline_once_per_round"
            ),
            models.CheckConstraint(
                condition=Q(direction=Direction.IN) | Q(desk__isnull=False), name="hotline_out_has_desk"
            ),
            models.CheckConstraint(
                condition=Q(effect__in=["", *Effect.values]), name="hotline_ticket_effect_known"
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.number or f"{self.title}（还没有编号）"

    def get_absolute_url(self):
        return reverse("hotline-ticket", args=[self.pk])

    @property
    def reference(self):
        """Our own mark on it, the same however often it is sent."""
        return f"{self.desk.slug}-{self.round}" if self.desk else ""

    @property
    def over(self):
        return self.effect in OVER or self.closed_on is not None

    @property
    def version(self):
        return fingerprint(self)


class HotlineExchange(models.Model):
    """One message out or in, as it was, and what became of it; never changed, never removed."""

    line = models.ForeignKey(HotlineLine, models.PROTECT, related_name="exchanges")
    ticket = models.ForeignKey(HotlineTicket, models.PROTECT, null=True, blank=True, related_name="exchanges")
    direction = models.CharField("方向", max_length=3, choices=Direction)
    way = models.CharField("方式", max_length=8, choices=Way)
    kind = models.CharField("内容", max_length=10)
    number = models.CharField("工单编号", max_length=60, blank=True)
    status = models.CharField("对方状态", max_length=40, blank=True)
    at = models.DateTimeField("时间")
    happened_at = models.DateTimeField("对方时间", null=True, blank=True)
    payload = models.JSONField("内容", default=dict, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    outcome = models.CharField("结果", max_length=8, choices=Outcome)
    sentence = models.CharField("说明", max_length=300, blank=True)
    by = models.ForeignKey("members.Post", models.PROTECT, null=True, blank=True, related_name="+")

    objects = OfOffice.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = verbose_name_plural = "热线交换记录"
        indexes = [models.Index(fields=["line", "-id"], name="hotline_exchange_log")]
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="hotline_outcome_known")
        ]

    def __str__(self):
        return f"{self.get_direction_display()} {self.number} {self.get_outcome_display()}"

    @property
    def tone(self):
        return TONES[self.outcome]


class HotlineNonce(models.Model):
    """A signed call is taken once; rows older than the allowed skew are swept."""

    line = models.ForeignKey(HotlineLine, models.CASCADE, related_name="+")
    nonce = models.CharField(max_length=64)
    seen_at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "已用随机数"
        constraints = [models.UniqueConstraint(fields=["line", "nonce"], name="hotline_nonce_once")]

    def __str__(self):
        return self.nonce


class HotlineList(models.Model):
    """A list of theirs that was uploaded: what it said, row by row, and whether it was taken over."""

    line = models.ForeignKey(HotlineLine, models.PROTECT, related_name="lists")
    name = models.CharField("文件名", max_length=120)
    sha256 = models.CharField(max_length=64)
    rows = models.JSONField(default=list)
    problems = models.JSONField(default=list)  # [[row number, sentence]]
    uploaded_by = models.ForeignKey("members.Post", models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField("上传")
    taken_at = models.DateTimeField("导入", null=True, blank=True)
    outcomes = models.JSONField(default=dict, blank=True)

    objects = OfOffice.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = verbose_name_plural = "热线清单"

    def __str__(self):
        return self.name


class MatchQuerySet(OfOffice):
    line = "ticket__line__"


class HotlineMatch(models.Model):
    """A ticket of theirs and an item of ours that may be one matter; the office says whether it is."""

    ticket = models.ForeignKey(HotlineTicket, models.CASCADE, related_name="matches")
    item = models.ForeignKey("suggestions.Item", models.CASCADE, related_name="hotline_matches")
    score = models.PositiveSmallIntegerField("相似")  # percent
    same = models.BooleanField("同一件事", null=True)
    decided_by = models.ForeignKey("members.Post", models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = MatchQuerySet.as_manager()

    class Meta:
        ordering = ["-score", "pk"]
        verbose_name = verbose_name_plural = "热线对账"
        constraints = [models.UniqueConstraint(fields=["ticket", "item"], name="hotline_match_once")]

    def __str__(self):
        return f"{self.ticket} ≈ {self.item}"
