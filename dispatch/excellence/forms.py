"""Forms of excellent cases: the write-up, consent, a score, a reason."""

from django.forms import CharField, ChoiceField, IntegerField, NumberInput

from dispatch.excellence.states import Consent
from suggestions.forms.words import Words
from weijianyi.forms import Choices, Text
from weijianyi.stepforms import StepForm


class WriteUpForm(StepForm):
    title = Words(label="案例标题", max_length=60)
    background = Words(
        label="背景", max_length=2000, widget=Text(rows=5), help_text="群众反映了什么，委员怎样提出。"
    )
    handling = Words(
        label="办理", max_length=2000, widget=Text(rows=6), help_text="承办单位做了什么，和委员怎样沟通。"
    )
    effect = Words(label="成效", max_length=2000, widget=Text(rows=5), help_text="解决了什么，用数字说明。")

    def prepare(self):
        for name in self.fields:
            self.fields[name].initial = getattr(self.subject, name)


class ConsentForm(StepForm):
    consent = ChoiceField(
        label="是否同意作为优秀案例公布", widget=Choices(),
        choices=[(Consent.AGREED, "同意公布"), (Consent.REFUSED, "不同意公布")],
    )  # fmt: skip
    note = Words(label="说明", required=False, max_length=300, widget=Text(rows=3))


class ScoreForm(StepForm):
    points = IntegerField(
        label="得分（0—100）", min_value=0, max_value=100, widget=NumberInput({"inputmode": "numeric"})
    )
    comment = CharField(label="意见", required=False, max_length=200)


class ReasonForm(StepForm):
    reason = Words(label="理由", max_length=300, widget=Text(rows=3))
