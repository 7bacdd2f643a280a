"""The member's time to rate a reply that was entered later than it was sealed."""

from django.utils import timezone

from dispatch.desks import progress
from weijianyi.clock import deadlines


def open_window(desk):
    """The member's time to rate starts when the reply can be read, not when it was sealed."""
    if desk.clock("rate"):
        now = timezone.now()
        deadlines.start(desk, "rate", at=now, restart=True)
        desk.item.refresh_from_db()
        progress.settle_item(desk.item, now)
