"""The production way on a real Redis: a Celery worker drains, and losing Redis loses nothing."""

import time
from functools import partial

import pytest
from celery.contrib.testing.worker import start_worker
from django.db import transaction
from django.utils import timezone
from kombu import Connection

from weijianyi.celery import app
from weijianyi.work import outbox, tasks, timetable
from weijianyi.work.models import JobRun, Outbox

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def worker(monkeypatch):
    """A worker in a thread of this process: same test database, real broker."""
    monkeypatch.setattr(outbox, "handlers", {"note": write_note})
    monkeypatch.setattr(outbox, "_broker_rests_until", 0.0)
    app.control.purge()
    with start_worker(app, pool="solo", perform_ping_check=False, shutdown_timeout=20):
        yield


def write_note(row):
    JobRun.objects.create(name="note", period=row.key, started_at=timezone.now())


def wait_for(condition, seconds=15):
    end = time.monotonic() + seconds
    while time.monotonic() < end and not condition():
        time.sleep(0.05)
    return condition()


def is_done(key):
    return Outbox.objects.filter(key=key, done_at__isnull=False).exists()


def test_a_worker_is_woken_by_the_commit_and_drains(worker):
    with transaction.atomic():
        outbox.put("note", "a")
        outbox.wake()
    assert wait_for(lambda: is_done("a"))
    assert JobRun.objects.filter(name="note").count() == 1


def test_what_the_nudge_lost_beat_brings(worker, monkeypatch):
    with monkeypatch.context() as redis_down, transaction.atomic():
        redis_down.setattr(app, "connection_for_write", partial(Connection, "redis://127.0.0.1:1/7"))
        outbox.put("note", "a")
        transaction.on_commit(outbox.wake)
    assert outbox._broker_rests_until > 0
    assert not wait_for(lambda: is_done("a"), seconds=1)

    tasks.run.delay("drain")  # what beat sends every ten seconds
    assert wait_for(lambda: is_done("a"))


def test_the_heartbeat_goes_through_broker_and_worker(worker):
    entry = app.conf.beat_schedule["tick"]
    app.send_task(entry["task"], args=entry["args"], **entry["options"])
    assert wait_for(lambda: JobRun.objects.filter(name="tick", finished_at__isnull=False).exists())
    assert timetable.find("tick").every == entry["schedule"]
