"""Told once and only what is still true: no doubles, no own acts, rights and facts as of the sending."""

from datetime import timedelta

import pytest
from django.utils import timezone

import dispatch.evaluation.notices
import dispatch.notices
from suggestions.models import Report
from tests import keyed
from tests import world as w
from tests.weijianyi.telling import TEXTS, digest, extension_asked, sent_back, told
from weijianyi.audit.models import Event
from weijianyi.notices import compose, jobs
from weijianyi.notices.models import Notice, State
from weijianyi.notices.rendering import title_and_body
from weijianyi.work import outbox
from weijianyi.workflow import SYSTEM_ACTOR, perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return w.build()


# -- once, and not to oneself ----------------------------------------------------------------------
def test_nobody_is_told_of_their_own_act(world):
    relay = world.department("县电政办", paper=True, relays=True)
    desk = world.dispatched(relay=relay)
    perform(desk.item.desks.get(department=relay), "forward", actor=world["staff"])
    digest()
    assert told("forward") == {("staff2", "dispatch_forward")}


def test_whoever_took_part_in_the_same_click_knows_already(world):
    item = perform(world.working().item, "ask_withdrawal", actor=world["member"], reason="已经修好了")
    perform(item, "grant_withdrawal", actor=world["staff"])
    cancelled = Event.objects.get(step="cancel")
    assert cancelled.user is None, "taken by the system, in the same click"
    assert set(compose.doers(cancelled)) == {world["staff"].user.pk}


def test_a_second_listener_and_a_second_reading_tell_nobody_twice(world, settings):
    settings.EVENT_LISTENERS = [*settings.EVENT_LISTENERS, "weijianyi.notices.compose.listen"]
    sent_back(world)
    digest()
    compose.listen(Event.objects.get(step="send_back"))
    assert Notice.objects.count() == 1


def test_a_person_with_two_posts_is_told_once(world):
    item = sent_back(world)
    item.authorships.create(collective=world["operator"].post.collective, name="医卫界", order=1)
    operator = world["operator"].post
    operator.user = world["member"].user
    operator.save()
    digest()
    assert Notice.objects.filter(user=operator.user, text="suggestions_send_back").count() == 1


def test_a_reminder_without_an_event_is_written_once_per_key(world):
    desk = world.dispatched()
    for key in ("due:1", "due:1", "due:2"):
        compose.tell(desk, "give_back_draft", key=key)
    assert Notice.objects.count() == 0, "nothing to give back on a desk that is not worked on"
    desk = world.working(desk)
    for key in ("due:1", "due:1", "due:2"):
        compose.tell(desk, "give_back_draft", key=key)
    assert sorted(n.key.partition(":" + str(n.user_id))[0] for n in Notice.objects.all()) == [
        "due:1",
        "due:2",
    ]


# -- rights and truth at the moment of sending -----------------------------------------------------
def queued(world):
    """A notice of a desk that waits for its fifteen seconds."""
    desk = world.dispatched()
    outbox.empty()
    return desk, Notice.objects.get(text="dispatch_offer")


def state_after_sending(notice):
    later = timezone.now() + timedelta(minutes=1)
    jobs.send(timezone.localdate(later), now=later)
    return type(notice).objects.get(pk=notice.pk).state


def test_what_waits_is_sent_to_those_who_still_hold_the_post(world):
    _, notice = queued(world)
    assert notice.state == State.QUEUED
    assert state_after_sending(notice) == State.SENT


def test_whoever_lost_the_post_meanwhile_is_not_told(world):
    _, notice = queued(world)
    notice.post.valid_to = timezone.localdate() - timedelta(days=1)
    notice.post.save()
    assert state_after_sending(notice) == State.DROPPED


def test_whoever_moved_to_another_unit_is_not_told(world):
    _, notice = queued(world)
    officer = notice.post.officer
    officer.department = world.departments["交通局"]
    officer.save()
    assert state_after_sending(notice) == State.DROPPED


def test_what_is_no_longer_true_is_not_sent(world):
    desk, notice = queued(world)
    world.working(desk)
    assert state_after_sending(notice) == State.DROPPED


def test_please_rate_is_not_sent_to_those_who_have_rated(world):
    desk = world.released()
    raters = dispatch.notices.raters_left(desk, None)
    assert [post.user.name for post in raters] == ["member"]
    desk = world.rated(desk)
    assert dispatch.notices.raters_left(desk, None) == []


# -- texts -----------------------------------------------------------------------------------------
def test_the_text_names_the_matter_the_wish_and_the_phone(world):
    sent_back(world, title="修剪<大树>&灌木")
    digest()
    notice = Notice.objects.get()
    assert notice.title == "请补充：“修剪<大树>&灌木”"
    assert "留言：请写明几号楼" in notice.body
    assert "有不清楚的地方，请拨打 0700-6132。" in notice.body
    assert notice.thread == notice.event.thread


def test_nothing_of_a_report_is_quoted(world):
    item = world.draft(kind=Report, title="某厂夜间排放", situation="情况敏感")
    item = perform(item, "submit", actor=world["member"], declared=True)
    perform(item, "send_back", actor=world["editor"], opinion="请核实某厂名称")
    digest()
    notice = Notice.objects.get()
    assert notice.title.startswith("请补充：社情民意〔")
    assert "某厂" not in notice.title + notice.body


def test_a_title_with_line_breaks_stays_one_line(world):
    sent_back(world, title="一行\r\nBcc: other@example.org")
    digest()
    assert "\n" not in Notice.objects.get().title


OF_ROUNDS = {a.text for rows in dispatch.evaluation.notices.TOLD.values() for a in rows}


OF_LADDER = {"dispatch_reminder", "dispatch_digest", "dispatch_remind_also"}  # tests/dispatch/test_ladder*.py


def of_others():
    """Texts about nouns that are no item and no desk: their own tests render them."""
    nouns = (
        "suggestions_claim", "dispatch_supervision", "dispatch_inspection", "dispatch_propose_supervision",
        "dispatch_linkage", "members_", "dispatch_export", "dispatch_bulletin", "dispatch_case",
        "suggestions_topic_call",
    )  # fmt: skip
    return {path.stem for path in TEXTS.iterdir() if path.stem.startswith(nouns)}


def test_every_text_has_a_title_with_the_name_and_a_body(world):
    making = {"dispatch_key": keyed.planned, "dispatch_promise": keyed.kept, "": extension_asked}
    made = {start: make(world) for start, make in making.items()}
    for text in {path.stem for path in TEXTS.iterdir()} - OF_ROUNDS - OF_LADDER - of_others():
        subject = made[next(start for start in making if text.startswith(start))]
        facts = dispatch.notices.words(subject, subject, subject.event) | {"event": subject.event}
        title, body = title_and_body(text, facts)
        assert title.endswith(f"：“{subject.item.title}”"), text
        assert body, text


def test_system_steps_of_the_timetable_tell_the_author(world):
    desk = world.released()
    perform(desk, "lapse", actor=SYSTEM_ACTOR)
    perform(sent_back(world), "lapse", actor=SYSTEM_ACTOR)
    digest()
    assert told("lapse") == {("member", "dispatch_lapse"), ("member", "suggestions_lapse")}
