"""社情民意台账, the grid of informants, 案例与交流: rows, filters, gaps, workbooks, statements."""

import re
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dispatch.models import GridPlace, Informant
from suggestions.upward import tracking
from tests import forwarded, reported
from tests.world import client
from weijianyi import rulebook

pytestmark = pytest.mark.django_db
LEDGER, GRID, CASES = "/reports/ledger/", "/reports/informants/", "/cases/"


def statements(who, url):
    with CaptureQueriesContext(connection) as found:
        assert who.get(url).status_code == 200
    return len(found)


def sheet(answer):
    """Rows of the first sheet as {column letter: text}."""
    with ZipFile(BytesIO(answer.content)) as book:
        raw = book.read("xl/worksheets/sheet1.xml").decode()
    found = []
    for row in re.findall(r"<row.*?</row>", raw):
        cells = re.findall(r'<c r="([A-Z]+)\d+"[^>]*>(.*?)</c>', row)
        found.append({letter: re.sub(r"<[^>]+>", "", text) for letter, text in cells})
    return found


# -- the ledger ------------------------------------------------------------------------------------
def test_a_row_tells_the_whole_way_of_a_report(w):
    report = reported.revised(w, title="校门口三轮车占道")
    desk = forwarded.at_unit(w, report)
    editor = client(w, "editor")
    row = editor.get(LEDGER).context["rows"][0]
    assert (row.content, row.unit, row.due, row.result, row.closed) == (
        "校门口三轮车占道", "城管局", desk.due_on, "办理中", None,
    )  # fmt: skip
    forwarded.told(w, forwarded.answered(w, desk))
    row = editor.get(LEDGER).context["rows"][0]
    today = timezone.localdate()
    assert row.result == "已解决"
    assert row.feedback == f"已转告 {today}"
    assert row.closed is None  # the report itself is still being edited
    reported.issued(w, reported.drafted(w, report))
    assert editor.get(LEDGER).context["rows"][0].closed == today


def test_the_chips_count_what_they_show(w):
    refused = reported.sent(w)
    refused.report_facts.source = rulebook.entry(w.city, "report_source", "visit")
    refused.report_facts.save()
    desk = forwarded.at_unit(w)
    type(desk).objects.update(due_on=timezone.localdate() - timedelta(days=1))
    tracked = reported.editing(w)
    tracking.track(
        tracked, actor=w["editor"], next_on=timezone.localdate() + timedelta(days=2), note="问进展"
    )
    editor = client(w, "editor")
    for chip in editor.get(LEDGER).context["chips"]:
        assert len(editor.get(LEDGER + chip["url"]).context["rows"]) == chip["count"], chip
    numbers = {chip["label"]: chip["count"] for chip in editor.get(LEDGER).context["chips"]}
    assert numbers == {"全部": 3, "没有办结": 3, "超期": 1, "转单位": 1, "跟踪中": 1, "办结": 0}
    source = refused.report_facts.source_id
    assert len(editor.get(f"{LEDGER}?source={source}").context["rows"]) == 1
    unit = w.departments["城管局"].pk
    assert len(editor.get(f"{LEDGER}?department={unit}&from=2020-01-01&q=修剪").context["rows"]) == 1
    assert editor.get(f"{LEDGER}?show=nonsense&from=x&source=y&after=z").status_code == 200


def test_the_workbook_has_the_rows_of_the_page_and_says_what_they_mean(w):
    forwarded.told(w)
    forwarded.by_informant(w)
    rows = sheet(client(w, "editor").get("/reports/ledger/export/"))
    assert list(rows[0].values())[:8] == ["编号", "日期", "来源", "内容", "层级", "办理单位", "期限", "结果"]
    assert len(rows) == 3
    assert "informant（向阳镇）" in rows[1]["C"]
    assert rows[2]["F"] == "城管局"


def test_the_ledger_asks_the_same_for_few_and_many(w):
    editor = client(w, "editor")
    forwarded.named(w, post=w["informant"].post)
    desk = forwarded.at_unit(w)
    forwarded.by_informant(w)
    statements(editor, LEDGER)
    few = statements(editor, LEDGER)
    for n in range(8):
        forwarded.at_unit(w, reported.editing(w, title=f"第 {n} 条"))
        forwarded.by_informant(w, title=f"村道 {n}")
    assert desk.pk
    assert few == statements(editor, LEDGER) <= 15


