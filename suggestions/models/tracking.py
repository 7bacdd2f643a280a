"""Tracking [跟踪]: somebody will look at a matter again on a day, with a note; the day is reminded of once."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q


class TrackingQuerySet(models.QuerySet):
    def open(self):
        return self.filter(ended_at=None)

    def of(self, subject):
        """Rows on this very matter, of whatever noun."""
        kind = ContentType.objects.get_for_model(subject)
        return self.filter(content_type=kind, object_id=subject.pk)

    def on(self, model):
        return self.filter(content_type=ContentType.objects.get_for_model(model))


class Tracking(models.Model):
    organisation = models.ForeignKey("members.Organisation", models.PROTECT, related_name="+")
    content_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    object_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey()
    next_on = models.DateField("下次跟踪")
    note = models.CharField("跟踪什么", max_length=200, blank=True)
    by = models.ForeignKey("members.Post", models.PROTECT, related_name="+", verbose_name="跟踪人")
    set_at = models.DateTimeField("登记")
    reminded_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField("结束", null=True, blank=True)

    objects = TrackingQuerySet.as_manager()

    class Meta:
        ordering = ["next_on", "pk"]
        verbose_name = verbose_name_plural = "跟踪"
        indexes = [
            # The morning's reminders.
            models.Index(fields=["next_on"], condition=Q(ended_at__isnull=True), name="tracking_due"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id"], condition=Q(ended_at__isnull=True), name="tracked_once"
            ),
        ]

    def __str__(self):
        return f"{self.next_on} {self.note}".strip()
