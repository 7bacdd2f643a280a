"""ClaimActivity and ClaimRating: what was done while leading an item, and how both sides found it went."""

from django.db import models
from django.db.models import Q

from suggestions.claims.states import ClaimGrade
from suggestions.models.claim import Claim


class ClaimActivityQuerySet(models.QuerySet):
    def visible_to(self, actor):
        return self.filter(claim__in=Claim.objects.visible_to(actor).values("pk"))


class ClaimActivity(models.Model):
    """One visit, talk or note on the way; its photos hang on it."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="activities")
    form = models.ForeignKey(
        "rulebook.DictionaryEntry", models.PROTECT, related_name="+", verbose_name="形式"
    )
    held_on = models.DateField("日期")
    place = models.CharField("地点", max_length=120, blank=True)
    people = models.CharField("参加人", max_length=300, blank=True)
    text = models.TextField("记录")
    by = models.ForeignKey("members.Post", models.PROTECT, related_name="+")
    at = models.DateTimeField("记下")

    objects = ClaimActivityQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-pk"]
        verbose_name = verbose_name_plural = "领办活动"

    def __str__(self):
        return f"{self.form.label} {self.held_on}"


class ClaimRating(models.Model):
    """How the leading went, by whoever led (no authorship) and by the authors; not in the satisfaction figures."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="ratings")
    authorship = models.ForeignKey(
        "suggestions.Authorship", models.PROTECT, null=True, blank=True, related_name="+"
    )
    grade = models.CharField("评价", max_length=12, choices=ClaimGrade)
    comment = models.TextField("意见", blank=True)
    by = models.ForeignKey("members.Post", models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = "领办评价"
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "authorship"], condition=Q(authorship__isnull=False), name="claim_rated_once"
            ),
            models.UniqueConstraint(
                fields=["claim"], condition=Q(authorship__isnull=True), name="claim_rated_once_by_leader"
            ),
            models.CheckConstraint(condition=Q(grade__in=ClaimGrade.values), name="claim_grade_known"),
            models.CheckConstraint(
                condition=~Q(grade="dissatisfied") | ~Q(comment=""), name="claim_dissatisfied_says_why"
            ),
        ]

    def __str__(self):
        return self.get_grade_display()
