"""The filters of the ledger of what people report."""

from django.forms import CharField, ChoiceField, DateField, HiddenInput

from dispatch.forms.ledger import Reference, departments, or_all
from dispatch.reports.rows import CHIPS
from weijianyi import rulebook
from weijianyi.forms import Day, Form


class MatterFilter(Form):
    q = CharField(label="标题、反映人、编号", required=False, max_length=40)
    show = ChoiceField(
        label="看哪些", required=False, widget=HiddenInput, choices=list(CHIPS.items())
    )  # the chips
    department = Reference(label="办理单位", required=False)
    source = Reference(label="来源渠道", required=False)

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["department"].choices = or_all(departments(actor), "全部单位")
        entries = rulebook.entries(actor.organisation_id, "report_source")
        self.fields["source"].choices = [("", "全部来源"), *((str(e.pk), e.label) for e in entries)]
        self.fields["from"] = DateField(label="日期从", required=False, widget=Day)
        self.fields["to"] = DateField(label="日期到", required=False, widget=Day)

    def wanted(self):
        """What can be used of the address; nonsense in it filters nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def in_words(self):
        """[(label, value)] of every filter in use, for the sheet that explains an export."""
        found = []
        for name, value in self.wanted().items():
            words = {str(key): label for key, label in getattr(self.fields[name], "choices", ())}
            found.append((self.fields[name].label, words.get(str(value), str(value))))
        return found
