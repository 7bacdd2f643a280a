"""Who may open and add the files of a desk: evidence of the reply, scans of paper; and the scan of a rating."""

from dispatch import rules
from dispatch.models import Assignment, Rating
from dispatch.states import FINISHED, DeskState
from members.rules import is_office
from weijianyi.files import access

WRITABLE = (DeskState.OFFERED, DeskState.WORKING, DeskState.SIGNING)


def reads(actor, desk):
    """Its unit and the office always; others once the reply is released."""
    if rules.unit_of(actor, desk) or rules.decides(actor, desk):
        return True
    return desk.state in FINISHED


def attaches(actor, desk):
    return desk.state in WRITABLE and rules.unit_of(actor, desk)


def ratings_visible(actor):
    """The scan of a rating form is for the office alone: it names the member's grades before the unit may know."""
    desks = Assignment.objects.visible_to(actor) if is_office(actor) else Assignment.objects.none()
    return Rating.objects.filter(reply__desk__in=desks.values("pk"))


def register():
    access.register(Assignment, visible=Assignment.objects.visible_to, may_read=reads, may_attach=attaches)
    access.register(
        Rating, visible=ratings_visible, may_read=lambda actor, rating: True,
        may_attach=lambda actor, rating: False, key="pk",
    )  # fmt: skip
