"""The office calendar: vectors, limits, pauses and review days, checked against a plain list of days."""

from datetime import date, datetime, timedelta

import pytest
from chinese_calendar.constants import holidays as off_days
from chinese_calendar.constants import workdays as swap_days
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from members.models import Organisation
from weijianyi.clock import holidays, loading, review
from weijianyi.clock.calendars import calendar_for
from weijianyi.clock.due import Span, due_on, explain
from weijianyi.clock.limits import limit_for
from weijianyi.clock.models import CalendarDay, CalendarYear, ExtraReviewDay, TimeLimit
from weijianyi.clock.seeds import LABELS, LIMITS
from weijianyi.clock.workdays import DayKind
from weijianyi.rulebook.models import Setting

pytestmark = pytest.mark.django_db
ONE = timedelta(days=1)

VECTORS = [
    ("2026-02-13", 3, "2026-02-25"),
    ("2026-02-13", 10, "2026-03-05"),
    ("2026-09-18", 1, "2026-09-20"),
    ("2026-09-24", 3, "2026-09-30"),
    ("2026-09-30", 5, "2026-10-13"),
    ("2026-04-30", 10, "2026-05-18"),
    ("2026-01-01", 1, "2026-01-04"),
    ("2023-12-29", 1, "2024-01-02"),
]
# The oracle: every day of two years, worked or not, straight from the package's lists.
YEARS = [date(2025, 1, 1) + ONE * n for n in range(730)]
WORKED = [d for d in YEARS if d in swap_days or (d.weekday() < 5 and d not in off_days)]


def day(text):
    return date.fromisoformat(text)


def moment(text, clock="10:00"):
    return timezone.make_aware(datetime.fromisoformat(f"{text}T{clock}"))


@pytest.fixture
def city():
    return Organisation.objects.create(code="c", name="云江市政协", short_name="云江", level="city")


@pytest.fixture
def calendar():
    return calendar_for(None)


# -- the calendar -----------------------------------------------------------------------------------
@pytest.mark.parametrize(("start", "n", "due"), VECTORS)
def test_workdays_are_counted_as_the_notice_says(calendar, start, n, due):
    assert calendar.add_workdays(day(start), n) == day(due)
    assert due_on(calendar, moment(start), "workday", n) == day(due)
    assert calendar.workdays_between(day(start), day(due)) == n


def test_2026_has_248_workdays(calendar):
    assert calendar.workdays_between(day("2025-12-31"), day("2026-12-31")) == 248


def test_days_say_their_kind_and_name(calendar):
    assert calendar.day(day("2026-02-14")).kind == DayKind.SWAP
    assert calendar.day(day("2026-02-16")).label == "节假日（春节）"
    assert calendar.day(day("2026-02-07")).kind == DayKind.WEEKEND
    assert calendar.day(day("2026-02-10")).kind == DayKind.WORK


def test_the_workday_before_and_after_a_holiday(calendar):
    assert calendar.previous_workday(day("2026-02-24")) == day("2026-02-14")
    assert calendar.next_workday(day("2026-02-14")) == day("2026-02-24")
    assert calendar.workdays_between(day("2026-02-24"), day("2026-02-13")) == -2


def test_an_own_day_overrides_the_day_for_all(city):
    CalendarDay.objects.create(organisation=city, date=day("2026-03-04"), kind="off", name="防汛停工")
    CalendarDay.objects.create(organisation=city, date=day("2026-02-16"), kind="workday", name="值守")
    assert not calendar_for(city).is_workday(day("2026-03-04"))
    assert calendar_for(city).is_workday(day("2026-02-16"))
    assert calendar_for(None).is_workday(day("2026-03-04"))


def test_a_year_without_a_notice_is_provisional_and_knows_the_statutory_days(calendar):
    assert calendar.provisional(day("2027-01-04"))
    assert not calendar.provisional(day("2026-12-31"))
    assert calendar.day(day("2027-02-08")).label == "节假日（春节）"
    assert calendar.add_workdays(day("2026-12-25"), 10) == day("2027-01-11")


def test_loading_a_notice_ends_the_provisional_state(city):
    text = "日期,类型,名称\n2027-01-01,off,元旦\n2027-01-04,off,元旦\n2027-01-09,workday,元旦"
    loading.load_year(2027, holidays.parse(text, 2027), "通知")
    calendar = calendar_for(city)
    assert not calendar.provisional(day("2027-01-11"))
    assert calendar.add_workdays(day("2026-12-31"), 3) == day("2027-01-07")
    assert calendar.is_workday(day("2027-02-08")), "a loaded notice replaces the statutory days"


