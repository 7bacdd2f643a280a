"""The class of a reply: what a check makes of it, and how pages say it with both values."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError

from dispatch.models.class_change import ClassChange, ClassSource
from weijianyi import rulebook


def check_change(reply, result_class, reason):
    """Facts of a check that changes the class: another one, and why."""
    if result_class is None or result_class.pk == reply.class_now.pk:
        return
    if not reason.strip():
        raise ValidationError({"reason": "改了办理结果，请写明理由，单位和委员都看得到。"})


def change(reply, event, *, actor, result_class, reason, source=ClassSource.CHECK):
    """The row where the class is another now, else None; the reply keeps its own."""
    if result_class is None or result_class.pk == reply.class_now.pk:
        return None
    made = ClassChange.objects.create(
        reply=reply, from_class=reply.class_now, to_class=result_class, reason=reason.strip(), source=source,
        by=actor.post, occurred_at=event.occurred_at,
    )  # fmt: skip
    reply.__dict__.pop("changes", None)  # read again: the last one counts
    return made


@dataclass(frozen=True)
class Shown:
    """The class that counts, and how it came from another: 核定 A→B."""

    letter: str = ""
    label: str = ""
    change: str = ""
    reason: str = ""

    def __str__(self):
        return f"{self.letter} {self.label}".strip()


def shown(reply, organisation_id):
    """For replies read with their rows and for those brought along as `result_class__label`."""
    letters = {e.pk: e.data.get("letter", "") for e in rulebook.entries(organisation_id, "result_class")}
    if not reply.changes:
        return Shown(letters.get(reply.result_class_id, ""), label(reply, "result_class"))
    last = reply.changes[-1]
    return Shown(
        letters.get(last.to_class_id, ""), label(last, "to_class"),
        "；".join(arrow(c, letters) for c in reply.changes), last.reason,
    )  # fmt: skip


def arrow(row, letters):
    ends = [letters.get(row.from_class_id), letters.get(row.to_class_id)]
    if ends[0] == ends[1] or not all(ends):
        ends = [label(row, "from_class"), label(row, "to_class")]
    word = "核定" if row.source == ClassSource.CHECK else row.get_source_display()
    return f"{word} {ends[0]}→{ends[1]}"


def label(row, name):
    """Of an entry that came along as a column, or of the relation."""
    if f"{name}__label" in row.__dict__:
        return row.__dict__[f"{name}__label"] or ""
    entry = getattr(row, name)
    return entry.label if entry else ""
