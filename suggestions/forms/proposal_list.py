"""Forms of the office's list of proposals: the filter, and what a bulk step asks once for all."""

from django.forms import CharField, ChoiceField
from django.utils import timezone

from members.models import Post, Session
from members.states import OFFICE
from suggestions.forms.proposal import ADVICE
from suggestions.states import ProposerType, TimeMark
from weijianyi import forms, rulebook
from weijianyi.forms import Choices, Text
from weijianyi.stepforms import StepForm


class ProposalFilter(forms.Form):
    """Stands in the address; what it does not know it ignores."""

    session = ChoiceField(label="届次", required=False)
    who = ChoiceField(label="审读人", required=False)
    group = ChoiceField(label="专题组", required=False)
    category = ChoiceField(label="领域", required=False)
    type = ChoiceField(label="提案者", choices=[("", "全部提案者"), *ProposerType.choices], required=False)
    mark = ChoiceField(label="时间", choices=[("", "大会和平时"), *TimeMark.choices], required=False)
    q = CharField(label="案由、提案者、号", required=False, max_length=40)

    def __init__(self, data, *, organisation_id):
        super().__init__(data)
        sessions = Session.objects.filter(organisation_id=organisation_id)
        readers = Post.objects.current(timezone.localdate()).select_related("user")
        readers = readers.filter(organisation_id=organisation_id, role__in=OFFICE)
        entries = {
            name: [(str(e.pk), e.label) for e in rulebook.entries(organisation_id, dictionary)]
            for name, dictionary in (("group", "topic_group"), ("category", "category"))
        }
        # Asked for when they are shown or compared: the page of one proposal shows no filter.
        self.choose("session", "全部届次", lambda: [(str(s.pk), str(s)) for s in sessions])
        self.choose("who", "全部审读人", lambda: [(str(p.pk), str(p.user)) for p in readers])
        self.choose("group", "全部专题组", entries["group"])
        self.choose("category", "全部领域", entries["category"])

    @property
    def has_session(self):
        """Without one nothing can be numbered; the choices of the filter know."""
        return len(list(self.fields["session"].choices)) > 1

    def choose(self, name, empty, choices):
        self.fields[name].choices = lambda: [("", empty), *(choices() if callable(choices) else choices)]

    def chosen(self):
        """The known values of the address that narrow anything."""
        found = {}
        for name, field in self.fields.items():
            value = self.data.get(name, "").strip()
            if not value:
                continue
            known = value[:40] if name == "q" else value in {str(key) for key, _ in field.choices} and value
            if known:
                found[name] = known
        return found


class FileManyForm(StepForm):
    opinion = CharField(label="审查意见", widget=Text(rows=2, limit=300), max_length=300, required=False)


class ReadManyForm(StepForm):
    """One opinion for all; corrections are made in each by itself."""

    opinion = CharField(label="审读意见", widget=Text(rows=2, limit=300), max_length=300)
    advises = ChoiceField(label="建议结论", choices=ADVICE, widget=Choices(columns=2))


class HoldManyForm(FileManyForm):
    """Many are only ever held to be filed: what is not filed needs a reason of its own."""

    def facts(self):
        return {"conclusion": "accept", "facts": {"opinion": self.cleaned_data["opinion"]}}
