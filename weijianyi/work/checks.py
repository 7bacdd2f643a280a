"""System check: every job of the timetable can be run."""

from datetime import time

from django.core.checks import Error

from weijianyi.work.timetable import JOBS


def check_timetable(app_configs=None, jobs=None, **kwargs):
    jobs = JOBS if jobs is None else jobs
    names = [job.name for job in jobs]
    errors = [
        Error(f"two jobs are named {name!r}", id="work.E001")
        for name in sorted(set(names))
        if names.count(name) > 1
    ]
    for job in jobs:
        errors += _target_errors(job) + _time_errors(job)
    return errors


def _target_errors(job):
    try:
        target = job.load()
    except ImportError as error:
        return [Error(f"job {job.name!r}: {error}", id="work.E002")]
    if callable(target):
        return []
    return [Error(f"job {job.name!r}: {job.target} cannot be called", id="work.E002")]


def _time_errors(job):
    if bool(job.every) == bool(job.at):
        return [Error(f"job {job.name!r} needs either every= or at=", id="work.E003")]
    if job.every:
        return []
    try:
        time.fromisoformat(job.at[0])
        weekdays = set(job.at[1] or ())
    except (ValueError, TypeError, IndexError):
        return [Error(f'job {job.name!r}: at= is ("HH:MM", weekdays or None)', id="work.E003")]
    if weekdays <= set(range(7)):
        return []
    return [Error(f"job {job.name!r}: weekdays run from 0 (Monday) to 6", id="work.E003")]
