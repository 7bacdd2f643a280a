"""Officer: which post acts for which department, in which section (科室)."""

from django.db import models


class Officer(models.Model):
    post = models.OneToOneField("members.Post", models.PROTECT, related_name="officer")
    department = models.ForeignKey("dispatch.Department", models.PROTECT, related_name="officers")
    section = models.CharField("科室", max_length=40, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = "经办人"

    def __str__(self):
        return f"{self.post.user.name}（{self.section}）" if self.section else self.post.user.name
