"""The form of one session: which 届 and 次, when it sits, until when a proposal counts as 大会提案."""

from django.core.exceptions import ValidationError
from django.forms import DateTimeInput
from django.utils import timezone

from members.models import Session
from weijianyi.forms import Day, ModelForm


class SessionForm(ModelForm):
    class Meta:
        model = Session
        fields = ["term", "meeting", "opens_on", "closes_on", "cutoff_at"]
        widgets = {
            "opens_on": Day,
            "closes_on": Day,
            "cutoff_at": DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        }
        help_texts = {
            "term": "只写数字，例如第六届写 6。",
            "meeting": "只写数字，例如第五次会议写 5。",
            "cutoff_at": "此前提交的算大会提案，以后提交的算平时提案。",
        }

    def others(self):
        rows = Session.objects.filter(organisation_id=self.instance.organisation_id)
        return rows.exclude(pk=self.instance.pk)

    def clean_term(self):
        return above_nought(self.cleaned_data["term"])

    def clean_meeting(self):
        return above_nought(self.cleaned_data["meeting"])

    def clean(self):
        data = super().clean()
        opens, closes, cutoff = (data.get(name) for name in ("opens_on", "closes_on", "cutoff_at"))
        if opens and closes and closes < opens:
            self.add_error("closes_on", "闭幕不能早于开幕。")
        if closes and cutoff and timezone.localdate(cutoff) > closes:
            self.add_error("cutoff_at", "大会提案截止不能晚于闭幕。")
        if self.others().filter(term=data.get("term"), meeting=data.get("meeting")).exists():
            self.add_error("meeting", "这一届次已经登记。")
        if (
            opens
            and closes
            and (other := self.others().filter(opens_on__lte=closes, closes_on__gte=opens).first())
        ):
            self.add_error("opens_on", f"与{other}的会期重叠，请检查日期。")
        return data


def above_nought(number):
    if number < 1:
        raise ValidationError("请从 1 开始填写。")
    return number
