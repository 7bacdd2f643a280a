"""Lists come in checked and whole or not at all, can be read in again, and go out in the same shape."""

import io
import time
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from dispatch.models import Assignment, Department, Officer, RosterImport
from dispatch.people.rosters import reading, running, workbook
from members.models import Collective, Member, Membership, Post, User
from suggestions.models import Authorship, Item
from tests import world as w
from tests.rostered import item_row, member_row, sheet, taken
from weijianyi import rulebook
from weijianyi.audit.models import Event
from weijianyi.work import outbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return w.build()


def test_the_way_from_the_template_to_the_printed_passwords(client, city):
    client.force_login(city["staff"].user)
    template = client.get(reverse("roster-template", args=["members"]))
    book = load_workbook(io.BytesIO(template.content))
    assert book.sheetnames == ["数据", "说明"]
    answer = client.post(reverse("roster-new", args=["members"]), {"file": sheet("members", member_row())})
    assert answer.status_code == 302
    roster = RosterImport.objects.get()
    page = client.get(answer.url).content.decode()
    assert "确认导入 1 行" in page
    assert not Member.objects.filter(name="李新").exists()  # nothing is saved before that
    client.post(reverse("roster-confirm", args=[roster.pk]))
    assert "正在导入" in client.get(answer.url).content.decode()
    assert client.post(reverse("roster-confirm", args=[roster.pk])).status_code == 409  # a double click
    outbox.empty()
    member = Member.objects.get(name="李新")
    assert (member.sector.name, member.committee.name) == ("医卫界", "提案委")
    assert member.memberships.count() == 2
    assert member.posts.get().role == "member"
    assert not member.user.has_usable_password()
    roster.refresh_from_db()
    assert (roster.rows, roster.done) == ([], 1)
    slips = client.post(reverse("roster-sheet", args=[roster.pk]))
    password = slips.context["made"][0][1]
    assert User.objects.get(pk=member.user_id).check_password(password)
    assert client.post(reverse("roster-sheet", args=[roster.pk])).status_code == 302  # shown once
    assert Event.objects.get(step="import_rows").data["new"] == 1
    assert password not in str(list(Event.objects.values_list("data", "note")))


def test_problems_are_named_by_row_and_column_and_nothing_is_saved(client, city):
    rows = [
        member_row(), member_row(phone="139"), member_row(phone="13911110003", sector="没有的界"),
        member_row(), member_row(name="", phone="13911110005"), member_row(phone="13911110006", 起="三月"),
        member_row(phone="13911110007", 县市区="月球"),
    ]  # fmt: skip
    client.force_login(city["staff"].user)
    client.post(reverse("roster-new", args=["members"]), {"file": sheet("members", *rows)})
    roster = RosterImport.objects.get()
    assert [(n, column) for n, column, _ in roster.problems] == [
        (3, "手机号"), (4, "界别"), (5, "手机号"), (6, "姓名"), (7, "起"), (8, "县市区"),
    ]  # fmt: skip
    assert "与第 2 行重复" in str(roster.problems)
    page = client.get(reverse("roster", args=[roster.pk])).content.decode()
    assert "第 4 行" in page
    assert client.post(reverse("roster-confirm", args=[roster.pk])).status_code == 409
    listed = load_workbook(
        io.BytesIO(client.get(reverse("roster-problems", args=[roster.pk])).content)
    ).active
    assert listed.max_row == 7
    assert Member.objects.count() == 2
    client.post(reverse("roster-discard", args=[roster.pk]))
    assert not RosterImport.objects.exists()


def test_a_row_is_known_by_its_phone_and_only_what_the_file_has_is_changed(city):
    taken(city, "members", member_row(单位职务="医生", 常委起="2022-01-01"))
    head = ["姓名", "手机号", "界别"]
    roster = running.upload(
        city["staff"], "members", sheet("members", ["李新", 13911110001, "教育界"], head=head), create=True
    )
    assert roster.counts["changed"] == 1
    running.confirm(roster, city["staff"])
    outbox.empty()
    member = Member.objects.get(name="李新")
    assert (member.sector.name, member.committee.name, member.employer) == ("教育界", "提案委", "医生")
    assert member.standing_on(timezone.localdate())
    before = Membership.objects.get(member=member, collective=city.sector)
    assert before.valid_to is not None
    assert Collective.objects.filter(name="教育界", kind="sector").exists()


