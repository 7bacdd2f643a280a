"""perform_many(): one step on many subjects, the only other way in; same checks, refusals told one by one."""

import uuid
from dataclasses import dataclass, field
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from weijianyi.audit.models import SYSTEM, Event, EventCredit
from weijianyi.work import outbox
from weijianyi.workflow import door, seconding
from weijianyi.workflow.refusals import BadFacts, Forbidden, NotNow
from weijianyi.workflow.steps import after_many, many_plans
from weijianyi.workflow.storing import store_many

BATCH = 200


@dataclass
class Many:
    """What became of a bulk step: the subjects as they now are, and (subject, sentence) of the others."""

    done: list = field(default_factory=list)
    refused: list = field(default_factory=list)
    repeated: bool = False  # the form was sent before; nothing was done this time


def perform_many(
    subjects, step, *, actor, at=None, act=None, key=None, facts_of=None, confirmed=False, **facts
):
    """Take one step on each of `subjects` (one model), in their order. Returns Many.

    `facts_of`: {pk: facts} where they differ. A step that a second person must confirm is refused here, to
    be proposed singly, unless the caller has made sure that two people agree (`confirmed`). A bulk step is
    never undone as one act. What is refused changes nothing and does not hinder the others.
    `key`: the form's one-time key; a second call with it changes nothing.
    """
    found, facts_of = Many(), facts_of or {}
    if not subjects:
        return found
    with transaction.atomic():
        at, act = at or timezone.now(), act or uuid.uuid4()
        offered = type(subjects[0]).steps()[step].step
        taken, key = [], stored(key, step, actor)
        locked = lock_many(subjects, actor)
        if key and Event.objects.filter(key=key).exists():
            return Many(repeated=True)
        for subject in locked:
            own = facts | facts_of.get(subject.pk, {})
            try:
                taken.append(prepared(subject, step, actor, at, own, confirmed))
            except (Forbidden, NotNow) as refusal:
                found.refused.append((subject, str(refusal)))
            except ValidationError as error:
                found.refused.append((subject, "".join(BadFacts(error).messages)))
        if taken:
            found.done = [one.subject for one in taken]
            written(taken, offered, actor, at, act, key)
    return found


def stored(key, step, actor):
    """A bulk form's one-time key counts for this person and step only."""
    whose = actor.user.pk if actor.user else actor.kind
    return sha256(f"{key}:many:{step}:{whose}".encode()).hexdigest() if key else None


def repeated(key, step, actor):
    """Whether this form has been sent before, and changed something."""
    return bool(key) and Event.objects.filter(key=stored(key, step, actor)).exists()


def lock_many(subjects, actor):
    """The rows again, locked from the outside in; who may not see one does not find it."""
    model = type(subjects[0])
    chain = {}
    for subject in subjects:
        for outer, pk in subject.lock_chain():
            chain.setdefault(outer, set()).add(pk)
    for outer, keys in chain.items():
        locked = outer._default_manager.select_for_update().filter(pk__in=keys).order_by("pk")
        list(locked.values_list("pk", flat=True))
    keys = [subject.pk for subject in subjects]
    rows = model.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    by_key = {row.pk: row for row in model.for_many(rows)}
    if actor.kind != SYSTEM:
        seen = set(model.objects.visible_to(actor).filter(pk__in=keys).values_list("pk", flat=True))
        by_key = {pk: row for pk, row in by_key.items() if pk in seen}
    found = [by_key[pk] for pk in keys if pk in by_key]
    if found:
        seconding.mark_free(found)
    return found


@dataclass
class Taken:
    """One subject after the body of its step."""

    subject: object
    from_state: str
    facts: dict
    changed: set


def prepared(subject, step, actor, at, own, confirmed):
    """The step's body done on the subject; raises what the door raises."""
    subject.acting_at = at
    offered = door.check(subject, step, actor)
    if not confirmed and seconding.wanted(subject, offered, actor):
        raise NotNow(f"“{offered.label}”要第二人确认，请逐件办理。", subject)
    from_state, was = subject.state, columns(subject)
    getattr(subject, offered.name)(actor=actor, at=at, **own)
    subject.version += 1
    changed = {name for name, value in columns(subject).items() if was[name] != value}
    return Taken(subject, from_state, own, changed)


def columns(subject):
    return {f.name: getattr(subject, f.attname) for f in subject._meta.concrete_fields}


def written(taken, offered, actor, at, act, key=None):
    """Rows, events, credits and work marks of the whole batch; then the bridges."""
    changed = set().union(*(one.changed for one in taken))
    store_many([one.subject for one in taken], sorted(changed))
    events = [
        door.event_of(one.subject, offered, actor, one.from_state, at, one.facts, act=act) for one in taken
    ]
    events[0].key = key  # the batch's
    Event.objects.bulk_create(events, batch_size=BATCH)
    pairs = [(one.subject, event) for one, event in zip(taken, events, strict=True)]
    EventCredit.objects.bulk_create(
        EventCredit(event=event, member_id=member, role=role)
        for subject, event in pairs
        for member, role in subject.credited(offered.name)
    )
    marks = {f"event:{event.pk}": {"event": event.pk} for event in events}
    outbox.put_many("event", marks)
    consequences(pairs, offered, actor, {one.subject.pk: one.facts for one in taken})


def consequences(pairs, offered, actor, facts_of):
    """The step's own rows and plan, then the bridges; in bulk where they can."""
    try:
        if offered.many:
            offered.many(pairs, actor=actor, facts_of=facts_of)
        elif offered.rows:
            for subject, event in pairs:
                offered.rows(subject, event, actor=actor, **facts_of[subject.pk])
        if offered.plan:
            many_plans[offered.plan](pairs, actor=actor, facts_of=facts_of)
    except ValidationError as error:
        raise BadFacts(error) from error
    for subject, event in pairs:
        subject.event = event
    for hook in after_many:
        hook(pairs)
    outbox.wake()
