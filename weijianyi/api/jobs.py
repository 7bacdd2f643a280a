"""The timed job of the interface: remembered writes are forgotten after a while."""

from datetime import timedelta

from weijianyi.api.models import ApiCall

KEPT = timedelta(days=14)


def sweep(on, *, now, dry_run=False):
    """Idempotency keys older than two weeks."""
    old = ApiCall.objects.filter(at__lt=now - KEPT)
    if dry_run:
        return [f"清理 {old.count()} 条"]
    gone = old.delete()[0]
    return [f"清理 {gone} 条"] if gone else []
