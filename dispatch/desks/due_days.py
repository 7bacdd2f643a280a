"""Copies of due days kept for lists follow the clock rows when a calendar change moves them."""

from dispatch.desks import progress
from dispatch.models import Assignment
from dispatch.states import DeskRole, DeskState
from suggestions import holding
from suggestions.models import Item
from weijianyi.clock import deadlines


def due_of(desk):
    """The due day of the desk's running answer clock, or of the receipt by another organisation."""
    if desk.role == DeskRole.LINK and desk.state == DeskState.WORKING:
        return desk.link.far_due  # told by the other side, it has no clock here
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
        if item.dispatched_at:
            due = progress.next_due(item, item.desks.all())
        else:
            due = holding.next_due(item)
        holding.store(item, {"next_due": due})
