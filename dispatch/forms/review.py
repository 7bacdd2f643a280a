"""The one form of the review desk's main act: accept and hand out."""

from django.forms import ChoiceField

from dispatch.forms.dispatch import DispatchForm
from suggestions.states import Complexity


class AcceptAndDispatchForm(DispatchForm):
    """`departments` are the rows the page has read already, so that showing the form costs no statement."""

    may_be_empty = False
    complexity = ChoiceField(label="答复期限", choices=Complexity, initial=Complexity.NORMAL)

    def __init__(self, *args, departments=(), **kwargs):
        self.departments = departments
        super().__init__(*args, **kwargs)

    def prepare(self):
        super().prepare()
        units = [(d.pk, d.short_name) for d in self.departments if not d.relays]
        named = [(d.pk, d.name) for d in self.departments if not d.relays]
        relays = [(d.pk, d.name) for d in self.departments if d.relays]
        self.fields["lead"].choices = [("", "请选择"), *named]
        self.fields["assists"].choices = self.fields["splits"].choices = units
        self.fields["relay"].choices = [("", "直接交办"), *relays]
        self.fields["lead"].required = not self.is_bound

    def candidates(self):
        """None: the desk gives the ground of its proposal itself."""
        return []

    def full_clean(self):
        """DispatchForm asks for a lead or splits; the label says required all the same."""
        super().full_clean()
        self.fields["lead"].required = True
