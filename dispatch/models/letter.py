"""LetterTemplate [文书模板]: an organisation's own Word template for one kind of letter; older ones stay as history."""

import secrets

from django.db import models
from django.db.models import Q


class LetterKind(models.TextChoices):
    HANDOVER = "handover", "微建议转办函"
    FORM = "form", "微建议办理情况表"
    PROPOSAL_NOTICE = "proposal_notice", "提案办理通知"
    HANDOVER_LIST = "handover_list", "提案交办清单"
    CO_OPINION = "co_opinion", "会办意见函"
    REPLY_LETTER = "reply_letter", "提案答复函"
    FEEDBACK_FORM = "feedback_form", "征询意见表"
    DECLINE_NOTICE = "decline_notice", "不予立案告知"
    URGE_NOTICE = "urge_notice", "催办通知书"
    COMPILATION = "compilation", "提案汇编"
    BRIEF = "brief", "社情民意期刊"
    SUPERVISION = "supervision", "督办函"
    CERTIFICATE = "certificate", "委员履职证明"
    BULLETIN = "bulletin", "通报"
    MONTH_TABLE = "month_table", "月调度表"
    CASE = "case", "优秀案例"
    ROSTER = "roster", "委员名册"


def random_path(template, filename):
    """The uploader's name never reaches the disk."""
    return f"letters/{secrets.token_hex(16)}.docx"


class LetterTemplate(models.Model):
    organisation = models.ForeignKey("members.Organisation", models.PROTECT, related_name="letter_templates")
    kind = models.CharField("文书", max_length=20, choices=LetterKind)
    file = models.FileField("模板", upload_to=random_path)
    name = models.CharField("文件名", max_length=200)
    uploaded_by = models.ForeignKey("members.Post", models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField("上传")
    active = models.BooleanField("使用中", default=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = verbose_name_plural = "文书模板"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind"], condition=Q(active=True), name="letter_template_one_active"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=LetterKind.values), name="letter_template_kind_known"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.name}"
