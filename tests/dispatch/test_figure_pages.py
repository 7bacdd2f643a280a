"""Pages of figures beside the overview: who opens them, that every number leads to its list, what they cost."""

import random
import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dispatch.figures import participation
from dispatch.figures.period import current
from dispatch.figures.scope import PLAIN
from members.models import ScoreExemption
from tests import world as w
from tests.dispatch.wandering import wander
from tests.figure_rows import Rows
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


def test_equal_members_share_a_place_and_some_stand_outside(world):
    """前二十名，与末位相同的都列出；不参加排名的另列，没有名次。"""
    days, rows = current("year", timezone.now()), Rows(world)
    for n, number in enumerate((3, 2, 2, 1)):
        rows.member = world.person(f"m{n}", "member").post.member
        rows.items(number, state="submitted", submitted_at=timezone.now())
    ScoreExemption.objects.create(
        organisation=world.city,
        member=rows.member,
        year=days.last.year,
        reason="驻会",
        made_by=world["staff"].post,
    )
    found = participation.most(world["leader"], days, PLAIN, top=2)
    assert [(place, str(member), n) for place, member, n in found] == [
        (1, "m0", 3), (2, "m1", 2), (2, "m2", 2), (0, "m3", 1),
    ]  # fmt: skip
    page = text_of(client_of(world, "leader").get("/overview/members/"))
    assert page.count("第 2，医卫界") == 2
    assert "不参加排名" in page


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


def test_a_member_sees_the_months_and_the_same_days_a_year_ago(world):
    days, rows = current("year", timezone.now()), Rows(world)
    ago = days.year_before()
    sent = timezone.make_aware(timezone.datetime.combine(ago.first, timezone.datetime.min.time()))
    rows.items(2, state="submitted", submitted_at=timezone.now())
    rows.items(3, state="submitted", submitted_at=sent)
    client = client_of(world, "member")
    page = text_of(client.get("/figures/mine/"))
    url, number = re.search(r'上年 <a href="([^"]*)">(\d+)</a>', page).groups()
    assert (number, COUNTED.search(text_of(client.get(url)))[1]) == ("3", "3")
    month = timezone.localdate()
    url = re.search(rf'<a href="([^"]*)"><title>{month.year}年{month.month}月：提交 2 件，办结 0 件', page)[1]
    assert COUNTED.search(text_of(client.get(url)))[1] == "2"


BAR = re.compile(r'<a href="(/ledger/\?[^"]*)">[^<]*</a><progress[^>]*></progress><b>(\d+)</b>')


def test_a_unit_and_a_side_see_topics_turns_and_ages_that_add_up(world):
    wander(world, random.Random(3), 8)
    world.dispatched()
    for name in ("handler", "supervisor"):
        client = client_of(world, name)
        page = text_of(client.get("/overview/"))
        bars = BAR.findall(page)
        for url, number in bars:
            assert (url, number) == (url, COUNTED.search(text_of(client.get(url)))[1])
        waiting = int(re.search(r">在办 (\d+) 件</a>", page)[1])
        for part in ("desk_at_", "desk_age_"):
            assert sum(int(n) for url, n in bars if f"metric={part}" in url) == waiting
        assert sum(int(n) for url, n in bars if "metric=desk_offered" in url) > 0
        parts = re.search(
            r'满意率 [^<]*，其中 <a href="([^"]*)">(\d+)</a> / <a href="([^"]*)">(\d+)</a>', page
        )
        for url, number in (parts.group(1, 2), parts.group(3, 4)):
            assert COUNTED.search(text_of(client.get(url)))[1] == number
