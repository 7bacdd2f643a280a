"""The timed jobs of background work itself."""

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
