"""Which county committee a matter belongs to: the one the resident chose, else by place names; a person decides."""

from django.db.models import Q

from members.models import Organisation
from members.states import Level


def belongs_to(opinion):
    """The chosen county's committee; else the one beside or below whose county is named.

    None: the own one was chosen, or none is named, several, or the own county as well.
    """
    own = opinion.organisation
    if opinion.county_id:
        return opinion.county if opinion.county_id != own.pk and opinion.county.active else None
    named = [row for row in near(own) if (place := row.place) and place in opinion.text]
    return named[0] if len(named) == 1 and named[0].pk != own.pk else None


def near(own):
    beside = Q(parent=own.parent_id) if own.parent_id else Q(pk=own.pk)
    return Organisation.objects.filter(Q(parent=own.pk) | beside | Q(pk=own.pk), active=True)


def counties(own):
    """What a resident may choose from; nothing where there is no other one to lead it to."""
    rows = [row for row in near(own).filter(level=Level.COUNTY).order_by("pk") if row.place]
    return rows if any(row.pk != own.pk for row in rows) else []
