"""Forms of the ledger of higher-level members' proposals."""

from django.forms import CharField, ChoiceField, DateField, MultipleChoiceField, URLField

from suggestions.forms.words import Words
from suggestions.topics.states import HelpKind, UpperLevel, UpperState
from weijianyi.forms import Day, Form, Segmented, Text, Ticks

NAMES = (
    "name", "level", "seat", "title", "submitted_on", "helps", "help_note", "state", "outcome", "link",
)  # fmt: skip


class UpperForm(Form):
    name = Words(label="委员姓名", max_length=60)
    level = ChoiceField(label="层级", choices=UpperLevel.choices, widget=Segmented)
    seat = Words(label="界别或职务", max_length=60, required=False)
    title = Words(label="提案题目", max_length=100)
    helps = MultipleChoiceField(
        label="给了哪些帮助", choices=HelpKind.choices, widget=Ticks(columns=2), required=False
    )
    help_note = Words(label="帮助情况", max_length=1000, required=False, widget=Text(rows=3, limit=1000))
    state = ChoiceField(label="进展", choices=UpperState.choices)
    submitted_on = DateField(label="提交日期", widget=Day, required=False)
    outcome = Words(label="结果", max_length=1000, required=False, widget=Text(rows=3, limit=1000))
    link = URLField(
        label="网址", max_length=300, required=False, assume_scheme="https", help_text="上级政协公布的网页。"
    )

    def clean(self):
        state = self.cleaned_data.get("state")
        sent = state and state != UpperState.PLANNED
        if sent and not self.cleaned_data.get("submitted_on") and "submitted_on" not in self.errors:
            self.add_error("submitted_on", "已经提交的，请填写提交日期。")
        return self.cleaned_data


class UpperFilter(Form):
    q = CharField(label="查找", max_length=60, required=False)
    level = ChoiceField(label="层级", required=False, choices=[("", "全部层级"), *UpperLevel.choices])
    state = ChoiceField(label="进展", required=False, choices=[("", "全部进展"), *UpperState.choices])

    def wanted(self):
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def in_words(self):
        """[(label, text)] of what is asked for."""
        found = self.wanted()
        names = {"level": dict(UpperLevel.choices), "state": dict(UpperState.choices)}
        return [
            (f"筛选：{self.fields[name].label}", str(names.get(name, {}).get(value, value)))
            for name, value in found.items()
        ]
