"""What a bulk act asks once for all: the unit, the term, a word to them."""

from django.forms import CharField, ChoiceField, ModelChoiceField

from dispatch.forms.dispatch import departments
from dispatch.models import Department
from suggestions.states import Complexity
from weijianyi.forms import Segmented, Text
from weijianyi.stepforms import StepForm


class ExtendManyForm(StepForm):
    opinion = CharField(
        label="意见", widget=Text(rows=2, limit=300), max_length=300, required=False,
        help_text="各件都延到单位申请的日期；要改日期的，请逐件决定。",
    )  # fmt: skip


class DispatchManyForm(StepForm):
    lead = ModelChoiceField(Department.objects.none(), label="承办单位", empty_label="请选择")
    note = CharField(label="给承办单位的话", widget=Text(rows=3, limit=300), max_length=300, required=False)

    def prepare(self):
        own = departments(self.actor.organisation_id).filter(relays=False)
        self.fields["lead"].queryset = own.order_by("pk")


class AcceptManyForm(DispatchManyForm):
    complexity = ChoiceField(
        label="难易",
        choices=Complexity,
        initial=Complexity.NORMAL,
        widget=Segmented,
        help_text="难易决定答复期限。",
    )
    field_order = ("lead", "complexity", "note")
