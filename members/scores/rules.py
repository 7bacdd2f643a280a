"""Who may do what about points, one line each: `rule(actor, subject) -> bool`."""

from members.rules import has_role, in_organisation
from members.states import FORMER, OFFICE, Role


def keeps_scores(actor, subject=None):
    """The office of the organisation: sees every ledger, adjusts with a reason."""
    return has_role(actor, *OFFICE)


def edits_schemes(actor, subject=None):
    return has_role(actor, *OFFICE, Role.ORG_ADMIN)


def records_service(actor, subject=None):
    """谁组织谁记录: the office, the editor for reports, special committees and groups for their activities."""
    return has_role(actor, *OFFICE, Role.EDITOR, Role.OPERATOR)


def reads_participation(actor, subject=None):
    return has_role(actor, *OFFICE, Role.LEADER)


def has_ledger(actor, subject=None):
    return has_role(actor, Role.MEMBER)


def reads_ledger(actor, subject=None):
    """The own one; also after the seat has ended."""
    return has_role(actor, Role.MEMBER, FORMER)


def raised_it(actor, objection):
    return has_ledger(actor) and actor.post.member_id == objection.member_id


def decides_objection(actor, objection):
    """Never the person it is about, under whatever hat."""
    office = keeps_scores(actor) and in_organisation(actor, objection.organisation_id)
    return office and objection.member.user_id != actor.user.pk


def may_void(actor, record):
    return keeps_scores(actor) or (records_service(actor) and record.recorded_by_id == actor.post.pk)
