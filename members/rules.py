"""Predicates about people and posts, one line each: `rule(actor, subject) -> bool`."""

from members.states import FORMER, OFFICE, READ_OWN, UNIT, WRITERS, Role
from weijianyi.audit.models import CLIENT


def has_role(actor, *roles):
    return actor.post is not None and actor.post.role in roles


def in_organisation(actor, organisation_id):
    return actor.post is not None and actor.post.organisation_id == organisation_id


def is_office(actor):
    return has_role(actor, *OFFICE)


def is_unit(actor):
    return has_role(actor, *UNIT)


def is_author(actor):
    """A member, the operator of a collective, or an informant."""
    return has_role(actor, *WRITERS)


def reads_own(actor):
    """An author, or a member who left: looks at what the own name stands under."""
    return has_role(actor, *READ_OWN)


def holds_post(actor):
    """One of today: what is shown to everybody of the organisation is not for those who left."""
    return actor.post is not None and actor.post.role != FORMER


def has_desks(actor):
    """Works off a list of desks: a unit, or the office that passes items on."""
    return has_role(actor, *UNIT, Role.RELAY)


def is_relay(actor):
    return has_role(actor, Role.RELAY)


def watches_desks(actor):
    """The lists of what was handed out: the office, and the supervision of a side."""
    return has_role(actor, *OFFICE, Role.SUPERVISOR)


def reads_overview(actor):
    return has_role(actor, *OFFICE, Role.LEADER)


def reads_ledger(actor):
    return has_role(actor, *OFFICE, Role.LEADER, Role.SUPERVISOR, Role.EDITOR)


def sees_pending(actor):
    """Where two persons decide: the office, for reports the editor and the leader."""
    return has_role(actor, *OFFICE, Role.EDITOR, Role.LEADER)


def department_of(actor):
    """The department id behind a unit's post, or None. `officer` is the reverse key of dispatch.Officer."""
    officer = getattr(actor.post, "officer", None) if actor.post else None
    return officer.department_id if officer else None


def is_client(actor, *scopes):
    """A machine whose key was issued for one of `scopes`; a client's post without its key has no rights."""
    return actor.kind == CLIENT and has_role(actor, Role.CLIENT) and not actor.scopes.isdisjoint(scopes)
