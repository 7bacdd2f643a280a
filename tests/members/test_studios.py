"""委员工作室: list, page, keeping it, closing it, the code and its poster, the monthly sheet, the liaison's home."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from members.duties import when as duties
from members.models import Duty, Studio
from members.studios import codes as studio_codes
from members.studios import sheet as studio_sheet
from tests import stationed
from tests import world as w
from weijianyi.workflow import perform

NEW = {
    "name": "金富巷委员工作室",
    "level": "village",
    "opened_on": "2026-01-05",
    "hours": "每月第一个周一上午",
}


@pytest.fixture
def world(db):
    return w.build()


def signed_in(client, world, name):
    client.force_login(world[name].user)
    return client


def statements(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


# -- keeping -------------------------------------------------------------------------------------------
def test_the_office_registers_a_studio_and_a_second_one_of_that_name_is_refused(client, world):
    signed_in(client, world, "staff")
    assert client.post("/studios/new/", NEW | {"liaison": world["liaison"].post.pk}).status_code == 302
    studio = Studio.objects.get()
    assert (studio.organisation, studio.liaison) == (world.city, world["liaison"].post)
    answer = client.post("/studios/new/", NEW)
    assert answer.status_code == 422
    assert "已经有一个同名的工作室" in answer.content.decode()
    assert "每月第一个周一上午" in answer.content.decode(), "what was typed stays"


def test_the_liaison_keeps_the_own_studio_s_words_but_not_its_name(client, world):
    own, other = stationed.studio(world), stationed.studio(world, "大桥委员工作室", liaison=None)
    signed_in(client, world, "liaison")
    client.post(f"/studios/{own.slug}/edit/", {"intro": "欢迎来谈", "name": "改名", "hours": "周三下午"})
    own.refresh_from_db()
    assert (own.name, own.intro, own.hours) == ("西流湾委员工作室", "欢迎来谈", "周三下午")
    assert client.get(f"/studios/{other.slug}/").status_code == 200
    assert client.get(f"/studios/{other.slug}/edit/").status_code == 403
    assert client.get(f"/studios/{own.slug}/close/").status_code == 403


def test_members_join_with_what_they_know_and_leave_with_their_past(client, world):
    studio = stationed.studio(world, members=())
    signed_in(client, world, "liaison")
    member = world["member"].post.member
    url = f"/studios/{studio.slug}/members/new/"
    assert client.post(url, {"member": member.pk, "expertise": ["health"]}).status_code == 302
    seat = studio.seats.get()
    assert seat.expertise == ["health"]
    assert client.post(url, {"member": member.pk}).status_code == 422, "not twice"
    assert client.post(url, {"member": ""}).status_code == 422
    client.post(f"/studios/{studio.slug}/members/{seat.pk}/", {"end": "1"})
    assert studio.seats.get().valid_to == timezone.localdate()


def test_a_stale_page_does_not_write_over_what_somebody_else_changed(client, world):
    studio = stationed.studio(world)
    signed_in(client, world, "staff")
    version = client.get(f"/studios/{studio.slug}/edit/").context["version"]
    Studio.objects.update(phone="0700-1")
    assert client.post(f"/studios/{studio.slug}/edit/", NEW | {"version": version}).status_code == 409


def test_closing_keeps_history_cancels_what_is_to_come_and_kills_the_code(client, world):
    past, ahead = stationed.duty(world, -9), stationed.duty(world)
    code = stationed.code(world)
    signed_in(client, world, "staff")
    page = client.get(f"/studios/{past.studio.slug}/close/").content.decode()
    assert "以后的 1 次值班取消" in page
    client.post(f"/studios/{past.studio.slug}/close/")
    states = dict(Duty.objects.values_list("pk", "state"))
    assert states == {past.pk: "planned", ahead.pk: "cancelled"}
    code.refresh_from_db()
    assert code.revoked_at is not None
    assert client.post(f"/studios/{past.studio.slug}/close/").status_code == 409
    assert past.studio.name in client.get("/studios/?show=closed").content.decode()
    assert past.studio.name not in client.get("/studios/").content.decode()
    client.post(f"/studios/{past.studio.slug}/close/", {"open": "1"})
    assert Studio.objects.get().is_open


# -- the month -----------------------------------------------------------------------------------------
def test_the_month_shows_gaps_and_who_receives_then(client, world):
    gap = stationed.duty(world, 1, member=None)
    signed_in(client, world, "liaison")
    page = client.get(f"/studios/{gap.studio.slug}/duty/?month={gap.date:%Y-%m}").content.decode()
    assert "缺人 1 次" in page
    assert "今天由社区联络员接收" in page
    assert client.get(f"/studios/{gap.studio.slug}/duty/?month=nonsense").status_code == 200
    member = world["member"].post.member
    step = f"/steps/duty/{gap.slug}/assign/"
    assert client.post(step, {"member": "", "person": ""}).status_code == 422
    assert client.post(step, {"member": member.pk}).status_code == 302
    assert Duty.objects.get().member == member


def test_a_plan_is_looked_at_first_and_written_as_it_was_seen(client, world):
    studio = stationed.studio(world)
    rule = stationed.rule(studio, week=None)
    signed_in(client, world, "liaison")
    month = duties.next_month(timezone.localdate())
    url = f"/studios/{studio.slug}/duty/plan/"
    seen = client.get(f"{url}?month={month:%Y-%m}").context["plan"]
    assert not Duty.objects.exists()
    words = {"month": f"{month:%Y-%m}", "stamp": seen.stamp}
    rule.weekday = 1
    rule.save()
    assert client.post(url, words).status_code == 409, "the rule has changed meanwhile"
    rule.weekday = 0
    rule.save()
    assert client.post(url, words).status_code == 302
    assert Duty.objects.count() == len(seen.shifts) > 3
    assert client.post(url, words).status_code == 409, "the second click writes nothing"
    assert Duty.objects.count() == len(seen.shifts)


def test_a_duty_by_hand(client, world):
    studio = stationed.studio(world)
    signed_in(client, world, "liaison")
    words = {"date": f"{timezone.localdate()}", "starts": "09:00", "ends": "08:00", "mode": "on_site"}
    url = f"/studios/{studio.slug}/duty/new/"
    assert "结束要晚于开始" in client.post(url, words).content.decode()
    words |= {"ends": "11:00", "member": world["member"].post.member_id}
    assert client.post(url, words).status_code == 302
    assert client.post(url, words).status_code == 422, "not twice at once"
    assert Duty.objects.get().state == "planned"


def test_a_member_sees_today_first_checks_in_and_answers_a_request(client, world):
    swap = stationed.asked(world)
    stationed.duty(world, 0, "member2")
    signed_in(client, world, "member2")
    page = client.get("/duty/").content.decode()
    assert "到岗签到" in page
    assert "member请member2替班" in page
    assert client.post(f"/steps/dutyswap/{swap.slug}/agree/").status_code == 302
    assert "值班" in client.get("/").content.decode()
    today = Duty.objects.get(date=timezone.localdate())
    assert client.post(f"/steps/duty/{today.slug}/check_in/", {"version": 0}).status_code == 302
    assert client.post(f"/steps/duty/{today.slug}/check_in/", {"version": 0}).status_code == 409
    page = client.post(f"/duty/{swap.duty.slug}/swap/", {"asked": ""})
    assert page.status_code == 422


# -- the sheet -----------------------------------------------------------------------------------------
def a_month(world):
    """Last month: one written down later, one missed, two unrecorded, one gap, one cancelled."""
    first = duties.previous_month(timezone.localdate().replace(day=1))
    back = (timezone.localdate() - first).days
    rows = [stationed.duty(world, -back + n) for n in range(4)]
    perform(rows[0], "record_attendance", actor=world["liaison"], time=rows[0].starts)
    perform(rows[1], "record_absence", actor=world["liaison"], reason="没有来")
    stationed.duty(world, -back + 6, member=None)
    perform(stationed.duty(world, -back + 7), "cancel", actor=world["liaison"], reason="停电")
    return first


def test_the_sheet_counts_what_its_definitions_say(world):
    first = a_month(world)
    counts = studio_sheet.counts(Studio.objects.get(), first)
    assert (counts.planned, counts.past, counts.held, counts.late) == (5, 4, 1, 1)
    assert (counts.missed, counts.unrecorded, counts.gaps) == (1, 2, 1)
    assert counts.attendance == 0.25
    assert counts.opinions.received == 0
    empty = studio_sheet.counts(Studio.objects.get(), duties.previous_month(first))
    assert (empty.planned, empty.attendance) == (0, None)


def test_opinions_come_from_whoever_keeps_them(world, monkeypatch):
    studio = stationed.studio(world)
    month = timezone.localdate().replace(day=1)
    monkeypatch.setattr(studio_sheet, "opinion_sources", [])
    assert studio_sheet.opinion_counts(studio, month, duties.last_of(month)) is None
    source = lambda keys, first, last: {key: studio_sheet.OpinionCounts(5, 4, 2, 3) for key in keys}  # noqa: E731
    monkeypatch.setattr(studio_sheet, "opinion_sources", [source])
    assert studio_sheet.counts(studio, month).opinions.solved == 3
    assert studio_sheet.total([studio_sheet.counts(studio, month)] * 2).opinions.received == 10


def test_the_sheets_are_read_by_liaison_office_and_leader_and_leave_as_a_workbook(client, world):
    first = a_month(world)
    stationed.studio(world, "大桥委员工作室", liaison=None)
    for name, number in (("liaison", 1), ("staff", 2), ("leader", 2)):
        page = signed_in(client, world, name).get(f"/studios/sheets/?month={first:%Y-%m}")
        assert len(page.context["rows"]) == number
    assert "25.0%" in page.content.decode()
    book = client.get(f"/studios/sheets/export/?month={first:%Y-%m}").content
    assert "西流湾委员工作室".encode() in ZipFile(BytesIO(book)).read("xl/worksheets/sheet1.xml")
    slug = Studio.objects.get(name__startswith="西流湾").slug
    assert (
        "没有群众意见的统计" not in client.get(f"/studios/{slug}/sheet/?month={first:%Y-%m}").content.decode()
    )
    signed_in(client, world, "member")
    assert client.get(f"/studios/{slug}/sheet/").status_code == 403
    assert client.get("/studios/sheets/").status_code == 403


# -- numbers of statements -----------------------------------------------------------------------------
def grow(world):
    for number in range(6):
        made = stationed.studio(world, f"第{number}委员工作室")
        stationed.duty(world, 2, made=made, starts=timezone.datetime(2026, 1, 1, 6 + number).time())
        stationed.duty(world, 4, member=None, made=made)
        studio_codes.renew(made, world["liaison"].post)


@pytest.mark.parametrize(
    ("name", "url"),
    [("staff", "/studios/"), ("liaison", "/"), ("staff", "/studios/sheets/"), ("staff", "/studios/posters/"),
     ("member", "/duty/"), ("liaison", "/studios/sheets/"), ("member", "/studios/"), ("liaison", "{studio}"),
     ("liaison", "{studio}code/"), ("liaison", "{studio}sheet/")],
)  # fmt: skip
def test_pages_ask_as_much_for_many_as_for_few(client, world, name, url):
    url = url.format(studio=stationed.duty(world).studio.get_absolute_url())
    stationed.code(world)
    signed_in(client, world, name)
    few = statements(client, url)
    grow(world)
    assert statements(client, url) == few
    assert few <= 9, few


def test_a_month_asks_as_much_for_many_as_for_few(client, world):
    duty = stationed.duty(world, 0)
    signed_in(client, world, "liaison")
    url = f"/studios/{duty.studio.slug}/duty/"
    few = statements(client, url)
    for hour in range(12, 20):
        stationed.duty(
            world,
            0,
            starts=timezone.datetime(2026, 1, 1, hour).time(),
            ends=timezone.datetime(2026, 1, 1, hour + 1).time(),
        )
    assert statements(client, url) == few
