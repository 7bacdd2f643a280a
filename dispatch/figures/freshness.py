"""Whether the timed jobs still run: figures such as 办结 and 未表态 wait for them."""

from datetime import timedelta

from weijianyi.work.models import JobRun

PATIENCE = timedelta(days=1)


def stale_since(now):
    """When the timetable last ran, if that is longer ago than a day; None while all is well."""
    last = JobRun.objects.filter(name="tick", finished_at__isnull=False).order_by("-finished_at")
    at = last.values_list("finished_at", flat=True).first()
    return at if at and now - at > PATIENCE else None
