"""ClassChange [结果核定]: the class of a reply as a check or a look-back saw it; the reply itself stays as it was."""

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce


class ClassSource(models.TextChoices):
    CHECK = "check", "核对"
    LOOKBACK = "lookback", "回头看"


class ClassChange(models.Model):
    reply = models.ForeignKey("dispatch.Reply", models.PROTECT, related_name="class_changes")
    from_class = models.ForeignKey(
        "rulebook.DictionaryEntry", models.PROTECT, related_name="+", verbose_name="原结果"
    )
    to_class = models.ForeignKey(
        "rulebook.DictionaryEntry", models.PROTECT, related_name="+", verbose_name="核定结果"
    )
    reason = models.TextField("理由")
    source = models.CharField("来源", max_length=10, choices=ClassSource)
    by = models.ForeignKey("members.Post", models.PROTECT, related_name="+", verbose_name="核定人")
    occurred_at = models.DateTimeField("核定时间")

    class Meta:
        ordering = ["occurred_at", "pk"]
        verbose_name = verbose_name_plural = "结果核定"
        constraints = [
            models.CheckConstraint(
                condition=~Q(from_class=F("to_class")), name="class_change_is_one",
                violation_error_message="核定的结果与原来相同。",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="class_change_says_why"),
            models.CheckConstraint(condition=Q(source__in=ClassSource.values), name="class_change_source_known"),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.from_class.label} → {self.to_class.label}"


def class_now(field):
    """An expression over replies: `field` of the entry that counts today, the last change or their own class."""
    changes = ClassChange.objects.filter(reply=OuterRef("pk")).order_by("-occurred_at", "-pk")
    return Coalesce(Subquery(changes.values(f"to_class__{field}")[:1]), F(f"result_class__{field}"))
