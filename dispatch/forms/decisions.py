"""Forms of the office's decisions: hand-back, extension, redo, waiver, reopening, urging."""

from django.forms import BooleanField, CharField, DateField, ModelChoiceField

from dispatch.forms.dispatch import departments
from dispatch.models import Department
from weijianyi.forms import Day, Text
from weijianyi.stepforms import EntryField, StepForm


class GrantReturnForm(StepForm):
    successor = ModelChoiceField(
        Department.objects.none(),
        label="改由哪个单位办理",
        required=False,
        empty_label="暂不改派，回到待交办",
    )
    no_further = BooleanField(label="无需再办", required=False)
    opinion = CharField(label="意见", widget=Text(rows=3, limit=300), max_length=300)

    def prepare(self):
        own = departments(self.subject.organisation_id).filter(relays=False)
        self.fields["successor"].queryset = own.exclude(pk=self.subject.department_id)
        if (request := self.subject.open_handback) and request.proposed_id:
            self.fields["successor"].initial = request.proposed_id

    def clean(self):
        data = super().clean()
        if data.get("successor") and data.get("no_further"):
            self.add_error("no_further", "选了新的承办单位，就不能再选“无需再办”。")
        return data


class GrantExtensionForm(StepForm):
    until = DateField(label="延至", widget=Day())
    opinion = CharField(label="意见", widget=Text(rows=2, limit=300), max_length=300, required=False)

    def prepare(self):
        if request := self.subject.open_extension:
            self.fields["until"].initial = request.until


class GrantRedoForm(StepForm):
    opinion = CharField(
        label="对承办单位的要求", widget=Text(rows=3, limit=300), max_length=300, required=False
    )


class WaiveForm(StepForm):
    note = CharField(label="说明", widget=Text(rows=2, limit=300), max_length=300, required=False)

    def prepare(self):
        self.fields["reason"] = EntryField(
            self.subject.organisation_id, "assist_exception", label="理由", cards=True
        )
        self.order_fields(["reason", "note"])


class ReopenForm(StepForm):
    reason = CharField(label="重新办理的理由", widget=Text(rows=3, limit=300), max_length=300)


class UrgeForm(StepForm):
    note = CharField(label="催办的话", widget=Text(rows=2, limit=200), max_length=200, required=False)
