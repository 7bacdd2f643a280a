"""The filters of a unit's list of desks, and what the list is about."""

from django.db.models import Q
from django.forms import CharField, ChoiceField, HiddenInput

from dispatch.models import Assignment
from dispatch.states import OPEN, DeskRole, DeskState
from weijianyi.forms import Form

D = DeskState
ROLES = (("main", "主办件"), (DeskRole.ASSIST.value, "协办、会办件"))
WAITING = (D.OFFERED, D.WORKING, D.SIGNING, D.RETURN_ASKED, D.CHECKING)


def waiting_for_unit(actor):
    """What the unit has not finished."""
    return Assignment.objects.visible_to(actor).filter(state__in=OPEN - {D.PLANNED})


class DeskFilterForm(Form):
    """The filters of the list, kept in the address; words are typed, the others are chips."""

    q = CharField(label="标题或编号", required=False, max_length=40)
    role = ChoiceField(required=False, widget=HiddenInput, choices=ROLES)
    state = ChoiceField(required=False, widget=HiddenInput, choices=[(s.value, s.label) for s in WAITING])
    mine = ChoiceField(required=False, widget=HiddenInput, choices=[("1", "我的")])

    def chips(self, request):
        """Each chip sets its own value or takes it away, and leaves the rest of the address alone."""
        found = []
        for name in ("mine", "role", "state"):
            for value, label in self.fields[name].choices:
                query, current = request.GET.copy(), request.GET.get(name) == value
                for gone in (name, "after", "before"):
                    query.pop(gone, None)
                if not current:
                    query[name] = value
                found.append({"label": label, "url": f"?{query.urlencode()}", "current": current})
        return found

    def narrow(self, desks, actor):
        found = self.cleaned_data if self.is_valid() else {}
        if words := found.get("q"):
            number = Q(item__number=int(words)) if words.isdecimal() and len(words) < 9 else Q()
            desks = desks.filter(Q(item__title__icontains=words) | number)
        if role := found.get("role"):
            assist = Q(role=DeskRole.ASSIST)
            desks = desks.filter(assist if role == DeskRole.ASSIST else ~assist)
        if state := found.get("state"):
            desks = desks.filter(state=state)
        return desks.filter(holder_officer__post=actor.post) if found.get("mine") else desks