def test_what_goes_out_comes_in_again_without_a_change(city):
    county = city.county.short_name
    taken(
        city, "members", member_row(县市区=county, 党派="民盟", 界别组="医卫一组", 镇街联络组="西外街组"),
        member_row(name="王辞", phone="13911110002", 止="2023-05-01", 开账号="否"), create=True,
    )  # fmt: skip
    unit = ["水利局", "水利局", "政府系统", "", "", "河道；堤防", "否", "是", "否", "是"]
    taken(city, "units", unit)
    taken(
        city,
        "handlers",
        ["水利局", "高远", "13911110009", "经办人", "办公室", "", "2022-01-01", ""],
        who="admin",
    )
    result = str(rulebook.entries(city.city, "result_class")[0])
    taken(city, "items", item_row(result=result))
    for kind, who in (("members", "staff"), ("units", "staff"), ("handlers", "admin"), ("items", "staff")):
        content, number = workbook.exported(kind, city.city)
        again = running.upload(city[who], kind, SimpleUploadedFile("again.xlsx", content))
        assert again.problems == [], kind
        assert again.counts["same"] == number > 0, (kind, again.counts)


def test_handlers_get_a_post_in_their_unit(city):
    roster = taken(
        city,
        "handlers",
        ["城管局", "高远", "13911110009", "分管领导", "办公室", "副局长", "", ""],
        who="admin",
    )
    officer = Officer.objects.get(post__user__name="高远")
    assert (officer.post.role, officer.department.name, officer.section) == ("unit_head", "城管局", "办公室")
    assert roster.accounts == [officer.post.user_id]
    refused = running.upload(
        city["admin"],
        "handlers",
        sheet("handlers", ["城管局", "别人", "13911110009", "经办人", "", "", "", ""]),
    )
    assert [row[1] for row in refused.problems] == ["姓名"]


def test_past_items_stand_closed_with_their_dates_and_count_in_the_figures(city):
    result = str(rulebook.entries(city.city, "result_class")[0])
    taken(city, "items", item_row(result=result))
    item = Item.objects.get(number_year=2019)
    desk = Assignment.objects.get(item=item)
    assert (item.state, desk.state) == ("closed", "done")
    assert timezone.localdate(item.submitted_at).isoformat() == "2019-03-01"
    author = Authorship.objects.get(item=item)
    assert (author.member, author.sector_name) == (city["member"].post.member, "教育界")
    assert {r.grade for r in desk.replies.get().ratings.all()} == {"satisfied", "mostly"}
    assert Event.objects.filter(thread=item.thread, step="past_item").count() == 1
    taken(city, "items", item_row(result=result, 标题="修路灯和井盖", 办理工作=""))
    item.refresh_from_db()
    assert item.title == "修路灯和井盖"
    assert desk.replies.get().ratings.filter(voided_at=None).count() == 1
    wrong = running.upload(
        city["staff"], "items", sheet("items", item_row(result="没有", 办结日期="2018-01-01", 承办单位="无"))
    )
    assert {column for _, column, _ in wrong.problems} == {"办理结果", "办结日期", "承办单位"}


def test_an_item_of_this_system_is_never_written_over(city):
    item = city.rated().item
    row = item_row(
        result=str(rulebook.entries(city.city, "result_class")[0]),
        年=str(item.number_year), 编号=str(item.number),
    )  # fmt: skip
    refused = running.upload(city["staff"], "items", sheet("items", row))
    assert "系统里办理" in str(refused.problems)


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "gb18030"])
def test_text_files_of_both_codings_are_read(city, coding):
    text = "姓名,手机号,界别\r\n示例：某某,13900000000,x\r\n李新,13911110001,医卫界\r\n,,\r\n"
    roster = running.upload(city["staff"], "members", SimpleUploadedFile("a.csv", text.encode(coding)))
    assert roster.rows == [[3, {"姓名": "李新", "手机号": "13911110001", "界别": "医卫界"}]]


