"""Done outbox rows are cleared away after a while; what waits never is."""

from datetime import timedelta

import pytest
from django.utils import timezone

from weijianyi.work import jobs, outbox
from weijianyi.work.models import Outbox

pytestmark = pytest.mark.django_db


def test_what_was_done_long_ago_is_cleared_away_and_nothing_else(monkeypatch):
    monkeypatch.setattr(outbox, "handlers", {"note": lambda row: None})
    later = timezone.now() + timedelta(seconds=1)
    outbox.put_many("note", {"done": None, "cancelled": None})
    outbox.cancel(["cancelled"])
    outbox.drain(now=later)
    outbox.put("note", "waiting")
    on = later.date()
    assert jobs.prune_outbox(on, now=later + timedelta(days=89)) == []
    assert jobs.prune_outbox(on, now=later + timedelta(days=91), dry_run=True) == [
        "清理已办结的待办消息 2 条"
    ]
    assert Outbox.objects.count() == 3
    assert jobs.prune_outbox(on, now=later + timedelta(days=91)) == ["清理已办结的待办消息 2 条"]
    assert jobs.prune_outbox(on, now=later + timedelta(days=91)) == []
    assert [row.key for row in Outbox.objects.all()] == ["waiting"]
