"""The form of a meeting: what, when, where, who, what was said; with its photos and papers."""

import re

from django.core.exceptions import ValidationError
from django.forms import BooleanField, CharField, ChoiceField, DateField
from django.utils import timezone

from dispatch.key_proposals.states import MeetingKind
from weijianyi.files.fields import UploadField, UploadsMixin
from weijianyi.forms import Day, Form, Text
from weijianyi.stepforms import EntryField

COMMA = re.compile(r"[，,、\t]")
MOST_PEOPLE = 200


class MeetingForm(UploadsMixin, Form):
    kind = ChoiceField(label="类别", choices=MeetingKind)
    title = CharField(label="名称", max_length=80, required=False, help_text="不填则用形式和提案标题。")
    held_on = DateField(label="日期", widget=Day())
    place = CharField(label="地点", max_length=120, required=False)
    convened_by = CharField(label="召集单位", max_length=120, required=False)
    participants = CharField(
        label="参加人员", widget=Text(rows=5), max_length=6000, required=False,
        help_text="一行一人：姓名，单位。签到表按这个名单打印。",
    )  # fmt: skip
    minutes = CharField(
        label="会议记录", widget=Text(rows=8, limit=5000), max_length=5000, required=False,
        help_text="写明各方意见和议定事项；还没有开的会可以先不写。",
    )  # fmt: skip
    photos = UploadField("photo", label="照片")
    documents = UploadField("document", label="文件")
    void = BooleanField(label="这条记录有误，作废", required=False)

    def __init__(self, *args, organisation_id, meeting=None, subject=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.subject, self.organisation_id = subject, organisation_id
        self.fields["form"] = EntryField(organisation_id, "meeting_form", label="形式")
        self.fields["held_on"].initial = timezone.localdate()
        # A new record brings its files along; later they are added and removed one by one.
        for name in ["void"] if meeting is None else ["photos", "documents"]:
            del self.fields[name]
        if subject is None:  # about no single item: an evaluation with a name of its own
            self.fields["kind"].choices = [(MeetingKind.EVALUATION, MeetingKind.EVALUATION.label)]
            self.fields["title"].required, self.fields["title"].help_text = True, ""
        self.order_fields(["kind", "form", "title", "held_on", "place", "convened_by"])
        self.name_what_is_missing()

    def clean_participants(self):
        text = self.cleaned_data["participants"]
        people = list(dict.fromkeys(person(line) for line in text.splitlines() if line.strip()))
        if len(people) > MOST_PEOPLE:
            raise ValidationError(f"最多 {MOST_PEOPLE} 人，现在 {len(people)} 人。")
        if wrong := next((name for name, unit in people if len(name) > 40 or len(unit) > 80), None):
            raise ValidationError(f"一行写一个人，姓名和单位之间用逗号：{wrong[:20]}")
        return "\n".join(f"{name}，{unit}" if unit else name for name, unit in people)

    def facts(self):
        """The columns of the row."""
        names = ("kind", "form", "title", "held_on", "place", "convened_by", "participants", "minutes")
        return {name: self.cleaned_data[name] for name in names}


def person(line):
    """(name, unit) of one line."""
    name, *unit = COMMA.split(line.strip(), maxsplit=1)
    return name.strip(), (unit[0].strip() if unit else "")
