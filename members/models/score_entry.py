"""ScoreEntry [计分明细]: the append-only ledger of points; what was wrong is taken back by a row of its own."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from members.models.score import ScoreGroup, ScoreRule, ScoreScheme
from members.scores.states import EntryKind
from members.states import FORMER, OFFICE, Role


class ScoreEntryQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """The member's own and, for the office, those of its organisation; nobody else sees details of points."""
        if actor.post is None:
            return self.none()
        if actor.post.role in OFFICE:
            return self.filter(organisation_id=actor.post.organisation_id)
        return (
            self.filter(member=actor.post.member_id)
            if actor.post.role in (Role.MEMBER, FORMER)
            else self.none()
        )

    def standing(self):
        """Neither a reversal nor reversed."""
        return self.exclude(kind=EntryKind.REVERSAL).filter(reversal=None)

    def in_order(self):
        """As they are counted: by day, and as written within one."""
        return self.order_by("occurred_on", Coalesce("event", 0), Coalesce("record", 0), "pk")

    def update(self, **kwargs):
        raise TypeError("Score entries are never changed.")

    def delete(self):
        raise TypeError("Score entries are never deleted.")


class ScoreEntry(models.Model):
    """`points`: by the person's role, before caps; what counts of them is reckoned when read."""

    organisation = models.ForeignKey("members.Organisation", models.PROTECT, related_name="+")
    member = models.ForeignKey("members.Member", models.PROTECT, related_name="score_entries")
    scheme = models.ForeignKey(ScoreScheme, models.PROTECT, related_name="entries")
    group = models.ForeignKey(ScoreGroup, models.PROTECT, null=True, blank=True, related_name="+")
    rule = models.ForeignKey(ScoreRule, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField("来由", max_length=10, choices=EntryKind, default=EntryKind.EARNED)
    event = models.ForeignKey("audit.Event", models.PROTECT, null=True, blank=True, related_name="+")
    record = models.ForeignKey(
        "members.ServiceRecord", models.PROTECT, null=True, blank=True, related_name="entries"
    )
    reverses = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="reversal")
    objection = models.ForeignKey(
        "members.ScoreObjection", models.PROTECT, null=True, blank=True, related_name="entries"
    )
    role = models.CharField("身份", max_length=12, blank=True)
    share = models.PositiveSmallIntegerField("几人分", default=1)
    times = models.PositiveSmallIntegerField("次数", default=1)
    points = models.DecimalField("分", max_digits=6, decimal_places=2)
    occurred_on = models.DateField("日期")
    year = models.PositiveSmallIntegerField("年度")
    matter = models.CharField("同案标识", max_length=40, blank=True)
    title = models.CharField("事项", max_length=120)
    reason = models.CharField("理由", max_length=300, blank=True)
    made_by = models.ForeignKey("members.Post", models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField("记入", auto_now_add=True)

    objects = ScoreEntryQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = "计分明细"
        indexes = [
            models.Index(
                fields=["organisation", "year", "member"], name="score_entry_table"
            ),  # the year's table
        ]
        constraints = [
            models.UniqueConstraint(fields=["rule", "event", "member"], name="score_once_per_event"),
            models.UniqueConstraint(fields=["rule", "record"], name="score_once_per_record"),
            models.CheckConstraint(condition=Q(kind__in=EntryKind.values), name="score_entry_kind_known"),
            models.CheckConstraint(
                condition=Q(kind="earned", rule__isnull=False, reverses=None)
                & (Q(event__isnull=False, record=None) | Q(event=None, record__isnull=False))
                | Q(kind="adjustment", reverses=None, rule=None, event=None, record=None) & ~Q(reason="")
                | Q(kind="reversal", reverses__isnull=False, rule=None, event=None, record=None)
                & ~Q(reason=""),
                name="score_entry_has_source",
            ),
        ]

    def __str__(self):
        return f"{self.title} {self.points}"