def test_formulas_are_refused_and_never_evaluated(city):
    roster = running.upload(
        city["staff"], "members", sheet("members", member_row(单位职务='=HYPERLINK("http://x")'))
    )
    assert roster.problems == [[2, "单位职务", reading.FORMULA]]


def bomb():
    buffer = io.BytesIO(sheet("members", member_row()).read())
    with ZipFile(buffer, "a", ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", b"<x>" + b" " * 120_000_000)
    return buffer.getvalue()


def declaring():
    source, out = ZipFile(io.BytesIO(sheet("members", member_row()).read())), io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for part in source.infolist():
            content = source.read(part)
            if part.filename.endswith("sheet1.xml"):
                content = b'<!DOCTYPE x [<!ENTITY a "b">]>' + content
            archive.writestr(part.filename, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", b"not a workbook"), ("a.xlsx", None), ("a.csv", b"\0\0"), ("a.csv", b"x,y\n1,2\n"),
        ("a.csv", "姓名,手机号\n".encode()), ("a.csv", "姓名,姓名,手机号\n1,2,3\n".encode()), ("a.xlsx", "declaring"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_list_is_refused_in_a_sentence(city, name, content):
    content = {None: bomb, "declaring": declaring}.get(content, lambda: content)()
    with pytest.raises(ValidationError):
        running.upload(city["staff"], "members", SimpleUploadedFile(name, content))
    assert not RosterImport.objects.exists()


def test_the_command_is_dry_until_it_is_told(city, tmp_path, capsys):
    path = tmp_path / "units.xlsx"
    path.write_bytes(sheet("units", ["水利局", "水利局", "政府系统", "", "", "", "", "", "", ""]).read())
    call_command("import_units", path, organisation="c")
    assert "新增 1 行" in capsys.readouterr().out
    assert not Department.objects.filter(name="水利局").exists()
    call_command("import_units", path, organisation="c", commit=True)
    assert Department.objects.get(name="水利局").active
    people = tmp_path / "members.csv"
    people.write_text("姓名,手机号\n李新,13911110001\n", encoding="gb18030")
    call_command("import_members", people, organisation="c", commit=True, passwords=True)
    assert "一次性密码" in capsys.readouterr().out
    people.write_text("姓名,手机号\n李新,1\n", encoding="utf-8")
    with pytest.raises(CommandError):
        call_command("import_members", people, organisation="c")


def test_giving_a_list_out_needs_a_reason_and_is_noted(client, city):
    client.force_login(city["staff"].user)
    address = reverse("roster-export", args=["members"])
    assert client.post(address, {"reason": ""}).status_code == 422
    answer = client.post(address, {"reason": "核对名册"})
    assert answer["Content-Disposition"].endswith("xlsx")
    assert Event.objects.get(step="export_rows").data["reason"] == "核对名册"


def test_lists_of_accounts_are_the_administrators(client, city):
    client.force_login(city["staff"].user)
    assert client.get(reverse("roster-new", args=["handlers"])).status_code == 403
    client.force_login(city["admin"].user)
    assert client.get(reverse("roster-new", args=["handlers"])).status_code == 200
    assert client.get(reverse("roster-new", args=["items"])).status_code == 403
    client.force_login(city["member"].user)
    assert client.get(reverse("roster-list")).status_code == 403


def test_uploads_never_confirmed_are_swept_after_a_week(city):
    running.upload(city["staff"], "members", sheet("members", member_row()))
    old = timezone.now() - timezone.timedelta(days=8)
    RosterImport.objects.update(made_at=old)
    assert running.sweep(timezone.localdate(), now=timezone.now(), dry_run=True)
    running.sweep(timezone.localdate(), now=timezone.now())
    assert not RosterImport.objects.exists()


@pytest.mark.drill
def test_ten_thousand_rows(city):
    rows = [member_row(name=f"委员{n}", phone=f"139{n:08d}") for n in range(10_000)]
    began = time.monotonic()
    roster = running.upload(city["staff"], "members", sheet("members", *rows))
    checked = time.monotonic()
    running.confirm(roster, city["staff"])
    outbox.empty(seconds=600)
    roster.refresh_from_db()
    print(f"checked in {checked - began:.1f} s, written in {time.monotonic() - checked:.1f} s")
    assert roster.finished_at
    assert Post.objects.filter(role="member").count() == 10_002
