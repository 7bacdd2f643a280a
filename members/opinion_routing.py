"""Which county committee a matter belongs to, by the place names in what was said; a person decides."""

from django.db.models import Q

from members.models import Organisation

TAILS = ("政协", "委员会", "人民")


def belongs_to(opinion):
    """The one committee beside or below whose county is named, or None: none, several, or the own county as well."""
    own = opinion.organisation
    near = Q(parent=own.pk) | (Q(parent=own.parent_id) if own.parent_id else Q(pk=own.pk)) | Q(pk=own.pk)
    rows = Organisation.objects.filter(near, active=True)
    named = [row for row in rows if (place := place_of(row)) and place in opinion.text]
    return named[0] if len(named) == 1 and named[0].pk != own.pk else None


def place_of(organisation):
    """大安区政协 → 大安区; what is shorter than two characters names no place."""
    name = organisation.short_name
    for tail in TAILS:
        name = name.replace(tail, "")
    return name if len(name) > 1 else ""
