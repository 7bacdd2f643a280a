"""The demo city: complete, consistent, calm, and never in production."""

from datetime import datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from dispatch.desks import progress
from dispatch.models import (
    Answer,
    Arrival,
    Assignment,
    ExchangeFile,
    Extension,
    HotlineMatch,
    HotlineTicket,
    InspectionFinding,
    Redo,
    Reminder,
    ReplyFinding,
    Supervision,
    SupervisionAction,
    SupervisionProposal,
)
from dispatch.states import DeskRole, DeskState
from members.models import Organisation, Post, User
from suggestions import holding
from suggestions.models import Claim, ClaimRating, Item, ItemLink, Suggestion
from suggestions.states import ALLOWED, Kind, LinkKind
from tests.weijianyi.seeded_proposals import *  # noqa: F403
from weijianyi.api import webhooks
from weijianyi.api.models import ApiKey, WebhookDelivery
from weijianyi.audit.models import Event, PendingStep
from weijianyi.clock.calendars import calendar_for
from weijianyi.clock.lights import light
from weijianyi.clock.models import Deadline
from weijianyi.clock.review import next_review_day
from weijianyi.demo import loading
from weijianyi.demo.days import Days
from weijianyi.demo.people import SIGN_INS
from weijianyi.files.models import Attachment
from weijianyi.notices.models import Notice
from weijianyi.workflow import Actor

pytestmark = [pytest.mark.django_db, pytest.mark.long]
YEAR_BEFORE = {"from": "2000-01-01", "to": "2100-01-01"}  # early in January they lie in the year before
FEW = 6  # older closed matters: the tests need no year of them


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The demo, loaded once for all tests of the two files and rolled back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        loading.load(older=FEW)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def city(loaded):
    return Organisation.objects.get(code="yunjiang")


def test_every_state_of_a_suggestion_occurs_at_home(city):
    held = set(Suggestion.objects.filter(organisation=city).values_list("state", flat=True))
    assert held == {str(state) for state in ALLOWED[Kind.SUGGESTION]}


def test_every_desk_state_and_role_occurs(city):
    desks = Assignment.objects.filter(organisation=city)
    assert set(desks.values_list("state", flat=True)) == set(DeskState.values)
    assert set(desks.values_list("role", flat=True)) == set(DeskRole.values)


def test_every_turn_of_the_journey_is_told(city):
    desks = Assignment.objects.filter(organisation=city)
    assert PendingStep.objects.filter(decided_at=None).exists(), "a second person is waited for"
    assert ItemLink.objects.filter(kind=LinkKind.MERGED).exists()
    converted = ItemLink.objects.filter(kind=LinkKind.CONVERTED).values_list("to_item__kind", flat=True)
    assert set(converted) == {Kind.PROPOSAL, Kind.REPORT, Kind.INQUIRY}
    assert max(desk.returns_so_far for desk in desks) == 2, "handed back twice"
    assert set(Extension.objects.values_list("decision", flat=True)) == {"", "granted", "refused"}
    assert set(Redo.objects.values_list("decision", flat=True)) == {"", "granted", "refused"}
    assert desks.filter(round=2, state=DeskState.WORKING).exists()
    assert desks.exclude(lapsed_at=None).exists(), "未表态"
    assert desks.exclude(excused_at=None).exists(), "回避"
    assert Supervision.objects.filter(state="open").exists()
    assert Item.objects.exclude(voided_at=None).exists()
    assert desks.filter(department__paper=True).exists()


