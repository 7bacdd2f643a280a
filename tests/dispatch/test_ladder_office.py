"""What the office's day brings: backlog of a review day, hand-outs at five, the quarter's start and its end."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import world as w
from tests.dispatch.ladder_days import day_of, remind, said
from weijianyi.clock import deadlines
from weijianyi.clock.calendars import calendar_for
from weijianyi.clock.lights import light
from weijianyi.clock.models import ExtraReviewDay
from weijianyi.notices.models import Notice
from weijianyi.rulebook.models import Setting
from weijianyi.workflow import perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return w.build()


def test_on_a_review_day_the_backlog_is_said_at_nine_and_at_four(world):
    today = calendar_for(world.city).workday_from(timezone.localdate())
    ExtraReviewDay.objects.create(organisation=world.city, date=today)
    remind(today, "09:05")
    assert said() == set(), "nothing waits"
    world.submitted()
    remind(today, "09:05")
    office = {"staff", "staff2", "head"}
    assert said() == {("backlog_morning", name) for name in office}
    remind(today, "16:05")
    assert said(rung__code="backlog_afternoon") == {("backlog_afternoon", name) for name in office}
    assert (
        Notice.objects.filter(text="dispatch_reminder")
        .first()
        .body.startswith("今天是审核日，还有 1 件待审。")
    )


def test_a_morning_without_a_run_is_not_made_up_in_the_afternoon(world):
    today = calendar_for(world.city).workday_from(timezone.localdate())
    ExtraReviewDay.objects.create(organisation=world.city, date=today)
    world.submitted()
    remind(today, "16:05")
    assert {code for code, _ in said()} == {"backlog_afternoon"}
    assert {code for code, _ in said("skipped")} == {"backlog_morning"}


def test_at_five_what_was_accepted_is_to_be_handed_out(world):
    item = world.submitted()
    perform(item, "accept", actor=world["staff"], complexity="normal")
    today = calendar_for(world.city).workday_from(timezone.localdate())
    remind(today, "16:55")
    assert said(rung__code="clear_dispatch") == set()
    remind(today, "17:00")
    assert {n for _, n in said(rung__code="clear_dispatch")} == {"staff", "staff2"}


def test_the_quarter_begins_with_topics_and_ends_with_the_freeze(world):
    world.person("committee", "operator", collective=world.committee)
    year = timezone.localdate().year + 1
    first = calendar_for(world.city).workday_from(timezone.datetime(year, 4, 1).date())
    remind(first)
    assert said() == {("quarter_start", "committee")}
    remind(timezone.datetime(year, 6, 20).date() + timedelta(days=2))
    assert said(rung__code="quarter_end") >= {("quarter_end", "head"), ("quarter_end", "staff")}


def test_the_lights_of_a_ten_day_matter_and_the_rules_behind_them(world):
    desk = world.working()
    clock, calendar = deadlines.running(desk, "handle"), calendar_for(world.city)
    lit = {
        "green": day_of(desk, before=4), "yellow": day_of(desk, before=3), "orange": day_of(desk),
        "red": day_of(desk, after=1),
    }  # fmt: skip
    assert {colour: str(light(clock, day, calendar)) for colour, day in lit.items()} == {c: c for c in lit}
    for key, value in (("light_near_days", 5), ("light_near_share", 50)):
        Setting.objects.create(
            organisation=world.city, key=key, value=value, valid_from="2020-01-01", basis="试"
        )
    assert light(clock, day_of(desk, before=5), calendar) == "yellow"
    assert light(deadlines.pause(clock, at=timezone.now(), reason="核对中"), lit["green"], calendar) == "grey"
