"""The 台账: who sees which rows, filters that stand in the address, columns, paging, and the workbook."""

import random
import re
from datetime import date, timedelta
from html import unescape
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dispatch import exports
from suggestions.models import Report
from tests import world as w
from tests.dispatch.wandering import wander
from weijianyi import rulebook
from weijianyi.workflow import perform

pytestmark = pytest.mark.django_db
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture
def world():
    return w.build()


def entered(world, name="staff"):
    client = Client()
    client.force_login(world[name].user)
    return client


def read(client, query=""):
    return unescape(client.get(f"/ledger/?{query}").content.decode())


def titles(page):
    return re.findall(r'<th scope="row"><a href="[^"]*">(.*?)</a>', page)


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("staff", 200), ("head", 200), ("leader", 200), ("supervisor", 200), ("editor", 200), ("member", 403),
        ("handler", 403), ("unitlead", 403), ("admin", 403), ("auditor", 403), ("relay", 403),
    ],
)  # fmt: skip
def test_who_opens_it(world, name, status):
    client = entered(world, name)
    assert client.get("/ledger/").status_code == status
    assert client.get("/ledger/export/").status_code == status
    assert client.post("/ledger/").status_code in (405, 403)


def test_everybody_sees_no_more_than_is_visible_to_them(world):
    world.submitted(title="微建议一件")
    world.dispatched(world.submitted(title="已交办一件"))
    perform(world.draft(kind=Report, title="社情民意一件"), "submit", actor=world["member"], declared=True)
    world.draft(title="草稿一件")
    seen = {
        name: set(titles(read(entered(world, name))))
        for name in ("staff", "leader", "editor", "supervisor", "county")
    }
    assert seen == {
        "staff": {"微建议一件", "已交办一件"},
        "leader": {"微建议一件", "已交办一件", "社情民意一件"},
        "editor": {"社情民意一件"},
        "supervisor": {"已交办一件"},
        "county": set(),
    }


def test_filters_stand_in_the_address(world):
    education = rulebook.entry(world.city, "category", "education")
    world.submitted(title="教育一件", category=education)
    world.submitted("member2", title="别人一件")
    world.dispatched(world.submitted(title="交通一件"), lead="交通局")
    staff, today = entered(world), timezone.localdate()
    bus = world.departments["交通局"].pk
    for query, expected in (
        (f"category={education.pk}", {"教育一件"}),
        ("category=none", set()),
        ("author=member2", {"别人一件"}),
        (f"department={bus}", {"交通一件"}),
        ("state=handling", {"交通一件"}),
        ("kind=proposal", set()),
        ("q=教育", {"教育一件"}),
        (f"from={today}&to={today}", {"教育一件", "别人一件", "交通一件"}),
        (f"to={today - timedelta(days=1)}", set()),
        ("overdue=on", set()),
        ("state=nonsense&department=x&from=x&sort=x&metric=x&after=x", {"教育一件", "别人一件", "交通一件"}),
    ):
        assert set(titles(read(staff, query))) == expected, query


def test_void_items_are_shown_only_when_asked_for(world):
    perform(world.submitted(title="录错一件"), "void", actor=world["head"], reason="录错")
    staff = entered(world)
    assert titles(read(staff)) == []
    page = read(staff, "state=void")
    assert titles(page) == ["录错一件"]
    assert "已作废" in page


def test_an_overdue_desk_is_found_by_its_filter_and_by_its_metric(world):
    desk = world.dispatched(world.submitted(title="超期一件"))
    world.dispatched(world.submitted(title="按期一件"))
    type(desk).objects.filter(pk=desk.pk).update(due_on=timezone.localdate() - timedelta(days=1))
    staff = entered(world)
    assert titles(read(staff, "overdue=on")) == titles(read(staff, "metric=overdue")) == ["超期一件"]


def test_a_metric_says_what_it_counts(world):
    world.rated()
    page = read(entered(world), "metric=satisfied")
    assert "计入满意" in page
    assert "共 1 份" in page
    assert "数据截至" in page


