"""Who hears of what becomes of a topic, and who is asked to work on a collective's text."""

from django.utils import timezone

from members.models import Post
from members.states import Role
from suggestions.collective_states import TopicState
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


def while_in(state):
    return lambda topic, event: topic.state == state


ADOPTED, DROPPED = while_in(TopicState.ADOPTED), while_in(TopicState.DROPPED)
TOLD = {
    "topicplan.adopt": (
        Audience(proposer, "suggestions_adopt_topic", ADOPTED),
        Audience(operators, "suggestions_give_topic", ADOPTED),
    ),
    "topicplan.reassign": (Audience(operators, "suggestions_give_topic", ADOPTED),),
    "topicplan.drop": (Audience(proposer, "suggestions_drop_topic", DROPPED),),
    "item.name_drafter": (Audience(named, "suggestions_name_drafter"),),
}


def words(topic, event):
    """What the texts about topics may name."""
    phone = topic.organisation.office_phone
    return {
        "name": f"“{' '.join(topic.title.split())}”", "owner": topic.owner.name if topic.owner else "",
        "note": event.note if event else "", "call": f"有不清楚的地方，请拨打 {phone}。" if phone else "",
    }  # fmt: skip
