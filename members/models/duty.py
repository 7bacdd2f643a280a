"""Duty [值班]: one time at a studio and who serves then: planned, short of somebody, attended, missed."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django_fsm import FSMField

from members.duties import rules, serving
from members.models.studio import READERS, token
from members.states import DUTY_ICONS, DUTY_TONES, DutyMode, DutyState
from weijianyi.audit.models import SYSTEM
from weijianyi.workflow import Stateful, guard, step, system_only

D = DutyState


class DutyQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """The roster is open to the office, leaders, members and liaisons; a unit sees where its head serves."""
        if actor.kind == SYSTEM:
            return self
        if actor.post is None:
            return self.none()
        if actor.post.role in READERS:
            return self.filter(studio__organisation_id=actor.post.organisation_id)
        return self.filter(post=actor.post)

    def of(self, actor):
        """The actor's own duties, as a member or as the head of a department."""
        if actor.post is None:
            return self.none()
        own = Q(post=actor.post)
        if actor.post.member_id:
            own |= Q(member=actor.post.member_id)
        return self.filter(own)

    def on_duty(self, studio, day):
        """The member who receives that day, the first of the day; None in a gap: the liaison receives."""
        stands = self.filter(studio=studio, date=day, state__in=[D.PLANNED, D.DONE], member__isnull=False)
        first = stands.select_related("member__sector").first()
        return first.member if first else None

    def live(self):
        return self.exclude(state=D.CANCELLED)

    def between(self, first, last):
        return self.filter(date__gte=first, date__lte=last)

    def with_names(self):
        return self.select_related("studio__organisation", "studio__liaison__user", "member", "post__user")


@guard("这次值班的日子还没有到。")
def has_come(duty):
    return duty.date <= timezone.localdate(duty.acting_at)


@guard("签到在值班当天；过后由联络员补记。")
def is_today(duty):
    return duty.date == timezone.localdate(duty.acting_at)


@guard("值班的日子已经过了。")
def to_come(duty):
    return duty.date >= timezone.localdate(duty.acting_at)


