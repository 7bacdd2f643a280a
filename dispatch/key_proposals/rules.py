"""Predicates about key proposals, meetings and promises, one line each: `rule(actor, subject) -> bool`."""

from dispatch import rules
from dispatch.states import ANSWERING, GONE, DeskState
from members.rules import department_of, has_role, in_organisation, is_office
from members.states import OFFICE, UNIT, Role
from suggestions.rules import is_party


def own(actor, item):
    """Of the item's organisation and no author of it under any hat."""
    return in_organisation(actor, item.organisation_id) and not is_party(actor, item)


def office_of(actor, item):
    return is_office(actor) and own(actor, item)


def answers_for(actor, item):
    """Somebody of a department that answers this item."""
    if not has_role(actor, *UNIT) or department_of(actor) is None or is_party(actor, item):
        return False
    desks = item.desks.filter(department=department_of(actor), role__in=ANSWERING)
    return desks.exclude(state__in=[DeskState.PLANNED, *GONE]).exists()


# -- key proposals ---------------------------------------------------------------------------------
def nominates(actor, item):
    return office_of(actor, item)


def decides_key(actor, key):
    """A leader, or the head of the committee's office."""
    return has_role(actor, Role.LEADER, Role.HEAD) and own(actor, key.item)


def plans_key(actor, key):
    return office_of(actor, key.item) or answers_for(actor, key.item)


def reports_key(actor, key):
    """The unit, the office, or a leader."""
    return plans_key(actor, key) or (has_role(actor, Role.LEADER) and own(actor, key.item))


def concludes_key(actor, key):
    return has_role(actor, Role.LEADER, *OFFICE) and own(actor, key.item)


# -- meetings --------------------------------------------------------------------------------------
def records_meetings(actor, item):
    """The committee's office, or the department that answers; without an item the office alone."""
    if item is None:
        return is_office(actor)
    return office_of(actor, item) or answers_for(actor, item)


def edits_meeting(actor, meeting):
    """Whoever recorded it, or the office."""
    if meeting.item is None:
        return is_office(actor) and in_organisation(actor, meeting.organisation_id)
    mine = actor.post is not None and meeting.recorded_by_id == actor.post.pk
    return office_of(actor, meeting.item) or (mine and answers_for(actor, meeting.item))


# -- promises --------------------------------------------------------------------------------------
def owes(actor, promise):
    """The department that made it, or the office where it has no accounts."""
    return rules.unit_of(actor, promise.desk)


def looks_back(actor, promise):
    """The committee's office, or the supervision office of the department's side."""
    return rules.decides(actor, promise.desk)


def moves_promise(actor, promise):
    return owes(actor, promise) or looks_back(actor, promise)