# -- informants ------------------------------------------------------------------------------------
def test_the_grid_shows_who_reports_and_where_nobody_does(w):
    editor = client(w, "editor")
    editor.post(
        "/reports/informants/places/new/", {"level": "township", "names": "向阳镇\n西外街街道\n向阳镇"}
    )
    editor.post("/reports/informants/places/new/", {"level": "township", "names": "向阳镇"})
    assert GridPlace.objects.count() == 2
    place = GridPlace.objects.get(name="向阳镇")
    data = {
        "unit": f"p-{place.pk}",
        "name": "李春",
        "account": w["informant"].post.pk,
        "valid_from": "2026-01-01",
    }
    assert editor.post("/reports/informants/new/", data | {"valid_to": "2025-01-01"}).status_code == 422
    assert editor.post("/reports/informants/new/", data).status_code == 302
    forwarded.by_informant(w)
    page = editor.get(GRID)
    units = {unit.name: unit for unit in page.context["units"]}
    assert {i.name for i in units["向阳镇"].informants} == {"李春"}
    assert units["向阳镇"].sent == 1
    assert units["城管局"].informants == []
    shares = {s.label: (s.named, s.all) for s in page.context["shares"]}
    assert shares["乡镇街道"] == (1, 2)
    assert shares["部门单位"] == (0, 4)
    gaps = {unit.name for unit in editor.get(f"{GRID}?gaps=on").context["units"]}
    assert "向阳镇" not in gaps
    assert "西外街街道" in gaps
    ended = Informant.objects.get()
    editor.post(f"{GRID}{ended.pk}/", data | {"valid_from": "2025-01-01", "valid_to": "2025-12-31"})
    assert "向阳镇" in {unit.name for unit in editor.get(f"{GRID}?gaps=on").context["units"]}
    rows = sheet(editor.get(f"{GRID}export/"))
    assert any(row.get("B") == "城管局" and row.get("C") == "（空缺）" for row in rows)


def test_a_recruited_deliberator_stands_in_the_table_and_fills_no_gap(w):
    editor = client(w, "editor")
    unit = f"d-{w.departments['城管局'].pk}"
    data = {
        "unit": unit,
        "kind": "deliberator",
        "name": "赵一",
        "background": "幸福食堂",
        "valid_from": "2026-01-01",
    }
    assert editor.post("/reports/informants/new/", data | {"kind": "mayor"}).status_code == 422
    assert editor.post("/reports/informants/new/", data).status_code == 302
    page = editor.get(f"{GRID}?deliberators=on")
    assert [u.name for u in page.context["units"]] == ["城管局"]
    assert "选聘的议政员 1 名" in page.content.decode()
    assert "空缺" in page.content.decode(), "somebody who reports is still missing"
    assert "城管局" in {u.name for u in editor.get(f"{GRID}?gaps=on").context["units"]}
    rows = sheet(editor.get(f"{GRID}export/"))
    assert any(row.get("B") == "城管局" and row.get("D") == "赵一（幸福食堂）" for row in rows)


def test_the_grid_asks_the_same_for_few_and_many(w):
    editor = client(w, "editor")
    forwarded.named(w, post=w["informant"].post)
    statements(editor, GRID)
    few = statements(editor, GRID)
    for n in range(20):
        w.department(f"第{n}局")
        forwarded.named(w, name=f"张{n}", department=w.departments[f"第{n}局"], post=w["informant"].post)
    assert few == statements(editor, GRID) <= 14


# -- cases -----------------------------------------------------------------------------------------
def test_members_see_public_facts_of_what_is_with_its_unit(w):
    w.dispatched(w.submitted(title="修剪大树"))
    w.released(
        w.working(w.dispatched(w.submitted("member2", title="更换路灯", situation="机密正文在这里，很长。")))
    )
    w.dispatched(w.submitted(title="不公开的事", open_consent=False, closed_reason="隐私"))
    w.submitted(title="还没有交办")
    page = client(w, "member").get(CASES).content.decode()
    assert "修剪大树" in page
    assert "更换路灯" in page
    assert "当日修剪伸入阳台" in page  # the released reply
    for hidden in ("机密正文", "不公开的事", "还没有交办"):
        assert hidden not in page
    shown = client(w, "member").get(f"{CASES}?tab=answered&q=路灯").context["rows"]
    assert [row["item"].title for row in shown] == ["更换路灯"]
    assert client(w, "member").get(f"{CASES}?kind=x&category=y&tab=z").status_code == 200


def test_cases_ask_the_same_for_few_and_many(w):
    member = client(w, "member")
    w.dispatched(w.submitted(title="第一件"))
    statements(member, CASES)
    few = statements(member, CASES)
    for n in range(12):
        w.dispatched(w.submitted(title=f"第 {n} 件"))
    assert few == statements(member, CASES) <= 9
