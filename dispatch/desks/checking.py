"""Replies that wait for the office's look before the member gets them."""

from django.db.models import Prefetch

from dispatch.models import Assignment, ClassChange, Reply
from dispatch.states import DeskState
from suggestions.models import Authorship

ORDER = ("holder_since", "pk")


def waiting(actor):
    """Desks in checking that this actor watches."""
    return readable(actor).filter(state=DeskState.CHECKING, holder_since__isnull=False)


def readable(actor):
    authors = Authorship.objects.select_related("member")
    return (
        Assignment.objects.visible_to(actor)
        .select_related("item", "department", "organisation")
        .prefetch_related(Prefetch("item__authorships", authors))
    )


def with_replies(desks):
    """For the page of one: its replies with the class that counts, read once."""
    changes = Prefetch("class_changes", ClassChange.objects.select_related("from_class", "to_class"))
    replies = Reply.objects.select_related("result_class").prefetch_related(changes)
    return desks.prefetch_related(Prefetch("replies", replies))
