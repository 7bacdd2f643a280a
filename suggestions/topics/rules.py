"""Predicates about topics, the quota table and the ledger of higher-level members."""

from members.rules import has_role, in_organisation, is_office
from members.states import WRITERS, CollectiveKind, Role
from suggestions.states import Kind
from suggestions.topics.states import TopicState


def plans_topic(actor, topic):
    """The office decides on topics of proposals; of reports the committee that publishes them, and the editor."""
    if not in_organisation(actor, topic.organisation_id):
        return False
    if topic.kind == Kind.REPORT:
        return publishes_topics(actor) and (
            has_role(actor, Role.EDITOR) or topic.owner_id == actor.post.collective_id
        )
    return is_office(actor)


def publishes_topics(actor):
    """Who publishes the quarter's topics of reports: every 专委会 its own, the editor for all."""
    if has_role(actor, Role.EDITOR):
        return True
    return has_role(actor, Role.OPERATOR) and actor.post.collective.kind == CollectiveKind.COMMITTEE


def reads_report_topics(actor):
    return is_office(actor) or has_role(actor, *WRITERS, Role.LEADER, Role.EDITOR)


def puts_forward(actor):
    return is_office(actor) or has_role(actor, Role.MEMBER, Role.OPERATOR, Role.LEADER)


def writes_on(actor, topic):
    """Who is shown the way from a topic to a text: anybody who writes, or the collective a proposal was given to."""
    if topic.kind == Kind.REPORT:
        return topic.state == TopicState.ADOPTED and has_role(actor, *WRITERS)
    if topic.state != TopicState.ADOPTED or not has_role(actor, Role.MEMBER, Role.OPERATOR):
        return False
    return topic.owner_id in (None, actor.post.collective_id)


def reads_quotas(actor):
    return is_office(actor) or has_role(actor, Role.LEADER, Role.OPERATOR)


def reads_upper(actor):
    return is_office(actor) or has_role(actor, Role.LEADER)
