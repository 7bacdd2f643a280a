"""Predicates of the hand-over, one line each: `rule(actor, subject) -> bool`."""

from members.rules import has_role, in_organisation, is_office
from members.states import OFFICE, Role

READERS = OFFICE | {Role.LEADER}
KEEPERS = frozenset({Role.ORG_ADMIN, Role.SYS_ADMIN})


def by_message(actor, subject):
    """The other organisation, by a message of the link it names; visibility has narrowed what it reaches."""
    return actor.link is not None


def receives(actor, arrival):
    """The committee's office of the organisation it was passed to; never one's own matter."""
    own = is_office(actor) and in_organisation(actor, arrival.organisation_id)
    return own and not any(a.get("user") == actor.user.pk for a in arrival.body.get("authors", ()))


def keeps_keys(actor):
    """Who makes the organisation's key and registers those of partners."""
    return has_role(actor, *KEEPERS)
