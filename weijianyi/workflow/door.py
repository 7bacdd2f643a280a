"""perform(): the one door for every change of an item, a desk or any other noun with a state.

Order of refusals: not visible (404), not this role or relation (403), not now (409), bad facts (422).
Then the row is changed, the rows of the step are written, one event and one outbox row are recorded,
all in one transaction; consequences start after the commit.
"""

import uuid
from datetime import timedelta
from hashlib import sha256

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from weijianyi.audit.models import SYSTEM, Event, EventCredit
from weijianyi.work import outbox
from weijianyi.workflow import seconding
from weijianyi.workflow.refusals import BadFacts, Forbidden, NotNow, NotVisible
from weijianyi.workflow.steps import after_step, plans

AT_ONCE = timedelta(0)
UNDO_HOLD = timedelta(seconds=15)  # undoable steps are announced only when they can no longer be undone


def perform(subject, step, *, actor, version=None, key=None, act=None, at=None, **facts):
    """Take one step. Returns the subject as it now is; `subject.event` is the event written.

    `version`: the version the actor saw. `key`: the form's one-time key; a second call with it changes
    nothing and returns the first result. `act`: ties several steps of one click together. `at`: when it
    happened, if entered later (paper, exchange). Raises NotVisible, Forbidden, NotNow, BadFacts.
    """
    with transaction.atomic():
        key = stored(key, subject, step, actor)
        if key and (event := Event.objects.filter(key=key).first()):
            return _repeated(subject, event)
        subject = lock(subject)
        if key and (event := Event.objects.filter(key=key).first()):
            return _repeated(subject, event)  # the twin waited for the same lock
        check_visible(subject, actor)
        at = at or timezone.now()
        subject.acting_at = at  # guards about time look at when it happened, not at when it was entered
        offered = check(subject, step, actor, version)
        if seconding.wanted(subject, offered, actor):
            event = seconding.propose(subject, offered, actor, at=at, key=key, facts=facts, record=record)
        else:
            event = take(subject, offered, actor, key=key, act=act or uuid.uuid4(), at=at, facts=facts)
        announce(subject, event)
    return subject


def stored(key, subject, step, actor):
    """A form's one-time key counts for this person, subject and step only."""
    if not key:
        return None
    whose = actor.user.pk if actor.user else actor.kind
    return sha256(f"{key}:{subject.thread}:{subject.pk}:{step}:{whose}".encode()).hexdigest()


def announce(subject, event):
    """Inside the transaction: bridges to other nouns; after its commit the work is woken."""
    subject.event = event
    for hook in after_step:
        hook(subject, event)
    outbox.wake()


def lock(subject):
    """Read `subject` again under locks taken from the outside in (Case, Item, Assignment)."""
    for model, pk in subject.lock_chain():
        model._default_manager.select_for_update().filter(pk=pk).values_list("pk").first()
    return type(subject)._default_manager.select_for_update(of=("self",)).get(pk=subject.pk)


def check_visible(subject, actor):
    if actor.kind == SYSTEM:
        return
    if not type(subject)._default_manager.visible_to(actor).filter(pk=subject.pk).exists():
        raise NotVisible


def check(subject, name, actor, version=None):
    """The Step, or Forbidden / NotNow: may `actor` take step `name` on this locked subject now?"""
    method = type(subject).steps().get(name)
    if method is None:
        raise NotVisible
    meta, offered = method._django_fsm, method.step
    if actor.kind != SYSTEM and not offered.who(actor, subject):
        raise Forbidden(f"您现在的岗位不能“{offered.label}”。")
    if version not in (None, "") and str(version) != str(subject.version):
        raise NotNow("这件事项刚刚有了变化，请先看一看最新情况。", subject, last_event(subject))
    if not meta.has_transition(subject.state):
        now = subject.get_state_display()
        raise NotNow(f"这件事项现在是“{now}”，不能“{offered.label}”。", subject, last_event(subject))
    for condition in meta.get_transition(subject.state).conditions:
        if not condition(subject):
            raise NotNow(condition.why(subject), subject, last_event(subject))
    seconding.refuse_while_pending(subject)
    return offered


def last_event(subject):
    return Event.objects.of_thread(subject.thread).last()


def take(subject, offered, actor, *, at, facts, key=None, act=None):
    """Change the subject, write the step's rows and its event. The caller holds locks and has checked."""
    from_state = subject.state
    before = snapshot(subject) if offered.undoable else {}
    try:
        getattr(subject, offered.name)(actor=actor, at=at, **facts)
        subject.version += 1
        subject.save()
        event = record(subject, offered, actor, from_state, at, facts, key=key, act=act, before=before)
        if offered.rows:
            offered.rows(subject, event, actor=actor, **facts)
        if offered.plan:
            if offered.plan not in plans:
                raise NotNow("还没有办理环节可以承接这一步。", subject)
            plans[offered.plan](subject, event, actor=actor, **facts)
    except ValidationError as error:
        raise BadFacts(error) from error
    return event


def record(subject, offered, actor, from_state, at, facts, *, key=None, act=None, before=None, done=""):
    """The one event of a step, its credits and its outbox row."""
    event = event_of(
        subject, offered, actor, from_state, at, facts, key=key, act=act, before=before, done=done
    )
    event.save()
    credits = [EventCredit(event=event, member_id=m, role=r) for m, r in subject.credited(offered.name)]
    if credits:
        EventCredit.objects.bulk_create(credits)
    outbox.put("event", f"event:{event.pk}", {"event": event.pk}, delay=hold_of(offered))
    return event


def hold_of(offered):
    return UNDO_HOLD if offered.undoable else AT_ONCE


def event_of(subject, offered, actor, from_state, at, facts, *, key=None, act=None, before=None, done=""):
    """The event of a step, not saved."""
    return Event(
        content_type=ContentType.objects.get_for_model(subject, for_concrete_model=True),
        object_id=subject.pk,
        thread=subject.thread,
        organisation_id=subject.organisation_id,
        step=offered.name,
        label=done or offered.done,
        from_state=from_state,
        to_state=subject.state,
        actor_kind=actor.kind,
        user=actor.user,
        post=actor.post,
        actor_label=actor.label,
        on_behalf_of=actor.on_behalf_of,
        note=subject.event_note(offered.name, facts),
        data=subject.event_data(offered.name, facts) | ({"before": before} if before else {}),
        internal=offered.internal,
        occurred_at=at,
        act=act or uuid.uuid4(),
        key=key or None,
    )


def snapshot(subject):
    """Field values as JSON holds them, for undo; None stays None."""
    return {
        f.attname: None if getattr(subject, f.attname) is None else f.value_to_string(subject)
        for f in subject._meta.concrete_fields
        if f.name not in ("id", "version")
    }


def _repeated(subject, event):
    subject = type(subject)._default_manager.get(pk=subject.pk)
    subject.event, subject.repeated = event, True
    return subject