class Duty(Stateful):
    studio = models.ForeignKey("members.Studio", models.PROTECT, related_name="duties")
    rule = models.ForeignKey("members.DutyRule", models.PROTECT, null=True, blank=True, related_name="duties")
    slug = models.SlugField("地址", max_length=16, unique=True, default=token, editable=False)
    state = FSMField("状态", max_length=10, choices=D, default=D.OPEN, protected=True)
    member = models.ForeignKey(
        "members.Member",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="duties",
        verbose_name="值班委员",
    )
    # 局长进站: a head of a department; the account where there is one.
    person = models.CharField("值班负责人", max_length=60, blank=True)
    post = models.ForeignKey("members.Post", models.PROTECT, null=True, blank=True, related_name="duties")
    for_head = models.BooleanField("局长进站", default=False)
    date = models.DateField("日期")
    slot_on = models.DateField("规则日期", null=True, blank=True)  # before it moved out of a day off
    starts = models.TimeField("从")
    ends = models.TimeField("到")
    mode = models.CharField("方式", max_length=8, choices=DutyMode, default=DutyMode.ON_SITE)
    topic = models.CharField("主题", max_length=60, blank=True)
    note = models.CharField("备注", max_length=200, blank=True)
    attended_at = models.DateTimeField("到岗", null=True, blank=True)
    attended_late = models.BooleanField("事后补记", default=False)
    work = models.TextField("接待情况", blank=True)
    created_by = models.ForeignKey("members.Post", models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField("排班", default=timezone.now)

    left = None  # whom the step being taken relieves

    objects = DutyQuerySet.as_manager()

    class Meta:
        ordering = ["date", "starts", "pk"]
        verbose_name = verbose_name_plural = "值班"
        indexes = [
            # The month of a studio, the sheet, today's member behind the code.
            models.Index(fields=["studio", "date"], name="duty_studio_day"),
            # A member's own days; double bookings; counts of twelve months.
            models.Index(fields=["member", "date"], name="duty_member_day"),
            # Reminders and gaps of a day over all studios.
            models.Index(fields=["date", "state"], name="duty_day_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "slot_on"], condition=Q(rule__isnull=False), name="duty_once_per_slot"
            ),
            models.UniqueConstraint(
                fields=["member", "date", "starts"],
                condition=Q(member__isnull=False) & ~Q(state=D.CANCELLED),
                name="duty_not_twice_at_once",
            ),
            models.CheckConstraint(condition=Q(state__in=D.values), name="duty_state_known"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="duty_times_in_order"),
            models.CheckConstraint(
                condition=~Q(state__in=[D.PLANNED, D.DONE, D.MISSED])
                | Q(member__isnull=False)
                | ~Q(person=""),
                name="duty_has_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state=D.DONE) | Q(attended_at__isnull=False), name="duty_done_has_moment"
            ),
        ]

    def __str__(self):
        return f"{self.date.month}月{self.date.day}日 {self.hours} {self.studio}"

    def get_absolute_url(self):
        return reverse("duty-detail", args=[self.slug])

    @property
    def organisation_id(self):
        return self.studio.organisation_id

    @property
    def who(self):
        return self.member.name if self.member_id else self.person

    @property
    def title(self):
        """What is printed after the name."""
        return "委员" if self.member_id else ""

    @property
    def hours(self):
        return f"{self.starts:%H:%M}–{self.ends:%H:%M}"

    @property
    def unrecorded(self):
        """Over, and nobody has said whether somebody came."""
        return self.state == D.PLANNED and self.date < timezone.localdate()

    @property
    def word(self):
        return "待补记" if self.unrecorded else self.get_state_display()

    @property
    def tone(self):
        return "wait" if self.unrecorded else DUTY_TONES[self.state]

    @property
    def icon(self):
        return DUTY_ICONS[self.state]

    def moment(self, time):
        return timezone.make_aware(datetime.combine(self.date, time))

    def event_note(self, step_name, facts):
        return serving.note(self, step_name, facts)

    def event_data(self, step_name, facts):
        """Whoever was down for it before, so that they are told."""
        return {"was": self.left} if self.left else {}

    def credited(self, step_name):
        """Points are paid for having come."""
        came = step_name in ("check_in", "record_attendance")
        return [(self.member_id, "duty")] if came and self.member_id else []

    # -- steps ---------------------------------------------------------------------------------------
    @step(
        "安排人", done="已安排", who=rules.keeps, source=[D.OPEN, D.PLANNED], target=D.PLANNED,
        guards=[to_come], form="members.duties.forms.AssignForm", icon="user-plus",
    )  # fmt: skip
    def assign(self, *, actor, at, member=None, person="", post=None):
        serving.put(self, member=member, person=person, post=post)

    @step(
        "值班人来不了", done="值班人来不了，缺人", who=rules.keeps, source=D.PLANNED, target=D.OPEN,
        guards=[to_come], form="members.duties.forms.ReasonForm", icon="user-off",
        help="排不上别人的，当天由联络员接收。",
    )  # fmt: skip
    def release(self, *, actor, at, reason):
        self.left = self.member_id
        self.member, self.person, self.post = None, "", None

    @step(
        "换由别人值班", done="经双方同意换班", who=system_only, source=D.PLANNED, target=D.PLANNED,
        guards=[to_come], button=False, icon="switch-horizontal",
    )  # fmt: skip
    def change_hands(self, *, actor, at, member):
        serving.put(self, member=member, checked=True)

    @step(
        "到岗签到", done="到岗签到", who=rules.serves, source=D.PLANNED, target=D.DONE, guards=[is_today],
        tone="p", icon="circle-check",
    )  # fmt: skip
    def check_in(self, *, actor, at):
        self.attended_at, self.attended_late = at, False

    @step(
        "补记到岗", done="联络员补记到岗", who=rules.keeps, source=[D.PLANNED, D.MISSED], target=D.DONE,
        guards=[has_come], form="members.duties.forms.AttendanceForm", icon="check",
    )  # fmt: skip
    def record_attendance(self, *, actor, at, time, work=""):
        self.attended_at, self.attended_late = self.moment(time), True
        self.work = work or self.work

    @step(
        "记缺席", done="记为缺席", who=rules.keeps, source=D.PLANNED, target=D.MISSED, guards=[has_come],
        form="members.duties.forms.ReasonForm", icon="circle-x",
    )  # fmt: skip
    def record_absence(self, *, actor, at, reason):
        pass

    @step(
        "写接待情况", done="写了接待情况", who=rules.writes_up, source=D.DONE,
        form="members.duties.forms.WorkForm", icon="pencil",
    )  # fmt: skip
    def write_up(self, *, actor, at, work):
        self.work = work

    @step(
        "取消这次值班", done="取消了这次值班", who=rules.keeps, source=[D.OPEN, D.PLANNED], target=D.CANCELLED,
        form="members.duties.forms.ReasonForm", icon="ban", help="工作室这一天不接待；已经排了人的，会告诉本人。",
    )  # fmt: skip
    def cancel(self, *, actor, at, reason):
        self.note = reason[:200]
