"""Patronage [包联]: the group or studio a leader looks after, and the visits paid."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from members.states import OFFICE, Role

READERS = OFFICE | {Role.LEADER, Role.ORG_ADMIN, Role.MEMBER, Role.OPERATOR, Role.LIAISON}


class PatronageQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Everybody of the committee may know who looks after which group."""
        if actor.post is None or actor.post.role not in READERS:
            return self.none()
        return self.filter(leader__organisation_id=actor.post.organisation_id)

    def current(self, on):
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=on), valid_from__lte=on)


class Patronage(models.Model):
    leader = models.ForeignKey(
        "members.Post", models.PROTECT, related_name="patronages", verbose_name="包联领导"
    )
    collective = models.ForeignKey(
        "members.Collective", models.PROTECT, null=True, blank=True, related_name="patronages"
    )
    studio = models.ForeignKey(
        "members.Studio", models.PROTECT, null=True, blank=True, related_name="patronages"
    )
    valid_from = models.DateField("起", default=timezone.localdate)
    valid_to = models.DateField("止", null=True, blank=True)

    objects = PatronageQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = "包联"
        constraints = [
            models.CheckConstraint(
                condition=Q(collective__isnull=False, studio__isnull=True)
                | Q(collective__isnull=True, studio__isnull=False),
                name="patronage_of_one_thing",
            ),
        ]

    def __str__(self):
        return f"{self.leader.user} · {self.collective or self.studio}"


class PatronVisitQuerySet(models.QuerySet):
    def visible_to(self, actor):
        return self.filter(patronage__in=Patronage.objects.visible_to(actor).values("pk"))


class PatronVisit(models.Model):
    patronage = models.ForeignKey(Patronage, models.PROTECT, related_name="visits")
    held_on = models.DateField("日期")
    what = models.CharField("做了什么", max_length=200)
    entered_by = models.ForeignKey("members.Post", models.PROTECT, related_name="+")
    entered_at = models.DateTimeField("录入", default=timezone.now)
    voided_at = models.DateTimeField("作废", null=True, blank=True)
    voided_by = models.ForeignKey("members.Post", models.PROTECT, null=True, blank=True, related_name="+")
    void_reason = models.CharField("作废理由", max_length=200, blank=True)

    objects = PatronVisitQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-pk"]
        verbose_name = verbose_name_plural = "走访"
        constraints = [
            models.CheckConstraint(
                condition=Q(voided_at=None) | ~Q(void_reason=""), name="patron_visit_voided_with_reason"
            ),
        ]

    def __str__(self):
        return f"{self.held_on} {self.what}"