def test_pressure_and_hand_over_stand_in_each_situation(city):
    """督办, 领办, 三级联动 and the hotline: what each page shows is there to be seen."""
    assert set(Supervision.objects.values_list("state", flat=True)) == {"open", "answered", "closed"}
    forms = set(SupervisionAction.objects.values_list("form__code", flat=True))
    assert {"letter", "phone", "visit", "forum", "instruction", "joint_audit"} <= forms
    assert {"open", "declined"} <= set(SupervisionProposal.objects.values_list("state", flat=True))
    assert InspectionFinding.objects.exclude(settled_at=None).exists()
    assert InspectionFinding.objects.filter(settled_at=None).exists()
    claims = Claim.objects.filter(item__organisation=city)
    assert {"applied", "invited", "active", "declined", "done"} <= set(claims.values_list("state", flat=True))
    raters = ClaimRating.objects.values_list("authorship", flat=True)
    assert {pk is None for pk in raters} == {True, False}, "who led it and the author rate"
    here = Arrival.objects.filter(organisation=city)
    assert {"waiting", "received", "refused"} == set(here.values_list("state", flat=True))
    away = Assignment.objects.filter(organisation=city, role="link")
    assert {"offered", "working", "returned"} <= set(away.values_list("state", flat=True))
    assert set(HotlineTicket.objects.values_list("direction", flat=True)) == {"in", "out"}
    assert HotlineMatch.objects.exists()
    assert {"done", "planned", "not_possible"} <= set(Answer.objects.values_list("outcome", flat=True))
    assert {"short", "stock", "request", "no_contact"} <= set(
        ReplyFinding.objects.values_list("code", flat=True)
    )


def test_machines_and_exchange_files_have_something_to_show(city):
    assert {key.purpose for key in ApiKey.objects.for_actor(admin_of(city))} == {"read", "department"}
    sent = WebhookDelivery.objects.for_actor(admin_of(city))
    assert {"delivered", "failed"} <= set(sent.values_list("state", flat=True))
    assert not sent.filter(state="waiting").exists()
    assert not sent.filter(created_at__gt=timezone.now()).exists()
    assert ExchangeFile.objects.get(organisation=city, way="out").fresh == 1


def test_what_the_demo_still_announces_is_not_sent_again(city):
    """The log holds every event the outbox has left, so that no start of the demo calls anybody."""
    before = WebhookDelivery.objects.count()
    for event in Event.objects.filter(organisation=city, occurred_at__gt=timezone.now() - loading.NEWS):
        webhooks.listen(event)
    assert WebhookDelivery.objects.count() == before


def test_a_promise_was_broken_twice_and_taken_up(city):
    pressed = Supervision.objects.get(reason="promise")
    promise = pressed.desk.promises.get(state="broken")
    assert promise.breaks == 2
    assert SupervisionProposal.objects.filter(desk=pressed.desk, reason="promise", state="done").exists()


def admin_of(city):
    post = Post.objects.with_hat().get(organisation=city, role="org_admin", user__username="admin")
    return Actor(user=post.user, post=post)


def test_reports_have_drafts_and_submitted_items(city):
    states = Item.objects.filter(organisation=city, kind=Kind.REPORT).values_list("state", flat=True)
    assert {"draft", "submitted"} <= set(states)


def read(client, username, label):
    """The number of the year on the page of figures."""
    client.login(username=username, password="demo")
    page = client.get(
        "/figures/reports/", {"period": "year"} if timezone.localdate().month > 1 else YEAR_BEFORE
    )
    return {row["label"]: row["value"] for row in page.context["table"]}[label]


def test_two_districts_print_the_published_funnels(loaded, client):
    for label, number in (
        ("收到", 101), ("报市级", 20), ("报本级党委政府", 81), ("本级采用", 52), ("批示件数", 8), ("批示人次", 11),
    ):  # fmt: skip
        assert (label, read(client, "daaneditor", label)) == (label, number)
    for label, number in (("编发期数", 20), ("编入期刊的信息", 306)):
        assert (label, read(client, "linjiangeditor", label)) == (label, number)


def test_holder_and_next_due_are_what_a_fresh_look_says(loaded):
    for item in Item.objects.all():
        if item.dispatched_at:
            fresh = progress.derived(item, list(item.desks.all()))
        else:
            fresh = holding.derived(item)
        assert {name: getattr(item, name) for name in fresh} == fresh, item


def test_desks_carry_the_holder_and_due_day_of_their_clock(loaded):
    for desk in Assignment.objects.all():
        assert desk.holder == progress.holder_of_desk(desk)
        clock = Deadline.objects.running().of(desk).filter(code="handle").first()
        if clock and desk.state not in (DeskState.CANCELLED, DeskState.RELEASED):
            assert desk.due_on == clock.due_on, desk


def test_no_submitted_item_is_without_events(loaded):
    threads = set(Event.objects.values_list("thread", flat=True))
    assert not [item for item in Item.objects.exclude(submitted_at=None) if item.thread not in threads]


