"""Deadline: one row per running clock; Pause: days taken out of it."""

from datetime import datetime

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import get_random_string

from weijianyi.clock.due import Span, Unit
from weijianyi.clock.models.limit import TimeLimit, limit_text

RUNNING = Q(stopped_at__isnull=True)
WINDOWS = ("handback",)  # chances that may pass unused; nobody is late for them


def new_slug() -> str:
    return get_random_string(12, "abcdefghjkmnpqrstuvwxyz23456789")


class DeadlineQuerySet(models.QuerySet):
    def running(self):
        return self.filter(RUNNING)

    def on(self, model):
        """The clocks of all rows of one model."""
        return self.filter(content_type=ContentType.objects.get_for_model(model))

    def of(self, subject):
        return self.on(subject).filter(object_id=subject.pk)

    def for_actor(self, actor, slug: str):
        """The clock of that address if its subject is visible to the actor, else None."""
        deadline = self.filter(slug=slug).select_related("content_type", "limit").first()
        manager = deadline and deadline.content_type.model_class()._default_manager
        if not hasattr(manager, "visible_to"):
            return None
        seen = manager.visible_to(actor).filter(pk=deadline.object_id).exists()
        return deadline if seen else None

    def late(self, now: datetime):
        """Running, not paused, and past closing time of the due day."""
        return self.running().filter(paused_since__isnull=True, due_at__lt=now).exclude(code__in=WINDOWS)


class Deadline(models.Model):
    """A clock that runs for a subject; late is computed, its outcome is kept when it stops."""

    class Outcome(models.TextChoices):
        KEPT = "kept", "按时"
        LATE = "late", "逾期"
        CANCELLED = "cancelled", "撤销"

    slug = models.CharField(max_length=12, unique=True, default=new_slug, editable=False)
    content_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    object_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey()
    thread = models.CharField(max_length=60)
    organisation = models.ForeignKey("members.Organisation", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, blank=True)
    code = models.SlugField(max_length=40, db_index=False)
    label = models.CharField(max_length=60)
    started_at = models.DateTimeField()
    unit = models.CharField(max_length=12, choices=Unit)
    value = models.PositiveSmallIntegerField(default=0)
    fixed_date = models.CharField(max_length=5, blank=True)
    basis = models.CharField(max_length=300, blank=True)
    limit = models.ForeignKey(TimeLimit, models.PROTECT, null=True, related_name="+")
    due_on = models.DateField()
    due_at = models.DateTimeField()
    provisional = models.BooleanField(default=False)
    extended_to = models.DateField(null=True)
    extension_event_id = models.PositiveBigIntegerField(null=True)
    paused_since = models.DateField(null=True)
    stopped_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    calendar_stamp = models.CharField(max_length=16)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "code"], condition=RUNNING, name="deadline_one_running"
            ),
            models.CheckConstraint(
                condition=(RUNNING & Q(outcome="")) | (~RUNNING & ~Q(outcome="")),
                name="deadline_outcome_when_stopped",
            ),
        ]
        indexes = [
            models.Index(fields=["content_type", "object_id"], name="deadline_subject"),
            models.Index(fields=["due_on"], condition=RUNNING, name="deadline_running_due"),
            models.Index(
                fields=["content_type", "code", "due_on"], name="deadline_due"
            ),  # figures of a period
            models.Index(fields=["thread"], condition=RUNNING, name="deadline_running_thread"),
        ]
        verbose_name = verbose_name_plural = "计时"

    def __str__(self):
        return f"{self.label} {self.due_on}"

    @property
    def paused(self) -> bool:
        return self.paused_since is not None

    @property
    def limit_text(self) -> str:
        return limit_text(self.unit, self.value, self.fixed_date)

    def is_late(self, now: datetime | None = None) -> bool:
        """After closing time of the due day; a pause stops the time."""
        if self.stopped_at:
            return self.outcome == self.Outcome.LATE
        return not self.paused and (now or timezone.now()) > self.due_at

    def spans(self) -> list[Span]:
        """Closed pauses, as the arithmetic wants them."""
        return [Span(p.from_on, p.to_on, p.reason) for p in self.pauses.all() if p.to_on]


class Pause(models.Model):
    """Days [from, to) that do not count; open while `to_on` is empty."""

    deadline = models.ForeignKey(Deadline, models.CASCADE, related_name="pauses")
    from_on = models.DateField()
    to_on = models.DateField(null=True)
    reason = models.CharField(max_length=100)
    event_id = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering = ["from_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["deadline"], condition=Q(to_on__isnull=True), name="pause_one_open"
            ),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=models.F("from_on")),
                name="pause_ends_after_start",
            ),
        ]
        verbose_name = verbose_name_plural = "暂停"

    def __str__(self):
        return f"{self.from_on}–{self.to_on or ''} {self.reason}"
