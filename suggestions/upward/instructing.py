"""批示: recording a leader's instruction with those who may read it; its daily reminder."""

import logging
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from members.models import Post
from suggestions.models import Instruction, InstructionReader
from suggestions.upward import reporting as reporting_up
from suggestions.upward import rules as upward_rules
from suggestions.upward.states import OWN, InstructionState
from weijianyi.audit.models import Event
from weijianyi.workflow import SYSTEM_ACTOR, Forbidden, NotNow, Step, door, perform

logger = logging.getLogger(__name__)
# The event says that there is one, never what it says; `data` carries what scores ask for.
INSTRUCT = Step(name="instruct", label="批示", done="领导批示", who=upward_rules.records, internal=True)
# On each report behind it: its writers hear and read that there is one (反馈), with the leaders' level, no more.
INSTRUCTED = Step(name="instruct", label="批示", done="领导批示", who=upward_rules.records)
CORRECT = Step(
    name="correct_instruction", label="更正批示", done="更正批示记录", who=upward_rules.records, internal=True
)


@transaction.atomic
def record(subject, *, actor, rank, roles=(), at=None, **facts):
    """A new instruction on a report or an issue."""
    if not upward_rules.records(actor, subject):
        raise Forbidden("批示由信息编辑登记。")
    subject = door.lock(subject)
    at = at or timezone.now()
    row = Instruction.objects.create(
        organisation_id=subject.organisation_id, rank=rank, level=rank.data.get("level", OWN),
        recorded_by=actor.post, recorded_at=at, **reporting_up.about(subject), **facts,
    )  # fmt: skip
    name_readers(row, roles)
    door.announce(row, door.record(row, INSTRUCT, actor, row.state, at, {}))
    reports = row.reports
    for one in dict.fromkeys([subject, *reports]):
        step = INSTRUCTED if one in reports else INSTRUCT
        door.announce(one, door.record(one, step, actor, one.state, at, {"level": row.level}))
    return row


@transaction.atomic
def correct(row, *, actor, rank, roles=(), **facts):
    """The record put right."""
    row = door.lock(row)
    if not upward_rules.records(actor, row):
        raise Forbidden("批示由信息编辑登记。")
    if row.voided_at is not None:
        raise NotNow("这条批示已经作废。", row, door.last_event(row))
    for name, value in facts.items():
        setattr(row, name, value)
    row.rank, row.level = rank, rank.data.get("level", OWN)
    row.version += 1
    row.save()
    name_readers(row, roles)
    door.announce(row, door.record(row, CORRECT, actor, row.state, timezone.now(), {}))
    return row


def name_readers(row, roles):
    row.readers.exclude(role__in=roles).delete()
    held = set(row.readers.values_list("role", flat=True))
    InstructionReader.objects.bulk_create(
        InstructionReader(instruction=row, role=role) for role in roles if role not in held
    )


def owners(organisation_id):
    """Who may be given the task: the editor's desk, leaders, the offices that can be named."""
    roles = [*upward_rules.INSIDE, *upward_rules.NAMEABLE]
    posts = Post.objects.current(timezone.localdate()).with_hat()
    return posts.filter(organisation_id=organisation_id, role__in=roles).order_by("pk")


def history(row):
    """Its events for ui/timeline.html, newest first."""
    return [
        {"title": e.label, "at": e.occurred_at, "who": e.actor_label, "note": "", "text": e.note, "tone": "",
         "icon": ""}
        for e in Event.objects.of_thread(row.thread).order_by("-pk")
    ]  # fmt: skip


def remind(on: date, *, now: datetime, dry_run: bool = False) -> list[str]:
    """Every day: whoever has a task that is due by now is reminded once."""
    due = Instruction.objects.valid().filter(
        state=InstructionState.FOLLOWING, due_on__lte=on, reminded_at=None
    )
    lines = []
    for row in due.select_related("owner__user").order_by("pk"):
        lines.append(f"批示 {row.pk}：{row.owner.user.name}")
        if not dry_run:
            try:
                perform(row, "remind", actor=SYSTEM_ACTOR, version=row.version, at=now)
            except NotNow:  # somebody was quicker
                lines.pop()
            except Exception:
                logger.exception("instruction %s cannot be reminded of", row.pk)
                lines[-1] += "（未能办理）"
    return lines
