"""Short verbs for points: a version in force, records, events read, an objection."""

from datetime import date

from django.utils import timezone

from members.models import ScoreEntry, ServiceRecord
from members.scores import objecting, presets, schemes, scoring
from weijianyi import rulebook
from weijianyi.audit.models import Event


def in_force(w, preset="ours"):
    """A version that counts since the first of January of last year."""
    year = timezone.localdate().year
    return schemes.create(w.city, presets.PRESETS[preset], valid_from=date(year - 1, 1, 1))


def digest():
    """What the outbox does with every event."""
    for event in Event.objects.order_by("pk"):
        scoring.listen(event)


def record(w, kind="activity", title="", on=None, times=1, name="member"):
    row = ServiceRecord.objects.create(
        organisation=w.city, member=w[name].post.member, kind=rulebook.entry(w.city, "service_kind", kind),
        title=title or kind, held_on=on or timezone.localdate(), times=times, recorded_by=w["staff"].post,
    )  # fmt: skip
    scoring.record_taken(row)
    return row


def objection(w):
    """An open objection of the first member to an entry of an activity."""
    if not w.city.score_schemes.exists():
        in_force(w)
    row = record(w, title="九月视察")
    entry = ScoreEntry.objects.get(record=row)
    return objecting.raise_objection(actor=w["member"], year=entry.year, text="应计两次。", entry=entry)
