"""届: registered by the office, and ended: whoever does not go on leaves on the last day."""

from django.db import transaction
from django.utils import timezone

from dispatch.people import directory
from members.models import Member, Term
from members.rules import has_role
from members.states import OFFICE, Role
from weijianyi.audit.noting import note
from weijianyi.workflow import NotNow


def of(actor):
    if not has_role(actor, *OFFICE, Role.LEADER, Role.ORG_ADMIN):
        return Term.objects.none()
    return Term.objects.filter(organisation_id=actor.organisation_id)


def seats(actor):
    """Members whose term is open."""
    rows = Member.objects.filter(organisation_id=actor.organisation_id, valid_to=None)
    return rows.order_by("name", "pk")


@transaction.atomic
def end(actor, term, on, staying):
    """Returns how many left. What they handed in, and under which sector, stays as it is."""
    directory.check_edits(actor)
    if term.closed_at:
        raise NotNow(f"{term}已经换届。")
    leaving = list(seats(actor).exclude(pk__in=[member.pk for member in staying]))
    for member in leaving:
        directory.leave(actor, member, on)
    term.ends_on, term.closed_at = on, timezone.now()
    term.save(update_fields=["ends_on", "closed_at"])
    note(term, "end_term", "换届", actor=actor, left=len(leaving), stayed=len(staying))
    return len(leaving)
