"""What undo takes back of a dispatch: desks opened by the act are cancelled, their clocks with them."""

from dispatch.models import Assignment
from dispatch.states import DeskState
from weijianyi.clock import deadlines


def rows(subject, events, at):
    offered = [e.object_id for e in events if e.step == "offer"]
    desks = Assignment.objects.filter(item_id=subject.pk)
    for desk in desks.filter(pk__in=offered) | desks.filter(state=DeskState.PLANNED):
        deadlines.stop_all(desk, at, cancelled=True)
        Assignment.objects.filter(pk=desk.pk).update(
            state=DeskState.CANCELLED,
            ended_at=at,
            end_reason="撤销",
            due_on=None,
            holder="",
            holder_since=None,
        )
