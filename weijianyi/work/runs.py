"""Runs timed jobs: a daily job once per date whoever asks, a repeating job whenever asked."""

import logging
from datetime import timedelta

from django.utils import timezone

from weijianyi.work import timetable
from weijianyi.work.models import JobRun

logger = logging.getLogger(__name__)

RETRY = timedelta(minutes=15)  # longer than a task may take: an older unfinished run is dead or failed


def run(job, now):
    """Run the job if this period is still open; True if it was run here."""
    on = timezone.localdate(now) if job.every else job.last_due(now)
    row = _claim(job.name, "" if job.every else on.isoformat(), now, repeats=bool(job.every))
    if row is None:
        return False
    try:
        report = "\n".join(job.load()(on, now=now))
    except Exception as error:
        # finished_at stays empty: a daily job is tried again after RETRY, a repeating one next time.
        logger.exception("job %s failed", job.name)
        _note(row, error=f"{type(error).__name__}: {str(error).partition(chr(10))[0]}"[:300])
    else:
        _note(row, report=report, error="", finished_at=timezone.now())
    return True


def run_missed(now):
    """Daily jobs whose time has come without a run (machine off, broker down): one run each."""
    return [job.name for job in timetable.JOBS if job.at and run(job, now)]


def _claim(name, period, now, *, repeats):
    row, created = JobRun.objects.get_or_create(name=name, period=period, defaults={"started_at": now})
    if created:
        return row
    rows = JobRun.objects.filter(pk=row.pk)
    if not repeats:
        rows = rows.filter(finished_at=None, started_at__lt=now - RETRY)
    return row if rows.update(started_at=now) else None


def _note(row, **facts):
    JobRun.objects.filter(pk=row.pk).update(**facts)
