"""The background thread of `manage.py serve`: timetable and outbox in one process, without a broker."""

import logging
import threading
import time

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import close_old_connections, connection
from django.utils import timezone

from weijianyi.work import outbox, runs
from weijianyi.work.timetable import JOBS

logger = logging.getLogger(__name__)


class Timekeeper(threading.Thread):
    """Runs every repeating job when its seconds have passed; the tick among them runs the daily ones."""

    def __init__(self, jobs=JOBS):
        if settings.CELERY_BROKER_URL:
            raise ImproperlyConfigured("a broker is configured: Celery beat keeps the timetable")
        super().__init__(name="timekeeper", daemon=True)
        self.stopping = threading.Event()
        self.jobs = [job for job in jobs if job.every]
        self.next_runs = {job.name: 0.0 for job in self.jobs}

    def run(self):
        while not self.stopping.is_set():
            close_old_connections()
            try:
                self.round()
            except Exception:  # a broken database must not end the timetable
                logger.exception("timekeeper: this round failed")
            outbox.bell.wait(self.seconds_left())
        connection.close()

    def round(self):
        if outbox.bell.is_set():
            outbox.bell.clear()
            outbox.empty()
        for job in self.jobs:
            if self.next_runs[job.name] <= time.monotonic() and not self.stopping.is_set():
                self.next_runs[job.name] = time.monotonic() + job.every
                runs.run(job, timezone.now())

    def seconds_left(self):
        return max(0.0, min(self.next_runs.values(), default=1.0) - time.monotonic())

    def stop(self, timeout=1):
        self.stopping.set()
        outbox.bell.set()
        self.join(timeout)
