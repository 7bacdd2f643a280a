"""The filters of 案例与交流."""

from django.forms import CharField, ChoiceField, HiddenInput

from dispatch import cases
from dispatch.forms.ledger import Reference
from dispatch.models import Department
from suggestions.states import Kind
from weijianyi import rulebook
from weijianyi.forms import Form


class CaseFilter(Form):
    q = CharField(label="标题、地点", required=False, max_length=40)
    tab = ChoiceField(
        required=False, widget=HiddenInput, choices=[(key, label) for key, (label, _) in cases.TABS.items()]
    )
    kind = ChoiceField(
        label="类型",
        required=False,
        choices=[("", "全部类型"), *((k.value, k.label) for k in map(Kind, cases.KINDS))],
    )
    category = Reference(label="领域", required=False)
    department = Reference(label="承办单位", required=False)

    def __init__(self, *args, organisation_id, **kwargs):
        super().__init__(*args, **kwargs)
        entries = rulebook.entries(organisation_id, "category")
        self.fields["category"].choices = [("", "全部领域"), *((str(e.pk), e.label) for e in entries)]
        units = Department.objects.filter(organisation_id=organisation_id, active=True, relays=False)
        self.fields["department"].choices = [("", "全部单位"), *units.values_list("pk", "short_name")]

    def wanted(self):
        """What can be used of the address; nonsense in it filters nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
