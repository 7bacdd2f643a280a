"""回头看: what checking a promise writes: the finding, the class of the reply, supervision when broken too often."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from dispatch.desks import classes
from dispatch.models.class_change import ClassSource
from dispatch.states import SupervisionReason
from dispatch.supervision import opening as supervising
from weijianyi import rulebook
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
    if to_class is not None and to_class.dictionary != "result_class":
        raise ValidationError({"to_class": "请选择办理结果。"})
    change = classes.change(
        promise.reply, event, actor=actor, result_class=to_class, reason=finding, source=ClassSource.LOOKBACK
    )
    write(promise, event, actor, finding, "kept", change)


def reject(promise, event, *, actor, finding, **facts):
    write(promise, event, actor, finding, "broken")
    supervise(promise, event, actor=actor)


def write(promise, event, actor, finding, result, change=None):
    promise.checks.create(
        at=event.occurred_at, by=actor.post, finding=finding, result=result, class_change=change
    )


def breaks_max(promise):
    """How often a promise may be broken before supervision is proposed: a setting."""
    return rulebook.value(promise.desk.organisation_id, "promise_breaks_max")


def supervise(promise, event, *, actor, **facts):
    """Broken twice: the desk is put forward for supervision; people decide."""
    if promise.breaks < breaks_max(promise):
        return
    detail = (
        f"承诺“{promise.text}”原定{cn_time(promise.first_due_on)}前兑现，已有 {promise.breaks} 次没有兑现。"
        "请说明原因，写明新的期限和责任人。"
    )
    supervising.propose(promise.desk, SupervisionReason.PROMISE, at=event.occurred_at, detail=detail)
