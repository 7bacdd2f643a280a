"""What the page of one supervision says: who has it, what comes next, its acts with their effect, the nudge log."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import OuterRef
from django.utils import timezone

from dispatch.models import Supervision
from dispatch.states import SupervisionState
from dispatch.supervision import board as supervision_board
from members.rules import has_role
from members.states import AUTHORS
from weijianyi.bundling import Children, unpack, with_children
from weijianyi.clock.calendars import calendar_for
from weijianyi.clock.models import Deadline
from weijianyi.files.models import attachments_for
from weijianyi.templatetags.ui import cn_time

V = SupervisionState
URGES = 20


def workdays(organisation_id, since, until):
    """Working days from one moment to another; None while there is no second."""
    if until is None:
        return None
    days = calendar_for(organisation_id)
    return days.workdays_between(timezone.localdate(since), timezone.localdate(until))


def effect(organisation_id, since, moved_at):
    """In words: how long it took until the unit moved."""
    days = workdays(organisation_id, since, moved_at)
    if days is None:
        return "—"
    return "当天有动作" if days == 0 else f"{days} 个工作日后有动作"


def standing(supervision, clock):
    """(who has it, what comes next)."""
    unit = supervision.desk.unit_short
    if supervision.state == V.CLOSED:
        return "", f"{cn_time(supervision.closed_at)} 销号。"
    if supervision.state == V.OPEN:
        return unit, "按要求办理，并写明回应。"
    if supervision.promised_on and supervision.promised_on >= timezone.localdate():
        return unit, f"按承诺在{cn_time(supervision.promised_on)}前完成，完成后由提案委或督查室核实销号。"
    return "提案委、督查室", "核实回应是否落实，销号或继续督办。"


def read(supervisions):
    """The one of `supervisions` with the clocks that run and the nudges of its desk, in one statement; or None."""
    kind = ContentType.objects.get_for_model(Supervision)
    clocks = Deadline.objects.running().filter(content_type=kind, object_id=OuterRef("pk"))
    along = {
        "clocks": Children(clocks, order=("due_on", "pk")),
        "urged": Children(supervision_board.urges(OuterRef("desk"))),
    }
    found = with_children(supervisions, along).first()
    return found and unpack(found, along)


def clock_of(supervision):
    """The one that runs: for the answer, or for what was promised."""
    return next(iter(supervision.clocks), None)


def inside(actor):
    """Authors read that and when it was pressed, not what was said between office and unit."""
    return not has_role(actor, *AUTHORS)


def acts(supervision, actor):
    """The acts, newest first, each with its effect and files."""
    found = list(supervision.actions.select_related("form", "by__user", "by__officer__department"))
    files = attachments_for(found) if inside(actor) else {}
    for act in found:
        act.files = files.get(act.pk, [])
        act.effect = effect(supervision.organisation_id, act.at, act.moved_at)
    return found[::-1]


def urges(supervision):
    """The nudge log of the desk, newest first."""
    return [
        {"title": e.label, "at": e.occurred_at, "who": e.actor_label, "note": "", "text": e.note, "tone": "wait",
         "icon": "bell"}
        for e in supervision.urged[::-1][:URGES]
    ]  # fmt: skip
