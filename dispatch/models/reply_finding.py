"""ReplyFinding [答复提示]: what the wording check remarked when a reply was signed; advice, never a refusal."""

from django.db import models


class Remark(models.TextChoices):
    """The kinds of remarks, in the order they are shown."""

    STUDY = "study", "已解决却写“研究”"
    NO_DATE = "no_date", "没有日期或日期已过"
    NO_GROUND = "no_ground", "没有依据或太简单"
    NO_CONTACT = "no_contact", "没有沟通记录"
    NUMBER = "number", "编号不符"
    NAME = "name", "姓名不符"
    STOCK = "stock", "套话"
    BLANK = "blank", "模板没有填完"
    SHORT = "short", "篇幅太短"
    REQUEST = "request", "没有逐条答复"


class ReplyFinding(models.Model):
    reply = models.ForeignKey("dispatch.Reply", models.CASCADE, related_name="findings")
    code = models.CharField("提示", max_length=12, choices=Remark)
    text = models.CharField("说明", max_length=200)

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = "答复提示"
        constraints = [
            models.UniqueConstraint(fields=["reply", "code"], name="reply_remarked_once"),
            models.CheckConstraint(condition=models.Q(code__in=Remark.values), name="reply_remark_known"),
        ]

    def __str__(self):
        return f"{self.reply} {self.get_code_display()}"
