"""The ladder on clocks beside those of items and desks: receipt of what was passed, 督办 and its promise, 领办."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dispatch.ladder import jobs as reminding
from dispatch.ladder import record
from dispatch.models import LadderRung, Reminder
from dispatch.models.hotline import HotlineLine
from members.models import Post
from tests import linked, pressed
from tests import world as w
from tests.dispatch.ladder_days import at, day_of, remind, said
from weijianyi.clock import deadlines
from weijianyi.notices.models import Notice
from weijianyi.workflow import perform

pytestmark = pytest.mark.django_db
SEEDED = (
    "arrival_1",
    "arrival_3",
    "pressed_1",
    "pressed_late",
    "pledged_1",
    "pledged_late",
    "led_5",
    "led_late",
)


@pytest.fixture
def world():
    return w.build()


def whom(code):
    return {name for _, name in said(rung__code=code)}


def test_the_limits_are_our_assumption_and_marked_so():
    assert all(r.assumption for r in LadderRung.objects.filter(code__in=SEEDED))
    assert LadderRung.objects.filter(code__in=SEEDED).count() == len(SEEDED)


# -- what another organisation passed --------------------------------------------------------------
def test_who_has_not_received_what_was_passed_is_told_and_then_the_head(world):
    linked.levels(world)
    arrival = linked.passed(world, world.submitted(), world.county)
    remind(day_of(arrival, "link_receipt"))
    assert said() == set()
    remind(day_of(arrival, "link_receipt", after=1))
    assert whom("arrival_1") == {"county"}
    notice = Notice.objects.get(text="dispatch_reminder")
    assert notice.url == arrival.get_absolute_url()
    assert notice.title == f"来件逾期未收：“{arrival}”"
    assert "已超期 1 个工作日，请收件或者退回。" in notice.body
    assert f"{world.city.short_name}转来" in notice.body


def test_what_was_received_in_time_is_not_spoken_of_and_its_record_goes_along(world):
    linked.levels(world)
    arrival = linked.passed(world, world.submitted(), world.county)
    late = day_of(arrival, "link_receipt", after=1)
    third = day_of(arrival, "link_receipt", after=3)
    remind(late)
    item = linked.received(world, arrival, by="county")
    remind(third)
    assert whom("arrival_3") == set()
    lines = record.lines_of(world["county"], item=item)
    assert [line.rung.code for line in lines] == ["arrival_1"]


# -- 督办 ------------------------------------------------------------------------------------------
def test_an_answer_owed_to_a_supervision_is_asked_of_the_unit_then_said_to_who_presses(world):
    supervision = pressed.placed(world)
    remind(day_of(supervision, "supervision", before=1))
    assert whom("pressed_1") == {"handler", "unitlead"}
    assert Notice.objects.filter(url=supervision.get_absolute_url()).exists()
    remind(day_of(supervision, "supervision", after=1))
    assert whom("pressed_late") == {"handler", "unitlead", "supervisor", "staff", "staff2"}


def test_a_promise_to_a_supervision_runs_on_its_own_day(world):
    supervision = pressed.answered(world, pressed.placed(world), days=5)
    assert deadlines.running(supervision, "supervision") is None
    promised = day_of(supervision, "supervision_promise")
    remind(day_of(supervision, "supervision_promise", after=1))
    assert {"head", "staff", "supervisor", "unitlead"} <= whom("pledged_late")
    body = Notice.objects.filter(text="dispatch_reminder", title__startswith="督办承诺").first().body
    assert f"城管局承诺在{promised.month}月{promised.day}日" in body


def test_a_closed_supervision_is_silent(world):
    supervision = pressed.placed(world)
    day = day_of(supervision, "supervision", after=1)
    perform(supervision, "close", actor=world["staff"], opinion="已经落实。")
    remind(day)
    assert whom("pressed_late") == set()


# -- 领办 ------------------------------------------------------------------------------------------
def test_who_leads_is_told_before_the_term_ends_and_the_office_after(world):
    claim = pressed.led(world)
    remind(day_of(claim, "claim", before=5))
    assert whom("led_5") == {"member2"}
    assert Notice.objects.get(title__startswith="领办快到期").url == claim.get_absolute_url()
    remind(day_of(claim, "claim", after=1))
    assert whom("led_late") == {"member2", "staff", "staff2"}


def test_whoever_decides_on_a_claim_is_told_after_a_day(world):
    claim = pressed.applied(world)
    remind(day_of(claim, "claim_decision", since=1), "16:05")
    assert whom("claim_waits") == {"staff", "staff2"}
    assert Notice.objects.filter(title__startswith="领办等决定").first().url == claim.get_absolute_url()


def test_a_hotline_that_does_not_answer_is_the_offices_to_ask(world):
    desk = world.dispatched()
    HotlineLine.objects.create(department=desk.department, name="12345 热线")
    Post.objects.filter(officer__department=desk.department).update(
        valid_to="2020-01-01", valid_from="2019-01-01"
    )
    remind(day_of(desk, before=1))
    assert whom("near_1") == {"staff", "staff2"}


# -- for all of them -------------------------------------------------------------------------------
def test_what_comes_next_is_on_the_record_of_the_matter(world):
    supervision = pressed.placed(world)
    labels = [c.label for c in record.coming(world["handler"], supervision.item, desk=supervision.desk)]
    assert {"督办回应快到期", "督办没有回应"} <= set(labels)
    claim = pressed.led(world)
    assert "领办快到期" in [c.label for c in record.coming(world["staff"], claim.item)]
    assert "领办快到期" not in [c.label for c in record.coming(world["handler"], claim.item)]


def test_the_office_chooses_among_those_who_may_see_it(world, client):
    client.force_login(world["county"].user)
    page = client.get("/rules/reminders/arrival_1/").content.decode()
    assert 'value="head"' in page
    assert 'value="handler"' not in page
    page = client.get("/rules/reminders/led_5/").content.decode()
    assert 'value="claimant"' in page
    assert 'value="supervisor"' not in page


def test_one_and_four_supervisions_cost_the_same_statements_to_look_through(world):
    def statements():
        day = timezone.localdate() + timedelta(days=60)
        while day.weekday() > 2:
            day += timedelta(days=1)
        with CaptureQueriesContext(connection) as found:
            reminding.remind(day, now=at(day), dry_run=True)
        return len(found)

    def more(number):
        return pressed.placed(world, world.working(world.dispatched(world.submitted(title=f"第{number}件"))))

    more(1)
    statements()
    few = statements()
    for number in (2, 3, 4):
        more(number)
    assert statements() == few
    assert Reminder.objects.count() == 0
