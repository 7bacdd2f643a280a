"""Reminder [提醒]: a line of the ledger per person, matter, clock start and rung; Digest: a day's summary."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from dispatch.ladder.states import OWN_CLOCKS, STANDING, Sending, Watch
from members.rules import department_of
from members.states import AUTHORS, OFFICE, UNIT, Role
from weijianyi.audit.models import SYSTEM


class ReminderQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """One's own; the office all of its organisation, a supervisor its side's desks, a unit what its people got."""
        if actor.kind == SYSTEM:
            return self
        if actor.post is None:
            return self.none()
        own, role = Q(user=actor.user), actor.post.role
        here = Q(organisation=actor.post.organisation_id)
        if role in OFFICE or role == Role.LEADER:
            return self.filter(own | here)
        if role == Role.SUPERVISOR:
            return self.filter(own | here & Q(desk__department__side=actor.post.side))
        if role in UNIT:
            unit = department_of(actor)
            return self.filter(own | Q(desk__department=unit, post__officer__department=unit))
        return self.filter(own)

    def pending(self):
        return self.filter(state=Sending.PENDING)

    def for_digest(self):
        """Sent in the inbox, and still to be told outside with the day's summary."""
        return self.filter(state=Sending.SENT, outside=True, digest=None, left_out_at=None)


class Reminder(models.Model):
    rung = models.ForeignKey("dispatch.LadderRung", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("members.Organisation", models.PROTECT, related_name="+", db_index=False)
    # Nobody: the rung's proposal to supervise, which is made once like a message is sent once.
    user = models.ForeignKey("members.User", models.PROTECT, null=True, related_name="+", db_index=False)
    post = models.ForeignKey("members.Post", models.PROTECT, null=True, related_name="+")
    item = models.ForeignKey(
        "suggestions.Item", models.PROTECT, null=True, related_name="reminders", db_index=False
    )
    desk = models.ForeignKey(
        "dispatch.Assignment", models.PROTECT, null=True, related_name="reminders", db_index=False
    )
    clock = models.ForeignKey("clock.Deadline", models.PROTECT, null=True, related_name="+")
    event = models.ForeignKey("audit.Event", models.PROTECT, null=True, related_name="+")
    armed = models.CharField("计时起点", max_length=20, blank=True)
    key = models.CharField("唯一键", max_length=120, unique=True)
    moment = models.DateTimeField("应发时间")
    state = models.CharField("状态", max_length=8, choices=Sending, default=Sending.PENDING)
    outside = models.BooleanField("进每日汇总", default=False)
    digest = models.ForeignKey("dispatch.Digest", models.PROTECT, null=True, related_name="reminders")
    left_out_at = models.DateTimeField("未进汇总", null=True)
    note = models.CharField("说明", max_length=200, blank=True)
    created_at = models.DateTimeField("写入时间")
    done_at = models.DateTimeField("处理时间", null=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "提醒"
        indexes = [
            # What is still to be sent.
            models.Index(fields=["id"], name="reminder_pending", condition=Q(state=Sending.PENDING)),
            # The day's summary of each person.
            models.Index(
                fields=["user", "id"], name="reminder_for_digest",
                condition=Q(state=Sending.SENT, outside=True, digest=None, left_out_at=None),
            ),
            # The record of one item, of one desk: newest first.
            models.Index(fields=["item", "-moment", "-id"], name="reminder_of_item"),
            models.Index(fields=["desk", "-moment", "-id"], name="reminder_of_desk"),
        ]  # fmt: skip
        constraints = [
            models.CheckConstraint(condition=Q(state__in=Sending.values), name="reminder_state_known"),
            models.CheckConstraint(
                condition=Q(state=Sending.PENDING) | Q(done_at__isnull=False), name="reminder_done_has_date"
            ),
        ]

    def __str__(self):
        return f"{self.rung}：{self.desk or self.item or self.organisation}"

    def get_absolute_url(self):
        """Where a reminder about no single matter leads."""
        if self.rung.watch == Watch.UNDISPATCHED:
            return f"{reverse('decision-list')}?tab=accepted"
        return reverse(
            {Watch.BACKLOG: "review-desk", Watch.CLOSING: "handout-list"}.get(self.rung.watch, "inbox")
        )

    @property
    def noun(self):
        """What the clock hangs on where that is neither item nor desk: an arrival, a supervision, a claim."""
        return self.clock.subject if self.clock and self.rung.clock in OWN_CLOCKS else None

    @property
    def thread(self):
        if self.item_id:
            return f"item-{self.item_id}"
        if self.clock_id:
            return self.clock.thread
        return f"org-{self.organisation_id}-{self.rung.code}-{self.armed}"

    @property
    def about(self):
        """What the reader opens: authors their item, the others the desk."""
        if self.rung.watch in STANDING:
            return self
        if self.noun is not None:
            return self.noun
        return self.item if self.desk is None or (self.post and self.post.role in AUTHORS) else self.desk


class DigestQuerySet(models.QuerySet):
    def visible_to(self, actor):
        return self if actor.kind == SYSTEM else self.filter(user=actor.user)


class Digest(models.Model):
    user = models.ForeignKey("members.User", models.PROTECT, related_name="+", db_index=False)
    organisation = models.ForeignKey("members.Organisation", models.PROTECT, related_name="+", db_index=False)
    post = models.ForeignKey("members.Post", models.PROTECT, related_name="+", db_index=False)
    day = models.DateField("日期")
    made_at = models.DateTimeField("汇总时间")

    objects = DigestQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "每日提醒"
        constraints = [models.UniqueConstraint(fields=["user", "day"], name="digest_once_a_day")]

    def __str__(self):
        return f"{self.user} {self.day}"

    def get_absolute_url(self):
        return reverse("inbox")

    @property
    def thread(self):
        return f"digest-{self.user_id}-{self.day}"

    @property
    def threads(self):
        """The matters it speaks of, newest first: each takes the one short message of its day."""
        return list(dict.fromkeys(r.thread for r in self.lines()))

    def lines(self):
        found = self.reminders.select_related(
            "rung", "item__organisation", "desk__department", "desk__link", "clock"
        )
        return found.order_by("-moment", "-pk")
