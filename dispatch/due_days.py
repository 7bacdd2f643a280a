"""Copies of due days kept for lists follow the clock rows when a calendar change moves them."""

from dispatch.models import Assignment
from dispatch.states import DeskRole
from suggestions import holding
from suggestions.models import Item
from weijianyi.clock import deadlines


def due_of(desk):
    """The due day of the desk's running answer clock, or of the receipt by another organisation."""
    clock = deadlines.running(desk, "link_receipt" if desk.role == DeskRole.LINK else "handle")
    return clock.due_on if clock else None


def moved(deadline):
    """A hook of clock.jobs.after_move; called for every running clock that got another due day."""
    subject = deadline.subject
    if isinstance(subject, Assignment):
        if deadline.code == "handle":
            Assignment.objects.filter(pk=subject.pk).update(due_on=deadline.due_on)
        item = subject.item
    else:
        item = subject
    if isinstance(item, Item):
        if deadline.code == "review":
            Item.objects.filter(pk=item.pk).update(review_on=deadline.due_on)
        holding.store(item, {"next_due": holding.next_due(item)})
