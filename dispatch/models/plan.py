"""HandlingPlan [办理方案]: how the unit means to handle an item, who is responsible, from when."""

from django.db import models


class HandlingPlan(models.Model):
    desk = models.OneToOneField("dispatch.Assignment", models.PROTECT, related_name="handling_plan")
    text = models.TextField("办理方案")
    leader_name = models.CharField("责任领导", max_length=40)
    planned_on = models.DateField("计划办结日期")
    updated_by = models.ForeignKey("members.Post", models.PROTECT, related_name="+")
    updated_at = models.DateTimeField("更新")

    class Meta:
        verbose_name = verbose_name_plural = "办理方案"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(text="") & ~models.Q(leader_name=""), name="handling_plan_not_empty"
            ),
        ]

    def __str__(self):
        return f"{self.desk} 办理方案"
