"""Forms of points: objections and their decisions, adjustments, records, versions with their groups and rules."""

from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.forms import (
    BooleanField,
    CharField,
    CheckboxSelectMultiple,
    ChoiceField,
    DateField,
    DecimalField,
    FileField,
    ModelChoiceField,
    MultipleChoiceField,
    Textarea,
)
from django.utils import timezone

from members.models import Member, ScoreGroup, ScoreRule, ScoreScheme, ServiceRecord
from members.scores import merits, schemes
from weijianyi import rulebook
from weijianyi.forms import Day, Form, ModelForm, Text
from weijianyi.stepforms import EntryField, StepForm

POINTS = {"max_digits": 6, "decimal_places": 2}


class ReasonForm(Form):
    reason = CharField(label="理由", max_length=300, widget=Text(rows=3, limit=300))


class ObjectionForm(Form):
    text = CharField(label="哪里不对", max_length=500, widget=Text(rows=4, limit=500),
                     help_text="漏记的，写明是哪一次会议、哪一件事项；记错的，写明应当是多少、为什么。")  # fmt: skip


class UpholdForm(StepForm):
    takes_back = BooleanField(label="冲销原来的这一条", required=False)
    points = DecimalField(
        label="补记或扣减的分", required=False, help_text="不需要的留空；扣减填负数。", **POINTS
    )
    opinion = CharField(label="理由", max_length=300, widget=Text(rows=3, limit=300))

    def prepare(self):
        if self.subject is not None and self.subject.entry_id is None:
            del self.fields["takes_back"]


class RejectForm(StepForm):
    opinion = CharField(label="理由", max_length=300, widget=Text(rows=3, limit=300))


class AdjustForm(Form):
    points = DecimalField(label="分", help_text="扣减填负数。", **POINTS)
    reason = CharField(label="理由", max_length=300, widget=Text(rows=3, limit=300))

    def __init__(self, *args, scheme, **kwargs):
        super().__init__(*args, **kwargs)
        groups = ScoreGroup.objects.filter(scheme=scheme)
        self.fields["group"] = ModelChoiceField(groups, label="类别", required=False, empty_label="不分类别")
        self.order_fields(("group", "points", "reason"))

    def clean_points(self):
        if not self.cleaned_data["points"]:
            raise ValidationError("请填写不是 0 的分。")
        return self.cleaned_data["points"]


class RecordForm(ModelForm):
    class Meta:
        model = ServiceRecord
        fields = ("title", "held_on", "times", "note")
        widgets = {"held_on": Day, "note": Text(rows=2, limit=200)}

    def __init__(self, *args, organisation_id, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["member"] = ModelChoiceField(
            Member.objects.filter(organisation_id=organisation_id).order_by("name"), label="委员",
            empty_label="请选择",
        )  # fmt: skip
        self.fields["kind"] = EntryField(organisation_id, "service_kind", label="类别")
        self.order_fields(("member", "kind", "title", "held_on", "times", "note"))

    def clean_held_on(self):
        if self.cleaned_data["held_on"] > timezone.localdate():
            raise ValidationError("日期不能晚于今天。")
        return self.cleaned_data["held_on"]

    def clean(self):
        for name in ("member", "kind"):
            if self.cleaned_data.get(name):
                setattr(self.instance, name, self.cleaned_data[name])
        return super().clean()


class ImportForm(Form):
    file = FileField(label="Excel 文件", help_text="先下载模板填写；一次最多 2000 行。")


# -- versions --------------------------------------------------------------------------------------
class SchemeForm(ModelForm):
    bands_text = CharField(
        label="等次", required=False, widget=Textarea({"rows": 4}),
        help_text="一行一个，从高到低：起分和名称，例如“85 优秀”。不分等次的留空。",
    )  # fmt: skip

    class Meta:
        model = ScoreScheme
        fields = ("title", "basis", "base", "bonus_cap", "starts_month", "starts_day")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["bands_text"].initial = "\n".join(
            f"{least} {label}" for least, label in self.instance.bands
        )

    def clean_bands_text(self):
        found = []
        for line in self.cleaned_data["bands_text"].splitlines():
            if not line.strip():
                continue
            least, _, label = line.strip().partition(" ")
            try:
                found.append([float(Decimal(least)), label.strip()])
            except InvalidOperation as error:
                raise ValidationError(f"“{line}”前面不是数字。") from error
            if not label.strip() or found != sorted(found, key=lambda band: -band[0]):
                raise ValidationError("每行写起分和名称，从高到低排列。")
        return found

    def save(self, commit=True):
        self.instance.bands = self.cleaned_data["bands_text"]
        return super().save(commit)


class EnactForm(Form):
    def __init__(self, *args, scheme, **kwargs):
        super().__init__(*args, **kwargs)
        days = [(d.isoformat(), f"{d.year}年{d.month}月{d.day}日起") for d in schemes.starts_possible(scheme)]
        self.fields["valid_from"] = ChoiceField(
            choices=days, label="从哪一天起计分", help_text="一个年度只用一版办法；生效以后不能再改。"
        )

    def day(self):
        return DateField().clean(self.cleaned_data["valid_from"])


class GroupForm(ModelForm):
    class Meta:
        model = ScoreGroup
        fields = ("label", "cap", "least", "order")


class RuleForm(ModelForm):
    class Meta:
        model = ScoreRule
        fields = (
            "group", "label", "sharing", "points", "joint_points", "co_points", "writer_points", "drafter_points",
            "writers_most", "only_standing", "further", "cap", "co_cap", "best_of", "order",
        )  # fmt: skip

    def __init__(self, *args, scheme, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = scheme.groups.all()
        kinds = [
            (f"record.{e.code}", f"记录：{e.label}")
            for e in rulebook.entries(scheme.organisation_id, "service_kind")
        ]
        self.fields["events"] = MultipleChoiceField(
            choices=[*merits.NAMES.items(), *kinds], label="什么时候计分", widget=CheckboxSelectMultiple,
            initial=self.instance.events,
        )  # fmt: skip
        self.fields["cancelled_by"] = MultipleChoiceField(
            choices=[*merits.TAKING_BACK.items()], label="什么时候收回", widget=CheckboxSelectMultiple, required=False,
            initial=self.instance.cancelled_by,
        )  # fmt: skip
        self.fields["best_of"].help_text = "同一案里写同一个代码的几条规则，只计分最高的一条。"
        self.order_fields(("group", "label", "events", "points"))

    def save(self, commit=True):
        self.instance.events = self.cleaned_data["events"]
        self.instance.cancelled_by = self.cleaned_data["cancelled_by"]
        return super().save(commit)
