"""Opinion [群众意见]: what a resident says to a studio; no account stands behind it."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django_fsm import FSMField

from members.models.opinion_journey import OpinionJourney
from members.models.opinion_queryset import OpinionQuerySet
from members.models.studio import Studio, token
from members.opinions import steps as rows
from members.opinions.states import MARKS, TONES, Channel, Level, OpinionState, ReplyBy
from weijianyi.workflow import Stateful

S = OpinionState


class Opinion(OpinionJourney, Stateful):
    organisation = models.ForeignKey("members.Organisation", models.PROTECT, related_name="opinions")
    studio = models.ForeignKey(Studio, models.PROTECT, related_name="opinions")
    slug = models.SlugField("地址", max_length=16, unique=True, default=token, editable=False)
    state = FSMField("状态", max_length=10, choices=S, default=S.RECEIVED, protected=True)
    text = models.TextField("反映的内容")
    place = models.CharField("地点", max_length=120, blank=True)
    county = models.ForeignKey(
        "members.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    channel = models.CharField("渠道", max_length=8, choices=Channel, default=Channel.ONLINE)
    reply_by = models.CharField("怎样告诉结果", max_length=8, choices=ReplyBy, default=ReplyBy.CODE)
    level = models.CharField("层级", max_length=12, choices=Level, default=Level.MEMBER)

    # What only the resident knows; emptied with the rest when the time is over.
    receipt = models.CharField("查询码", max_length=8, unique=True, null=True, editable=False)
    second = models.TextField(blank=True, editable=False)  # sealed: four digits
    form_key = models.CharField(max_length=64, unique=True, null=True, editable=False)
    origin = models.CharField(
        max_length=16, blank=True, editable=False
    )  # keyed hash of the day, never an address
    notice_version = models.CharField("告知书版本", max_length=20, blank=True)

    suspicion = models.CharField("可疑原因", max_length=60, blank=True)
    likeness = models.CharField(max_length=16, blank=True, editable=False)
    received_at = models.DateTimeField("收到", default=timezone.now)
    recorded_at = models.DateTimeField("登记", auto_now_add=True)
    entered_by = models.ForeignKey("members.Post", models.PROTECT, null=True, blank=True, related_name="+")
    taken_by = models.ForeignKey("members.Post", models.PROTECT, null=True, blank=True, related_name="+")
    taken_at = models.DateTimeField("接手", null=True, blank=True)
    handled_at = models.DateTimeField("第一次处理", null=True, blank=True)
    answered_at = models.DateTimeField("答复", null=True, blank=True)
    closed_at = models.DateTimeField("办结", null=True, blank=True)
    solved = models.BooleanField("解决了", null=True, blank=True)
    withdrawn_at = models.DateTimeField("撤回", null=True, blank=True)
    delete_after = models.DateField("保存到")
    erased_at = models.DateTimeField("删除个人信息", null=True, blank=True)
    public_title = models.CharField("公开的标题", max_length=60, blank=True)
    public_text = models.TextField("公开的情况", blank=True)
    published_at = models.DateTimeField("公开", null=True, blank=True)

    objects = OpinionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = verbose_name_plural = "群众意见"
        indexes = [
            # The studio's list by state, and the office's.
            models.Index(fields=["studio", "state", "-id"], name="opinion_studio_list"),
            models.Index(fields=["organisation", "state", "-id"], name="opinion_office_list"),
            models.Index(fields=["organisation", "received_at"], name="opinion_received"),
            # The groups among the doubtful, and how often the same came lately.
            models.Index(fields=["studio", "likeness", "-id"], name="opinion_alike"),
            models.Index(fields=["delete_after"], condition=Q(erased_at=None), name="opinion_over"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=S.values), name="opinion_state_known"),
            models.CheckConstraint(
                condition=~Q(state=S.CLOSED) | Q(closed_at__isnull=False), name="opinion_closed_has_date"
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(receipt=None, second="", origin=""),
                name="opinion_erased_is_empty",
            ),
        ]

    def __str__(self):
        return f"民意 {self.slug[:6].upper()}"

    def get_absolute_url(self):
        return reverse("opinion-detail", args=[self.slug])

    @property
    def kind(self):
        """Of the clock: which limits count."""
        return "opinion"

    @property
    def tone(self):
        return TONES[self.state]

    @property
    def excerpt(self):
        line = " ".join(self.text.split())
        return line if len(line) <= 60 else f"{line[:59]}…"

    @property
    def marks(self):
        return [MARKS.get(code, code) for code in self.suspicion.split(",") if code]

    def event_note(self, step_name, facts):
        return rows.note(step_name, facts)

    def event_data(self, step_name, facts):
        return rows.data(step_name, facts)
