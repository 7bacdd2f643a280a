"""Rows of a hand-over's desks: what the other side reports, and a redo that the home of the matter confirmed."""

from datetime import date

from dispatch.desks import judging, redoing
from dispatch.models.redo import Redo
from dispatch.states import Decision


def keep_progress(desk, event, *, actor, state="", holder="", due="", note="", **facts):
    """The far state, holder and due; the desk's own due day follows, for lists."""
    link = desk.link
    link.far_state, link.far_holder, link.far_note = state[:40], holder[:80], note[:200]
    link.far_due, link.far_told_at = date.fromisoformat(due) if due else None, event.occurred_at
    link.save(update_fields=["far_state", "far_holder", "far_note", "far_due", "far_told_at"])
    desk.due_on = link.far_due
    type(desk).objects.filter(pk=desk.pk).update(due_on=desk.due_on)


def redo_for_home(desk, event, *, actor, reason="", opinion="", ratings=(), **facts):
    """The verdict on the round before, the decision, the new clock."""
    judging.record(desk, ratings, desk.round - 1)
    Redo.objects.update_or_create(
        desk=desk, round=desk.round - 1, voided_at=None,
        defaults={
            "asked_at": event.occurred_at, "reason": reason or "委员不满意", "decision": Decision.GRANTED,
            "decided_at": event.occurred_at, "opinion": opinion,
        },
    )  # fmt: skip
    redoing.start_clock(desk, event, actor=actor)
