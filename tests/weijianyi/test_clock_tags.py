"""Dates and running clocks as templates print them."""

from datetime import date, datetime

import pytest
import time_machine
from django.template import Context, Template
from django.utils import timezone

from members.models import Organisation
from weijianyi.clock import deadlines

pytestmark = pytest.mark.django_db


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


def clock_of(city, at="2026-11-24", code="handle_normal"):
    return deadlines.start(city, code, organisation=city, kind="suggestion", at=moment(at))


def rendered(template, **context):
    return Template("{% load clock %}" + template).render(Context(context))


def test_dates_are_printed_as_people_say_them():
    assert rendered("{{ d|cn_date }}", d=day("2026-11-24")) == "11月24日 周二"
    assert rendered("{{ d|cn_date }}", d=day("2027-01-05")) == "2027年1月5日 周二"
    assert rendered("{{ d|cn_date }}", d=moment("2026-11-24", "00:30")) == "11月24日 周二"
    assert rendered("{{ d|cn_date }}", d=None) == ""


@pytest.mark.parametrize(
    ("at", "words", "tone"),
    [
        ("2026-11-24", "剩 10 个工作日", "do"),
        ("2026-11-10", "今日到期", "wait"),
        ("2026-11-09", "逾期 1 个工作日", "bad"),
    ],
)
def test_a_clock_in_a_line_says_what_is_left(city, at, words, tone):
    text = rendered("{% due clock %}", clock=clock_of(city, at=at))
    assert words in text
    assert f'class="tag {tone}"' in text
    assert "17:30 前" in text
    assert "为什么是这一天" in text


def test_a_clock_in_a_line_marks_provisional_days_quietly(city):
    clock = clock_of(city, at="2026-12-25")
    assert "暂定" in rendered("{% due clock %}", clock=clock)
    assert "为什么" not in rendered("{% due clock why=False %}", clock=clock)


def test_a_list_of_clocks_costs_no_query_each(city, django_assert_num_queries):
    clocks = [clock_of(city), clock_of(city, code="sign_receipt")]
    rendered("{% due clock %}", clock=clocks[0])
    with django_assert_num_queries(0):
        rendered("{% for clock in clocks %}{% due clock %}{% endfor %}", clocks=clocks)
