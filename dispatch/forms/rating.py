"""The member's verdict: two dimensions, nothing preselected; and the paper form entered by the office."""

from django.forms import CharField, ChoiceField, ModelChoiceField

from dispatch import judging
from dispatch.states import Channel, Grade
from suggestions.models import Authorship
from weijianyi import rulebook
from weijianyi.forms import Faces, Text
from weijianyi.stepforms import StepForm


class RatingForm(StepForm):
    work = ChoiceField(label="办理工作（态度、沟通）", choices=Grade, widget=Faces)
    result = ChoiceField(label="办理结果", choices=Grade, widget=Faces)
    comment = CharField(
        label="想对承办单位说的话", widget=Text(rows=3, limit=500), max_length=500, required=False
    )

    def clean(self):
        data = super().clean()
        least = rulebook.value(self.subject.organisation_id, "dissatisfied_reason_min")
        words = (data.get("comment") or "").strip()
        if Grade.DISSATISFIED in (data.get("work"), data.get("result")) and len(words) < least:
            self.add_error("comment", f"请写明哪里不满意，至少 {least} 个字，便于承办单位重办。")
        return data


class PaperRatingForm(RatingForm):
    authorship = ModelChoiceField(Authorship.objects.none(), label="哪位委员", empty_label="请选择")

    def prepare(self):
        self.fields["authorship"].queryset = judging.raters(self.subject)
        self.order_fields(["authorship", "work", "result", "comment"])

    def facts(self):
        return super().facts() | {"channel": Channel.PAPER}
