"""Forms of joint drafting: naming and releasing a drafter, saving a version, a piece of research."""

from django.core.exceptions import ValidationError
from django.forms import CharField, ChoiceField, DateField, ModelChoiceField
from django.utils import timezone

from members.models import Member
from suggestions.forms.words import Words
from suggestions.models import Drafter
from suggestions.topics.states import DraftRole
from weijianyi.files.fields import UploadField, UploadsMixin
from weijianyi.files.models import Attachment
from weijianyi.forms import Day, Form, Segmented, Text
from weijianyi.stepforms import EntryField, StepForm


class NameDrafterForm(StepForm):
    def prepare(self):
        members = Member.objects.filter(organisation_id=self.subject.organisation_id).order_by("name", "pk")
        self.fields["member"] = ModelChoiceField(members, label="请哪位委员", empty_label="请选择委员")
        self.fields["role"] = ChoiceField(label="分工", choices=DraftRole.choices, widget=Segmented)


class ReleaseDrafterForm(StepForm):
    def prepare(self):
        named = Drafter.objects.filter(item=self.subject, released_at=None).select_related("member")
        self.fields["drafter"] = ModelChoiceField(
            named, label="哪位不再参加", empty_label="请选择", help_text="已经存下的稿子都保留。"
        )


class VersionForm(Form):
    """The text of a draft as its drafters write it."""

    title = Words(label="标题", max_length=60, required=False)
    situation = Words(label="情况和问题", required=False, widget=Text(rows=6))
    analysis = Words(label="分析", required=False, widget=Text(rows=5))
    advice = Words(label="建议", required=False, widget=Text(rows=6))
    note = CharField(
        label="这一稿改了什么",
        max_length=120,
        required=False,
        help_text="一句话，方便大家看，例如“补充了走访数据”。",
    )

    def texts(self):
        return {name: text for name, text in self.cleaned_data.items() if name != "note"}

    def seen(self):
        version = self.data.get("version", "")
        return int(version) if version.isdecimal() and len(version) < 10 else -1

    def clean(self):
        if not any(self.cleaned_data.get(name) for name in ("title", "situation", "analysis", "advice")):
            raise ValidationError("还没有写内容，先写几个字再存。")
        return self.cleaned_data


class ResearchForm(UploadsMixin, Form):
    held_on = DateField(label="日期", widget=Day)
    place = Words(label="地点", max_length=120, required=False)
    people = Words(label="参加人和访谈对象", max_length=200, required=False)
    finding = Words(
        label="了解到的情况",
        max_length=2000,
        widget=Text(rows=5, limit=2000),
        help_text="写事实和数据，少写评论。",
    )
    photos = UploadField(Attachment.Kind.PHOTO, label="照片")
    documents = UploadField(Attachment.Kind.DOCUMENT, label="材料")

    def __init__(self, *args, item, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["form"] = EntryField(item.organisation_id, "research_form", label="方式")
        self.order_fields(("form", "held_on", "place", "people", "finding", "photos", "documents"))

    def clean_held_on(self):
        day = self.cleaned_data["held_on"]
        if day > timezone.localdate():
            raise ValidationError("调研日期不能晚于今天。")
        return day

    def values(self):
        return {name: self.cleaned_data[name] for name in ("form", "held_on", "place", "people", "finding")}
