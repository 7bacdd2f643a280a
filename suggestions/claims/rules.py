"""Predicates about 领办, one line each: `rule(actor, subject) -> bool`."""

from members.rules import has_role, in_organisation, is_office
from members.states import AUTHORS, Role
from suggestions import rules
from suggestions.states import Kind, State

KINDS = (Kind.SUGGESTION, Kind.PROPOSAL)


def claimable(item):
    """Handed out, open to the other members, and still in the unit's hands."""
    return (
        item.kind in KINDS
        and item.state == State.HANDLING
        and item.open_consent is True
        and item.voided_at is None
    )


def works_there(actor, item):
    """Somebody of a department that handles the item, under whatever hat. `desks` and `officers` are reverse keys."""
    return item.desks.filter(department__officers__post__user=actor.user).exists()


def applies(actor, item):
    """A member, or the operator of a collective, who has not written it and does not work where it is handled."""
    return (
        has_role(actor, *AUTHORS)
        and rules.same_organisation(actor, item)
        and not rules.is_party(actor, item)
        and not rules.is_author(actor, item)
        and not works_there(actor, item)
    )


def invites(actor, item):
    return rules.office_of(actor, item) and not rules.is_party(actor, item)


def leads(actor, claim):
    """The member, or the operator of the collective, whose claim it is."""
    if has_role(actor, Role.MEMBER):
        return claim.member_id is not None and actor.post.member_id == claim.member_id
    if has_role(actor, Role.OPERATOR):
        return claim.collective_id is not None and actor.post.collective_id == claim.collective_id
    return False


def office(actor, claim):
    """The office; never about the own item or the own claim."""
    own = claim.member is not None and actor.user is not None and claim.member.user_id == actor.user.pk
    return (
        is_office(actor)
        and in_organisation(actor, claim.organisation_id)
        and not own
        and not rules.is_party(actor, claim.item)
    )


def answers(actor, claim):
    """The invited member; for a collective also the office, which writes down what it was told."""
    return leads(actor, claim) or (claim.collective_id is not None and office(actor, claim))


def keeps(actor, claim):
    return leads(actor, claim) or office(actor, claim)


def rates(actor, claim):
    """Whoever leads it, and the authors of the item."""
    return leads(actor, claim) or rules.is_author(actor, claim.item)


def reads(actor, claim):
    """Plan, records and the item's text: everybody whom visible_to lets in."""
    return type(claim).objects.visible_to(actor).filter(pk=claim.pk).exists()
