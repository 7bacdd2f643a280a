"""The liaison's home: today, gaps, swaps that wait."""

from datetime import timedelta

import pytest
from django.utils import timezone

from members.models import Duty
from tests import stationed
from tests import world as w


@pytest.fixture
def world(db):
    return w.build()


def signed_in(client, world, name):
    client.force_login(world[name].user)
    return client


def test_the_liaison_s_home_says_what_is_to_do(client, world):
    stationed.duty(world, 3, member=None)
    stationed.duty(world, -1)
    stationed.asked(world, first=stationed.duty(world, 9))
    page = signed_in(client, world, "liaison").get("/").content.decode()
    for words in ("缺人 1 次", "待补记到岗 1 次", "member请member2替班", "来件由您接收"):
        assert words in page
    assert timezone.localdate() - timedelta(days=1) == Duty.objects.earliest("date").date
