"""Predicates about people and posts, one line each: `rule(actor, subject) -> bool`."""

from members.states import OFFICE, UNIT, Role
from weijianyi.audit.models import CLIENT


def has_role(actor, *roles):
    return actor.post is not None and actor.post.role in roles


def in_organisation(actor, organisation_id):
    return actor.post is not None and actor.post.organisation_id == organisation_id


def is_office(actor):
    return has_role(actor, *OFFICE)


def is_unit(actor):
    return has_role(actor, *UNIT)


def department_of(actor):
    """The department id behind a unit's post, or None. `officer` is the reverse key of dispatch.Officer."""
    officer = getattr(actor.post, "officer", None) if actor.post else None
    return officer.department_id if officer else None


def is_client(actor, *scopes):
    """A machine whose key was issued for one of `scopes`; a client's post without its key has no rights."""
    return actor.kind == CLIENT and has_role(actor, Role.CLIENT) and not actor.scopes.isdisjoint(scopes)
