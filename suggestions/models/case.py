"""Case: groups one matter over offices, kinds and merges; carries the code that is the same everywhere."""

from django.db import models

from suggestions.codes import case_code


class Case(models.Model):
    code = models.CharField("编码", max_length=10, unique=True, default=case_code, editable=False)
    home_item = models.ForeignKey(
        "suggestions.Item", models.PROTECT, null=True, blank=True, related_name="home_of"
    )
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "案"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("id")), name="case_not_into_itself"
            ),
        ]

    def __str__(self):
        return self.code
