"""Forms of a desk that only proposals have: the plan, the co-opinion, the number of a signed letter."""

from django.core.exceptions import ValidationError
from django.forms import CharField, DateField, ModelChoiceField

from dispatch.desks import lettering
from dispatch.models import Officer
from weijianyi.forms import Day, Text
from weijianyi.stepforms import StepForm


class PlanForm(StepForm):
    officer = ModelChoiceField(Officer.objects.none(), label="经办人", empty_label="请选择", required=False)
    leader_name = CharField(label="责任领导", max_length=40)
    planned_on = DateField(label="计划办结日期", widget=Day())
    text = CharField(
        label="办理方案",
        widget=Text(rows=6, limit=1000, advice="怎样调研、分几步、由谁配合"),
        max_length=1000,
    )

    def prepare(self):
        desk, officer = self.subject, self.fields["officer"]
        officer.queryset = Officer.objects.filter(department_id=desk.department_id).select_related(
            "post__user"
        )
        officer.initial = desk.holder_officer_id
        if desk.department.paper:
            del self.fields["officer"]
        if desk.due_on:
            self.fields["planned_on"].widget.chips = [(desk.due_on, "答复期限当天")]
        if plan := desk.plan:
            for name in ("leader_name", "planned_on", "text"):
                self.fields[name].initial = getattr(plan, name)

    def clean_planned_on(self):
        day = self.cleaned_data["planned_on"]
        if self.subject.due_on and day > self.subject.due_on:
            raise ValidationError("计划办结日期不能晚于答复期限；来不及的，请申请延期。")
        return day


def document_number():
    return CharField(
        label="本单位文号",
        max_length=60,
        required=False,
        help_text="按本单位发文编号的填写；不填，签发时自动编号。",
    )


class SendOpinionForm(StepForm):
    facts = CharField(label="会办意见", widget=Text(rows=6, limit=1500), max_length=1500)
    document_number = document_number()


class SignForm(StepForm):
    """The signer may put in the number the paper carries; other kinds have no numbered letters."""

    document_number = document_number()

    def prepare(self):
        desk = self.subject
        if lettering.scan_counts(desk):
            field = self.fields["document_number"]
            field.required, field.help_text = True, "与盖章扫描件上的文号一致。"
        elif not desk.is_proposal:
            del self.fields["document_number"]
        if "document_number" in self.fields and (draft := desk.current_reply):
            self.fields["document_number"].initial = draft.document_number
