"""Things to do after a change: written with it, done once, kept until done. The row is the truth."""

import logging
import threading
import time
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from weijianyi.celery import app
from weijianyi.work.models import Outbox

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
FIRST_RETRY = timedelta(seconds=10)
LONGEST_RETRY = timedelta(hours=1)
BROKER_REST = 30  # seconds without a nudge after the broker failed: requests must not wait for it each time
# Celery's own connection tries for 6 s before it gives up; a request cannot wait that long for a nudge.
NUDGE_OPTIONS = {"max_retries": 1, "interval_start": 0, "socket_connect_timeout": 1, "socket_timeout": 1}

handlers = {}
apart = set()  # topics whose handler talks to other servers: outside the transaction, safe to run twice
bell = threading.Event()  # wakes the embedded thread of `manage.py serve`
_broker_rests_until = 0.0


class Later(Exception):
    """Raised by a handler: not now, for no fault of this row; it counts as no attempt."""

    def __init__(self, wait: timedelta):
        super().__init__(f"in {wait}")
        self.wait = wait


def register(topic, handler, *, outside=False):
    """`handler(row: Outbox)` does the topic's work; called once from an AppConfig.ready().

    `outside`: it calls other servers, so it runs in no transaction of ours, keeps its own log of each try and
    may, after a crash, run again for the same row.
    """
    if handlers.get(topic, handler) != handler:
        raise ValueError(f"outbox topic {topic!r} has a handler already")
    handlers[topic] = handler
    if outside:
        apart.add(topic)


def put(topic, key, payload=None, *, delay=timedelta(0)):
    """Write one row inside the caller's transaction; a key already there stays as it is."""
    put_many(topic, {key: payload}, delay=delay)


def put_many(topic, payloads, *, delay=timedelta(0)):
    """`put` for many keys at once: {key: payload or None}."""
    now = timezone.now()
    Outbox.objects.bulk_create(
        [
            Outbox(topic=topic, key=key, payload=payload or {}, available_at=now + delay, created_at=now)
            for key, payload in payloads.items()
        ],
        ignore_conflicts=True,
        batch_size=500,
    )


def cancel(keys):
    """Take back rows not done yet; return how many were."""
    rows = Outbox.objects.waiting().filter(key__in=keys)
    return rows.update(cancelled_at=timezone.now(), leased_until=None)


def retry(keys):
    """Give rows that were given up a fresh start; return how many."""
    rows = Outbox.objects.stuck().filter(key__in=keys)
    return rows.update(attempts=0, available_at=timezone.now(), leased_until=None)


def wake():
    """Nudge whoever drains, after the commit; never raises. Losing the nudge costs seconds, not work."""
    transaction.on_commit(_nudge, robust=True)


def _nudge():
    global _broker_rests_until
    if not settings.CELERY_BROKER_URL:
        bell.set()
    elif time.monotonic() >= _broker_rests_until:
        try:
            with app.connection_for_write(transport_options=NUDGE_OPTIONS) as connection:
                app.send_task("work.drain", connection=connection, retry=False, expires=60)
        except Exception as error:
            _broker_rests_until = time.monotonic() + BROKER_REST
            logger.warning("broker unreachable, the sweep will drain: %s", _short(error))


def drain(limit=50, now=None):
    """Take up at most `limit` due rows, one after another; return how many (0 = nothing is due)."""
    for taken in range(limit):
        row = _claim(now or timezone.now())
        if row is None:
            return taken
        _handle(row, now)
    return limit


def empty(seconds=60, now=None):
    """Drain until nothing is due or the time is up; return how many rows were taken up."""
    end, total = time.monotonic() + seconds, 0
    while time.monotonic() < end and (taken := drain(now=now)):
        total += taken
    return total


def _claim(now):
    """Lease the next due row. The attempt is counted before the work, so a row that kills us shows."""
    with transaction.atomic(durable=True):
        due = Outbox.objects.due(now)
        row = due.select_for_update(skip_locked=True).order_by("available_at", "id").first()
        if row is None:
            return None
        row.attempts += 1
        row.leased_until = now + LEASE
        due.filter(pk=row.pk).update(attempts=row.attempts, leased_until=row.leased_until)
        return row


def _handle(row, now):
    """The effect and the done mark in one transaction; a failure is noted and tried later."""
    # The lease fences: whoever wakes after it went to somebody else finds no row here.
    mine = Outbox.objects.waiting().filter(pk=row.pk, attempts=row.attempts, leased_until=row.leased_until)
    try:
        if row.topic in apart and mine.exists():
            handlers[row.topic](row)
            mine.update(done_at=now or timezone.now(), leased_until=None, last_error="")
            return
        with transaction.atomic():
            if mine.select_for_update().first() is None:
                return
            handlers[row.topic](row)
            mine.update(done_at=now or timezone.now(), leased_until=None, last_error="")
    except Later as later:
        free_at = (now or timezone.now()) + later.wait
        mine.update(available_at=free_at, attempts=row.attempts - 1, leased_until=None)
    except Exception as error:
        mine.update(
            available_at=(now or timezone.now()) + _back_off(row.attempts),
            leased_until=None,
            last_error=_short(error),
        )
        given_up = row.attempts >= Outbox.MAX_ATTEMPTS
        logger.log(
            logging.ERROR if given_up else logging.WARNING,
            "outbox %s: attempt %s failed%s",
            row.key,
            row.attempts,
            ", given up" if given_up else "",
            exc_info=True,
        )


def _back_off(attempts):
    return min(FIRST_RETRY * 2 ** (attempts - 1), LONGEST_RETRY)


def _short(error):
    """Class and first line only: databases put the values of the row on the following lines."""
    return f"{type(error).__name__}: {str(error).partition(chr(10))[0]}"[:300]
