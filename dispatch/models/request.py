"""Request [建议条目]: one numbered request of an item; Answer [逐条答复]: what a reply says to it; RequestGrade
[逐条评价]: what an author says of that."""

from django.db import models

from dispatch.states import Grade


class Outcome(models.TextChoices):
    """What became of one request."""

    DONE = "done", "已办理"
    PLANNED = "planned", "计划办理"
    NOT_POSSIBLE = "not_possible", "不能办理"


class Request(models.Model):
    item = models.ForeignKey("suggestions.Item", models.PROTECT, related_name="requests")
    number = models.PositiveSmallIntegerField("序号")
    text = models.TextField("内容")
    # The author or whoever of the office divided the text; empty where its own numbering did.
    set_by = models.ForeignKey("members.Post", models.PROTECT, null=True, blank=True, related_name="+")

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
    outcome = models.CharField("结果", max_length=12, choices=Outcome, blank=True)
    planned_on = models.DateField("计划完成日期", null=True, blank=True)

    class Meta:
        ordering = ["reply", "request"]
        verbose_name = verbose_name_plural = "逐条答复"
        constraints = [
            models.UniqueConstraint(fields=["reply", "request"], name="answer_once_per_request"),
        ]

    def __str__(self):
        return f"{self.reply} {self.request}"

    @property
    def words(self):
        """What it says, with what became of the request."""
        if not self.text or not self.outcome:
            return self.text
        day = self.planned_on
        until = f"，{day.year}年{day.month}月{day.day}日前" if day and self.outcome == Outcome.PLANNED else ""
        return f"〔{self.get_outcome_display()}{until}〕{self.text}"


class RequestGrade(models.Model):
    """Hangs on the author's rating of the result, so that it is void with it and no headline counts it."""

    rating = models.ForeignKey("dispatch.Rating", models.PROTECT, related_name="request_grades")
    request = models.ForeignKey("dispatch.Request", models.PROTECT, related_name="grades")
    grade = models.CharField("评价", max_length=12, choices=Grade)

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = "逐条评价"
        constraints = [
            models.UniqueConstraint(fields=["rating", "request"], name="request_graded_once"),
            models.CheckConstraint(condition=models.Q(grade__in=Grade.values), name="request_grade_known"),
        ]

    def __str__(self):
        return f"{self.request} {self.get_grade_display()}"
