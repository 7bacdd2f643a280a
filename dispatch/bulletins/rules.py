"""Predicates about bulletins, one line each: `rule(actor, bulletin) -> bool`."""

from dispatch.bulletins.states import BulletinKind
from members.rules import has_role, in_organisation, is_office
from members.states import OFFICE, Role
from suggestions.states import BriefState

INSIDE = OFFICE | {Role.LEADER}


def begins(actor):
    """The office makes bulletins of its own organisation."""
    return is_office(actor)


def is_inside(actor):
    """Reads drafts: office and leaders."""
    return has_role(actor, *INSIDE)


def drafts(actor, bulletin):
    return is_office(actor) and in_organisation(actor, bulletin.organisation_id)


def checks(actor, bulletin):
    """The head, or a leader; nobody checks the own draft."""
    other = has_role(actor, Role.HEAD, Role.LEADER) and in_organisation(actor, bulletin.organisation_id)
    return other and (bulletin.drafted_by is None or actor.post.user_id != bulletin.drafted_by.user_id)


def signs(actor, bulletin):
    return has_role(actor, Role.LEADER) and in_organisation(actor, bulletin.organisation_id)


def gives_back(actor, bulletin):
    return checks(actor, bulletin) or signs(actor, bulletin)


def withdraws(actor, bulletin):
    head = has_role(actor, Role.HEAD) and in_organisation(actor, bulletin.organisation_id)
    return head or signs(actor, bulletin)


def internal(bulletin):
    """The month's table is for the office, leaders and supervision only."""
    return bulletin.kind == BulletinKind.MONTH


def may_receipt(actor, bulletin):
    return actor.post is not None and bulletin.state == BriefState.ISSUED
