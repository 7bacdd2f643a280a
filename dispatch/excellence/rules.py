"""Predicates about excellent cases, one line each: `rule(actor, case) -> bool`."""

from members.rules import department_of, has_role, in_organisation, is_office, is_unit
from members.states import OFFICE, Role
from suggestions import rules as item_rules

JUDGES = OFFICE | {Role.LEADER}


def plans(actor, half=None):
    return is_office(actor)


def judges(actor):
    return has_role(actor, *JUDGES)


def office(actor, case):
    """The office, but nobody about the own item."""
    mine = is_office(actor) and in_organisation(actor, case.organisation_id)
    return mine and not item_rules.is_party(actor, case.item)


def scores(actor, case):
    judge = judges(actor) and in_organisation(actor, case.organisation_id)
    return judge and not item_rules.is_party(actor, case.item)


def decides(actor, case):
    return has_role(actor, Role.HEAD, Role.LEADER) and scores(actor, case)


def heads(actor, half):
    """The half's list is changed by the head alone, with a reason."""
    return has_role(actor, Role.HEAD) and in_organisation(actor, half.organisation_id)


def settles(actor, half):
    return has_role(actor, Role.HEAD, Role.LEADER) and in_organisation(actor, half.organisation_id)


def is_author(actor, case):
    """The first proposer in person, or the operator of the collective."""
    first = case.item.first_author
    if first is None or actor.post is None:
        return False
    if has_role(actor, Role.MEMBER):
        return first.member_id is not None and first.member_id == actor.post.member_id
    return (
        has_role(actor, Role.OPERATOR)
        and first.collective_id is not None
        and first.collective_id == actor.post.collective_id
    )


def is_of_unit(actor, case):
    return is_unit(actor) and department_of(actor) == case.desk.department_id


def answers_for_unit(actor, case):
    """The unit, or for one without accounts the office that asked it on paper."""
    return is_of_unit(actor, case) or (case.desk.department.paper and office(actor, case))
