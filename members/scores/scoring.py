"""履职计分: event in, entries out, once per rule and event; what was undone or voided is taken back by its own row."""

from datetime import date

from django.db import transaction

from members.models import Organisation, ScoreEntry, ScoreScheme, ServiceRecord
from members.scores import merits
from members.scores.earning import from_event, from_record
from members.scores.states import EntryKind
from members.scores.years import year_of
from weijianyi.audit.models import Event

CHUNK = 500
AGAIN = "重新计算：不再符合规则"


# -- one event, one record -------------------------------------------------------------------------
def listen(event):
    """Named in settings.EVENT_LISTENERS; safe to run twice, and in whatever order the events come."""
    credits = list(event.credits.select_related("member"))
    if not credits and event.step not in (merits.UNDO, merits.VOID):
        return
    scheme = ScoreScheme.objects.on(event.organisation_id, merits.day_of(event))
    if scheme is None:
        return
    take_back_before(event)
    entries = from_event(scheme, event, credits)
    if entries and event.pk not in merits.taken_back([event], scheme):
        write(entries)


def take_back_before(event):
    """Standing entries of this thread that the event undoes, voids or cancels."""
    standing = ScoreEntry.objects.standing().filter(event__thread=event.thread, event__lt=event.pk)
    standing = list(standing.select_related("event", "scheme"))
    for scheme in {entry.scheme for entry in standing}:
        own = [entry for entry in standing if entry.scheme_id == scheme.pk]
        gone = merits.taken_back([entry.event for entry in own], scheme)
        for entry in own:
            if entry.event_id in gone:
                reverse(entry, gone[entry.event_id])


def record_taken(record):
    """A record was entered: its entries, under the version of its day."""
    scheme = ScoreScheme.objects.on(record.organisation_id, record.held_on)
    if scheme is not None and record.voided_at is None:
        write(from_record(scheme, record))


def record_voided(record):
    for entry in ScoreEntry.objects.standing().filter(record=record):
        reverse(entry, f"记录作废：{record.void_reason}")


def write(entries):
    """What is there already stays as it is."""
    ScoreEntry.objects.bulk_create(entries, ignore_conflicts=True, batch_size=CHUNK)


def reverse(entry, reason, *, actor=None, objection=None):
    """One row that takes the entry out of the count; a second call finds it there."""
    row, _ = ScoreEntry.objects.get_or_create(
        reverses=entry,
        defaults={
            "organisation_id": entry.organisation_id, "member_id": entry.member_id, "scheme_id": entry.scheme_id,
            "group_id": entry.group_id, "kind": EntryKind.REVERSAL, "points": -entry.points, "year": entry.year,
            "occurred_on": entry.occurred_on, "matter": entry.matter, "title": entry.title, "reason": reason[:300],
            "made_by": actor.post if actor else None, "objection": objection,
        },
    )  # fmt: skip
    return row


# -- a whole period --------------------------------------------------------------------------------
def earned_between(scheme, starts, ends):
    """Entries, not saved, that this version gives for the events and records of these days, in their order."""
    found = []
    for events in chunks(credited_events(scheme.organisation_id, starts, ends)):
        merits.fetch_subjects(events)
        gone = merits.taken_back(events, scheme)
        for event in events:
            if event.pk not in gone:
                found += from_event(scheme, event, list(event.credits.all()))
    records = ServiceRecord.objects.valid().filter(
        organisation_id=scheme.organisation_id, held_on__range=(starts, ends)
    )
    for record in records.select_related("member", "kind").order_by("pk"):
        found += from_record(scheme, record)
    return found


def credited_events(organisation_id, starts, ends):
    events = Event.objects.filter(organisation_id=organisation_id, credits__isnull=False)
    rows = events.filter(occurred_at__date__range=(starts, ends)).distinct().order_by("pk")
    return rows.prefetch_related("credits__member")


def chunks(rows):
    last = 0
    while batch := list(rows.filter(pk__gt=last)[:CHUNK]):
        yield batch
        last = batch[-1].pk


def recount(organisation_id, day, dry_run=False):
    """The year around `day` again: missing entries are written, those without ground taken back.

    Returns (written, taken back). Run twice it changes nothing; it equals what the listener wrote.
    """
    scheme = ScoreScheme.objects.on(organisation_id, day)
    if scheme is None:
        return 0, 0
    year = year_of(scheme, day)
    wanted = {key_of(e): e for e in earned_between(scheme, year.starts, year.ends)}
    held = ScoreEntry.objects.filter(
        organisation_id=organisation_id, year=year.label, kind=EntryKind.EARNED
    ).select_related("reversal")
    keys = {key_of(entry) for entry in held}
    missing = [entry for key, entry in wanted.items() if key not in keys]
    surplus = [e for e in held if key_of(e) not in wanted and getattr(e, "reversal", None) is None]
    if not dry_run:
        with transaction.atomic():
            write(missing)
            for entry in surplus:
                reverse(entry, AGAIN)
    return len(missing), len(surplus)


def key_of(entry):
    return entry.rule_id, entry.event_id, entry.record_id, entry.member_id


def recount_due(row):
    """The outbox topic "scores": a version was put in force for days that lie behind."""
    recount(row.payload["organisation"], date.fromisoformat(row.payload["day"]))


def recount_all(on, *, now, dry_run=False):
    """Timed: the running year of every organisation, should an event have been missed."""
    lines = []
    for organisation in Organisation.objects.filter(score_schemes__valid_from__lte=on).distinct():
        written, back = recount(organisation.pk, on, dry_run)
        if written or back:
            lines.append(f"{organisation.short_name}：补记 {written} 条，冲销 {back} 条")
    return lines
