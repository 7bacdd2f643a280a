"""Putting a topic forward, and what became of it."""

from django.db import transaction

from suggestions.models import TopicCall, TopicPlan
from weijianyi.audit.models import Event
from weijianyi.notices import compose
from weijianyi.work import outbox

TOPIC = "topic-call"


def put_forward(actor, values):
    """A new topic; what becomes of it the office decides."""
    return TopicPlan.objects.create(organisation=actor.post.organisation, put_forward_by=actor.post, **values)


@transaction.atomic
def publish(call, actor, at):
    """From now on everybody sees it; whoever may put a topic forward is told soon, once, outside the request."""
    call.published_at, call.published_by = at, actor.post
    call.save()
    outbox.put(TOPIC, f"topic-call:{call.pk}", {"call": call.pk})
    outbox.wake()


def tell_all(row):
    """The outbox's handler: several hundred people, each asked whether they may see it."""
    call = TopicCall.objects.select_related("organisation").get(pk=row.payload["call"])
    compose.tell(call, "publish", key=f"topic-call:{call.pk}")


def history(topic):
    """Its events for ui/timeline.html, newest first."""
    events = Event.objects.of_thread(topic.thread).order_by("-pk")
    return [
        {"title": e.label, "at": e.occurred_at, "who": e.actor_label, "note": "", "text": e.note, "tone": "",
         "icon": ""}
        for e in events
    ]  # fmt: skip
