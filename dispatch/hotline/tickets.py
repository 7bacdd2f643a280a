"""Which tickets stand in which tab of the hotline's page, and in the list that goes to the hotline."""

from dispatch.hotline.words import Direction
from dispatch.models import HotlineTicket


def chosen(actor, tab):
    """The tickets of one tab."""
    ours = HotlineTicket.objects.visible_to(actor).filter(direction=Direction.OUT)
    if tab == "problem":
        return HotlineTicket.objects.visible_to(actor).exclude(problem="")
    if tab == "over":
        return ours.exclude(stopped_at=None, closed_on=None)
    if tab == "theirs":
        return HotlineTicket.objects.visible_to(actor).filter(direction=Direction.IN)
    return ours.filter(stopped_at=None, closed_on=None)
