"""Event: who did which step on what, from, to, when, with what data; append-only. PendingStep: a second person."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

PERSON, SYSTEM, CLIENT, RESIDENT = "person", "system", "client", "resident"


class EventQuerySet(models.QuerySet):
    def of_thread(self, thread):
        return self.filter(thread=thread).select_related("user", "post").order_by("pk")

    def update(self, **kwargs):
        raise TypeError("Events are never changed.")

    def delete(self):
        raise TypeError("Events are never deleted.")


class Event(models.Model):
    """`thread` ties the events of one item and its desks together; `act` those of one click."""

    content_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    object_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey("content_type", "object_id")
    thread = models.CharField(max_length=40)
    organisation = models.ForeignKey(
        "members.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    step = models.CharField(max_length=40)
    label = models.CharField(max_length=60)
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20, blank=True)
    actor_kind = models.CharField(max_length=10, default=PERSON)
    user = models.ForeignKey("members.User", models.PROTECT, null=True, blank=True, related_name="+")
    post = models.ForeignKey("members.Post", models.PROTECT, null=True, blank=True, related_name="+")
    actor_label = models.CharField(max_length=80)
    on_behalf_of = models.CharField(max_length=80, blank=True)
    note = models.TextField(blank=True)
    data = models.JSONField(default=dict, blank=True)
    internal = models.BooleanField(default=False)  # office eyes only
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    act = models.UUIDField()
    key = models.CharField(max_length=64, null=True, blank=True, unique=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = "事件"
        indexes = [
            models.Index(fields=["thread", "id"], name="event_thread"),  # timeline of one item
            models.Index(fields=["content_type", "object_id", "id"], name="event_subject"),
            models.Index(fields=["organisation", "step", "occurred_at"], name="event_step"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(actor_kind__in=[SYSTEM, CLIENT, RESIDENT]) | Q(user__isnull=False),
                name="event_person_named",
            ),
        ]

    def __str__(self):
        return f"{self.label} {self.thread}"


class EventCredit(models.Model):
    event = models.ForeignKey(Event, models.PROTECT, related_name="credits")
    member = models.ForeignKey("members.Member", models.PROTECT, related_name="+")
    role = models.CharField(max_length=12)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "member", "role"], name="credit_once"),
        ]

    def __str__(self):
        return f"{self.member_id} {self.role}"


class PendingStep(models.Model):
    """A step proposed by one person that waits for a second one (rulings §5)."""

    content_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    object_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey("content_type", "object_id")
    organisation = models.ForeignKey("members.Organisation", models.PROTECT, related_name="+")
    step = models.CharField(max_length=40)
    label = models.CharField(max_length=60)
    facts = models.JSONField(default=dict)
    proposed_by = models.ForeignKey("members.Post", models.PROTECT, related_name="+")
    # The person behind the post when a colleague stood in; empty: the holder of the post.
    proposer = models.ForeignKey("members.User", models.PROTECT, null=True, blank=True, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey("members.Post", models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(
        max_length=10, blank=True, choices=[("confirmed", "同意"), ("refused", "不同意"), ("void", "失效")]
    )
    opinion = models.TextField(blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "待第二人决定"
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id"],
                condition=Q(decided_at__isnull=True),
                name="pending_one_open",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | Q(outcome="void")
                | ~Q(decided_by=models.F("proposed_by")),
                name="pending_two_people",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, outcome="")
                | (Q(decided_at__isnull=False) & ~Q(outcome="")),
                name="pending_decided_with_outcome",
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def proposers(self):
        """Keys of the people who cannot decide on it: who proposed it, and for whom."""
        return {self.proposed_by.user_id, self.proposer_id} - {None}