def test_columns_and_order_are_chosen(world):
    world.submitted(title="先提交的")
    world.submitted(title="后提交的")
    staff = entered(world)
    assert titles(read(staff, "sort=new")) == ["后提交的", "先提交的"]
    assert titles(read(staff, "sort=old")) == ["先提交的", "后提交的"]
    page = read(staff, "cols=sector&cols=closed&cols=nonsense")
    heads = re.findall(r'<th scope="col">(.*?)</th>', page)
    assert heads == ["编号", "标题", "界别", "办结"]


def test_fifty_a_page_and_on_to_the_next(world):
    for number in range(52):
        world.submitted(title=f"第 {number} 件")
    staff = entered(world)
    page = read(staff, "sort=due")
    assert len(titles(page)) == 50
    following = re.search(r'rel="next" href="([^"]*)"', page)[1]
    rest = titles(unescape(staff.get(following).content.decode()))
    assert len(rest) == 2
    assert not set(rest) & set(titles(page))


def test_an_empty_list_says_what_to_do(world):
    assert "没有符合条件的事项" in read(entered(world))


@pytest.mark.long
def test_the_price_is_the_same_for_few_and_for_many(world):
    world.closed()
    staff = entered(world)
    read(staff)
    for query in ("", "metric=desk_on_time", "metric=satisfied"):
        first = statements(staff, query)
        assert len(first) <= 9
    few = len(statements(staff, ""))
    wander(world, random.Random(7), 50)
    assert len(statements(staff, "")) == few


def statements(client, query):
    with CaptureQueriesContext(connection) as found:
        read(client, query)
    texts = [entry["sql"] for entry in found]
    assert max(texts.count(text) for text in texts) <= 2
    return texts


# -- the workbook ------------------------------------------------------------------------------------
def sheets(client, query=""):
    """[[(type, value)]] of both sheets and their raw XML."""
    response = client.get(f"/ledger/export/?{query}")
    assert response.status_code == 200
    with ZipFile(BytesIO(response.content)) as book:
        raw = [book.read(f"xl/worksheets/sheet{n}.xml").decode() for n in (1, 2)]
    return [[cells(row) for row in ElementTree.fromstring(text).iter(f"{MAIN}row")] for text in raw], raw


def cells(row):
    return [(cell.get("t", "n"), "".join(cell.itertext())) for cell in row]


def test_what_is_seen_is_exported_with_real_dates_and_a_frozen_head(world):
    world.submitted(title="甲")
    world.submitted("member2", title="乙")
    (rows, notes), (raw, _) = sheets(entered(world), "author=member2&cols=submitted")
    assert [value for _, value in rows[0]] == ["编号", "标题", "提交"]
    assert [kind for kind, _ in rows[1]] == ["inlineStr", "inlineStr", "n"]
    assert rows[1][1][1] == "乙"
    assert int(rows[1][2][1]) == (timezone.localdate() - date(1899, 12, 30)).days
    assert len(rows) == 2
    assert 'state="frozen"' in raw
    explained = {row[0][1]: row[1][1] for row in notes}
    assert explained["筛选：委员"] == "member2"
    assert explained["行数"] == "1"


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "http://x.y", "00123", "\x0b坏字符𠮷"]
)
def test_text_stays_text(world, text):
    item = world.submitted()
    type(item).objects.filter(pk=item.pk).update(title=text)
    (rows, _), (raw, _) = sheets(entered(world))
    assert rows[1][1][0] == "inlineStr"
    assert "<f>" not in raw
    assert "hyperlink" not in raw


def test_the_sheet_explains_the_metric(world):
    world.rated()
    (rows, notes), _ = sheets(entered(world, "leader"), "metric=satisfied")
    explained = {row[0][1]: row[1][1] for row in notes}
    assert explained["指标"] == "计入满意"
    assert explained["口径"].endswith("。")
    assert len(rows) == 2


def test_more_than_can_be_written_at_once_goes_to_the_background(world, monkeypatch):
    monkeypatch.setattr(exports, "MOST", 1)
    world.submitted()
    world.submitted()
    response = entered(world).get("/ledger/export/?kind=suggestion", follow=True)
    page = unescape(response.content.decode())
    assert response.redirect_chain == [("/exports/start/ledger/?kind=suggestion", 302)]
    assert "在后台导出" in page
