"""Who hears of what becomes of a topic, and who is asked to work on a collective's text."""

from django.db.models import Q
from django.utils import timezone

from members.models import Post
from members.states import Role
from suggestions.models import Authorship
from suggestions.states import UNSENT, Kind
from suggestions.topics.states import TopicState
from weijianyi.notices.audience import Audience


def current_posts():
    return Post.objects.current(timezone.localdate()).with_hat()


def proposer(topic, event):
    """Whoever put it forward."""
    return current_posts().filter(pk=topic.put_forward_by_id)


def operators(topic, event):
    """Those who act for the collective it was given to."""
    return current_posts().filter(role=Role.OPERATOR, collective=topic.owner_id) if topic.owner_id else []


def named(item, event):
    """The member asked by this very step."""
    drafters = item.drafters.filter(named_at=event.occurred_at, released_at=None)
    return current_posts().filter(role=Role.MEMBER, member__in=drafters.values("member"))


def addressed(topic, event):
    """约稿: who is asked to write: operators and members of the collectives named."""
    asked = topic.addressees.all()
    operator = Q(role=Role.OPERATOR, collective__in=asked)
    member = Q(role=Role.MEMBER) & (Q(member__sector__in=asked) | Q(member__committee__in=asked))
    return current_posts().filter(operator | member, organisation_id=topic.organisation_id).distinct()


def still_to_write(topic, event):
    """Of those, who has not handed in a report on it."""
    sent = Authorship.objects.filter(item__report_facts__topic=topic).exclude(item__state__in=UNSENT)
    done = set(sent.values_list("member_id", flat=True)), set(sent.values_list("collective_id", flat=True))
    return [
        p for p in addressed(topic, event)
        if not (p.member_id and p.member_id in done[0]) and not (p.collective_id and p.collective_id in done[1])
    ]  # fmt: skip


def taking_part(call, event):
    """Whoever may put a topic forward, but the office that calls."""
    roles = (Role.MEMBER, Role.OPERATOR, Role.LEADER)
    return current_posts().filter(organisation_id=call.organisation_id, role__in=roles)


def while_in(state, kind=Kind.PROPOSAL):
    return lambda topic, event: topic.state == state and topic.kind == kind


PUBLISHED = while_in(TopicState.ADOPTED, Kind.REPORT)
ADOPTED, DROPPED = while_in(TopicState.ADOPTED), while_in(TopicState.DROPPED)
TOLD = {
    "topiccall.publish": (Audience(taking_part, "suggestions_topic_call"),),
    "topicplan.adopt": (
        Audience(proposer, "suggestions_adopt_topic", ADOPTED),
        Audience(operators, "suggestions_give_topic", ADOPTED),
        Audience(addressed, "suggestions_report_topic", PUBLISHED),
    ),
    "topicplan.remind": (Audience(still_to_write, "suggestions_report_topic_due", PUBLISHED),),
    "topicplan.reassign": (Audience(operators, "suggestions_give_topic", ADOPTED),),
    "topicplan.drop": (Audience(proposer, "suggestions_drop_topic", DROPPED),),
    "item.name_drafter": (Audience(named, "suggestions_name_drafter"),),
}


def words_of_call(call):
    phone = call.organisation.office_phone
    return {
        "name": f"“{' '.join(call.title.split())}”", "since": call.opens_on, "until": call.closes_on,
        "note": " ".join(call.note.split()), "call": f"有不清楚的地方，请拨打 {phone}。" if phone else "",
    }  # fmt: skip


def words(topic, event):
    """What the texts about topics may name."""
    phone = topic.organisation.office_phone
    return {
        "name": f"“{' '.join(topic.title.split())}”", "owner": topic.owner.name if topic.owner else "",
        "until": topic.due_on, "quarter": topic.quarter_label,
        "note": event.note if event else "", "call": f"有不清楚的地方，请拨打 {phone}。" if phone else "",
    }  # fmt: skip