def test_events_stand_in_order_and_never_in_the_future(loaded):
    assert not Event.objects.filter(occurred_at__gt=timezone.now()).exists()
    latest = {}
    for event in Event.objects.order_by("pk"):
        assert event.occurred_at >= latest.get(event.thread, event.occurred_at), event
        latest[event.thread] = event.occurred_at


def test_numbers_follow_the_order_of_submission(city):
    for year in set(Suggestion.objects.filter(organisation=city).values_list("number_year", flat=True)):
        numbered = Suggestion.objects.filter(organisation=city, number_year=year).exclude(number=None)
        numbered = numbered.filter(arrival=None)  # what was received is told after everything was submitted
        moments = list(numbered.order_by("number").values_list("submitted_at", flat=True))
        assert moments == sorted(moments)


def test_the_desks_are_calm(loaded):
    late = Deadline.objects.late(timezone.now()).filter(code__in=["handle", "sign_receipt"])
    assert 2 <= late.count() <= 5, list(late)


def test_photos_have_thumbnails_and_lie_before_and_after(loaded):
    photos = Attachment.objects.photos()
    assert {"", "before", "after"} == set(photos.values_list("purpose", flat=True))
    assert not photos.filter(thumb="").exists()


def test_every_demo_user_signs_in_with_a_current_post(loaded, client):
    for username, _ in SIGN_INS:
        assert client.login(username=username, password="demo"), username
        assert Post.objects.current(timezone.localdate()).filter(user__username=username).exists()
    assert len(SIGN_INS) == 18


def test_loading_again_if_empty_changes_nothing(loaded):
    before = [model.objects.count() for model in (Item, Event, User, Attachment)]
    call_command("seed", "--if-empty")
    assert before == [model.objects.count() for model in (Item, Event, User, Attachment)]


def test_loading_into_a_database_in_use_is_refused(loaded):
    with pytest.raises(CommandError, match="已有数据"):
        call_command("seed")


@pytest.mark.parametrize("option", [[], ["--if-empty"], ["--reset"]])
def test_production_refuses_the_demo(settings, option):
    settings.PRODUCTION = True
    before = Organisation.objects.count()
    with pytest.raises(CommandError, match="正式配置"):
        call_command("seed", *option)
    assert Organisation.objects.count() == before


MOMENTS = [
    "2026-11-20 19:14",
    "2026-11-23 08:05",
    "2026-11-21 11:00",
    "2026-11-24 10:20",
    "2027-02-08 15:00",
    "2026-11-25 17:31",
]


@pytest.mark.parametrize("moment", MOMENTS)
def test_the_story_fits_every_day_of_the_week(moment):
    city = Organisation.objects.create(code="c", name="政协云江市委员会", short_name="云江", level="city")
    now = timezone.make_aware(datetime.fromisoformat(moment))
    days = Days(city, now)
    hours = [days.at(back, clock) for back in range(9, -1, -1) for clock in ("08:50", "14:30", "21:00")]
    assert hours == sorted(hours)
    assert hours[-1] <= now
    waiting = days.waiting(7)
    assert waiting == sorted(waiting)
    for written in waiting:
        review = next_review_day(city, timezone.localdate(written + timedelta(hours=6, minutes=30)))
        closing = timezone.make_aware(datetime.combine(review, datetime.min.time())) + timedelta(hours=17.5)
        assert written <= now < closing


def test_every_light_is_lit_and_reminders_have_a_history(city):
    calendar, today = calendar_for(city), timezone.localdate()
    clocks = Deadline.objects.running().filter(organisation=city, code="handle")
    # On the day itself nothing may fall due: orange comes and goes with the calendar.
    assert {"green", "yellow", "red", "grey"} <= {str(light(clock, today, calendar)) for clock in clocks}
    said = Reminder.objects.filter(organisation=city, state="sent")
    assert {"unsigned_1", "half", "late_1"} <= set(said.values_list("rung__code", flat=True))
    assert not said.filter(moment__gt=timezone.now()).exists()
    late = said.filter(rung__code="late_1").first()
    assert Notice.objects.filter(key=f"reminder:{late.pk}:{late.user_id}:in_app").exists()
