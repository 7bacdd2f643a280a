"""回头看: what checking a promise writes: the finding, the class of the reply, supervision when broken too often."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from dispatch.key_states import BROKEN_TOO_OFTEN
from dispatch.models.class_change import ClassChange, ClassSource
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


def class_of(reply):
    """The class that counts today: what the last check or looking back found, or the reply's own."""
    last = reply.class_changes.select_related("to_class").last()
    return last.to_class if last else reply.result_class


def change_class(reply, to_class, actor, at, reason):
    """Another class than the one that counts today, kept as a row; the reply stays as it was. None: no change."""
    if to_class.dictionary != "result_class":
        raise ValidationError({"to_class": "请选择办理结果。"})
    if to_class == (known := class_of(reply)):
        return None
    return ClassChange.objects.create(
        reply=reply, from_class=known, to_class=to_class, by=actor.post, occurred_at=at, reason=reason,
        source=ClassSource.LOOKBACK,
    )  # fmt: skip


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
