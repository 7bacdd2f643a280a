"""Extension: asked once a round before the due day, within the allowed length, effective from the old due day."""

from django.core.exceptions import ValidationError

from dispatch.desks import dispatching
from dispatch.models.extension import Extension
from dispatch.states import Decision
from suggestions.states import Kind
from weijianyi.clock import deadlines
from weijianyi.clock.calendars import calendar_for
from weijianyi.clock.due import due_on
from weijianyi.clock.limits import limit_for
from weijianyi.templatetags.ui import cn_time


def latest(desk):
    """The last day an extension may reach: so much after the old due day; proposals, so much in all."""
    calendar = calendar_for(desk.organisation_id)
    if desk.kind == Kind.PROPOSAL:
        limit = limit_for(desk.organisation_id, desk.kind, "reply_max", desk.due_on)
        return due_on(calendar, desk.offered_at, limit.unit, limit.value)
    limit = limit_for(desk.organisation_id, desk.kind, "extension_max", desk.due_on)
    return calendar.add_workdays(desk.due_on, limit.value)


def check_until(desk, until):
    if until <= desk.due_on:
        raise ValidationError({"until": "新的期限应当晚于原期限。"})
    last = latest(desk)
    if until > last:
        raise ValidationError({"until": f"最多延到{cn_time(last)}。"})


def ask(desk, event, *, actor, reason, until, **facts):
    Extension.objects.create(
        desk=desk, round=desk.round, reason=reason, asked_by=actor.post, asked_at=event.occurred_at,
        old_due=desk.due_on, until=until,
    )  # fmt: skip
    deadlines.start(desk, "extension_decision", at=event.occurred_at)


def grant(desk, event, *, actor, opinion="", until=None, **facts):
    request = _decide(desk, event, actor, Decision.GRANTED, opinion)
    if until:
        request.until = until
        request.save(update_fields=["until"])
    clock = deadlines.running(desk, "handle")
    if clock:
        dispatching.set_due(desk, deadlines.extend(clock, request.until, event))


def refuse(desk, event, *, actor, opinion, **facts):
    _decide(desk, event, actor, Decision.REFUSED, opinion)


def _decide(desk, event, actor, decision, opinion):
    request = desk.open_extension
    request.decision, request.opinion = decision, opinion
    request.decided_by, request.decided_at = actor.post, event.occurred_at
    request.save()
    deadlines.stop(desk, "extension_decision", at=event.occurred_at)
    return request
