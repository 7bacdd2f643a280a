"""Predicates about studios and duties, one line each: `rule(actor, subject) -> bool`."""

from members.rules import has_role, in_organisation
from members.states import OFFICE, Role

MANAGERS = OFFICE | {Role.ORG_ADMIN}
WATCHERS = MANAGERS | {Role.LEADER}


def manages(actor, studio):
    """Opens, edits and closes studios: the office and the administrator."""
    return has_role(actor, *MANAGERS) and in_organisation(actor, studio.organisation_id)


def looks_after(actor, studio):
    """The studio's liaison, or whoever manages studios."""
    own = has_role(actor, Role.LIAISON) and studio.liaison_id == actor.post.pk
    return own or manages(actor, studio)


def watches(actor, studio):
    """Reads the studio's sheet: leaders too."""
    leads = has_role(actor, Role.LEADER) and in_organisation(actor, studio.organisation_id)
    return leads or looks_after(actor, studio)


def keeps(actor, duty):
    return looks_after(actor, duty.studio)


def serves(actor, duty):
    """Whoever is down for it."""
    if actor.post is None:
        return False
    member = actor.post.member_id is not None and actor.post.member_id == duty.member_id
    return member or (duty.post_id is not None and actor.post.pk == duty.post_id)


def writes_up(actor, duty):
    return serves(actor, duty) or keeps(actor, duty)


def was_asked(actor, swap):
    return actor.post is not None and actor.post.member_id == swap.asked_id


def asks(actor, swap):
    return actor.post is not None and actor.post.member_id == swap.asker_id


def has_duties(actor):
    """Finds an own page of duties: members, and a head of a department who is down for one."""
    return has_role(actor, Role.MEMBER) or (actor.post is not None and actor.post.duties.exists())