def test_loading_again_takes_out_what_the_new_file_no_longer_names():
    loading.load_year(2027, holidays.parse("2027-01-01,off,元旦\n2027-01-04,off,元旦", 2027), "一")
    loading.load_year(2027, holidays.parse("2027-01-01,off,元旦", 2027), "二")
    assert calendar_for(None).is_workday(day("2027-01-04"))
    assert CalendarYear.objects.get(year=2027).source == "二"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2027-13-01,off,元旦", "第 1 行"),
        ("2027-01-01,maybe,元旦", "第 1 行"),
        ("2025-05-01,off,劳动节", "不属于 2027 年"),
        ("2027-01-01,off,元旦\n2027-01-01,off,元旦", "重复"),
        ("2026-12-31,off,元旦", "没有 2027 年的放假日"),
    ],
)
def test_a_bad_file_is_refused_with_its_line(text, why):
    with pytest.raises(holidays.BadCalendar, match=why):
        holidays.parse(text, 2027)


def test_a_notice_may_reach_back_into_december():
    days = holidays.parse("2027-01-01,off,元旦\n2026-12-31,off,元旦", 2027)
    assert [str(change.date) for change in days] == ["2026-12-31", "2027-01-01"]


def test_seeding_again_adds_nothing():
    before = CalendarDay.objects.count(), TimeLimit.objects.count()
    loading.seed()
    assert (CalendarDay.objects.count(), TimeLimit.objects.count()) == before


# -- when a limit ends -------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("start", "unit", "value", "due"),
    [
        ("2026-01-30", "month", 1, "2026-02-28"),  # no 30 February; the 28th is a swap day
        ("2026-08-31", "month", 6, "2027-03-01"),  # 28 February 2027 is a Sunday
        ("2026-07-01", "month", 3, "2026-10-08"),  # 1 October begins the holiday
        ("2026-04-01", "day", 30, "2026-05-06"),  # 1 May begins the holiday
        ("2026-03-02", "day", 5, "2026-03-09"),  # a Saturday moves to Monday
        ("2026-02-14", "same_day", 0, "2026-02-14"),
        ("2026-02-16", "same_day", 0, "2026-02-24"),
    ],
)
def test_a_limit_ending_on_a_day_off_moves_to_the_next_workday(calendar, start, unit, value, due):
    assert due_on(calendar, moment(start), unit, value) == day(due)


def test_a_fixed_date_is_the_next_one_to_come(calendar):
    assert due_on(calendar, moment("2026-03-02"), "date", fixed_date="05-31") == day("2026-06-01")
    for start in ("2026-05-31", "2026-06-02"):
        assert due_on(calendar, moment(start), "date", fixed_date="05-31") == day("2027-05-31")


def test_after_closing_time_an_act_is_the_next_workdays(calendar):
    assert due_on(calendar, moment("2026-03-03", "17:30"), "workday", 1) == day("2026-03-04")
    assert due_on(calendar, moment("2026-03-03", "17:31"), "workday", 1) == day("2026-03-05")
    assert due_on(calendar, moment("2026-03-06", "18:00"), "workday", 1) == day("2026-03-10")
    assert due_on(calendar, moment("2026-03-06", "18:00"), "same_day") == day("2026-03-09")


def test_a_day_off_has_no_closing_time(calendar):
    for clock in ("10:00", "18:00"):
        assert due_on(calendar, moment("2026-03-07", clock), "workday", 1) == day("2026-03-09")


def test_paused_days_do_not_count(calendar):
    pause = Span(day("2026-03-04"), day("2026-03-06"), "等候")
    assert due_on(calendar, moment("2026-03-02"), "workday", 3, pauses=[pause]) == day("2026-03-09")
    assert due_on(calendar, moment("2026-03-02"), "day", 7, pauses=[pause]) == day("2026-03-11")
    again = Span(day("2026-03-05"), day("2026-03-07"), "又等候")
    assert due_on(calendar, moment("2026-03-02"), "workday", 3, pauses=[pause, again]) == day("2026-03-10")


def test_a_pause_after_the_due_day_changes_nothing(calendar):
    pause = Span(day("2026-03-09"), day("2026-03-20"), "迟了")
    for unit in ("workday", "day"):
        assert due_on(calendar, moment("2026-03-02"), unit, 3, pauses=[pause]) == day("2026-03-05")


@given(st.sampled_from(YEARS[:600]), st.integers(1, 60))
def test_counting_agrees_with_a_plain_list_of_days(start, n):
    calendar = calendar_for(None)
    expected = [d for d in WORKED if d > start][n - 1]
    assert due_on(calendar, moment(str(start), "09:00"), "workday", n) == expected


