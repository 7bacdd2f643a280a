"""Forms of the rule pages: a new version of a rule, a setting's value by its type, a word."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from weijianyi.forms import Day, Form, ModelForm, Segmented, Text, Ticks
from weijianyi.rulebook.defaults import WEEKDAYS, Default
from weijianyi.rulebook.models import DictionaryEntry
from weijianyi.rulebook.words import NUMBERS
from weijianyi.rulebook.words_beyond import FLAGS, LETTERS

CODE = re.compile(r"[a-z][a-z0-9_.-]*")


class VersionForm(Form):
    """A rule is changed by a new version that counts from a day on, today at the earliest."""

    valid_from = forms.DateField(label="生效日期", widget=Day, help_text="今天或以后；已开始的计时不受影响。")
    basis = forms.CharField(label="依据", max_length=300, help_text="写明文件名称、文号或会议决定。")

    def clean_valid_from(self):
        day = self.cleaned_data["valid_from"]
        if day < timezone.localdate():
            raise ValidationError("生效日期不能早于今天。")
        return day


class CodesField(forms.CharField):
    """Codes separated by blanks or commas, as a list."""

    def clean(self, value):
        codes = [part for part in re.split(r"[\s,，、]+", super().clean(value)) if part]
        if wrong := [code for code in codes if not CODE.fullmatch(code)]:
            raise ValidationError(f"代码只用小写字母、数字和 . _ -，请检查：{wrong[0]}")
        return codes

    def prepare_value(self, value):
        return "、".join(value) if isinstance(value, list) else value


class SettingForm(VersionForm):
    """The field of the value follows the setting's type."""

    field_order = ["value", "valid_from", "basis"]

    def __init__(self, default: Default, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.default = default
        self.fields["value"] = value_field(default)
        self.order_fields(self.field_order)

    def clean_value(self):
        value = self.cleaned_data["value"]
        if self.default.type == "time":
            return f"{value:%H:%M}"
        return value


def value_field(default: Default) -> forms.Field:
    about = {"label": default.label, "help_text": default.help}
    if default.type in ("integer", "optional_integer"):
        return forms.IntegerField(min_value=0, max_value=100_000, required=default.type == "integer", **about)
    if default.type == "time":
        return forms.TimeField(widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), **about)
    if default.type == "weekdays":
        return forms.TypedMultipleChoiceField(choices=WEEKDAYS, coerce=int, widget=Ticks(columns=2), **about)
    if default.choices:
        return forms.MultipleChoiceField(choices=default.choices, widget=Ticks, required=False, **about)
    if default.type == "codes":
        return CodesField(required=False, **about)
    return forms.RegexField(CODE, required=False, max_length=40, **about)


class WordForm(ModelForm):
    """One word of a list; its code is fixed once it exists, as records name it."""

    class Meta:
        model = DictionaryEntry
        fields = ["code", "label", "text", "order", "active"]
        widgets = {"text": Text(rows=3)}
        help_texts = {
            "code": "小写字母、数字和 _ -，保存后不再改。",
            "active": "不再使用的词条请停用，旧件仍照常显示。",
        }

    def __init__(self, *args, taken=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.taken = taken
        if not self.instance._state.adding:
            del self.fields["code"]
        self.number, label = NUMBERS.get(self.instance.dictionary, ("", ""))
        if self.number:
            self.fields["number"] = forms.IntegerField(
                label=label, min_value=0, max_value=100, initial=self.instance.data.get(self.number)
            )
        self.flags = FLAGS.get(self.instance.dictionary, ())
        self.ask_attributes(self.instance.data)

    def ask_attributes(self, known):
        """The letter of a class, and what such a word asks for."""
        if letters := LETTERS.get(self.instance.dictionary):
            self.fields["letter"] = forms.ChoiceField(
                label="分类字母", choices=[(each, each) for each in letters], widget=Segmented,
                initial=known.get("letter"), help_text="印在答复函第一页右上角；统计按字母。",
            )  # fmt: skip
        if self.flags:
            self.fields["flags"] = forms.MultipleChoiceField(
                label="附加要求", choices=self.flags, widget=Ticks, required=False,
                initial=[name for name, _ in self.flags if known.get(name)],
            )  # fmt: skip

    def clean_code(self):
        code = self.cleaned_data["code"]
        if not CODE.fullmatch(code):
            raise ValidationError("代码只用小写字母、数字和 _ -，以字母开头。")
        if code in self.taken:
            raise ValidationError("这个词表里已有相同的代码。")
        return code

    def clean(self):
        """The word's number, letter and flags are kept among its further attributes."""
        data = super().clean()
        further = dict(self.instance.data)
        if (number := data.pop("number", None)) is not None:
            further[self.number] = number
        if letter := data.pop("letter", None):
            further["letter"] = letter
        ticked = data.pop("flags", ())
        further |= {name: name in ticked for name, _ in self.flags}
        if further != self.instance.data:
            data["data"] = further
        return data
