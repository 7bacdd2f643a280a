"""Predicates about evaluation and awards, one line each: `rule(actor, subject) -> bool`."""

from dispatch.evaluation.states import RoundState, ScoreSide
from dispatch.states import DeskState
from members.rules import department_of, has_role, in_organisation, is_office, is_unit
from members.states import Role
from suggestions import rules as item_rules


def plans_rounds(actor):
    """The office sets up rounds of its own organisation."""
    return is_office(actor)


def office(actor, subject):
    return is_office(actor) and in_organisation(actor, subject.organisation_id)


def heads(actor, subject):
    return has_role(actor, Role.HEAD) and in_organisation(actor, subject.organisation_id)


def works_in(actor, department):
    """Under any hat: the person, not the post, decides about conflicts."""
    return any(o.post.user_id == actor.user.pk for o in department.officers.all())


# -- the back-to-back evaluation ---------------------------------------------------------------------
def side_of(actor, pairing):
    """The side this actor scores on, or None; nobody scores on both sides of one matter."""
    if actor.post is None:
        return None
    if proposes(actor, pairing):
        return None if works_in(actor, pairing.unit.department) else ScoreSide.PROPOSER
    return ScoreSide.UNIT if answers_for_unit(actor, pairing) else None


def proposes(actor, pairing):
    """The first proposer, in person or as the operator of the collective."""
    a = pairing.authorship
    if not in_organisation(actor, pairing.organisation_id) or a.conflicted:
        return False
    if has_role(actor, Role.MEMBER):
        return a.member_id is not None and a.member_id == actor.post.member_id
    return (
        has_role(actor, Role.OPERATOR)
        and a.collective_id is not None
        and a.collective_id == actor.post.collective_id
    )


def answers_for_unit(actor, pairing):
    """Somebody of the department who is no author; the office where the department has no accounts."""
    department, item = pairing.unit.department, pairing.desk.item
    if is_unit(actor) and department_of(actor) == department.pk:
        return not item_rules.is_party(actor, item)
    return department.paper and office(actor, pairing) and not item_rules.is_party(actor, item)


def scores(actor, pairing):
    return side_of(actor, pairing) is not None


def revealed(pairing):
    return pairing.state == "done" or pairing.round.state == RoundState.CLOSED


def reads_sheet(actor, pairing, side):
    """Both sheets once both are in or the round is over; before that only what one's own side wrote."""
    if revealed(pairing):
        return True
    if side != side_of(actor, pairing):
        return False
    return not is_office(actor)  # the office of a paper department has typed it in, and reads it no more


def evaluated(desk):
    """Only what was answered is evaluated."""
    return desk.answered_at is not None and desk.state in (DeskState.RELEASED, DeskState.DONE)


# -- awards ------------------------------------------------------------------------------------------
def scores_awards(actor, award):
    return has_role(actor, Role.REVIEWER, Role.HEAD, Role.LEADER) and in_organisation(
        actor, award.organisation_id
    )


def decides_awards(actor, award):
    """A leader or the head, none of whose own proposals or departments is nominated."""
    if not (has_role(actor, Role.HEAD, Role.LEADER) and in_organisation(actor, award.organisation_id)):
        return False
    return not any(is_concerned(actor, n) for n in award.standing().for_lists())


def is_concerned(actor, nomination):
    """The nominated proposal is the actor's own, or the actor works in the nominated department."""
    if nomination.item_id:
        return item_rules.is_party(actor, nomination.item)
    return works_in(actor, nomination.department)
