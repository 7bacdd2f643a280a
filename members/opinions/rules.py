"""Predicates about residents' opinions, one line each: `rule(actor, opinion) -> bool`."""

from members.rules import has_role, is_office
from members.states import Role
from weijianyi.audit.models import RESIDENT


def same_organisation(actor, opinion):
    return actor.post is not None and actor.post.organisation_id == opinion.organisation_id


def liaises(actor, opinion):
    """The liaison of the studio it came to."""
    return has_role(actor, Role.LIAISON) and opinion.studio.liaison_id == actor.post.pk


def sits(actor, opinion):
    """A member of the studio today."""
    if not has_role(actor, Role.MEMBER):
        return False
    return any(s.member_id == actor.post.member_id and s.valid_to is None for s in opinion.studio.seats.all())


def office(actor, opinion):
    return is_office(actor) and same_organisation(actor, opinion)


def works(actor, opinion):
    """Who triages and answers: liaison and members of the studio, and the office."""
    own = (
        opinion.organisation_id == opinion.studio.organisation_id
    )  # handed over: only the office that has it
    return office(actor, opinion) or (own and (liaises(actor, opinion) or sits(actor, opinion)))


def keeps(actor, opinion):
    """Who sorts out, hands over and publishes."""
    own = opinion.organisation_id == opinion.studio.organisation_id
    return office(actor, opinion) or (own and liaises(actor, opinion))


def sees_contact(actor, opinion):
    """On a click, with a reason: the studio's liaison and the office; no member, no leader, no unit."""
    return keeps(actor, opinion)


def is_resident(actor, opinion):
    """Whoever holds code and second secret; the capability names this very opinion."""
    return actor.kind == RESIDENT and actor.link is not None and actor.link.pk == opinion.pk


def enters(actor):
    """Who writes down what somebody said in the room or on the phone."""
    return has_role(actor, Role.LIAISON, Role.MEMBER) or is_office(actor)


def reads_list(actor):
    return enters(actor) or has_role(actor, Role.LEADER)


def reads_figures(actor):
    return has_role(actor, Role.LIAISON, Role.LEADER) or is_office(actor)
