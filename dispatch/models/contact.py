"""Contact [沟通]: who of the unit spoke with the member, when, how."""

from django.db import models

from dispatch.states import Rank, Stage


class Contact(models.Model):
    desk = models.ForeignKey("dispatch.Assignment", models.PROTECT, related_name="contacts")
    round = models.PositiveSmallIntegerField("轮次", default=1)
    stage = models.CharField("阶段", max_length=8, choices=Stage)
    form = models.ForeignKey(
        "rulebook.DictionaryEntry", models.PROTECT, related_name="+", verbose_name="方式"
    )
    held_on = models.DateField("日期")
    people = models.CharField("参加人员", max_length=200, blank=True)
    rank = models.CharField("参加的最高职级", max_length=8, choices=Rank, blank=True)
    summary = models.TextField("沟通内容")
    recorded_by = models.ForeignKey("members.Post", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    voided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["held_on", "pk"]
        verbose_name = verbose_name_plural = "沟通记录"
        constraints = [
            models.CheckConstraint(condition=models.Q(stage__in=Stage.values), name="contact_stage_known"),
            models.CheckConstraint(
                condition=models.Q(rank__in=["", *Rank.values]), name="contact_rank_known"
            ),
        ]

    def __str__(self):
        return f"{self.get_stage_display()} {self.held_on}"
