"""Reply [答复]: what a desk answers in one round; an assist desk's opinion is a reply too."""

from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property

from dispatch.states import Authority


class Reply(models.Model):
    desk = models.ForeignKey("dispatch.Assignment", models.PROTECT, related_name="replies")
    round = models.PositiveSmallIntegerField("轮次", default=1)
    facts = models.TextField("办理情况", blank=True)
    measures = models.TextField("采取措施", blank=True)
    result_class = models.ForeignKey(
        "rulebook.DictionaryEntry",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="结果",
    )
    done_on = models.DateField("完成或预计完成日期", null=True, blank=True)
    ground = models.TextField("政策依据或客观原因", blank=True)
    contact_name = models.CharField("经办人", max_length=40, blank=True)
    contact_phone = models.CharField("联系电话", max_length=30, blank=True)
    leader_name = models.CharField("分管领导", max_length=40, blank=True)
    letter_number = models.CharField("答复文号", max_length=60, blank=True)
    document_number = models.CharField("本单位文号", max_length=60, blank=True)
    authority = models.CharField("以何为准", max_length=4, choices=Authority, blank=True)
    saved_at = models.DateTimeField("保存", auto_now=True)
    drafted_by = models.ForeignKey("members.Post", models.PROTECT, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField("送签", null=True, blank=True)
    signed_by = models.ForeignKey("members.Post", models.PROTECT, null=True, blank=True, related_name="+")
    signed_at = models.DateTimeField("签发", null=True, blank=True)
    checked_by = models.ForeignKey("members.Post", models.PROTECT, null=True, blank=True, related_name="+")
    released_at = models.DateTimeField("转委员", null=True, blank=True)
    signed_for = models.CharField("流转返回：答复单位", max_length=200, blank=True)

    class Meta:
        ordering = ["desk", "round"]
        verbose_name = verbose_name_plural = "答复"
        # Figures about the last answers: replies released since a period began.
        indexes = [models.Index(fields=["released_at"], name="reply_released")]
        constraints = [
            models.UniqueConstraint(fields=["desk", "round"], name="reply_once_a_round"),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True) | (Q(signed_at__isnull=False) & ~Q(facts="")),
                name="reply_released_is_signed",
            ),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True, signed_by__isnull=True)
                | (Q(signed_at__isnull=False) & (Q(signed_by__isnull=False) | ~Q(signed_for=""))),
                name="reply_signed_by_someone",
            ),
            models.CheckConstraint(
                condition=~Q(authority=Authority.SCAN) | ~Q(document_number=""),
                name="reply_scan_has_a_number",
            ),
        ]

    def __str__(self):
        return f"{self.desk} 第{self.round}轮"

    @property
    def number_shown(self):
        """The unit's own number, else the one of our series."""
        return self.document_number or self.letter_number

    @property
    def authority_words(self):
        """Which of the two is the reply, on every page that shows it."""
        if self.authority == Authority.SCAN:
            return f"以盖章扫描件为准（文号：{self.document_number}）。"
        return "以本页文字为准。" if self.authority else ""

    @cached_property
    def points(self):
        """[(number, request, answer)]; pages that read many rows at once hang them on the reply."""
        answers = self.answers.exclude(text="").select_related("request").order_by("request__number")
        return [(a.request.number, a.request.text, a.words) for a in answers]

    @cached_property
    def changes(self):
        """What checks and look-backs made of the class, oldest first."""
        return list(self.class_changes.all())

    @property
    def class_now(self):
        """The class that counts: the last change, else its own."""
        return self.changes[-1].to_class if self.changes else self.result_class
