"""The nudge after a commit: it saves seconds, may be lost, and never troubles the request."""

import socket
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from weijianyi.work import jobs, outbox

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def embedded(settings):
    settings.CELERY_BROKER_URL = None
    outbox.bell.clear()
    yield outbox.bell
    outbox.bell.clear()


def test_the_embedded_thread_is_woken_only_after_the_commit(embedded):
    with transaction.atomic():
        outbox.put("note", "a")
        outbox.wake()
        assert not embedded.is_set()
    assert embedded.is_set()


def test_the_nudge_may_itself_be_an_after_commit_hook(embedded):
    with transaction.atomic():
        transaction.on_commit(outbox.wake, robust=True)
    assert embedded.is_set()


@pytest.fixture
def dead_broker(settings, monkeypatch):
    settings.CELERY_BROKER_URL = f"redis://127.0.0.1:{closed_port()}/7"
    monkeypatch.setattr(outbox, "_broker_rests_until", 0.0)


def closed_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_dead_broker_neither_raises_nor_delays_nor_loses(dead_broker, monkeypatch):
    done = []
    monkeypatch.setattr(outbox, "handlers", {"note": lambda row: done.append(row.key)})
    started = timezone.now()
    with transaction.atomic():
        outbox.put("note", "a")
        outbox.wake()
    outbox.wake()
    assert timezone.now() - started < timedelta(seconds=2)
    assert outbox._broker_rests_until > 0, "the nudge reached a broker after all"
    jobs.drain(timezone.localdate(), now=timezone.now())
    assert done == ["a"]