@given(
    st.sampled_from(YEARS[:500]),
    st.integers(1, 30),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)), max_size=3),
)
def test_counting_with_pauses_agrees_with_a_plain_list_of_days(start, n, gaps):
    calendar = calendar_for(None)
    spans = [Span(start + ONE * a, start + ONE * (a + length), "停") for a, length in gaps]
    counted = [d for d in WORKED if d > start and not any(d in span for span in spans)]
    due = due_on(calendar, moment(str(start), "09:00"), "workday", n, pauses=spans)
    assert due == counted[n - 1]
    lines = explain(calendar, start, due, "workday", spans)
    assert [line.count for line in lines if line.count] == list(range(1, n + 1))


# -- review days -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2026-02-14", "2026-02-25"),
        ("2026-10-01", "2026-10-09"),
        ("2026-11-20", "2026-11-20"),
        ("2026-11-21", "2026-11-23"),
    ],
)
def test_the_next_review_day(city, on, expected):
    assert review.next_review_day(city, day(on)) == day(expected)


def test_a_make_up_saturday_is_no_review_day_by_itself(city):
    assert not review.is_review_day(city, day("2026-02-14"))
    assert not review.is_review_day(city, day("2026-02-16"))
    assert review.is_review_day(city, day("2026-02-13"))


def test_a_review_day_added_by_hand_counts_for_its_organisation_only(city):
    ExtraReviewDay.objects.create(organisation=city, date=day("2026-02-24"))
    assert review.next_review_day(city, day("2026-02-14")) == day("2026-02-24")
    assert review.next_review_day(None, day("2026-02-14")) == day("2026-02-25")


def test_a_gap_as_long_as_the_setting_adds_nothing(city):
    Setting.objects.create(organisation=city, key="review_gap_days", value=12, valid_from=day("2026-01-01"))
    assert not review.is_review_day(city, day("2026-02-14"))


def test_the_gap_setting_adds_the_last_workday_before_a_long_rest(city):
    Setting.objects.create(organisation=city, key="review_gap_days", value=10, valid_from=day("2026-01-01"))
    assert review.is_review_day(city, day("2026-02-14"))  # 13 → 25 February is 12 days
    assert not review.is_review_day(city, day("2026-10-08"))  # 30 September → 9 October is 9


# -- limits ------------------------------------------------------------------------------------------
def test_every_limit_of_the_rules_is_seeded_with_a_label_and_a_basis():
    assert TimeLimit.objects.filter(organisation=None).count() == len(LIMITS)
    for row in TimeLimit.objects.all():
        assert row.code in LABELS
        assert row.basis
        assert row.assumption == (row.source == "D")


@pytest.mark.parametrize(
    ("kind", "code", "text"),
    [
        ("suggestion", "review", "下一个审核日"),
        ("suggestion", "dispatch", "当日"),
        ("suggestion", "handle_urgent", "3 个工作日"),
        ("suggestion", "handle_normal", "10 个工作日"),
        ("suggestion", "handle_complex", "30 个工作日"),
        ("suggestion", "handback", "2 个工作日"),
        ("proposal", "handback", "7 个工作日"),
        ("proposal", "assist", "30 天"),
        ("suggestion", "assist", "5 个工作日"),
        ("proposal", "reply", "3 个月"),
        ("proposal", "reply_max", "6 个月"),
        ("proposal", "rate", "15 个工作日"),
        ("suggestion", "rate", "5 个工作日"),
        ("inquiry", "inquiry", "10 个工作日"),
        ("inquiry", "inquiry_report", "15 个工作日"),
        ("opinion", "step_3", "10 个工作日"),
        ("report", "dispatch_feedback", "15 个工作日"),
        ("suggestion", "conversion_draft", "30 天"),
    ],
)
def test_limits_as_the_rules_of_procedure_have_them(kind, code, text):
    assert limit_for(None, kind, code, day("2026-11-20")).text == text


def test_an_own_limit_counts_from_its_day_and_leaves_other_kinds_alone(city):
    TimeLimit.objects.create(
        organisation=city, code="assist", unit="workday", value=8, valid_from=day("2026-06-01")
    )
    assert limit_for(city, "suggestion", "assist", day("2026-05-31")).value == 5
    assert limit_for(city, "suggestion", "assist", day("2026-06-01")).value == 8
    assert limit_for(city, "proposal", "assist", day("2026-06-01")).text == "30 天"
    with pytest.raises(KeyError):
        limit_for(city, "suggestion", "no_such_step", day("2026-06-01"))
