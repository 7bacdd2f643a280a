"""Forms of evaluation rounds and awards; no score is chosen beforehand."""

from django.core.exceptions import ValidationError
from django.forms import (
    CharField,
    DateField,
    IntegerField,
    ModelChoiceField,
    ModelMultipleChoiceField,
    TextInput,
)
from django.utils import timezone

from dispatch.evaluation import grounds, opening, rules, scoring
from dispatch.models import Department, EvaluationMeeting, Nomination
from weijianyi.forms import Day, Form, Text, Ticks
from weijianyi.stepforms import StepForm


def points_field(label, help_text="", required=True, about=""):
    """0 to 100 and nothing filled in; `about` names the field in its refusals where the label is short."""
    widget = TextInput({"inputmode": "numeric", "autocomplete": "off"})
    wrong = f"“{about or label}”请填 0 到 100 的整数。"
    return IntegerField(
        label=label, help_text=help_text, min_value=0, max_value=scoring.MOST, required=required, widget=widget,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), wrong),
    )  # fmt: skip


class RoundForm(Form):
    year = IntegerField(label="年度", min_value=2000, max_value=2100, help_text="评议哪一年答复的提案。")
    title = CharField(label="名称", max_length=60)
    opens_on = DateField(label="开始日期", widget=Day())
    closes_on = DateField(
        label="截止日期", widget=Day(), help_text="这一天结束后自动结束评议，双方评分公开。"
    )

    def clean(self):
        data = super().clean()
        first, last = data.get("opens_on"), data.get("closes_on")
        if first and last and last < first:
            self.add_error("closes_on", "截止日期不能早于开始日期。")
        if last and last < timezone.localdate():
            self.add_error("closes_on", "截止日期不能早于今天。")
        return data


class UnitsForm(StepForm):
    departments = ModelMultipleChoiceField(
        Department.objects.none(), label="参评单位", widget=Ticks(columns=2), required=False,
        error_messages={"invalid_choice": "有单位不在名单里，请重新选择。"},
    )  # fmt: skip

    def prepare(self):
        field, subject = self.fields["departments"], self.subject
        field.queryset = (
            opening.with_answered(subject).filter(active=True, number__gt=0).order_by("-number", "pk")
        )
        rule = {d.pk for d in opening.proposed_departments(subject)}
        field.widget.hints = {
            d.pk: f"当年答复提案 {d.number} 件{'，按规则轮到' if d.pk in rule else ''}"
            for d in field.queryset
        }
        field.initial = list(subject.chosen().values_list("department", flat=True))

    def facts(self):
        return {"departments": list(self.cleaned_data["departments"])}


class ExtendForm(StepForm):
    closes_on = DateField(label="新的截止日期", widget=Day())


class MeetingForm(StepForm):
    held_on = DateField(label="日期", widget=Day())
    place = CharField(label="地点", max_length=60)
    agenda = CharField(label="议程", widget=Text(rows=4, limit=1000), max_length=1000, required=False)
    minutes = CharField(label="纪要", widget=Text(rows=8, limit=5000), max_length=5000, required=False)

    def prepare(self):
        meeting = EvaluationMeeting.objects.filter(round=self.subject).first()
        for name in self.fields if meeting else ():
            self.fields[name].initial = getattr(meeting, name)


class PanelForm(StepForm):
    name = CharField(label="评委", max_length=40, help_text="同一位评委再登记一次，以后一次为准。")

    def prepare(self):
        for unit in self.subject.chosen().select_related("department"):
            self.fields[f"p_{unit.pk}"] = points_field(unit.department.name, required=False)

    def facts(self):
        given = {k[2:]: v for k, v in self.cleaned_data.items() if k.startswith("p_") and v is not None}
        return {"name": self.cleaned_data["name"].strip(), "points": {int(k): v for k, v in given.items()}}


class ScoreForm(StepForm):
    """One side's sheet; a sheet given before is shown again to whoever may read it."""

    def prepare(self):
        pairing, side = self.subject, rules.side_of(self.actor, self.subject)
        sheet = pairing.sheets.filter(side=side, voided_at=None).first()
        if sheet is None or not rules.reads_sheet(self.actor, pairing, side):
            earlier = {}
        else:
            earlier = {s.criterion.code: s.points for s in sheet.scores.select_related("criterion")}
        for criterion in scoring.criteria(pairing.organisation_id, side):
            words = f"{criterion.text}权重 {criterion.data.get('weight', 0)}，满分 100。"
            field = points_field(criterion.label, words)
            field.initial = earlier.get(criterion.code)
            self.fields[f"c_{criterion.code}"] = field
        self.fields["comment"] = CharField(
            label="意见和建议", widget=Text(rows=3, limit=500), max_length=500, required=False,
            initial=sheet.comment if earlier else "",
        )  # fmt: skip

    def facts(self):
        points = {k[2:]: v for k, v in self.cleaned_data.items() if k.startswith("c_")}
        return {"points": points, "comment": self.cleaned_data["comment"]}


