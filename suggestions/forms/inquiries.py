"""Forms of inquiries: what a unit is asked, what the asker passes on, why an answer is not enough."""

from django.forms import CharField

from suggestions.forms.words import Words
from suggestions.models import BriefIssue
from suggestions.reports import inquiries
from weijianyi.forms import Text
from weijianyi.stepforms import StepForm


class ForwardForm(StepForm):
    """Starts with the edited text; the editor leaves in it what the unit may read."""

    title = Words(label="标题", max_length=60)
    situation = Words(
        label="情况", max_length=3000, widget=Text(rows=8, limit=3000),
        help_text="承办单位只看到这里写的文字，看不到信息原文、反映人和密级标识；不便外传的请删去。",
    )  # fmt: skip
    advice = Words(label="请单位做什么", max_length=1500, widget=Text(rows=4, limit=1500))

    def prepare(self):
        if self.subject is not None and not self.is_bound:
            of = (
                inquiries.words_of_brief
                if isinstance(self.subject, BriefIssue)
                else inquiries.words_of_report
            )
            for name, text in of(self.subject).items():
                self.fields[name].initial = text


class PassBackForm(StepForm):
    told_whom = CharField(
        label="转告了谁",
        max_length=60,
        required=False,
        help_text="反映人会自动收到消息；还告诉了别人的写在这里。",
    )
    told = CharField(
        label="转告的内容", max_length=800, widget=Text(rows=5, limit=800),
        help_text="用自己的话说明单位怎样答复、办到哪一步；反映人会看到这段话。",
    )  # fmt: skip


class AskAgainForm(StepForm):
    opinion = CharField(
        label="哪里答得不够",
        max_length=500,
        widget=Text(rows=4, limit=500),
        help_text="承办单位会看到这段话。",
    )
