"""Forms of the 督导工作组: a round, a visit, a finding, what the unit reports, its settlement, the end."""

from django.core.exceptions import ValidationError
from django.forms import CharField, DateField, ModelChoiceField
from django.utils import timezone

from dispatch.forms.dispatch import departments
from dispatch.forms.supervision import words
from dispatch.models import Department, InspectionFinding
from members.rules import department_of, is_unit
from weijianyi.forms import Day, Form, Text
from weijianyi.stepforms import StepForm


class InspectionForm(Form):
    title = CharField(label="名称", max_length=60, help_text="例如：2026 年第四季度提案办理督导。")
    opens_on = DateField(label="开始", widget=Day())
    closes_on = DateField(label="计划结束", widget=Day())
    people = CharField(
        label="工作组成员", widget=Text(rows=5), max_length=2000, help_text="三办联合组成，一行一人：姓名，单位。"
    )  # fmt: skip

    def clean(self):
        data = super().clean()
        if data.get("opens_on") and data.get("closes_on") and data["closes_on"] < data["opens_on"]:
            self.add_error("closes_on", "计划结束不能早于开始。")
        return data


class OfUnitForm(StepForm):
    """One of the organisation's departments."""

    department = ModelChoiceField(Department.objects.none(), label="承办单位", empty_label="请选择")

    def prepare(self):
        self.fields["department"].queryset = departments(self.subject.organisation_id).filter(relays=False)


class VisitForm(OfUnitForm):
    visited_on = DateField(label="日期", widget=Day(), initial=timezone.localdate)
    people = CharField(label="参加人", max_length=200, required=False)
    summary = words("走访情况", most=1000, rows=5)


class FindingForm(OfUnitForm):
    text = words("问题")
    due_on = DateField(label="整改期限", widget=Day())

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if day < timezone.localdate():
            raise ValidationError("整改期限不能早于今天。")
        return day


class OfFindingForm(StepForm):
    """One of the findings not yet settled; a unit chooses among its own."""

    finding = ModelChoiceField(InspectionFinding.objects.none(), label="问题", empty_label="请选择")

    def prepare(self):
        rows = self.subject.findings.filter(settled_at=None).select_related("department")
        if is_unit(self.actor):
            rows = rows.filter(department=department_of(self.actor))
        self.fields["finding"].queryset = rows


class ReportForm(OfFindingForm):
    text = words("整改情况", most=1000, rows=5)


class SettleForm(OfFindingForm):
    text = words("核实情况")


class CloseInspectionForm(StepForm):
    summary = words("督导小结", most=2000, rows=6)
