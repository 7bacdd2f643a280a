"""Keeping a meeting: the row, its sign-in sheet, and an event in the thread of its item."""

from django.db import transaction
from django.utils import timezone

from dispatch.key_proposals import rules as key_rules
from dispatch.models import Attendance, Meeting
from weijianyi.workflow import Step, door

RECORD = Step(
    name="record_meeting", label="记录会议", done="记录会议", who=key_rules.records_meetings, internal=True
)
CORRECT = Step(
    name="correct_meeting",
    label="更正会议记录",
    done="更正会议记录",
    who=key_rules.edits_meeting,
    internal=True,
)
VOID = Step(
    name="void_meeting", label="作废会议记录", done="作废会议记录", who=key_rules.edits_meeting, internal=True
)


@transaction.atomic
def record(*, actor, facts, organisation_id, item=None, key_proposal=None, at=None):
    """A new meeting; `at`: when it was recorded, if that is not now."""
    if key_proposal is not None:
        item = key_proposal.item
    meeting = Meeting(
        organisation_id=organisation_id, item=item, key_proposal=key_proposal, recorded_by=actor.post, **facts
    )
    return settle(meeting, RECORD, actor, at)


@transaction.atomic
def correct(meeting, *, actor, facts, void=False):
    """The record put right, or declared void; it is never deleted."""
    for name, value in facts.items():
        setattr(meeting, name, value)
    if void:
        meeting.voided_at = timezone.now()
    return settle(meeting, VOID if void else CORRECT, actor)


def settle(meeting, step, actor, at=None):
    if not meeting.title:
        meeting.title = f"{meeting.form.label}：{meeting.item}"[:80]
    meeting.save()
    seat(meeting)
    if meeting.item is not None:
        note = {"note": f"{meeting.title}，{meeting.held_on:%Y-%m-%d}"}
        door.announce(
            meeting.item,
            door.record(meeting.item, step, actor, meeting.item.state, at or timezone.now(), note),
        )
    return meeting


def seat(meeting):
    """One line of the sign-in sheet per participant; who signed stays, whatever the list says now."""
    people = [pair(line) for line in meeting.participants.splitlines()]
    held = {(row.name, row.unit): row for row in meeting.attended.all()}
    for seated, row in held.items():
        if seated not in people and not row.signed:
            row.delete()
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, name=name, unit=unit) for name, unit in people if (name, unit) not in held
    )


def pair(line):
    name, _, unit = line.partition("，")
    return name, unit


def sign_in(meeting, keys):
    """Who came: the rows ticked."""
    meeting.attended.filter(pk__in=keys).update(signed=True)
    meeting.attended.exclude(pk__in=keys).update(signed=False)