# -- awards ------------------------------------------------------------------------------------------
class AwardForm(Form):
    year = IntegerField(label="评选年度", min_value=2000, max_value=2100)
    title = CharField(label="名称", max_length=60)


class NominateForm(StepForm):
    item = CharField(
        label="提案（编号或标题）", max_length=60, required=False, help_text="只填编号的数字，或完整的标题。"
    )
    department = ModelChoiceField(
        Department.objects.none(), label="或者承办单位", required=False, empty_label="不推荐单位"
    )
    ground = CharField(label="推荐依据", widget=Text(rows=3, limit=500), max_length=500)

    def prepare(self):
        found = Department.objects.filter(organisation_id=self.subject.organisation_id, active=True)
        self.fields["department"].queryset = found

    def clean_item(self):
        words = self.cleaned_data["item"].strip()
        if not words:
            return None
        filed = grounds.filed(self.subject)
        number = words.removeprefix("第").removesuffix("号")
        found = list(
            filed.filter(number=int(number))
            if number.isdecimal() and len(number) < 9
            else filed.filter(title=words)
        )
        if len(found) != 1:
            years = f"{self.subject.first_year}至{self.subject.last_year}年立案的提案里"
            raise ValidationError(f"{years}没有这一件。" if not found else "不止一件，请填写完整标题。")
        return found[0]


class DropForm(StepForm):
    nomination = ModelChoiceField(Nomination.objects.none(), label="撤销哪一项", empty_label="请选择")
    reason = CharField(label="理由", widget=Text(rows=2, limit=300), max_length=300)

    def prepare(self):
        self.fields["nomination"].queryset = self.subject.standing().select_related("item", "department")


class AwardScoreForm(StepForm):
    """One line per nomination; the own ones are left out."""

    def prepare(self):
        self.rows = []
        mine = {s.nomination_id: s for s in self.given()}
        for nomination in self.subject.standing().for_lists():
            nomination.concerned = rules.is_concerned(self.actor, nomination)
            if not nomination.concerned:
                self.add_row(nomination, mine.get(nomination.pk))
            self.rows.append(nomination)

    def given(self):
        scores = Nomination._meta.get_field("scores").related_model.objects.valid()
        return scores.filter(nomination__round=self.subject, by=self.actor.post)

    def add_row(self, nomination, earlier):
        pk = nomination.pk
        self.fields[f"p_{pk}"] = points_field("得分", required=False, about=str(nomination))
        self.fields[f"t_{pk}"] = CharField(label="意见", max_length=200, required=False)
        if earlier:
            self.fields[f"p_{pk}"].initial, self.fields[f"t_{pk}"].initial = earlier.points, earlier.comment
        nomination.points_field, nomination.comment_field = self[f"p_{pk}"], self[f"t_{pk}"]

    def facts(self):
        data = self.cleaned_data
        given = [int(k[2:]) for k, v in data.items() if k.startswith("p_") and v is not None]
        return {"scores": {pk: (data[f"p_{pk}"], data[f"t_{pk}"]) for pk in given}}


class DecideForm(StepForm):
    chosen = ModelMultipleChoiceField(
        Nomination.objects.none(), label="入选", required=False,
        error_messages={"invalid_choice": "选中的推荐已经撤销，请刷新后再决定。"},
    )  # fmt: skip
    reason = CharField(
        label="超出名额或比例的理由", widget=Text(rows=2, limit=300), max_length=300, required=False,
        help_text="在名额和比例以内的，不必填写。",
    )  # fmt: skip

    def prepare(self):
        self.fields["chosen"].queryset = self.subject.standing()

    def facts(self):
        return {
            "chosen": list(self.cleaned_data["chosen"].for_lists()),
            "reason": self.cleaned_data["reason"],
        }


class VoidForm(StepForm):
    reason = CharField(label="作废理由", widget=Text(rows=2, limit=300), max_length=300)
