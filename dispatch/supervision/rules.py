"""Predicates about supervision and inspections, one line each: `rule(actor, subject) -> bool`."""

from dispatch import rules
from members.rules import department_of, has_role, in_organisation, is_office, is_unit
from members.states import Role
from suggestions.rules import is_party


def leader_of(actor, desk):
    """A leader of the desk's organisation; never on one's own item."""
    return (
        has_role(actor, Role.LEADER)
        and in_organisation(actor, desk.organisation_id)
        and not is_party(actor, desk.item)
    )


def opens(actor, desk):
    """The committee's office, the supervision office of the side, or a leader."""
    if desk.department_id is None:
        return False
    return rules.decides(actor, desk) or leader_of(actor, desk)


def presses(actor, supervision):
    """Whoever keeps a supervision: office and supervision office."""
    return rules.decides(actor, supervision.desk)


def leads(actor, supervision):
    return leader_of(actor, supervision.desk)


def closes(actor, supervision):
    return presses(actor, supervision)


def answers(actor, supervision):
    return rules.unit_of_supervision(actor, supervision)


def decides_proposal(actor, proposal):
    return rules.decides(actor, proposal.desk)


# -- inspections -----------------------------------------------------------------------------------
def starts_inspection(actor):
    """The working group is that of the three offices: the committee's and the supervision offices."""
    return is_office(actor) or has_role(actor, Role.SUPERVISOR)


def inspects(actor, inspection):
    return starts_inspection(actor) and in_organisation(actor, inspection.organisation_id)


def reports(actor, inspection):
    """A department that was told to put something right."""
    if not is_unit(actor) or department_of(actor) is None:
        return False
    return inspection.findings.filter(department=department_of(actor)).exists()
