"""Rows beside an opinion: the sealed contact, what was answered, what was seen on the spot."""

from django.db import models
from django.utils import timezone

from members import contact_keys
from members.opinions.states import AnswerKind


class OpinionContact(models.Model):
    """Who it was, sealed; no page reads it but the one that asks for a reason and writes an event."""

    opinion = models.OneToOneField("members.Opinion", models.CASCADE, related_name="contact")
    sealed = models.TextField(editable=False)
    pass_on = models.BooleanField("同意转给承办部门", default=False)
    collected_at = models.DateTimeField("收集", default=timezone.now)
    delete_after = models.DateField("保存到")

    class Meta:
        verbose_name = verbose_name_plural = "群众联系方式"
        # The job that deletes what is over.
        indexes = [models.Index(fields=["delete_after"], name="opinion_contact_over")]

    def __str__(self):
        return "联系方式"

    def facts(self):
        """{"name", "phone"}; Unreadable when its key is gone."""
        return contact_keys.open_sealed(self.sealed)

    def put(self, **facts):
        self.sealed = contact_keys.seal(facts)

    @property
    def shown(self):
        """The facts for a page; with the key gone a line that says so, instead of no page at all."""
        try:
            return self.facts()
        except contact_keys.Unreadable:
            return {"name": contact_keys.LOST, "phone": contact_keys.LOST}


class OpinionAnswer(models.Model):
    """What the resident was told: explained, answered, or the result of what it was turned into."""

    opinion = models.ForeignKey("members.Opinion", models.CASCADE, related_name="answers")
    kind = models.CharField("方式", max_length=10)
    text = models.TextField("内容")
    by = models.ForeignKey("members.Post", models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField("时间")

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = "给群众的答复"

    def __str__(self):
        return self.text[:30]

    def get_kind(self):
        return AnswerKind(self.kind).label


class OpinionVisitQuerySet(models.QuerySet):
    def visible_to(self, actor):
        from members.models.opinion import Opinion  # noqa: PLC0415 -- opinion.py names this module

        return self.filter(opinion__in=Opinion.objects.visible_to(actor).values("pk"))

    def standing(self):
        """Without those entered wrongly and declared void: what counts."""
        return self.filter(voided_at=None)


class OpinionVisit(models.Model):
    """现场核实: who went, when, what was seen; photos hang on it."""

    opinion = models.ForeignKey("members.Opinion", models.CASCADE, related_name="visits")
    held_on = models.DateField("日期")
    note = models.TextField("核实情况")
    by = models.ForeignKey("members.Post", models.PROTECT, related_name="+")
    at = models.DateTimeField("记录", default=timezone.now)
    voided_at = models.DateTimeField("作废", null=True, blank=True)
    voided_by = models.ForeignKey("members.Post", models.PROTECT, null=True, blank=True, related_name="+")
    void_reason = models.CharField("作废理由", max_length=200, blank=True)

    objects = OpinionVisitQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = "现场核实"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(voided_at=None) | ~models.Q(void_reason=""),
                name="opinion_visit_voided_with_reason",
            ),
        ]

    def __str__(self):
        return self.note[:30]
