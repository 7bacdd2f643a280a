"""Who may open and add the files of a desk: evidence of the reply, scans of paper."""

from dispatch import rules
from dispatch.models import Assignment
from dispatch.states import FINISHED, DeskState
from weijianyi.files import access

WRITABLE = (DeskState.OFFERED, DeskState.WORKING, DeskState.SIGNING)


def reads(actor, desk):
    """Its unit and the office always; others once the reply is released."""
    if rules.unit_of(actor, desk) or rules.decides(actor, desk):
        return True
    return desk.state in FINISHED


def attaches(actor, desk):
    return desk.state in WRITABLE and rules.unit_of(actor, desk)


def register():
    access.register(Assignment, visible=Assignment.objects.visible_to, may_read=reads, may_attach=attaches)
