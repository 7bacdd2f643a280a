"""Request [建议条目]: one numbered request of a proposal; Answer [逐条答复]: what a reply says to it."""

from django.db import models


class Request(models.Model):
    item = models.ForeignKey("suggestions.Item", models.PROTECT, related_name="requests")
    number = models.PositiveSmallIntegerField("序号")
    text = models.TextField("内容")

    class Meta:
        ordering = ["item", "number"]
        verbose_name = verbose_name_plural = "建议条目"
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="request_number_once"),
            models.CheckConstraint(condition=~models.Q(text=""), name="request_not_empty"),
        ]

    def __str__(self):
        return f"第 {self.number} 条"


class Answer(models.Model):
    reply = models.ForeignKey("dispatch.Reply", models.PROTECT, related_name="answers")
    request = models.ForeignKey("dispatch.Request", models.PROTECT, related_name="answers")
    text = models.TextField("答复", blank=True)

    class Meta:
        ordering = ["reply", "request"]
        verbose_name = verbose_name_plural = "逐条答复"
        constraints = [
            models.UniqueConstraint(fields=["reply", "request"], name="answer_once_per_request"),
        ]

    def __str__(self):
        return f"{self.reply} {self.request}"
