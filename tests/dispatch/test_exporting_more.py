"""导出 of the lists of pressure and hand-over: what stands in the rows, which tab and filter of the address hold."""

import pytest
from django.utils import timezone

from dispatch.models import Inspection, InspectionFinding, SavedFilter
from suggestions.models import Claim
from tests import linked
from tests import world as w
from tests.dispatch.ladder_days import day_of, remind
from tests.dispatch.test_exporting import entered, place, sheets, titles  # noqa: F401
from weijianyi.clock.calendars import calendar_for
from weijianyi.rulebook import cache
from weijianyi.rulebook.models import Setting
from weijianyi.workflow import perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return linked.levels(w.build())


def texts(row):
    return [text for _, text in row]


def test_what_came_from_above_and_what_went_up_stand_in_the_tabs_they_stand_in_on_the_page(world):
    source = linked.province_item(world)
    linked.passed(world, source, world.city, by="province")
    up = world.submitted(title="跨市公交")
    linked.passed(world, up, world.province)
    client = entered(world)
    rows, notes, _ = sheets(client.get("/exports/now/links/?tab=waiting"))
    assert texts(rows[1])[:5] == [source.reference, source.title, source.case.code, "江南政协", "上级转来"]
    assert notes["范围"] == "三级联动“待收件”一栏。"
    rows, _, _ = sheets(client.get("/exports/now/links/?tab=out"))
    assert texts(rows[1])[:5] == [up.reference, "跨市公交", up.case.code, "江南政协", "上报"]
    assert titles(client.get("/exports/now/links/?tab=out&way=down")) == []
    assert titles(client.get("/exports/now/links/?tab=out&q=公交")) == ["跨市公交"]
    page = client.get("/links/?tab=out&way=up").content.decode()
    assert "/exports/start/links/?tab=out&amp;way=up" in page, "the filters of the page go along"
    assert titles(entered(world, "county").get("/exports/now/links/?tab=waiting")) == []


def test_a_unit_exports_its_own_findings_only(world):
    made = Inspection.objects.create(
        organisation=world.city, title="二季度督导", opens_on=timezone.localdate(), closes_on=timezone.localdate(),
        people="督查室", started_by=world["staff"].post, started_at=timezone.now(),
    )  # fmt: skip
    for unit in ("城管局", "交通局"):
        InspectionFinding.objects.create(
            inspection=made, department=world.departments[unit], text=f"{unit}答复不按时", due_on=timezone.localdate(),
            found_at=timezone.now(), found_by=world["staff"].post,
        )  # fmt: skip
    assert titles(entered(world).get("/exports/now/findings/")) == ["交通局答复不按时", "城管局答复不按时"]
    assert titles(entered(world, "handler").get("/exports/now/findings/")) == ["城管局答复不按时"]


def test_claims_by_tab_and_words(world):
    item = world.dispatched().item
    Claim.objects.create(
        item=item, member=world["member2"].post.member, name="member2", asked_at=timezone.now(),
        asked_by=world["member2"].post,
    )  # fmt: skip
    client = entered(world)
    rows, _, _ = sheets(client.get("/exports/now/claims/?tab=applied"))
    assert texts(rows[1])[1:4] == [item.title, "member2", "待批准"]
    assert titles(client.get("/exports/now/claims/?tab=applied&q=别的")) == []
    assert titles(client.get("/exports/now/claims/?tab=active")) == []


# -- kept filters of the lists of pressure ---------------------------------------------------------
@pytest.mark.parametrize(
    ("page", "address", "query"),
    [("supervisions", "/supervision/", "tab=near&q=路灯"),
     ("pressure", "/supervision/pressure/", "pressure=late&q=路灯")],
)  # fmt: skip
def test_a_filter_of_the_board_is_kept_and_opens_with_it(world, page, address, query):
    client = entered(world, "supervisor")
    answer = client.post(f"/ledger/filters/{page}/", {"name": "路灯的", "query": query, "default": "on"})
    assert answer.url.startswith(f"{address}?")
    row = SavedFilter.objects.get()
    assert client.get(address).url == f"{address}?{row.query}"
    shown = client.get(f"{address}?{row.query}")
    assert "路灯的" in shown.content.decode()
    assert shown.context["form"].wanted()["q"] == "路灯"
    assert client.get(f"{address}?all=1").status_code == 200
    assert "路灯的" not in entered(world, "staff").get(address).content.decode(), "one's own"
    assert entered(world, "member").post(f"/ledger/filters/{page}/", {"name": "a"}).status_code == 403


def test_a_unit_has_the_board_without_kept_filters(world):
    assert "常用筛选" not in entered(world, "handler").get("/supervision/").content.decode()


