"""What goes into a 提案汇编: the session, one field or all, all proposals or those open to the public."""

from django.forms import BooleanField, ChoiceField

from dispatch.letters import compiling
from weijianyi import rulebook
from weijianyi.forms import Form


class CompilationForm(Form):
    session = ChoiceField(label="届次", required=False)
    category = ChoiceField(label="领域", required=False)
    only_open = BooleanField(label="只编入同意公开的", required=False)

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.sessions = {str(s.pk): s for s in compiling.sessions(actor.organisation_id)}
        self.fields["session"].choices = [(key, str(s)) for key, s in self.sessions.items()]
        words = rulebook.entries(actor.organisation_id, "category")
        self.fields["category"].choices = [("", "全部"), *((str(w.pk), w.label) for w in words)]

    def wanted(self):
        """(session or None, filters); nonsense in the address filters nothing, the newest session comes first."""
        self.is_valid()
        found = self.cleaned_data
        newest = next(iter(self.sessions), "")
        session = self.sessions.get(found.get("session") or newest)
        return session, {"category": found.get("category") or None, "only_open": bool(found.get("only_open"))}
