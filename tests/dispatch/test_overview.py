"""The leader's overview: who sees it, what it costs, and that every number leads to as many rows."""

import random
import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dispatch.models import HotlineLine
from tests import opinions
from tests import world as w
from tests.dispatch.wandering import wander
from weijianyi.work.models import JobRun
from weijianyi.workflow import SYSTEM_ACTOR, perform

pytestmark = pytest.mark.django_db
COUNTED = re.compile(r"共 (\d+) [件份]")


@pytest.fixture
def world():
    return w.build()


def entered(world, name):
    client = Client()
    client.force_login(world[name].user)
    return client


def text_of(response):
    return unescape(response.content.decode())


LINKED = r'<a[^>]*href="(/ledger/\?[^"]*)"[^>]*>'


def numbers_with_lists(page):
    """[(number, address)]: a number inside its link, or beside a bar or a part whose name is the link."""
    found = []
    for url, inner in re.findall(f"{LINKED}(.*?)</a>", page, re.DOTALL):
        text = re.fullmatch(r"(?:已评|在办|.*局)? *(\d+)(?: [件份])?", re.sub(r"<[^>]+>", "", inner).strip())
        found += [(int(text[1]), url)] if text else []
    beside = re.findall(f"{LINKED}[^<]*</a>(?:<progress[^>]*></progress>)?<b>(\\d+)</b>", page)
    return found + [(int(number), url) for url, number in beside]


@pytest.mark.long
def test_every_number_leads_to_exactly_that_many_rows(world):
    wander(world, random.Random(5), 14)
    leader = entered(world, "leader")
    pairs = numbers_with_lists(text_of(leader.get("/overview/")))
    assert len(pairs) > 40
    for number, url in dict.fromkeys(pairs):
        assert (number, url) == (int(COUNTED.search(text_of(leader.get(url)))[1]), url)


def test_tiles_bars_and_months_lead_to_their_lists(world):
    for _ in range(4):
        world.closed()
    leader = entered(world, "leader")
    page = text_of(leader.get("/overview/"))
    for number, metric in (
        ("4", "submitted"), ("4", "accepted"), ("100.0", "replied"), ("100.0", "satisfied"), ("0", "overdue"),
    ):  # fmt: skip
        assert re.search(
            rf'href="/ledger/\?metric={metric}&[^"]*"><div class="l">[^<]*</div><div class="v">{number}<',
            page,
        )
    month = timezone.localdate()
    title = f"{month.year}年{month.month}月：提交 4 件，办结 4 件"
    url = re.search(rf'<a href="([^"]*)"><title>{title}</title>', page)[1]
    assert "共 4 件" in text_of(leader.get(url))
    assert re.search(r'<a href="(/ledger/[^"]*category=\d+[^"]*)">城市管理</a>', page)


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("leader", 200), ("head", 200), ("staff", 200), ("handler", 200), ("unitlead", 200), ("member", 403),
        ("operator", 403), ("editor", 403), ("supervisor", 200), ("relay", 403), ("admin", 403), ("auditor", 403),
    ],
)  # fmt: skip
def test_who_sees_the_overview(world, name, status):
    assert entered(world, name).get("/overview/").status_code == status


def test_it_is_the_leaders_home_and_changes_nothing(world):
    leader = entered(world, "leader")
    assert "微建议办理情况" in text_of(leader.get("/"))
    assert leader.post("/overview/").status_code == 405


def test_a_unit_sees_its_own_numbers_and_nothing_of_others(world):
    world.dispatched()
    world.dispatched(lead="交通局")
    page = text_of(entered(world, "handler").get("/overview/"))
    assert re.search(r'交办件</div><div class="v">1<', page)
    assert "交通局" not in page
    url = re.search(r'href="(/ledger/\?metric=desk_offered&[^"]*)"', page)[1]
    own = text_of(entered(world, "handler").get(url))
    assert COUNTED.search(own)[1] == "1"
    assert "交通局" not in own
    assert entered(world, "handler").get("/ledger/").status_code == 403


