"""Predicates about issues (期), one line each: `rule(actor, brief) -> bool`."""

from members.rules import has_role, in_organisation
from members.states import Role


def edits_reports(actor, brief):
    return has_role(actor, Role.EDITOR) and in_organisation(actor, brief.organisation_id)


def drafts(actor, brief):
    return edits_reports(actor, brief)


def checks(actor, brief):
    """Another editor, or the leader: nobody checks the own draft."""
    other = has_role(actor, Role.EDITOR, Role.LEADER) and in_organisation(actor, brief.organisation_id)
    return other and actor.post.user_id != brief.drafted_by.user_id


def signs(actor, brief):
    return has_role(actor, Role.LEADER) and in_organisation(actor, brief.organisation_id)


def gives_back(actor, brief):
    return checks(actor, brief) or signs(actor, brief)


def withdraws(actor, brief):
    return edits_reports(actor, brief) or signs(actor, brief)
