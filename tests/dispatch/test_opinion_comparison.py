"""群众意见统计: compared with the time before and last year where dates say it; the county residents chose."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dispatch.exporting import lists
from dispatch.figures import opinions as figures
from dispatch.figures import period
from members.models import User
from members.studios import sheet as studio_sheet
from tests import opinions, world
from weijianyi.workflow import perform

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


def test_the_county_a_resident_chose_stands_in_list_figures_and_workbook(w, client):
    opinions.received(w, "金富巷的路坏了", county=w.county)
    said = opinions.received(w, "老街的路也坏了", county=w.county)
    perform(said, "explain", actor=w["member"], text="正在等规划。")
    opinions.received(w)
    days = period.chosen({}, timezone.now())
    rows = [
        (r["label"], r["received"], r["handled"]) for r in figures.by_studio_and_county(w["staff"], days)[1]
    ]
    assert rows == [("大安区", 2, 1), ("没有选县区", 1, 0)]
    User.objects.update(welcomed_at=timezone.now())
    client.force_login(w["staff"].user)
    here = f"county={w.county.pk}"
    for address in (reverse("opinion-list"), "/figures/opinions/"):
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        assert len(asked) <= 9
    page = client.get("/figures/opinions/").content.decode()
    assert f"metric=received&amp;{here}" in page
    page = client.get(f"/figures/opinions/list/?metric=received&{here}").content.decode()
    assert "大安区：收到 2 件" in page
    assert "罗溪巷" not in page
    page = client.get(reverse("opinion-list"), {"county": "none"}).content.decode()
    assert "罗溪巷" in page
    assert "金富巷" not in page
    sheet = lists.sheet("opinions", w["staff"], here)
    at = [column.label for column in sheet.columns].index("县区")
    assert [sheet.cells(row)[at] for row in sheet.rows] == ["大安区"] * 2
    assert ("县区", "大安区") in sheet.notes


def test_the_studios_month_counts_what_residents_said_there(w):
    opinions.closed(w)
    opinions.asked(w)
    opinions.received(w)
    opinions.received(w, "机器", marks=["quick"])  # kept apart
    month = timezone.localdate().replace(day=1)
    found = studio_sheet.counts(opinions.studio(w), month).opinions
    assert found == studio_sheet.OpinionCounts(received=3, answered=1, converted=1, solved=1)