def test_a_unit_and_a_side_see_their_months_and_verdicts_with_the_lists(world):
    world.closed()
    world.dispatched()
    world.dispatched(lead="交通局")
    month = timezone.localdate()
    for name, begun, ended in (("handler", 2, 1), ("supervisor", 3, 1)):
        client = entered(world, name)
        page = text_of(client.get("/overview/"))
        title = f"{month.year}年{month.month}月：交办 {begun} 件，答复 {ended} 件"
        url = re.search(rf'<a href="([^"]*)"><title>{title}</title>', page)[1]
        assert COUNTED.search(text_of(client.get(url)))[1] == str(begun)
        answered = re.search(rf'href="([^"]*)">{ended}</a></td></tr></tbody></table></details>', page)[1]
        assert COUNTED.search(text_of(client.get(answered)))[1] == str(ended)
        assert re.search(rf">满意</a><b>{ended}</b>", page)
        assert "echarts.simple" in page


def test_studios_and_the_hotline_stand_beside_the_items(world):
    HotlineLine.objects.create(department=world.departments["城管局"], name="12345")
    world.closed()
    world.dispatched()
    world.dispatched(lead="交通局")
    opinions.answered(world)
    opinions.received(world)
    leader = entered(world, "leader")
    page = text_of(leader.get("/overview/"))
    for label, number in (
        ("转热线办理", 2),
        ("热线已答复", 1),
        ("收到", 2),
        ("反映和处理", 1),
        ("还没有处理", 1),
    ):
        url = re.search(rf'<a href="([^"]*)">{label}</a><b>{number}</b>', page)[1]
        assert re.search(rf"(共|{label}) {number} 件", text_of(leader.get(url))), label
    assert "50.0%" in page.split("委员工作室</h2>")[1].split("</section>")[0]
    assert "委员工作室</h2>" not in text_of(leader.get("/overview/?scope=whole"))


def test_few_cases_are_listed_apart_without_a_rate(world):
    for _ in range(3):
        world.dispatched()
    world.dispatched(lead="交通局")
    page = text_of(entered(world, "leader").get("/overview/"))
    many, few = page.split("不足 3 件", 1)
    assert "城管局" in many
    assert "交通局" not in many
    assert "交通局 1 件" in few


def test_the_page_says_its_days_its_cut_off_and_its_scope(world):
    page = text_of(entered(world, "leader").get("/overview/?from=2025-01-01&to=2025-03-31"))
    assert "2025年1月1日至2025年3月31日" in page
    assert "数据截至" in page
    assert "本级" in page
    assert 'aria-current="true">' not in page.split('aria-label="类别"')[0]  # none of the periods


def test_a_note_warns_when_the_timed_jobs_stand_still(world):
    leader = entered(world, "leader")
    run = JobRun.objects.create(name="tick", started_at=timezone.now(), finished_at=timezone.now())
    assert "定时工作没有运行" not in text_of(leader.get("/overview/"))
    run.finished_at -= timedelta(days=2)
    run.save()
    assert "定时工作没有运行" in text_of(leader.get("/overview/"))


def test_unrated_stands_beside_the_rate(world):
    perform(world.released(), "lapse", actor=SYSTEM_ACTOR)
    page = text_of(entered(world, "leader").get("/overview/"))
    assert re.search(r">未表态</a><b>1</b>", page)
    assert "满意率 —" in page


@pytest.mark.long
@pytest.mark.parametrize("name", ["leader", "staff"])
def test_the_price_is_the_same_for_few_and_for_many(world, name):
    world.closed()
    client = entered(world, name)
    client.get("/overview/")
    first = statements(client)
    wander(world, random.Random(6), 50)
    assert len(statements(client)) == len(first) <= 19


def statements(client):
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get("/overview/").status_code == 200
    texts = [query["sql"] for query in found]
    assert max(texts.count(text) for text in texts) <= 2
    return texts
