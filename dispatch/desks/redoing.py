"""Doing it again: the office decides, the next round of that desk has its own clock."""

from django.core.exceptions import ValidationError

from dispatch.desks import dispatching
from dispatch.models.redo import Redo
from dispatch.states import REQUIRED, Decision, DeskRole, DeskState
from weijianyi.clock import deadlines
from weijianyi.workflow import SYSTEM_ACTOR, perform


def grant(desk, event, *, actor, opinion="", **facts):
    _decide(desk, event, actor, Decision.GRANTED, opinion)
    start_clock(desk, event, actor=actor)


def start_clock(desk, event, *, actor, **facts):
    deadlines.stop_all(desk, event.occurred_at, cancelled=True)
    if desk.role == DeskRole.LINK:  # the other side has its own clock and tells its day
        dispatching.set_due(desk, None)
        return
    clock = deadlines.start(desk, "handle", at=event.occurred_at, limit_code="redo", label="重办答复")
    dispatching.set_due(desk, clock)


def refuse(desk, event, *, actor, opinion, **facts):
    """The dissatisfied rating stands."""
    _decide(desk, event, actor, Decision.REFUSED, opinion)
    deadlines.stop_all(desk, event.occurred_at)


def _decide(desk, event, actor, decision, opinion):
    redo = desk.redos.filter(decision="", voided_at=None).get()
    redo.decision, redo.opinion = decision, opinion
    redo.decided_by, redo.decided_at = actor.post, event.occurred_at
    redo.save()
    deadlines.stop(desk, "redo_decision", at=event.occurred_at)


def reopen(item, event, *, actor, reason, **facts):
    """The plan of the item's step `reopen`: the head opens the next round of every answering desk."""
    desks = list(item.desks.filter(state=DeskState.DONE, role__in=REQUIRED))
    if not desks:
        raise ValidationError("没有办结的承办单位，不能重新办理；还要办的，请委员另提一件。")
    for desk in desks:
        # A request the office refused in this round gives way to the head: one row per round.
        redo = desk.redos.filter(round=desk.round, voided_at=None).first() or Redo(
            desk=desk, round=desk.round, asked_at=event.occurred_at, reason=reason
        )
        redo.decision, redo.opinion = Decision.GRANTED, reason if redo.pk else ""
        redo.decided_by, redo.decided_at = actor.post, event.occurred_at
        redo.save()
        perform(desk, "reopen", actor=SYSTEM_ACTOR, act=event.act, at=event.occurred_at, reason=reason)
