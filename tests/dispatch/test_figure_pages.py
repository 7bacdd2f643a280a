"""Pages of figures beside the overview: who opens them, that every number leads to its list, what they cost."""

import random
import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import world as w
from tests.dispatch.wandering import wander
from tests.routes_figures import OVERVIEW

pytestmark = pytest.mark.django_db
PAGES = {
    "/overview/units/": f"{OVERVIEW} supervisor", "/overview/members/": OVERVIEW, "/overview/counties/": OVERVIEW,
    "/overview/metrics/": OVERVIEW, "/overview/export/": f"{OVERVIEW} supervisor handler unitlead",
    "/figures/mine/": "member operator",
}  # fmt: skip
EVERYBODY = (
    "staff", "head", "county", "leader", "supervisor", "handler", "unitlead", "member", "operator", "editor", "relay",
    "admin", "auditor",
)  # fmt: skip
CELL = re.compile(r'<a href="(/ledger/\?[^"]*)">(\d+)</a>')
COUNTED = re.compile(r"共 (\d+) [件份人]")


def client_of(world, name):
    client = Client()
    client.force_login(world[name].user)
    return client


def text_of(response):
    return unescape(response.content.decode())


@pytest.mark.long
def test_who_opens_which_page(world):
    for name in EVERYBODY:
        client = client_of(world, name)
        found = {page for page in PAGES if client.get(page).status_code == 200}
        assert found == {page for page, who in PAGES.items() if name in who.split()}, name


def test_every_cell_leads_to_as_many_rows(world):
    wander(world, random.Random(3), 8)
    for name, pages in (
        ("leader", ("/overview/units/", "/overview/members/", "/overview/counties/", "/overview/?kind=proposal")),
        ("member", ("/figures/mine/",)), ("supervisor", ("/overview/",)), ("handler", ("/overview/",)),
    ):  # fmt: skip
        client = client_of(world, name)
        cells = dict.fromkeys(cell for page in pages for cell in CELL.findall(text_of(client.get(page))))
        some = [cell for cell in cells if cell[1] != "0"][:14]
        assert some or name == "supervisor", name
        for url, number in some:
            assert (number, url) == (COUNTED.search(text_of(client.get(url)))[1], url)


def test_who_did_not_submit_is_for_leaders_and_the_office(world):
    world.submitted()
    assert "member2" in text_of(client_of(world, "leader").get("/ledger/?metric=idle"))
    for name in ("member", "handler", "supervisor", "editor"):
        assert "member2" not in text_of(client_of(world, name).get("/ledger/?metric=idle"))


@pytest.mark.long
@pytest.mark.parametrize(
    "page", ["/overview/units/", "/overview/members/", "/overview/counties/", "/overview/metrics/"]
)
def test_the_price_is_the_same_for_few_and_for_many(world, page):
    world.closed()
    client, numbers = client_of(world, "leader"), []
    client.get(page)
    for _ in range(2):
        with CaptureQueriesContext(connection) as found:
            client.get(page)
        numbers.append(len(found))
        wander(world, random.Random(6), 6)
    assert numbers[0] == numbers[1] <= 20


@pytest.fixture
def world():
    return w.build()
