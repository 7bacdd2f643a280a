"""Handing back: asked inside the window with a reason and another unit; the decision names what follows."""

from django.core.exceptions import ValidationError

from dispatch.desks import dispatching
from dispatch.models.handback import Handback
from dispatch.models.pre_answer import PreAnswer
from dispatch.states import Decision
from weijianyi.clock import deadlines
from weijianyi.workflow import SYSTEM_ACTOR, perform


def agree_before(desk, event, *, actor, **facts):
    PreAnswer.objects.create(desk=desk, agrees=True, answered_by=actor.post, answered_at=event.occurred_at)


def object_before(desk, event, *, actor, note, proposed=None, **facts):
    PreAnswer.objects.create(
        desk=desk, agrees=False, note=note, proposed=proposed, answered_by=actor.post, answered_at=event.occurred_at
    )  # fmt: skip


def ask(desk, event, *, actor, reason, note, proposed=None, proposed_text="", **facts):
    if proposed is None and not proposed_text:
        raise ValidationError({"proposed": "请写明应由哪个单位办理。"})
    Handback.objects.create(
        desk=desk, reason=reason, note=note, proposed=proposed, proposed_text=proposed_text,
        asked_by=actor.post, asked_at=event.occurred_at,
    )  # fmt: skip
    deadlines.stop(desk, "sign_receipt", at=event.occurred_at)
    deadlines.start(desk, "handback_decision", at=event.occurred_at)


def grant(desk, event, *, actor, opinion, successor=None, no_further=False, **facts):
    """The desk is given back: a successor takes over, nothing further is done, or the office dispatches anew."""
    if successor is not None and no_further:
        raise ValidationError({"no_further": "选了新的承办单位，就不能再选“无需再办”。"})
    request = _decide(desk, event, actor, Decision.GRANTED, opinion)
    request.no_further = no_further
    request.save(update_fields=["no_further"])
    deadlines.stop_all(desk, event.occurred_at, cancelled=True)
    dispatching.set_due(desk, None)
    if successor is None:
        for helper in desk.open_assists:  # they help nobody now
            perform(
                helper, "cancel", actor=SYSTEM_ACTOR, act=event.act, at=event.occurred_at,
                reason=f"{desk.unit_short}已退办",
            )  # fmt: skip
        return
    if successor.pk == desk.department_id:
        raise ValidationError({"successor": "请选择另一个单位。"})
    new = dispatching.open_desk(desk.item, successor, desk.role, serves=desk.serves, note=desk.note)
    if desk.owes_answer:
        desk.assists.update(serves=new)
    perform(new, "offer", actor=actor, act=event.act, at=event.occurred_at)


def refuse(desk, event, *, actor, opinion, **facts):
    _decide(desk, event, actor, Decision.REFUSED, opinion)


def _decide(desk, event, actor, decision, opinion):
    request = desk.open_handback
    request.decision, request.opinion = decision, opinion
    request.decided_by, request.decided_at = actor.post, event.occurred_at
    request.save()
    deadlines.stop(desk, "handback_decision", at=event.occurred_at)
    return request
