"""Putting a topic forward."""

from suggestions.models import TopicPlan


def put_forward(actor, values):
    """A new topic; what becomes of it the office decides."""
    return TopicPlan.objects.create(
        organisation=actor.post.organisation, put_forward_by=actor.post, **values
    )
