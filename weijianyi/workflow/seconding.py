"""Steps that need a second person: proposed by one, decided by another (rulings §4, §5)."""

import uuid
from dataclasses import replace

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone

from weijianyi import rulebook
from weijianyi.audit.models import SYSTEM, PendingStep
from weijianyi.workflow.actors import Actor
from weijianyi.workflow.refusals import Forbidden, NotNow


def wanted(subject, offered, actor):
    """Whether this organisation wants a second person for this step."""
    if offered.seconded_by is None or actor.kind == SYSTEM:
        return False
    asked = f"item.{offered.name}" in rulebook.value(subject.organisation_id, "second_person_steps")
    return asked


def open_for(subject):
    """The open proposal on `subject`, or None."""
    return PendingStep.objects.filter(
        content_type=ContentType.objects.get_for_model(subject), object_id=subject.pk, decided_at=None
    ).first()


def lapse(subject, at):
    """What the other organisation has decided leaves nothing to second: an open proposal falls away."""
    kind = ContentType.objects.get_for_model(subject)
    waiting = PendingStep.objects.filter(content_type=kind, object_id=subject.pk, decided_at=None)
    waiting.update(decided_at=at, outcome="void")


def mark_free(subjects):
    """Read the open proposals on many subjects at once; those without one need not be asked singly."""
    kind = ContentType.objects.get_for_model(subjects[0])
    keys = [subject.pk for subject in subjects]
    waiting = PendingStep.objects.filter(content_type=kind, object_id__in=keys, decided_at=None)
    held = set(waiting.values_list("object_id", flat=True))
    for subject in subjects:
        subject.free_of_proposals = subject.pk not in held


def refuse_while_pending(subject):
    """While a proposal is open every other step answers 409."""
    if not any(m.step.seconded_by for m in type(subject).steps().values()):
        return
    if subject.free_of_proposals:
        return
    if (pending := open_for(subject)) is not None:
        raise NotNow(f"“{pending.label}”正等待第二人决定，决定之后才能继续。", subject)


def propose(subject, offered, actor, *, at, key, facts, record):
    """Write the proposal; the state stays, the holder becomes the decider, the review counts as done."""
    PendingStep.objects.create(
        content_type=ContentType.objects.get_for_model(subject),
        object_id=subject.pk,
        organisation_id=subject.organisation_id,
        step=offered.name,
        label=offered.label,
        facts=pack(facts),
        proposed_by=actor.post,
        proposer=actor.user,
        proposed_at=at,
    )
    subject.proposed(offered.name, at)
    subject.version += 1
    subject.save()
    quiet = replace(offered, internal=True, undoable=False)
    done = f"提出“{offered.label}”，待第二人决定"
    event = record(subject, quiet, actor, subject.state, at, facts, key=key, done=done)
    if offered.awaiting:
        offered.awaiting(subject, event, True)
    return event


def decide(pending, *, actor, agree, opinion="", at=None):
    """Confirm or refuse a proposal; on agreement the step is taken then, in the proposer's words."""
    from weijianyi.workflow import door  # noqa: PLC0415 -- door imports this module

    with transaction.atomic():
        subject = door.lock(pending.subject)
        pending = (
            PendingStep.objects.select_for_update(of=("self",))
            .select_related("proposed_by__user", "proposer")
            .get(pk=pending.pk)
        )
        door.check_visible(subject, actor)
        offered = type(subject).steps()[pending.step].step
        _check_decider(pending, offered, subject, actor)
        now = at or timezone.now()
        pending.decided_by, pending.decided_at, pending.opinion = actor.post, now, opinion
        pending.outcome = "confirmed" if agree else "refused"
        pending.save()
        facts = unpack(pending.facts)
        if agree:
            proposer = Actor(user=pending.proposer or pending.proposed_by.user, post=pending.proposed_by)
            event = door.take(subject, offered, proposer, at=now, facts=facts, act=uuid.uuid4())
        else:
            quiet = replace(offered, internal=True, undoable=False)
            subject.version += 1
            subject.save()
            done = f"不同意“{offered.label}”"
            event = door.record(subject, quiet, actor, subject.state, now, {"note": opinion}, done=done)
        if offered.awaiting:
            offered.awaiting(subject, event, False)
        door.announce(subject, event)
    return subject


def _check_decider(pending, offered, subject, actor):
    if pending.decided_at is not None:
        raise NotNow("这件事项已经有人决定过了。", subject)
    if not offered.seconded_by(actor, subject):
        raise Forbidden("您现在的岗位不能作这个决定。")
    if actor.user.pk in pending.proposers:
        raise Forbidden("提出的人不能自己决定，请由另一位同志决定。")


def pack(facts):
    """Facts as JSON: model instances by label and key, dates by ISO text."""
    return {name: _pack(value) for name, value in facts.items()}


def _pack(value):
    if isinstance(value, models.Model):
        return {"model": value._meta.label, "pk": value.pk}
    return value.isoformat() if hasattr(value, "isoformat") else value


def unpack(facts):
    """The reverse of pack() for model instances; plain values as they are."""
    return unpack_many([facts])[0]


def unpack_many(facts):
    """`unpack` for a list, with one statement for each model that is named."""
    wanted = {}
    for value in (value for row in facts for value in row.values() if _is_row(value)):
        wanted.setdefault(value["model"], set()).add(value["pk"])
    known = {name: apps.get_model(name)._default_manager.in_bulk(keys) for name, keys in wanted.items()}
    return [
        {name: known[value["model"]][value["pk"]] if _is_row(value) else value for name, value in row.items()}
        for row in facts
    ]


def _is_row(value):
    return isinstance(value, dict) and set(value) == {"model", "pk"}
