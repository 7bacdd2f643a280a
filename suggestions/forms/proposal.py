"""Forms of a proposal's own steps: inviting, co-signing, giving to a reader, reading, filing, holding back."""

from django.forms import BooleanField, CharField, ChoiceField, ModelChoiceField, ModelMultipleChoiceField
from django.utils import timezone

from members.models import Member, Post
from members.states import OFFICE
from suggestions.forms.words import Words
from suggestions.proposals import readings
from weijianyi.forms import Choices, Text
from weijianyi.stepforms import EntryField, StepForm

ADVICE = [
    ("accept", "建议立案"), ("decline", "建议不予立案"), ("merge", "建议并案"), ("send_back", "建议退回修改"),
    ("convert", "建议转社情民意"), ("to_letter", "建议转委员来信"),
]  # fmt: skip


class InviteForm(StepForm):
    members = ModelMultipleChoiceField(Member.objects.none(), label="邀请谁联名")

    def prepare(self):
        self.fields["members"].queryset = Member.objects.filter(organisation_id=self.subject.organisation_id)

    def facts(self):
        return {"members": list(self.cleaned_data["members"])}


class CosignForm(StepForm):
    opinion = CharField(
        label="您的意见", widget=Text(rows=3, limit=300), max_length=300, required=False,
        help_text="第一提案人会看到，可以不写。",
    )  # fmt: skip


class AssignReaderForm(StepForm):
    reader = ModelChoiceField(
        Post.objects.none(), label="审读人", required=False, empty_label="不指定，大家都可以审"
    )

    def prepare(self):
        today = timezone.localdate()
        colleagues = Post.objects.current(today).with_hat()
        organisation = self.actor.post.organisation_id
        self.fields["reader"].queryset = colleagues.filter(organisation_id=organisation, role__in=OFFICE)
        self.fields["reader"].label_from_instance = lambda post: f"{post.user}（{post.label}）"
        self.fields["topic_group"] = EntryField(organisation, "topic_group", label="专题组", required=False)


class ReadForm(StepForm):
    """One reading: the opinion, what the reader advises, and the text with the reader's corrections."""

    opinion = CharField(label="审读意见", widget=Text(rows=3, limit=500), max_length=500, required=False)
    advises = ChoiceField(label="建议结论", choices=ADVICE, required=False, widget=Choices(columns=2))

    def prepare(self):
        now = readings.text_now(self.subject)
        for name, label in readings.FIELDS.items():
            rows = 2 if name == "title" else 8
            self.fields[f"text_{name}"] = Words(
                label=label, initial=now[name], required=False, max_length=60 if name == "title" else 20_000,
                widget=Text(rows=rows),
            )  # fmt: skip

    def facts(self):
        data = self.cleaned_data
        texts = {name: data[f"text_{name}"] for name in readings.FIELDS if data.get(f"text_{name}")}
        return {"opinion": data["opinion"], "advises": data["advises"], "texts": texts}


class FileForm(StepForm):
    opinion = CharField(label="审查意见", widget=Text(rows=2, limit=300), max_length=300, required=False)
    key_candidate = BooleanField(label="推荐为重点提案", required=False)

    def prepare(self):
        if self.subject is not None:
            self.fields["key_candidate"].initial = self.subject.proposal_facts.key_candidate


class HoldForm(StepForm):
    """The conclusion that is announced later together with others."""

    step = ChoiceField(
        label="结论", choices=[("accept", "立案"), ("decline", "不予立案")], widget=Choices(columns=2)
    )
    opinion = CharField(
        label="审查意见", widget=Text(rows=4, limit=800), max_length=800, required=False,
        help_text="不予立案的，写明原因和可以怎样改，宣布后提案者看到。",
    )  # fmt: skip

    def prepare(self):
        self.fields["reason"] = EntryField(
            self.subject.organisation_id, "not_filed_reason", label="不予立案的理由", required=False
        )

    def clean(self):
        data = super().clean()
        if data.get("step") == "decline":
            if not data.get("reason"):
                self.add_error("reason", "不予立案要选择理由。")
            if not data.get("opinion"):
                self.add_error("opinion", "不予立案要写明说明。")
        return data

    def facts(self):
        data = self.cleaned_data
        wanted = {"opinion": data["opinion"]}
        if data["step"] == "decline":
            wanted["reason"] = data["reason"]
        return {"conclusion": data["step"], "facts": wanted}
