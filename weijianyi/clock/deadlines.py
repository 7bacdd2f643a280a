"""Starts, stops, pauses and extends clocks; every act takes its time from the caller."""

from copy import copy
from datetime import date, datetime, time

from django.utils import timezone

from weijianyi import rulebook
from weijianyi.clock.calendars import calendar_for
from weijianyi.clock.due import due_on, event_day
from weijianyi.clock.limits import limit_for
from weijianyi.clock.models import Deadline, Pause
from weijianyi.clock.models.deadline import WINDOWS, new_slug
from weijianyi.clock.review import next_review_day
from weijianyi.clock.seeds import LABELS
from weijianyi.clock.workdays import ONE, Calendar

MOVED = [
    "due_on",
    "due_at",
    "provisional",
    "calendar_stamp",
    "extended_to",
    "extension_event_id",
    "paused_since",
]


def start(
    subject,
    code,
    *,
    at,
    organisation=None,
    kind=None,
    limit_code=None,
    label=None,
    thread=None,
    restart=False,
) -> Deadline:
    """Run a clock for the subject; a running one of that code is returned, or with `restart` replaced.

    Whose calendar and which kind's limit count the subject says itself, unless they are named.
    """
    held = running(subject, code)
    if held and not restart:
        return held
    if held:
        _finish(held, at, Deadline.Outcome.CANCELLED)
    deadline = prepared(
        subject, code, at=at, organisation=organisation, kind=kind, limit_code=limit_code, label=label, thread=thread
    )  # fmt: skip
    deadline.save()
    return deadline


def prepared(
    subject, code, *, at, organisation=None, kind=None, limit_code=None, label=None, thread=None
) -> Deadline:
    """The clock with its due day, not saved."""
    organisation_id = organisation.pk if organisation else subject.organisation_id
    kind = subject.kind if kind is None else kind
    limit = limit_for(organisation_id, kind, limit_code or code, timezone.localdate(at))
    deadline = Deadline(
        subject=subject, thread=thread or getattr(subject, "thread", "") or f"{subject._meta.model_name}-{subject.pk}",
        organisation_id=organisation_id, kind=kind, code=code, label=label or LABELS.get(code, limit.label),
        started_at=at, unit=limit.unit, value=limit.value, fixed_date=limit.fixed_date, basis=limit.basis, limit=limit,
    )  # fmt: skip
    _settle(deadline, calendar_for(organisation_id), [])
    return deadline


def twin(deadline: Deadline, subject) -> Deadline:
    """The same clock for another subject of the same kind, started at the same moment, not saved."""
    other = copy(deadline)
    other.slug, other.subject, other.thread = new_slug(), subject, subject.thread
    return other


def stop(subject, code, *, at, cancelled=False) -> Deadline | None:
    """Stop the running clock of that code, if any, and keep whether it was in time."""
    deadline = running(subject, code)
    return deadline and finish(deadline, at, cancelled)


def reopen(deadline: Deadline) -> Deadline:
    """Undo of a stop: the clock runs on from its old start."""
    deadline.stopped_at, deadline.outcome = None, ""
    deadline.save(update_fields=["stopped_at", "outcome"])  # recompute never saves these
    return recompute(deadline)


def stop_all(subject, at, *, cancelled=False) -> list[Deadline]:
    """Stop every running clock of the subject."""
    return [finish(deadline, at, cancelled) for deadline in Deadline.objects.running().of(subject)]


def pause(deadline: Deadline, *, at, reason, event_id=None) -> Deadline:
    """Days from now on do not count, until resume; a paused clock stays paused."""
    if deadline.paused or deadline.stopped_at:
        return deadline
    deadline.paused_since = _day_of(deadline, at)  # after closing time the due day itself still counts
    deadline.pauses.create(from_on=deadline.paused_since, reason=reason, event_id=event_id)
    deadline.save(update_fields=["paused_since"])
    return deadline


def resume(deadline: Deadline, *, at) -> Deadline:
    """The day of resuming counts again; the due day moves by what was paused."""
    if not deadline.paused or deadline.stopped_at:
        return deadline
    _close_pause(deadline, _day_of(deadline, at))
    return recompute(deadline)


