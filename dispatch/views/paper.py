"""The paper desk: what the office enters for a department without accounts, with its real date and its scan."""

from django.db import transaction
from django.utils import timezone

from dispatch import rules
from dispatch.desks.lettering import scanned
from dispatch.desks.rating_window import open_window
from dispatch.forms import HappenedForm
from dispatch.states import DeskState
from members.rules import is_office
from weijianyi import taking
from weijianyi.workflow import perform

DATED = (
    "sign", "send_for_signature", "give_opinion", "send_opinion", "sign_reply", "sign_opinion", "forward",
)  # fmt: skip
SIGNED_BY = {"send_for_signature": "sign_reply", "send_opinion": "sign_opinion"}
WITH_SCAN = ("send_for_signature", "sign_reply")
MODES = ("offered", "write", "opinion", "sign", "relay")


def is_paper(actor, desk):
    """Whether this actor stands in for a department without accounts."""
    return is_office(actor) and desk.department is not None and desk.department.paper


def blank(actor, desk, mode):
    """The empty form of the real date, or None where the unit writes itself."""
    if mode not in MODES or not is_paper(actor, desk):
        return None
    return HappenedForm(desk=desk, initial={"happened_at": timezone.localtime()})


def dated(request, desk, name):
    """The real date that came with a step; the sealed reply must be there as a scan."""
    if name not in DATED or not is_paper(request.actor, desk):
        return None
    form = HappenedForm(request.POST, desk=desk)
    if form.is_valid() and name in WITH_SCAN and not scanned(desk):
        form.add_error(None, "请上传盖章答复的扫描件，照片或 PDF 都可以。")
    return form


@transaction.atomic
def enter(request, desk, offered, form, when):
    """Take the step as of its real date; what came sealed is written and signed in one act."""
    at = when.cleaned_data["happened_at"]
    done = taking.take(request, desk, offered, form, at=at)
    if getattr(done, "repeated", False):
        return done
    if offered.name in SIGNED_BY and rules.signs_for_unit(request.actor, done):
        done = perform(done, SIGNED_BY[offered.name], actor=request.actor, act=done.event.act, at=at)
    if done.state == DeskState.RELEASED:
        open_window(done)
    return done
