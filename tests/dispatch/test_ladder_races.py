"""Two schedulers at the same moment say everything once; the database decides."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from dispatch.ladder import jobs as reminding
from dispatch.models import Digest, Reminder
from tests import world as w
from tests.dispatch.ladder_days import at, day_of
from tests.gateway import Gateway
from weijianyi.notices import jobs
from weijianyi.notices.models import Channel, Notice

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(act):
    """Four threads, each on a connection of its own."""

    def once(_):
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        return list(pool.map(once, range(4)))


def test_two_schedulers_at_once_send_nothing_twice(monkeypatch, settings):
    world = w.build()
    proposed = []
    monkeypatch.setattr(reminding, "escalations", [lambda desk, reason, at: proposed.append(desk.pk)])
    desks = [world.working(world.dispatched(world.submitted(title=f"第{n}件"))) for n in range(5)]
    day = day_of(desks[0], after=5)
    with Gateway() as gateway:
        settings.SMS_URL = gateway.url
        at_once(lambda: reminding.remind(day, now=at(day)))
        at_once(lambda: reminding.summarise(day, now=at(day)))
        at_once(lambda: jobs.send(day, now=at(day)))
    lines = Reminder.objects.filter(event=None)
    assert lines.filter(state="sent", rung__code="late_1").count() == 10, "five desks, handler and leader"
    assert sorted(proposed) == [d.pk for d in desks]
    inbox = Notice.objects.filter(text="dispatch_reminder", channel=Channel.IN_APP)
    assert inbox.count() == lines.filter(state="sent").exclude(user=None).count()
    assert Digest.objects.filter(user=world["handler"].user).count() == 1
    late = [m["phone"] for m in gateway.messages if m["template"] == "late"]
    assert sorted(late) == sorted({world["handler"].user.phone, world["unitlead"].user.phone})