def extend(deadline: Deadline, until: date, event=None) -> Deadline:
    """Move the due day to `until`, or to the next workday when the office is closed then."""
    deadline.extended_to = until
    deadline.extension_event_id = getattr(event, "pk", event)
    return recompute(deadline)


def recompute(deadline: Deadline, calendar: Calendar | None = None) -> Deadline:
    """Work the due day out again from the start, e.g. after a calendar change."""
    _settle(deadline, calendar or calendar_for(deadline.organisation_id), deadline.spans())
    deadline.save(update_fields=MOVED)  # never the stop: a job may recompute while a person stops it
    return deadline


def computed_due(deadline: Deadline, calendar: Calendar, spans=None) -> date:
    """The due day under that calendar; changes nothing."""
    if deadline.extended_to:
        return calendar.workday_from(deadline.extended_to)
    return due_on(
        calendar,
        deadline.started_at,
        deadline.unit,
        deadline.value,
        pauses=deadline.spans() if spans is None else spans,
        cutoff=cutoff_for(deadline.organisation_id, deadline.started_at),
        fixed_date=deadline.fixed_date,
        next_review=lambda d: next_review_day(deadline.organisation_id, d, calendar),
    )


def first_day(deadline: Deadline, calendar: Calendar) -> date:
    """The day the clock counts from; itself not counted."""
    return event_day(calendar, deadline.started_at, cutoff_for(deadline.organisation_id, deadline.started_at))


def running(subject, code) -> Deadline | None:
    """The subject's running clock of that code, paused ones included."""
    return Deadline.objects.running().of(subject).filter(code=code).first()


def next_running(thread: str) -> Deadline | None:
    """The earliest clock of the thread that runs and is not paused."""
    return (
        Deadline.objects.running()
        .filter(thread=thread, paused_since__isnull=True)
        .exclude(code__in=WINDOWS)
        .order_by("due_on", "pk")
        .first()
    )


def cutoff_for(organisation, at: datetime) -> time:
    return time.fromisoformat(rulebook.value(organisation, "workday_cutoff", timezone.localdate(at)))


def _day_of(deadline: Deadline, at: datetime) -> date:
    calendar = calendar_for(deadline.organisation_id)
    return event_day(calendar, at, cutoff_for(deadline.organisation_id, at))


def _settle(deadline: Deadline, calendar: Calendar, spans: list) -> None:
    deadline.due_on = computed_due(deadline, calendar, spans)
    closing = cutoff_for(deadline.organisation_id, deadline.started_at)
    deadline.due_at = timezone.make_aware(datetime.combine(deadline.due_on, closing))
    deadline.provisional = calendar.provisional(deadline.due_on)
    deadline.calendar_stamp = calendar.stamp


def finish(deadline: Deadline, at: datetime, cancelled: bool) -> Deadline:
    """Stop this running clock."""
    if deadline.paused:
        _close_pause(deadline, _day_of(deadline, at))
        _settle(deadline, calendar_for(deadline.organisation_id), deadline.spans())
    outcome = Deadline.Outcome.LATE if at > deadline.due_at else Deadline.Outcome.KEPT
    return _finish(deadline, at, Deadline.Outcome.CANCELLED if cancelled else outcome)


def _finish(deadline: Deadline, at: datetime, outcome: str) -> Deadline:
    deadline.stopped_at, deadline.outcome = at, outcome
    deadline.save()
    return deadline


def _close_pause(deadline: Deadline, on: date) -> None:
    """End the open pause; a promised (extended) date moves by the workdays lost."""
    span: Pause = deadline.pauses.get(to_on__isnull=True)
    span.to_on = max(on, span.from_on)
    span.save(update_fields=["to_on"])
    deadline.paused_since = None
    if deadline.extended_to and deadline.extended_to >= span.from_on:
        calendar = calendar_for(deadline.organisation_id)
        lost = sum(
            calendar.is_workday(span.from_on + ONE * n) for n in range((span.to_on - span.from_on).days)
        )
        deadline.extended_to = calendar.add_workdays(deadline.extended_to, lost)
