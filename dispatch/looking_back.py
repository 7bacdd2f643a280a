"""回头看: what checking a promise writes: the finding, the class of the reply, supervision when broken too often."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from dispatch.key_states import BROKEN_TOO_OFTEN, ClassSource
from dispatch.models.class_change import ClassChange
from dispatch.models.supervision import Supervision
from dispatch.states import SupervisionReason
from weijianyi.templatetags.ui import cn_time

WORDS = ("finding", "text", "reason")


def note(promise, step_name, facts):
    """The words of a step with the promise they are about: the thread is that of the whole item."""
    said = next((str(facts[name]) for name in WORDS if facts.get(name)), "")
    if step_name == "postpone":
        said = f"改到{cn_time(facts['due_on'])}：{said}"
    return f"“{promise}”{said}" if said else str(promise)


def check_new_date(promise, due_on, at):
    if due_on <= timezone.localdate(at):
        raise ValidationError({"due_on": "新的期限要在今天以后。"})
    if due_on <= promise.due_on:
        raise ValidationError({"due_on": f"新的期限要在原期限{cn_time(promise.due_on)}以后。"})


def confirm(promise, event, *, actor, finding, to_class=None, **facts):
    change = None
    if to_class is not None:
        change = change_class(promise.reply, to_class, actor, event.occurred_at, finding)
    write(promise, event, actor, finding, "kept", change)


def reject(promise, event, *, actor, finding, **facts):
    write(promise, event, actor, finding, "broken")
    supervise(promise, event, actor=actor)


def write(promise, event, actor, finding, result, change=None):
    promise.checks.create(
        at=event.occurred_at, by=actor.post, finding=finding, result=result, class_change=change
    )


def change_class(reply, to_class, actor, at, reason):
    """Move the reply to another class and keep the history; None where it is of that class already."""
    if to_class.dictionary != "result_class":
        raise ValidationError({"to_class": "请选择办理结果。"})
    if reply.result_class_id == to_class.pk:
        return None
    change = ClassChange.objects.create(
        reply=reply, from_class_id=reply.result_class_id, to_class=to_class, by=actor.post, occurred_at=at,
        reason=reason, source=ClassSource.LOOKBACK,
    )  # fmt: skip
    reply.result_class = to_class
    reply.save(update_fields=["result_class"])
    return change


def supervise(promise, event, *, actor, **facts):
    """Broken twice: the desk goes under supervision, once while one is open."""
    if promise.breaks < BROKEN_TOO_OFTEN:
        return
    request = (
        f"承诺“{promise.text}”原定{cn_time(promise.first_due_on)}前兑现，已有 {promise.breaks} 次没有兑现。"
        "请说明原因，写明新的期限和责任人。"
    )
    Supervision.objects.open().get_or_create(
        desk=promise.desk,
        reason=SupervisionReason.PROMISE,
        defaults={"request": request, "opened_at": event.occurred_at},
    )
