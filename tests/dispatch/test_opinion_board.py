"""The dashboard of the studios: every number opens the list of exactly that many opinions; what it costs."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from members.models import Opinion, Studio
from tests import world

pytestmark = pytest.mark.django_db
LISTED = r'<a(?: class="kpi")? href="(/figures/opinions/list/\?[^"]*)">'
CELL = re.compile(LISTED + r'(?:<div class="l">[^<]*</div><div class="v">)?(\d+)<')
MONTH = re.compile(LISTED + r"<title>\d+年\d+月：收到 (\d+) 件，推动解决 (\d+) 件")
COUNTED = re.compile(r"<h1>\D* (\d+) 件</h1>")


@pytest.fixture
def w():
    found = world.build()
    now = timezone.now()
    places = [
        lay_studio(found, "一中工作室"),
        lay_studio(found, "江北工作室"),
        lay_studio(found, "山前工作室"),
    ]
    ways = (
        {},
        {"handled_at": now, "channel": "online"},
        {"handled_at": now, "closed_at": now, "solved": True, "state": "closed"},
        {"state": "withdrawn"},
    )
    for n in range(40):
        fields = dict(ways[n % 4])
        at = now - timedelta(days=(1, 20, 45, 380, 400)[n % 5], hours=1)
        if "handled_at" in fields and n % 5 > 2:
            fields |= {key: at + timedelta(hours=1) for key in ("handled_at", "closed_at") if key in fields}
        Opinion.objects.create(
            organisation=found.city, studio=places[n % 3], text="事", receipt=f"{n:08d}", received_at=at,
            delete_after=timezone.localdate(), taken_by=found["member"].post if "handled_at" in fields else None,
            **{"channel": "onsite"} | fields,
        )  # fmt: skip
    return found


def lay_studio(w, name):
    return Studio.objects.create(
        organisation=w.city, name=name, level="village", liaison=w["liaison"].post, opened_on="2020-01-01"
    )


def client_of(w, name="leader"):
    found = Client()
    found.force_login(w[name].user)
    return found


def text_of(response):
    assert response.status_code == 200
    return unescape(response.content.decode())


@pytest.mark.parametrize("asked", ["?period=year", "?from=2024-06-15"])
def test_every_cell_and_month_opens_exactly_that_many(w, asked):
    client = client_of(w)
    page = text_of(client.get(f"/figures/opinions/{asked}"))
    months = MONTH.findall(page)
    cells = {*CELL.findall(page), *((url, received) for url, received, _ in months)}
    assert len({url for url, _ in cells if "studio=" in url}) == 12  # three studios, four numbers each
    assert sum(int(received) for _, received, _ in months) > 0
    assert len(cells) > 30
    for url, number in cells:
        assert (url, number) == (url, COUNTED.search(text_of(client.get(url)))[1])


def test_a_studio_of_others_opens_an_empty_list(w):
    assert (
        COUNTED.search(text_of(client_of(w).get("/figures/opinions/list/?metric=received&studio=nobody")))[1]
        == "0"
    )


def test_the_months_stand_as_a_table_without_scripts_and_the_page_stays_cheap(w):
    client = client_of(w)
    client.get("/figures/opinions/")
    with CaptureQueriesContext(connection) as found:
        page = text_of(client.get("/figures/opinions/"))
    assert "查看数据表" in page
    assert "占收到" in page
    assert len(found) <= 12
