"""Who may open and add the files of a desk: evidence of the reply, scans of paper; and the scan of a rating."""

from django.db.models import Q

from dispatch import rules
from dispatch.key_proposals import rules as key_rules
from dispatch.key_proposals.states import PromiseState
from dispatch.models import Assignment, Contact, Meeting, Promise, Rating, SupervisionAction
from dispatch.states import FINISHED, DeskState
from dispatch.supervision import page as supervision_page
from members.rules import is_office
from members.states import Scope
from suggestions.models import Item
from weijianyi.files import access

WRITABLE = (DeskState.OFFERED, DeskState.WORKING, DeskState.SIGNING)


def visible(actor):
    """The desks one may see, and those whose released reply stands on an item one may open."""
    shown = Q(item__in=Item.objects.visible_to(actor).values("pk"), released_at__isnull=False)
    return Assignment.objects.filter(Q(pk__in=Assignment.objects.visible_to(actor).values("pk")) | shown)


def reads(actor, desk):
    """Before the reply is out: its unit, its system under any key that reads desks, and who checks it once signed."""
    if rules.unit_of(actor, desk) or rules.system_of(actor, desk, Scope.READ_DESKS):
        return True
    return desk.state == DeskState.CHECKING and rules.decides(actor, desk)


def released(desk, attachment):
    """With the reply its files are open to its readers; in a redo those of the round before stay so."""
    return desk.state in FINISHED or (
        desk.released_at is not None and attachment.uploaded_at <= desk.released_at
    )


def attaches(actor, desk):
    return desk.state in WRITABLE and rules.unit_of(actor, desk)


def ratings_visible(actor):
    """The scan of a rating form is for the office alone: it names the member's grades before the unit may know."""
    desks = Assignment.objects.visible_to(actor) if is_office(actor) else Assignment.objects.none()
    return Rating.objects.filter(reply__desk__in=desks.values("pk"))


def contacts_visible(actor):
    """With their desk: its unit, the office, the authors who were there; no other member."""
    desks = Assignment.objects.visible_to(actor)
    return Contact.objects.filter(desk__in=desks.values("pk"), voided_at=None)


def promise_attaches(actor, promise):
    """Evidence of keeping it, until the looking back has confirmed it."""
    return promise.state != PromiseState.DONE and key_rules.owes(actor, promise)


def register():
    access.register(
        Assignment, visible=visible, may_read=reads, may_attach=attaches, open_to_readers=released
    )
    access.register(
        Contact, visible=contacts_visible, may_read=lambda actor, contact: True,
        may_attach=lambda actor, contact: attaches(actor, contact.desk), key="pk",
    )  # fmt: skip
    access.register(
        Rating, visible=ratings_visible, may_read=lambda actor, rating: True,
        may_attach=lambda actor, rating: False, key="pk",
    )  # fmt: skip
    access.register(
        Promise, visible=Promise.objects.visible_to, may_read=lambda actor, promise: True,
        may_attach=promise_attaches,
    )  # fmt: skip
    access.register(
        Meeting, visible=Meeting.objects.visible_to, may_read=lambda actor, meeting: True,
        may_attach=lambda actor, meeting: meeting.voided_at is None and key_rules.edits_meeting(actor, meeting),
    )  # fmt: skip
    access.register(
        SupervisionAction, visible=SupervisionAction.objects.visible_to,
        may_read=lambda actor, act: supervision_page.inside(actor),
        may_attach=lambda actor, act: rules.decides(actor, act.supervision.desk), key="pk",
    )  # fmt: skip
