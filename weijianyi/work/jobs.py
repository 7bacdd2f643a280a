"""The timed jobs of background work itself."""

from datetime import timedelta

from weijianyi.work import outbox, runs
from weijianyi.work.models import Outbox


def tick(on, *, now, dry_run=False):
    """Keeps the heartbeat (its own JobRun row) and makes up for daily jobs nobody ran."""
    return [] if dry_run else [f"补做 {name}" for name in runs.run_missed(now)]


def drain(on, *, now, dry_run=False):
    """The safety net under every nudge."""
    if dry_run:
        return [f"待办 {row}" for row in Outbox.objects.due(now).order_by("available_at", "id")]
    taken = outbox.empty(now=now)
    return [f"办理 {taken} 条"] if taken else []


KEPT = timedelta(days=90)  # longer than any retry; until then a key written again is recognised
BATCH = 5000


def prune_outbox(on, *, now, dry_run=False):
    """Rows done or cancelled long ago; what happened stands in the events, not here."""
    old = Outbox.objects.finished_before(now - KEPT)
    if dry_run:
        return [f"清理已办结的待办消息 {count} 条"] if (count := old.count()) else []
    gone = 0
    while keys := list(old.values_list("pk", flat=True)[:BATCH]):
        gone += Outbox.objects.filter(pk__in=keys).delete()[0]
    return [f"清理已办结的待办消息 {gone} 条"] if gone else []
