"""Putting a topic forward, and what became of it."""

from django.db import transaction

from suggestions.models import TopicPlan
from weijianyi.audit.models import Event
from weijianyi.notices import compose


def put_forward(actor, values):
    """A new topic; what becomes of it the office decides."""
    return TopicPlan.objects.create(organisation=actor.post.organisation, put_forward_by=actor.post, **values)


@transaction.atomic
def publish(call, actor, at):
    """From now on everybody sees it, and whoever may put a topic forward is told, once."""
    call.published_at, call.published_by = at, actor.post
    call.save()
    compose.tell(call, "publish", key=f"topic-call:{call.pk}")


def history(topic):
    """Its events for ui/timeline.html, newest first."""
    events = Event.objects.of_thread(topic.thread).order_by("-pk")
    return [
        {"title": e.label, "at": e.occurred_at, "who": e.actor_label, "note": "", "text": e.note, "tone": "",
         "icon": ""}
        for e in events
    ]  # fmt: skip
