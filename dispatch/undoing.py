"""What undo takes back of a dispatch: desks opened by the act are cancelled, negotiated ones planned again."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from dispatch.models import Assignment
from dispatch.states import DeskState
from weijianyi.clock import deadlines

UNHELD = {"due_on": None, "holder": "", "holder_since": None}


def rows(subject, events, at):
    offered, dropped = done_to_desks(events, "offer"), done_to_desks(events, "cancel")
    desks = Assignment.objects.filter(item_id=subject.pk)
    for desk in desks.filter(pk__in=offered):
        deadlines.stop_all(desk, at, cancelled=True)
    asked = desks.filter(preassigned_at__isnull=False)
    # What was negotiated before stands again as it was, with the units' answers; the rest was opened by the act.
    opened = desks.filter(Q(pk__in=offered) | Q(state=DeskState.PLANNED), preassigned_at=None)
    gone = {"state": DeskState.CANCELLED, "ended_at": at, "end_reason": "撤销"}
    opened.update(**gone, **UNHELD)
    asked.filter(pk__in=offered).update(state=DeskState.PLANNED, offered_at=None, **UNHELD)
    asked.filter(pk__in=dropped).update(state=DeskState.PLANNED, ended_at=None, end_reason="")


def done_to_desks(events, step):
    """Keys of the desks on which the act took this step."""
    desk = ContentType.objects.get_for_model(Assignment).pk
    return [e.object_id for e in events if e.step == step and e.content_type_id == desk]
