"""Meetings: who records them, who came, what is corrected, who may read them."""

import pytest
from django.db import IntegrityError, transaction

from dispatch import meetings
from dispatch.models import Meeting
from tests import keyed
from tests import world as w
from tests.weijianyi.files.making import photo
from weijianyi import rulebook
from weijianyi.audit.models import Event
from weijianyi.files.models import Attachment

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return w.build()


def form(world, **fields):
    return {
        "kind": "consultation", "form": rulebook.entry(world.city, "meeting_form", "courtyard").pk,
        "held_on": "2026-01-05", "place": "西外街院坝", "convened_by": "提案委",
        "participants": "李强,城管局\n 陈委员  医卫界\n\n李强，城管局", "minutes": "议定分两批。",
    } | fields  # fmt: skip


def test_a_meeting_has_a_subject_unless_it_is_an_evaluation(world):
    kind = rulebook.entry(world.city, "meeting_form", "forum")
    facts = {"organisation": world.city, "form": kind, "title": "评议会", "held_on": "2026-01-05"}
    facts["recorded_by"] = world["staff"].post
    Meeting.objects.create(kind="evaluation", **facts)
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.create(kind="visit", **facts)


def test_a_meeting_seats_each_participant_once_and_leaves_an_internal_event(world):
    meeting = keyed.met(world)
    assert [str(row) for row in meeting.attended.all()] == ["李强（城管局）", "陈委员（医卫界）"]
    assert meeting.title == "园区协商：完善园区道路照明"
    event = Event.objects.get(step="record_meeting")
    assert (event.internal, event.thread) == (True, meeting.item.thread)


def test_who_signed_stays_on_the_sheet_whatever_the_list_says(world):
    meeting = keyed.met(world)
    signed = meeting.attended.first()
    meetings.sign_in(meeting, [signed.pk])
    facts = {"participants": "王主任，住建局"}
    meetings.correct(meeting, actor=world["staff"], facts=facts)
    assert [(p.name, p.signed) for p in meeting.attended.all()] == [("李强", True), ("王主任", False)]


def test_readers_of_a_meeting_are_those_of_its_item_once_the_key_is_decided(world):
    key = keyed.nominated(world)
    meeting = keyed.met(world, key)
    seen = lambda name: Meeting.objects.visible_to(world[name]).filter(pk=meeting.pk).exists()  # noqa: E731
    assert [name for name in ("staff", "leader", "member", "handler") if seen(name)] == ["staff", "leader"]
    keyed.decided(world, key)
    names = ("staff", "leader", "member", "handler", "supervisor", "member2", "handler2", "editor", "county")
    assert [name for name in names if seen(name)] == ["staff", "leader", "member", "handler", "supervisor"]


# -- pages ---------------------------------------------------------------------------------------------
def test_the_office_records_on_a_key_proposal_with_photos(client, world):
    key = keyed.decided(world)
    client.force_login(world["staff"].user)
    url = f"/meetings/new/?key={key.slug}"
    assert client.get(url).status_code == 200
    assert client.post(url, form(world, form="")).status_code == 422
    answer = client.post(url, form(world, photos=[photo()]), follow=True)
    meeting = Meeting.objects.get()
    assert (meeting.key_proposal, meeting.item) == (key, key.item)
    assert meeting.participants == "李强，城管局\n陈委员  医卫界", "doubles fall out"
    assert Attachment.objects.of(meeting).count() == 1
    assert "西外街院坝" in answer.content.decode()
    assert meeting.title in client.get(key.get_absolute_url()).content.decode()


def test_the_unit_that_answers_records_on_the_item_and_corrects_its_own(client, world):
    item = keyed.handed_out(world).item
    client.force_login(world["handler"].user)
    assert client.post(f"/meetings/new/?item={item.slug}", form(world)).status_code == 302
    own = Meeting.objects.get()
    assert client.post(f"/meetings/{own.slug}/edit/", form(world, place="改在社区")).status_code == 302
    own.refresh_from_db()
    assert own.place == "改在社区"
    other = keyed.met(world, keyed.decided(world, keyed.nominated(world, item)))
    assert client.get(f"/meetings/{other.slug}/").status_code == 200
    assert client.get(f"/meetings/{other.slug}/edit/").status_code == 403


def test_ticks_say_who_came_and_the_sheet_has_lines_for_all(client, world):
    meeting = keyed.met(world)
    client.force_login(world["staff"].user)
    came = meeting.attended.last()
    assert client.post(meeting.get_absolute_url(), {"signed": [came.pk, "x"]}).status_code == 302
    assert list(meeting.attended.filter(signed=True)) == [came]
    sheet = client.get(f"/meetings/{meeting.slug}/sheet/").content.decode()
    assert "李强" in sheet
    assert "签名" in sheet
    client.force_login(world["member"].user)
    assert client.post(meeting.get_absolute_url(), {}).status_code == 403


def test_a_wrong_record_is_declared_void_and_stays(client, world):
    meeting = keyed.met(world)
    client.force_login(world["staff"].user)
    assert client.post(f"/meetings/{meeting.slug}/edit/", form(world, void="on")).status_code == 302
    meeting.refresh_from_db()
    assert meeting.voided_at is not None
    assert client.get(meeting.get_absolute_url()).status_code == 200
    assert client.get(f"/meetings/{meeting.slug}/edit/").status_code == 409
    assert not client.get(meeting.key_proposal.get_absolute_url()).context["meetings"]


def test_an_evaluation_may_stand_alone(client, world):
    client.force_login(world["staff"].user)
    assert client.get("/meetings/new/").status_code == 404
    url = "/meetings/new/?kind=evaluation"
    assert client.post(url, form(world)).status_code == 422, "its name and kind are missing"
    assert client.post(url, form(world, kind="evaluation", title="2026年双向评议会")).status_code == 302
    client.force_login(world["handler"].user)
    assert client.get(url).status_code == 403


def test_forged_ticks_of_the_sign_in_are_no_error(client, world):
    meeting = keyed.met(world)
    client.force_login(world["staff"].user)
    data = {"signed": ["9" * 40, "x", str(meeting.attended.first().pk)], "post": world["staff"].post.pk}
    assert client.post(meeting.get_absolute_url(), data).status_code == 302
    assert [p.signed for p in meeting.attended.all()] == [True, False]
