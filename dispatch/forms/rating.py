"""The member's verdict: two dimensions, nothing preselected; and the paper form entered by the office."""

from datetime import datetime, time

from django.core.exceptions import ValidationError
from django.forms import CharField, ChoiceField, DateField, ModelChoiceField
from django.utils import timezone

from dispatch.desks import judging
from dispatch.states import Channel, Grade
from suggestions.models import Authorship
from weijianyi import rulebook
from weijianyi.files.fields import UploadField, UploadsMixin
from weijianyi.forms import Day, Faces, Form, Text
from weijianyi.stepforms import StepForm
from weijianyi.templatetags.ui import cn_time

REQUEST = "request_"


class RatingForm(StepForm):
    work = ChoiceField(label="办理工作（态度、沟通）", choices=Grade, widget=Faces)
    result = ChoiceField(label="办理结果", choices=Grade, widget=Faces)
    comment = CharField(
        label="想对承办单位说的话", widget=Text(rows=3, limit=500), max_length=500, required=False
    )

    def prepare(self):
        least = rulebook.value(self.subject.organisation_id, "dissatisfied_reason_min")
        self.fields |= {
            f"{REQUEST}{number}": ChoiceField(
                label=f"第 {number} 条：{text[:60]}", choices=Grade, widget=Faces, required=False,
            )
            for number, text, _ in self.points()
        }  # fmt: skip
        self.order_fields(
            ["work", "result", *(f"{REQUEST}{number}" for number, _, _ in self.points()), "comment"]
        )
        self.fields["comment"].help_text = f"选了“不满意”，请写明哪里不满意，至少 {least} 个字。"

    def points(self):
        """What the reply says to each request; one alone is the matter itself."""
        reply = self.subject.last_released
        points = reply.points if reply else []
        return points if len(points) > 1 else []

    def facts(self):
        """`requests` {request pk: grade} of those that were graded."""
        found = {n: v for n, v in self.cleaned_data.items() if not n.startswith(REQUEST)}
        given = {n: v for n, v in self.cleaned_data.items() if n.startswith(REQUEST) and v}
        if given:
            by_number = {f"{REQUEST}{r.number}": r.pk for r in self.subject.requests}
            found["requests"] = {by_number[name]: grade for name, grade in given.items()}
        return found

    def clean(self):
        data = super().clean()
        least = rulebook.value(self.subject.organisation_id, "dissatisfied_reason_min")
        words = (data.get("comment") or "").strip()
        if Grade.DISSATISFIED in (data.get("work"), data.get("result")) and len(words) < least:
            self.add_error("comment", f"请写明哪里不满意，至少 {least} 个字，便于承办单位重办。")
        return data


class PaperRatingForm(RatingForm):
    authorship = ModelChoiceField(Authorship.objects.none(), label="哪位委员", empty_label="请选择")
    happened_on = DateField(label="委员填表的日期", widget=Day())

    def prepare(self):
        super().prepare()
        # Offered: who has not answered yet. Taken: all, so that a double click shows the first result.
        raters = judging.raters if self.is_bound else judging.not_rated
        self.fields["authorship"].queryset = raters(self.subject)
        self.fields["happened_on"].initial = timezone.localdate()
        self.order_fields(["authorship", "happened_on", "work", "result", "comment"])

    def clean_happened_on(self):
        day = self.cleaned_data["happened_on"]
        if day > timezone.localdate():
            raise ValidationError("日期不能晚于今天。")
        if day < timezone.localdate(self.subject.released_at):
            raise ValidationError(
                f"日期不能早于答复送达的{cn_time(timezone.localdate(self.subject.released_at))}。"
            )
        return day

    @property
    def happened_at(self):
        """Now for today, else the middle of that day, never before the reply was there."""
        day = self.cleaned_data["happened_on"]
        if day == timezone.localdate():
            return timezone.now()
        return max(timezone.make_aware(datetime.combine(day, time(12))), self.subject.released_at)

    def facts(self):
        facts = super().facts() | {"channel": Channel.PAPER}
        del facts["happened_on"]
        return facts


class RatingScanForm(UploadsMixin, Form):
    """The paper form itself; without it no entry."""

    scan_photos = UploadField("photo", 5, purpose="scan", label="评价表照片")
    scan_documents = UploadField("document", 5, purpose="scan", label="评价表扫描件（PDF）")

    def clean(self):
        data = super().clean()
        if not self.errors and not (data.get("scan_photos") or data.get("scan_documents")):
            raise ValidationError("请附上委员签名的评价表，照片或扫描件都可以。")
        return data
