"""Predicates about 报送, 批示 and 成果转化, one line each: `rule(actor, subject) -> bool`."""

from members.rules import has_role, in_organisation
from members.states import OFFICE, Role

INSIDE = frozenset({Role.EDITOR, Role.LEADER})
NAMEABLE = (Role.SUPERVISOR, Role.HEAD, Role.REVIEWER)  # who may be named beside editors and leaders
INSTRUCTION_READERS = INSIDE | OFFICE | {Role.SUPERVISOR}


def is_inside(actor):
    """Editors and leaders, who see all of what becomes of reports."""
    return has_role(actor, *INSIDE)


def records(actor, subject):
    """Editors write down what became of a report, an issue or a bundle."""
    return has_role(actor, Role.EDITOR) and in_organisation(actor, subject.organisation_id)


def assigns(actor, instruction):
    return has_role(actor, *INSIDE) and in_organisation(actor, instruction.organisation_id)


def finishes(actor, instruction):
    """Whoever has the task, or the editor who keeps the record."""
    own = actor.post is not None and actor.post.pk == instruction.owner_id
    return own or records(actor, instruction)


def decides_uptake(actor, uptake):
    return has_role(actor, Role.LEADER) and in_organisation(actor, uptake.organisation_id)


def drops_uptake(actor, uptake):
    return records(actor, uptake) or decides_uptake(actor, uptake)
