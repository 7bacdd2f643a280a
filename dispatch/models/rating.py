"""Rating [满意度]: an author's verdict on one reply in one dimension; never preselected, never by the unit."""

from django.db import models
from django.db.models import Q

from dispatch.states import Channel, Dimension, Grade


class Rating(models.Model):
    reply = models.ForeignKey("dispatch.Reply", models.PROTECT, related_name="ratings")
    authorship = models.ForeignKey("suggestions.Authorship", models.PROTECT, related_name="ratings")
    dimension = models.CharField("方面", max_length=8, choices=Dimension)
    grade = models.CharField("评价", max_length=12, choices=Grade)
    comment = models.TextField("意见", blank=True)
    entered_by = models.ForeignKey("members.Post", models.PROTECT, null=True, blank=True, related_name="+")
    channel = models.CharField("渠道", max_length=8, choices=Channel, default=Channel.ONLINE)
    occurred_at = models.DateTimeField("评价时间")
    recorded_at = models.DateTimeField(auto_now_add=True)
    voided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = "评价"
        # Figures about the verdicts of a period.
        indexes = [models.Index(fields=["occurred_at"], name="rating_occurred")]
        constraints = [
            models.UniqueConstraint(
                fields=["reply", "authorship", "dimension"],
                condition=Q(voided_at__isnull=True),
                name="rating_once",
            ),
            models.CheckConstraint(condition=Q(grade__in=Grade.values), name="rating_grade_known"),
            models.CheckConstraint(
                condition=Q(entered_by__isnull=False) | Q(channel=Channel.LINK), name="rating_by_somebody"
            ),
            models.CheckConstraint(
                condition=~Q(grade="dissatisfied") | ~Q(comment=""), name="rating_dissatisfied_says_why"
            ),
        ]

    def __str__(self):
        return f"{self.get_dimension_display()} {self.get_grade_display()}"
