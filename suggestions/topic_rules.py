"""Predicates about topics, the quota table and the ledger of higher-level members."""

from members.rules import has_role, in_organisation, is_office
from members.states import Role
from suggestions.collective_states import TopicState


def plans_topic(actor, topic):
    """The office of the organisation decides on topics."""
    return is_office(actor) and in_organisation(actor, topic.organisation_id)


def puts_forward(actor):
    return is_office(actor) or has_role(actor, Role.MEMBER, Role.OPERATOR, Role.LEADER)


def writes_on(actor, topic):
    """Who is shown the way from a topic to a proposal: anybody who writes, or the collective it was given to."""
    if topic.state != TopicState.ADOPTED or not has_role(actor, Role.MEMBER, Role.OPERATOR):
        return False
    return topic.owner_id in (None, actor.post.collective_id)


def reads_quotas(actor):
    return is_office(actor) or has_role(actor, Role.LEADER, Role.OPERATOR)


def reads_upper(actor):
    return is_office(actor) or has_role(actor, Role.LEADER)
