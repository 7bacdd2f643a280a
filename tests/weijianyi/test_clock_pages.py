"""The rule pages and “为什么是这一天”: who may open them, what they show, what a change does."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from members.models import Organisation, Post, User
from members.states import Role
from tests.world import build
from weijianyi import rulebook
from weijianyi.clock import deadlines
from weijianyi.clock.calendars import calendar_for
from weijianyi.clock.limits import limit_for
from weijianyi.clock.models import CalendarDay, CalendarYear, ExtraReviewDay, TimeLimit
from weijianyi.rulebook.models import Setting

pytestmark = pytest.mark.django_db
START = "2026-03-02"


def day(text):
    return date.fromisoformat(text)


def moment(text, clock="10:00"):
    return timezone.make_aware(datetime.fromisoformat(f"{text}T{clock}"))


@pytest.fixture(autouse=True)
def _a_tuesday_in_november():
    with time_machine.travel(moment("2026-11-24"), tick=False):
        yield


@pytest.fixture
def city():
    return Organisation.objects.create(code="c", name="云江市政协", short_name="云江", level="city")


def sign_in(organisation, role, name="admin"):
    user = User.objects.create(username=name, name="王管理")
    Post.objects.create(user=user, organisation=organisation, role=role, valid_from=day("2020-01-01"))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def admin(city):
    return sign_in(city, "org_admin")


def limit_of(code, kind="suggestion"):
    return TimeLimit.objects.get(organisation=None, kind=kind, code=code)


def clock_of(city, at="2026-11-24", code="handle_normal"):
    return deadlines.start(city, code, organisation=city, kind="suggestion", at=moment(at))


PAGES = [
    ("rules-limits",),
    ("rules-settings",),
    ("rules-setting", "max_round"),
    ("rules-words",),
    ("rules-dictionary", "grade"),
    ("rules-word-add", "grade"),
    ("rules-word", "grade", "mostly"),
    ("rules-calendar", 2026),
    ("rules-calendar", 2027),
    ("rules-calendar-import", 2027),
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: "-".join(map(str, page)))
def test_only_the_administrator_of_the_organisation_opens_rule_pages(city, admin, page):
    address = reverse(page[0], args=page[1:])
    assert admin.get(address).status_code == 200
    assert sign_in(city, "reviewer", "staff").get(address).status_code == 403
    assert Client().get(address).status_code == 302


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ORG_ADMIN, Role.MEMBER, Role.OPERATOR}))
def test_no_other_post_changes_a_rule(city, role):
    facts = {"value": "3", "valid_from": "2026-11-24", "basis": "会议"}
    client = sign_in(city, role, "somebody")
    assert client.post(reverse("rules-setting", args=["max_round"]), facts).status_code == 403
    assert rulebook.value(city, "max_round") == 2


def test_the_limits_page_marks_our_own_guesses(admin):
    text = admin.get(reverse("rules-limits")).content.decode()
    assert "每周一、三、五审核" in text
    assert "待确认</span>" in text
    assert "10 个工作日" in text


def test_a_changed_limit_is_a_new_version_with_its_basis(admin, city):
    clock_of(city)
    address = reverse("rules-limit", args=[limit_of("handle_normal").pk])
    assert "现有 1 件正在计时" in admin.get(address).content.decode()
    facts = {"unit": "workday", "value": 7, "valid_from": "2026-12-01", "basis": "主席会议决定"}
    assert admin.post(address, facts).status_code == 302
    assert limit_for(city, "suggestion", "handle_normal", day("2026-11-30")).value == 10
    new = limit_for(city, "suggestion", "handle_normal", day("2026-12-01"))
    assert (new.value, new.basis, new.assumption, new.entered_by.name) == (7, "主席会议决定", False, "王管理")
    history = admin.get(reverse("rules-limit", args=[new.pk])).content.decode()
    assert "7 个工作日" in history
    assert "出厂设置" in history


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"valid_from": "2026-11-23"}, "生效日期不能早于今天"),
        ({"value": ""}, "请填写不小于 1 的数值"),
        ({"unit": "date", "fixed_date": ""}, "请填写固定日期"),
        ({"unit": "date", "fixed_date": "31-05"}, "请写成 05-31 的样子"),
        ({"basis": ""}, "请填写“依据”"),
    ],
)
def test_a_bad_limit_is_refused_in_words(admin, facts, words):
    facts = {"unit": "workday", "value": 7, "valid_from": "2026-12-01", "basis": "会议"} | facts
    answer = admin.post(reverse("rules-limit", args=[limit_of("handle_normal").pk]), facts)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not TimeLimit.objects.exclude(organisation=None).exists()


def test_the_limit_of_another_organisation_is_not_found(admin):
    other = Organisation.objects.create(code="o", name="别市政协", short_name="别市", level="city")
    row = TimeLimit.objects.create(
        organisation=other, code="relay", unit="workday", value=3, valid_from=day(START)
    )
    assert admin.get(reverse("rules-limit", args=[row.pk])).status_code == 404


@pytest.mark.parametrize(
    ("key", "given", "value"),
    [
        ("max_round", "3", 3),
        ("review_weekdays", ["1", "3"], [1, 3]),
        ("workday_cutoff", "18:00", "18:00"),
        ("second_person_steps", ["item.decline"], ["item.decline"]),
        ("satisfied_grades", ["satisfied"], ["satisfied"]),
        ("review_gap_days", "", None),
    ],
)
def test_a_setting_is_changed_by_a_form_of_its_type(admin, city, key, given, value):
    address = reverse("rules-setting", args=[key])
    facts = {"value": given, "valid_from": "2026-11-24", "basis": "会议"}
    assert admin.post(address, facts).status_code == 302
    assert rulebook.value(city, key) == value
    assert Setting.objects.get(organisation=city, key=key).entered_by.name == "王管理"
    assert admin.get(reverse("rules-settings")).status_code == 200
    assert admin.get(address).status_code == 200


def test_a_setting_with_a_bad_value_is_refused(admin, city):
    facts = {"value": "不予受理", "valid_from": "2026-11-24", "basis": "会议"}
    answer = admin.post(reverse("rules-setting", args=["second_person_steps"]), facts)
    assert answer.status_code == 422
    assert not Setting.objects.filter(organisation=city).exists()


def test_a_word_is_added_to_the_organisations_own_list(admin, city):
    facts = {"code": "very", "label": "很满意", "text": "", "order": 0, "active": "on"}
    assert admin.post(reverse("rules-word-add", args=["grade"]), facts).status_code == 302
    assert "很满意" in [entry.label for entry in rulebook.entries(city, "grade")]
    assert len(rulebook.entries(None, "grade")) == 3
    answer = admin.post(reverse("rules-word-add", args=["grade"]), facts)
    assert answer.status_code == 422
    assert "已有相同的代码" in answer.content.decode()


def test_a_word_of_the_list_for_all_is_changed_in_a_copy(admin, city):
    facts = {"label": "较满意", "text": "", "order": 2, "active": "on"}
    assert admin.post(reverse("rules-word", args=["grade", "mostly"]), facts).status_code == 302
    assert rulebook.entry(city, "grade", "mostly").label == "较满意"
    assert rulebook.entry(None, "grade", "mostly").label == "基本满意"


def test_the_year_view_shows_days_off_swap_days_and_review_days(admin):
    text = admin.get(reverse("rules-calendar", args=[2026])).content.decode()
    assert "248 个工作日" in text
    assert "休 15–23日 春节" in text
    assert "班 14日 春节" in text
    assert "2、4、6、9、11、13、25、27" in text
    assert "尚未导入" in admin.get(reverse("rules-calendar", args=[2027])).content.decode()


def test_an_own_day_off_is_previewed_before_it_is_saved(admin, city):
    clock = clock_of(city)
    address = reverse("rules-calendar-day", args=[2026])
    facts = {"date": "2026-11-26", "kind": "off", "name": "停工"}
    text = admin.post(address, facts).content.decode()
    assert "12月8日 周二" in text
    assert "12月9日 周三" in text
    assert not CalendarDay.objects.filter(organisation=city).exists()
    assert admin.post(address, facts | {"confirm": "1"}).status_code == 302
    clock.refresh_from_db()
    assert clock.due_on == day("2026-12-09")
    undo = {"date": "2026-11-26", "withdraw": "1", "confirm": "1"}
    assert admin.post(address, undo).status_code == 302
    clock.refresh_from_db()
    assert clock.due_on == day("2026-12-08")


def test_a_day_of_another_year_is_refused(admin):
    facts = {"date": "2027-11-26", "kind": "off", "name": "停工", "confirm": "1"}
    answer = admin.post(reverse("rules-calendar-day", args=[2026]), facts)
    assert answer.status_code == 422
    assert "请选 2026 年的日期" in answer.content.decode()


def test_a_review_day_is_added_and_withdrawn(admin, city):
    address = reverse("rules-calendar-review", args=[2026])
    admin.post(address, {"date": "2026-11-26", "note": "加开"})
    assert ExtraReviewDay.objects.get(organisation=city).date == day("2026-11-26")
    admin.post(address, {"date": "2026-11-26", "withdraw": "1"})
    assert not ExtraReviewDay.objects.exists()


def test_a_notice_is_previewed_and_then_loaded_for_all(admin, city):
    address = reverse("rules-calendar-import", args=[2027])
    clock_of(city, at="2026-12-25")
    facts = {"source": "通知", "text": "2027-01-01,off,元旦\n2027-01-04,off,元旦"}
    assert "2027年1月12日" in admin.post(address, facts).content.decode()
    assert not CalendarYear.objects.filter(year=2027).exists()
    assert admin.post(address, facts | {"confirm": "1"}).status_code == 302
    assert not calendar_for(city).provisional(day("2027-01-12"))
    answer = admin.post(address, {"source": "通知", "text": "2027-01-01,休假,元旦"})
    assert answer.status_code == 422
    assert "第 1 行" in answer.content.decode()


def test_a_lower_organisation_does_not_load_the_notice_for_all(city):
    county = Organisation.objects.create(
        code="x", name="大安区政协", short_name="大安", level="county", parent=city
    )
    address = reverse("rules-calendar-import", args=[2027])
    assert sign_in(county, "org_admin").get(address).status_code == 404


def test_the_why_page_is_for_those_who_see_the_subject():
    world = build()
    desk = world.dispatched()
    clock = deadlines.running(desk, "handle")
    address = reverse("clock-why", args=[clock.slug])
    client = Client()
    client.force_login(world["handler"].user)
    text = client.get(address).content.decode()
    assert "为什么是" in text
    assert text.count("<b>计 ") == 10
    assert "本系统默认，待确认" in text
    for stranger in ("handler2", "county", "auditor"):
        client.force_login(world[stranger].user)
        assert client.get(address).status_code == 404


def test_a_clock_whose_subject_has_no_rule_of_sight_is_not_shown(admin, city):
    assert admin.get(reverse("clock-why", args=[clock_of(city).slug])).status_code == 404
    assert admin.get(reverse("clock-why", args=["nothing"])).status_code == 404


def test_tomorrow_is_not_a_day_too_early_for_a_version(admin, city):
    tomorrow = timezone.localdate() + timedelta(days=1)
    facts = {"value": "5", "valid_from": f"{tomorrow:%Y-%m-%d}", "basis": "会议"}
    admin.post(reverse("rules-setting", args=["max_round"]), facts)
    assert rulebook.value(city, "max_round") == 2
    assert rulebook.value(city, "max_round", tomorrow) == 5
