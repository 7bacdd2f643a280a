"""Celery app and beat timetable (built from weijianyi.work.timetable)."""

import os

from celery import Celery
from celery.schedules import crontab

from weijianyi.work.timetable import JOBS

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "weijianyi.settings")


def schedule(job):
    """When beat sends the job: every n seconds, or by the clock of settings.CELERY_TIMEZONE."""
    if job.every:
        return job.every
    day_of_week = ",".join(str((day + 1) % 7) for day in job.weekdays) or "*"  # cron counts from Sunday
    return crontab(hour=job.time.hour, minute=job.time.minute, day_of_week=day_of_week)


def beat_schedule(jobs=JOBS):
    """A late message is worthless: the next one, or the row of the missed run, brings the work."""
    return {
        job.name: {
            "task": "work.run",
            "schedule": schedule(job),
            "args": (job.name,),
            "options": {"expires": job.every or 3600},
        }
        for job in jobs
    }


app = Celery("weijianyi")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.beat_schedule = beat_schedule()
app.set_default()  # request threads would otherwise fall back to a Celery app without settings
app.autodiscover_tasks(["weijianyi.work"])
