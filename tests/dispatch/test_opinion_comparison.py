"""群众意见统计: compared with the time before and with last year, where dates say it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from dispatch.figures import opinions as figures
from dispatch.figures import period
from tests import opinions, world

pytestmark = pytest.mark.django_db


@pytest.fixture
def w():
    return world.build()


def test_the_time_before_and_last_year_stand_beside_where_dates_say_it(w):
    now = timezone.now()
    for days_ago in (1, 2, 380):
        opinions.received(w, at=now - timedelta(days=days_ago))
    today = timezone.localdate(now)
    days = period.Period(today - timedelta(days=30), today, now)
    rows = {m.key: (number, before, year) for m, number, _, before, year in figures.table(w["leader"], days)}
    assert rows["received"] == (2, 0, 1)
    assert rows["waiting"] == (2, 0, 1)
