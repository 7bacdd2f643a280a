"""Quarters as dates of their first day; one door for publishing topics of reports."""

from datetime import date

from django.db import transaction

from members.models import Collective
from members.states import CollectiveKind
from suggestions.models import TopicPlan
from suggestions.states import Kind
from suggestions.topics import rules as topic_rules
from suggestions.topics.states import TopicSource
from weijianyi.workflow import Forbidden, perform


def first_day(day):
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def next_quarter(day):
    first = first_day(day)
    return date(first.year + first.month // 10, (first.month + 3 - 1) % 12 + 1, 1)


def label(first):
    return f"{first.year}年第{'一二三四'[(first.month - 1) // 3]}季度"


def silent(actor, first):
    """The special committees that have published no topic of that quarter."""
    spoke = TopicPlan.objects.of_reports().filter(quarter=first, owner__isnull=False).values("owner")
    own = Collective.objects.filter(
        organisation_id=actor.organisation_id, kind=CollectiveKind.COMMITTEE, active=True
    )
    return own.exclude(pk__in=spoke)


def publish(actor, values):
    """A topic of reports, published with its own event; whoever is asked to write is told."""
    values = dict(values)
    asked = values.pop("addressees", [])
    owner = values.pop("owner", None) or actor.post.collective
    with transaction.atomic():
        topic = TopicPlan.objects.create(
            organisation=actor.post.organisation, kind=Kind.REPORT, source=TopicSource.OWN, owner=owner,
            put_forward_by=actor.post, put_forward_name=owner.name if owner else actor.label, **values,
        )  # fmt: skip
        topic.addressees.set(asked)
        return perform(topic, "adopt", actor=actor, owner=owner)


def change(topic, actor, values):
    """The words, the day and who is asked; a later day may be reminded of again."""
    if not topic_rules.plans_topic(actor, topic):
        raise Forbidden("选题由发布的专委会和信息编辑修改。")
    values = dict(values)
    asked, owner = values.pop("addressees", []), values.pop("owner", topic.owner)
    if values["due_on"] != topic.due_on:
        topic.reminded_at = None
    for name, value in values.items():
        setattr(topic, name, value)
    topic.owner = owner or topic.owner
    with transaction.atomic():
        topic.save()
        topic.addressees.set(asked)
    return topic
