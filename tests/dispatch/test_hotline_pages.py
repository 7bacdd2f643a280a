"""The office's pages of the hotline: by hand, lists out and in, the comparison; hot topics; the settings."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from dispatch.hotline import comparing, topics
from dispatch.hotline.words import Way
from dispatch.models import HotlineLine, HotlineList, HotlineMatch, HotlineTicket
from tests import connected, world

pytestmark = pytest.mark.django_db
HEAD = [
    "工单编号",
    "来件标识",
    "标题",
    "地点",
    "类别",
    "内容",
    "受理日期",
    "状态",
    "办理结果",
    "回访情况",
    "办结日期",
]


@pytest.fixture
def w():
    return world.build()


@pytest.fixture
def line(w):
    return connected.line(w, Way.FILE)


@pytest.fixture
def office(client, w):
    client.force_login(w["staff"].user)
    return client


def excel(*rows, head=HEAD):
    buffer = BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["十月热线工单"])
        for place, row in enumerate([head, *rows], 1):
            sheet.write_row(place, 0, row)
    return SimpleUploadedFile("热线.xlsx", buffer.getvalue())


def row(**said):
    return [said.get(name, "") for name in HEAD]


def uploaded(office, line, *rows):
    answer = office.post("/hotline/import/", {"line": line.pk, "file": excel(*rows)})
    assert answer.status_code == 302, answer.content.decode()
    return HotlineList.objects.latest("pk")


def text(answer, code=200):
    assert answer.status_code == code
    return answer.content.decode()


def test_entered_by_hand_the_desk_follows_and_what_cannot_be_taken_keeps_what_was_typed(office, w, line):
    desk, ticket = connected.at_hotline(w)
    url = f"/hotline/{ticket.pk}/"
    assert "登记热线的回复" in text(office.get(url))
    now = f"{timezone.localtime():%Y-%m-%dT%H:%M}"
    page = text(
        office.post(url, {"number": "X-1", "status": "已办结", "happened_at": now, "result": "已修剪十四处"}),
        422,
    )
    assert "还没有与委员沟通的记录" in page
    assert "已修剪十四处" in page
    assert not ticket.exchanges.exists()
    said = {
        "number": "X-1",
        "status": "已办结",
        "happened_at": now,
        "result": "已修剪。",
        "contact_summary": "已电话沟通。",
    }
    assert office.post(url, said).status_code == 302
    desk.refresh_from_db()
    assert desk.state == "released"
    assert office.post(url, said).status_code == 302, "the same again is no error"
    assert desk.replies.count() == 1
    assert "X-1" in text(office.get("/hotline/?tab=over"))


def test_the_list_for_the_hotline_goes_out_and_comes_back_filled_in(office, w, line):
    desk, ticket = connected.at_hotline(w)
    answer = office.get("/hotline/export/")
    table = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert table[1][0] == ticket.reference
    assert w["member"].user.name not in str(table)
    listed = uploaded(office, line, row(工单编号="2026-77", 来件标识=ticket.reference, 状态="已受理"))
    page = text(office.get(f"/hotline/import/{listed.pk}/"))
    assert "导入这 1 行" in page
    desk.refresh_from_db()
    assert desk.state == "offered", "looking changes nothing"
    assert "已更新 1 条" in text(office.post(f"/hotline/import/{listed.pk}/", follow=True))
    desk.refresh_from_db()
    assert desk.state == "working"
    assert office.post(f"/hotline/import/{listed.pk}/").status_code == 409
    again = uploaded(office, line, row(工单编号="2026-77", 来件标识=ticket.reference, 状态="已受理"))
    assert "重复，没有变化 1 条" in text(office.post(f"/hotline/import/{again.pk}/", follow=True))


def test_problems_are_told_by_row_before_anything_is_taken_over(office, line):
    listed = uploaded(
        office, line, row(标题="没有编号"), row(工单编号="A", 受理日期="去年"), row(工单编号="B", 标题="一"),
        row(工单编号="B", 标题="二"),
    )  # fmt: skip
    assert [(number, sentence[:6]) for number, sentence in listed.problems] == [
        (3, "没有工单编号"), (4, "日期写法不对"), (6, "工单编号 B"),
    ]  # fmt: skip
    assert len(listed.rows) == 2
    assert "第 4 行" in text(office.get(f"/hotline/import/{listed.pk}/"))


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04broken"])
def test_what_is_no_workbook_is_said_so(office, line, content):
    answer = office.post(
        "/hotline/import/", {"line": line.pk, "file": SimpleUploadedFile("a.xlsx", content + b" ")}
    )
    assert "请另存为 Excel" in text(answer, 422)


def test_a_sheet_without_the_columns_is_said_so(office, line):
    answer = office.post("/hotline/import/", {"line": line.pk, "file": excel(["x"], head=["姓名"])})
    assert "没有找到表头" in text(answer, 422)


@pytest.fixture
def compared(office, w, line):
    """Theirs: one like an open item of ours, closed there; one like an item we handed over; one of nothing."""
    mine = w.submitted(
        title="补装北门路灯",
        district="大安区",
        place="北门桥头",
        situation="北门桥头夜间没有路灯，行人摔倒。",
    )
    _, ticket = connected.at_hotline(w)
    item = ticket.desk.item
    rows = [
        row(
            工单编号="C1",
            标题="北门桥头没有路灯",
            地点="北门桥头",
            内容="北门桥头夜间没有路灯",
            状态="已办结",
            类别="照明",
        ),
        row(工单编号="C2", 标题=item.title, 地点=item.place, 内容=item.situation, 状态="办理中", 类别="绿化"),
        row(工单编号="C3", 标题="咨询医保缴费", 状态="办理中", 类别="医保"),
    ]
    listed = uploaded(office, line, *rows)
    office.post(f"/hotline/import/{listed.pk}/")
    return {"mine": mine, "item": item}


def test_the_comparison_has_three_lists(office, w, compared):
    found = {
        name: {(m.ticket.number, m.item_id) for m in comparing.listed(w["staff"], name)}
        for name in comparing.LISTS
    }
    assert found["closed"] == {("C1", compared["mine"].pk)}
    assert found["open"] == {("C2", compared["item"].pk)}
    assert found["twice"] == {("C2", compared["item"].pk)}, "they have it from us and from a caller"
    page = text(office.get("/hotline/compare/?tab=closed"))
    assert "补装北门路灯" in page
    table = CalamineWorkbook.from_filelike(BytesIO(office.get("/hotline/compare/export/").content))
    assert [r[:2] for r in table.get_sheet_by_index(0).to_python()[1:]] == [
        ["两边都在办", "C2"], ["对方已办结，我方未结", "C1"], ["重复反映", "C2"],
    ]  # fmt: skip


def test_the_office_says_whether_it_is_one_matter(office, w, compared):
    match = HotlineMatch.objects.get(ticket__number="C1")
    office.post(f"/hotline/compare/{match.pk}/", {"same": "no", "tab": "closed"})
    assert not comparing.listed(w["staff"], "closed")
    assert office.post(f"/hotline/compare/{match.pk}/", {"same": "no"}).status_code == 409
    office.post(f"/hotline/compare/{match.pk}/", {"same": "yes"})
    assert comparing.listed(w["staff"], "closed").get().decided_by == w["staff"].post


def test_hot_topics_say_numbers_and_nothing_of_anybody(client, w, line):
    today = timezone.localdate()
    for number in range(4):
        HotlineTicket.objects.create(
            line=line,
            direction="in",
            number=f"T{number}",
            title="张三投诉噪声",
            topic="噪声",
            reported_on=today,
        )
    HotlineTicket.objects.create(
        line=line, direction="in", number="R", title="罕见", topic="罕见", reported_on=today
    )
    (hot,) = topics.hot(w.city.pk)
    assert (hot["topic"], hot["now"], hot["before"], hot["still"]) == ("噪声", 4, 0, 4)
    client.force_login(w["member"].user)
    page = text(client.get("/hotline/topics/"))
    assert "噪声" in page
    assert "张三" not in page
    assert "罕见" not in page


def test_the_lists_ask_as_much_of_the_database_for_fifty_rows_as_for_three(office, w, line):
    def statements(url):
        office.get(url)
        with CaptureQueriesContext(connection) as found:
            text(office.get(url))
        return len(found)

    item = w.submitted()

    def more(start, end):
        for n in range(start, end):
            ticket = HotlineTicket.objects.create(
                line=line, direction="in", number=f"N{n}", title="路灯", problem="看", topic="灯",
                reported_on=timezone.localdate(),
            )  # fmt: skip
            HotlineMatch.objects.create(ticket=ticket, item=item, score=60)

    urls = ("/hotline/?tab=theirs", "/hotline/?tab=problem", "/hotline/compare/", "/hotline/topics/")
    more(0, 3)
    few = [statements(url) for url in urls]
    more(3, 50)
    assert [statements(url) for url in urls] == few
    assert max(few) <= 10, few


def test_the_administrator_sets_a_line_up_and_sees_the_secret_once(client, w, settings):
    connected.allow(settings, "hotline.example:443")
    hotline = w.department("市长信箱", paper=True)
    client.force_login(w["admin"].user)
    said = {"department": hotline.pk, "name": "市长信箱", "way": "http", "mark": "政协微建议", "active": "on",
            "url": "https://elsewhere.example/api"}  # fmt: skip
    assert "不在允许对接的主机名单里" in text(client.post("/interfaces/hotline/new/", said), 422)
    client.post("/interfaces/hotline/new/", said | {"url": "https://hotline.example/api"})
    made = HotlineLine.objects.get()
    page = client.get(f"/interfaces/hotline/{made.pk}/")
    version = page.context["version"]
    shown = client.post(f"/interfaces/hotline/{made.pk}/secret/", {"version": version})
    secret = shown.context["secret"]
    assert secret in text(shown)
    assert client.post(f"/interfaces/hotline/{made.pk}/secret/", {"version": version}).status_code == 409
    made.refresh_from_db()
    assert secret not in made.secret
    for url in (
        f"/interfaces/hotline/{made.pk}/",
        f"/interfaces/hotline/{made.pk}/log/",
        "/interfaces/hotline/",
    ):
        assert secret not in text(client.get(url))
    client.post(f"/interfaces/hotline/{made.pk}/states/new/", {"word": "现场核查", "effect": "working"})
    assert "现场核查" in text(client.get(f"/interfaces/hotline/{made.pk}/"))
    assert "已在对照表里" in text(
        client.post(f"/interfaces/hotline/{made.pk}/states/new/", {"word": "现场核查", "effect": "noted"}),
        422,
    )
