"""From rows to what goes over the line; the statements a list may cost stand here."""

from django.db.models import Prefetch

from dispatch.models import Assignment
from dispatch.states import GONE
from suggestions.rules import reads_text


def items(rows):
    desks = Assignment.objects.filter(department__isnull=False).exclude(state__in=[*GONE, "planned"])
    return rows.select_related("case", "category").prefetch_related(
        Prefetch("desks", desks.select_related("department"), to_attr="shown_desks")
    )


def item(row):
    return {
        "slug": row.slug, "kind": row.kind, "number": row.reference, "case": row.case.code, "title": row.title,
        "district": row.district, "place": row.place, "state": row.state, "state_label": row.get_state_display(),
        "version": row.version, "submitted_at": row.submitted_at, "dispatched_at": row.dispatched_at,
        "closed_at": row.closed_at, "units": [desk.department.name for desk in row.shown_desks],
    }  # fmt: skip


def whole_item(row, actor):
    """The text goes to the system that works on it, public facts to any other."""
    reads = reads_text(actor, row)
    return item(row) | {
        "situation": row.situation if reads else None,
        "advice": row.advice if reads else None,
        "requests": list(row.requests.values("number", "text")) if reads else None,
    }


def desk(row):
    return {
        "slug": row.slug, "item": row.item.slug, "item_title": row.item.title, "unit": row.department.name,
        "role": row.role, "state": row.state, "state_label": row.get_state_display(), "round": row.round,
        "version": row.version, "offered_at": stamp(row.offered_at), "signed_at": stamp(row.signed_at),
        "released_at": stamp(row.released_at), "due_on": row.due_on.isoformat() if row.due_on else None,
    }  # fmt: skip


def stamp(at):
    """As text: an answer is kept as JSON and given again word for word."""
    return at.isoformat() if at else None


def reply(row):
    return {
        "round": row.round, "facts": row.facts, "measures": row.measures,
        "result_class": row.class_now.code if row.class_now else None, "done_on": row.done_on, "ground": row.ground,
        "number": row.number_shown, "signed_at": row.signed_at, "released_at": row.released_at,
        "answers": [
            {"number": a.request.number, "text": a.text, "outcome": a.outcome, "planned_on": a.planned_on}
            for a in row.answers.all() if a.text
        ],
    }  # fmt: skip


def attachment(row):
    return {
        "slug": row.slug, "kind": row.kind, "purpose": row.purpose, "name": row.name, "mime": row.mime,
        "size": row.size, "sha256": row.sha256, "uploaded_at": stamp(row.uploaded_at),
    }  # fmt: skip


def contact(row, photos):
    return {
        "id": row.pk, "round": row.round, "stage": row.stage, "form": row.form.code, "held_on": row.held_on,
        "people": row.people, "summary": row.summary, "recorded_at": row.recorded_at,
        "photos": [attachment(photo) for photo in photos],
    }  # fmt: skip


def extension(row):
    return {
        "round": row.round, "reason": row.reason, "old_due": row.old_due, "until": row.until, "asked_at": row.asked_at,
        "decision": row.decision, "decided_at": row.decided_at, "opinion": row.opinion,
    }  # fmt: skip
