"""Undo: within seconds, by the same actor, only while nothing later happened (rulings §5).

An act is all events of one click. Undoing restores the columns the first undoable events changed,
voids or cancels what they created, takes back announcements that nobody has seen, and writes its own
event; events themselves are never changed and numbers are not given out again.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from weijianyi import rulebook
from weijianyi.audit.models import Event
from weijianyi.work import outbox
from weijianyi.workflow import door
from weijianyi.workflow.refusals import Forbidden, NotNow
from weijianyi.workflow.steps import Step

# fn(subject, events, at): takes back the rows these events created; filled in AppConfig.ready().
undo_rows: list[Callable] = []
UNDO = Step(name="undo", label="撤销", done="撤销", who=lambda actor, subject: True)


def undoable_until(event):
    """When the chance to undo this event ends."""
    return event.recorded_at + timedelta(seconds=rulebook.value(event.organisation_id, "undo_seconds"))


def undo(act, *, actor):
    """Take back everything of `act`. Returns the subject as it was before. Raises Forbidden, NotNow."""
    with transaction.atomic():
        events = list(Event.objects.filter(act=act).order_by("pk"))
        restorable = [e for e in events if "before" in e.data]
        if not restorable:
            raise NotNow("这一步不能撤销。")
        subject = door.lock(restorable[0].subject)
        door.check_visible(subject, actor)
        check(subject, events, restorable, actor)
        was = subject.state
        for event in reversed(restorable):
            restore(subject, event.data["before"])
        now = timezone.now()
        for rows in undo_rows:
            rows(subject, events, now)
        outbox.cancel([f"event:{e.pk}" for e in events])
        note = "、".join(e.label for e in restorable)
        offered = replace(UNDO, done=f"撤销“{note}”", internal=True)
        event = door.record(subject, offered, actor, was, now, {})
        door.announce(subject, event)
    return subject


def check(subject, events, restorable, actor):
    if restorable[0].user_id != actor.user.pk:
        raise Forbidden("只有刚才办理的人可以撤销。")
    if timezone.now() > undoable_until(restorable[0]):
        raise NotNow("已经超过可以撤销的时间。", subject)
    if Event.objects.filter(thread=subject.thread, pk__gt=events[-1].pk).exists():
        raise NotNow("这件事项已经有了新的进展，不能撤销。", subject, door.last_event(subject))


def restore(subject, before):
    """Write the columns back as they were; the state goes past the machine here and nowhere else."""
    values = {}
    for column in subject._meta.concrete_fields:
        if column.attname in before:
            text = before[column.attname]
            values[column.attname] = None if text is None else column.to_python(text)
    values["version"] = subject.version + 1
    type(subject)._base_manager.filter(pk=subject.pk).update(**values)
    subject.refresh_from_db()
