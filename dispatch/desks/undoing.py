"""What undo takes back of a dispatch: desks opened by the act are taken back, negotiated ones planned again."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from dispatch.models import Assignment
from dispatch.states import DeskState
from weijianyi.workflow import SYSTEM_ACTOR, perform


def rows(subject, events, at):
    offered, dropped = done_to_desks(events, "offer"), done_to_desks(events, "cancel")
    desks = Assignment.objects.filter(item_id=subject.pk).order_by("pk")
    asked = desks.filter(preassigned_at__isnull=False)
    # What was negotiated before stands again as it was, with the units' answers; the rest was opened by the act.
    opened = desks.filter(Q(pk__in=offered) | Q(state=DeskState.PLANNED), preassigned_at=None)
    again = asked.filter(
        Q(pk__in=offered, state=DeskState.OFFERED) | Q(pk__in=dropped, state=DeskState.CANCELLED)
    )
    for step, found in (("take_back", list(opened)), ("plan_again", list(again))):
        for desk in found:  # under the undone act, so that all of it reads as one
            perform(desk, step, actor=SYSTEM_ACTOR, act=events[0].act, at=at)


def done_to_desks(events, step):
    """Keys of the desks on which the act took this step."""
    desk = ContentType.objects.get_for_model(Assignment).pk
    return [e.object_id for e in events if e.step == step and e.content_type_id == desk]