@pytest.mark.parametrize(
    ("page", "address", "query"),
    [("handouts", "/handouts/", "tab=week&q=路灯"), ("promises", "/promises/", "state=late&q=路灯"),
     ("proposals", "/proposals/", "tab=filed&q=路灯")],
)  # fmt: skip
def test_a_filter_of_the_offices_lists_is_kept_and_opens_with_it(world, page, address, query):
    client = entered(world, "staff")
    assert client.post(f"/ledger/filters/{page}/", {"name": "路灯的", "query": query, "default": "on"}).url
    row = SavedFilter.objects.get()
    assert client.get(address).url == f"{address}?{row.query}"
    shown = client.get(f"{address}?{row.query}").content.decode()
    assert "路灯的" in shown
    assert 'value="路灯"' in shown
    assert client.get(f"{address}?all=1").status_code == 200
    assert entered(world, "member").post(f"/ledger/filters/{page}/", {"name": "a"}).status_code == 403


def test_the_list_of_hand_outs_is_narrowed_to_a_unit_and_counted_so(world):
    world.dispatched()
    other = world.dispatched(world.submitted(title="公交站"), lead="交通局")
    page = entered(world, "staff").get("/handouts/?tab=week&q=交通局")
    assert [d.pk for d in page.context["page"].rows] == [other.pk]
    assert {t["label"]: t["count"] for t in page.context["tabs"]}["本周"] == 1
    assert page.context["query"].startswith("tab=week&q=%E4")


# -- what waits, and what was said -----------------------------------------------------------------
def test_what_waits_for_a_decision_by_tab_and_for_who_decides(world):
    desk = world.working()
    until = calendar_for(world.city).add_workdays(desk.due_on, 2)
    perform(desk, "ask_extension", actor=world["handler"], reason="要等天晴", until=until)
    rows, notes, _ = sheets(entered(world).get("/exports/now/decisions/?tab=extensions"))
    said = dict(zip(texts(rows[0]), texts(rows[1]), strict=True))
    assert (said["标题"], said["单位"], said["提出的人"], said["理由"]) == (
        desk.item.title, "城管局", "handler", "要等天晴",
    )  # fmt: skip
    assert notes["范围"] == "等本人所在单位决定的“延期申请”一栏。"
    assert titles(entered(world).get("/exports/now/decisions/?tab=returns")) == []
    perform(world.submitted(title="待交办的"), "accept", actor=world["staff"], complexity="normal")
    assert titles(entered(world).get("/exports/now/decisions/?tab=accepted")) == ["待交办的"]
    assert titles(entered(world, "supervisor").get("/exports/now/decisions/?tab=accepted")) == []
    page = entered(world).get("/handouts/requests/?tab=extensions").content.decode()
    assert "/exports/start/decisions/?tab=extensions" in page


def test_replies_to_be_checked_stand_in_the_list_of_those_who_check(world):
    Setting.objects.create(
        organisation=world.city, key="reply_check_kinds", value=["suggestion"], valid_from=timezone.localdate()
    )  # fmt: skip
    cache.clear()
    desk = world.released()
    assert desk.state == "checking"
    assert titles(entered(world, "supervisor").get("/exports/now/checks/")) == [desk.item.title]
    assert "/exports/start/checks/" in entered(world).get("/checks/").content.decode()
    perform(desk, "pass_check", actor=world["staff"])
    assert titles(entered(world).get("/exports/now/checks/")) == []


def test_the_record_of_reminders_says_through_what_and_with_which_result(world):
    desk = world.working()
    remind(day_of(desk, before=1))
    address = f"/exports/now/reminders/?desk={desk.slug}"
    rows, notes, _ = sheets(entered(world).get(address))
    said = [dict(zip(texts(rows[0]), texts(row), strict=True)) for row in rows[1:]]
    sent = next(line for line in said if line["状态"] == "已发")
    assert (sent["提醒"], sent["单位"], sent["提醒谁"]) == ("还有 1 个工作日", "城管局", "handler")
    assert sent["站内"].startswith("已发 ")
    assert sent["邮件"] == ""
    assert desk.item.title in notes["范围"]
    assert {line["站内"] for line in said if line["状态"] != "已发"} <= {""}
    assert entered(world, "handler2").get(address).status_code == 404
    assert entered(world, "member").get(f"/exports/now/reminders/?item={desk.item.slug}").status_code == 403
    start = entered(world).get(f"/exports/start/reminders/?item={desk.item.slug}").content.decode()
    assert f'href="/items/{desk.item.slug}/reminders/"' in start
    assert (
        address.replace("now", "start")
        in entered(world).get(f"/desks/{desk.slug}/reminders/").content.decode()
    )


def test_what_the_unit_may_not_know_is_not_in_its_workbook(world):
    desk = world.rated(
        rating={"work": "mostly", "result": "dissatisfied"}, comment="树枝还是伸进了阳台，没有修剪。"
    )
    remind(day_of(desk, "redo_decision", since=1), "16:05")
    address = f"/exports/now/reminders/?desk={desk.slug}"
    assert "重办申请等决定" in titles(entered(world).get(address))
    assert "重办申请等决定" not in titles(entered(world, "handler").get(address))
