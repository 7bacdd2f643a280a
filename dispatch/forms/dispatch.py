"""Forms for handing an item out: to departments, through a relay office, to another organisation."""

from django.forms import CharField, ModelChoiceField, ModelMultipleChoiceField

from dispatch.models import Department
from suggestions.states import Kind
from weijianyi.forms import Text, Ticks
from weijianyi.stepforms import StepForm


def departments(organisation_id):
    return Department.objects.filter(organisation_id=organisation_id, active=True)


class DispatchForm(StepForm):
    lead = ModelChoiceField(Department.objects.none(), label="承办单位", empty_label="请选择", required=False)
    assists = ModelMultipleChoiceField(
        Department.objects.none(), label="协办单位", required=False, widget=Ticks(columns=2)
    )
    splits = ModelMultipleChoiceField(
        Department.objects.none(), label="分办单位", required=False, widget=Ticks(columns=2),
        help_text="几个单位各自答复时使用。",
    )  # fmt: skip
    relay = ModelChoiceField(
        Department.objects.none(), label="经由", required=False, empty_label="直接交办",
        help_text="由转办机构收到后再转给承办单位。",
    )  # fmt: skip
    note = CharField(label="给承办单位的话", widget=Text(rows=3, limit=300), max_length=300, required=False)

    def prepare(self):
        own = departments(self.subject.organisation_id)
        for name in ("lead", "assists", "splits"):
            self.fields[name].queryset = own.filter(relays=False)
        self.fields["relay"].queryset = own.filter(relays=True)
        if self.subject.kind == Kind.PROPOSAL:
            self.fields["assists"].label = "会办单位"

    def clean(self):
        data = super().clean()
        lead, splits, assists = data.get("lead"), data.get("splits") or [], data.get("assists") or []
        if not lead and not splits:
            self.add_error("lead", "请选择承办单位。")
        if doubled := {lead, *splits} & set(assists):
            self.add_error(
                "assists", f"{doubled.pop()}已经是承办单位，不能再{self.fields['assists'].label[:2]}。"
            )
        if lead in splits:
            self.add_error("splits", f"{lead}已经是承办单位，不能再分办。")
        return data


class PassOnForm(StepForm):
    organisation = ModelChoiceField(None, label="转给", empty_label="请选择")
    note = CharField(label="说明", widget=Text(rows=3, limit=300), max_length=300, required=False)

    def prepare(self):
        organisations = type(self.subject.organisation).objects.filter(active=True)
        self.fields["organisation"].queryset = organisations.exclude(pk=self.subject.organisation_id)
