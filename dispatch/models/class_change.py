"""ClassChange [办理结果变更]: a reply's class moved to another one, by whom, why, on which occasion."""

from django.db import models

from dispatch.key_states import ClassSource


class ClassChange(models.Model):
    reply = models.ForeignKey("dispatch.Reply", models.PROTECT, related_name="class_changes")
    from_class = models.ForeignKey(
        "rulebook.DictionaryEntry", models.PROTECT, related_name="+", verbose_name="原结果"
    )
    to_class = models.ForeignKey(
        "rulebook.DictionaryEntry", models.PROTECT, related_name="+", verbose_name="改为"
    )
    by = models.ForeignKey("members.Post", models.PROTECT, related_name="+")
    occurred_at = models.DateTimeField("变更")
    reason = models.TextField("理由")
    source = models.CharField("来源", max_length=10, choices=ClassSource)

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = "办理结果变更"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(source__in=ClassSource.values), name="class_change_source_known"
            ),
        ]

    def __str__(self):
        return f"{self.from_class.label} → {self.to_class.label}"
