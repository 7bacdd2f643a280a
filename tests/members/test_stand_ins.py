"""Standing in: dated, chained, seen by both; gone with the next request; nothing personal is done by others."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from dispatch.models import Assignment
from members import standing_in
from members.hats import held_posts
from members.models import StandIn, User
from members.states import Role
from suggestions.models import Item
from tests import world as w
from weijianyi import rulebook
from weijianyi.audit.models import Event, PendingStep
from weijianyi.notices import compose
from weijianyi.notices.models import Notice
from weijianyi.workflow import Actor, Forbidden, perform, seconding

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    built = w.build()
    User.objects.update(welcomed_at=timezone.now())
    built.person("staff3", Role.REVIEWER)
    return built


def stands_in(world, deputy, away, days=5, since=0):
    today = timezone.localdate()
    return standing_in.arrange(
        world[away], world[away].post, world[deputy].post,
        valid_from=today + timedelta(days=since), valid_to=today + timedelta(days=days), reason="出差",
    )  # fmt: skip


def hats(world, name):
    return [post.user.username for post in held_posts(world[name].user)]


def test_the_deputy_wears_the_hat_from_the_first_to_the_last_day(world):
    stands_in(world, "staff2", "head", since=1)
    assert hats(world, "staff2") == ["staff2"]
    StandIn.objects.update(valid_from=timezone.localdate())
    assert hats(world, "staff2") == ["staff2", "head"]
    StandIn.objects.update(valid_to=timezone.localdate() - timedelta(days=1), valid_from=w.START)
    assert hats(world, "staff2") == ["staff2"]


def test_who_stands_in_for_a_stand_in_has_both(world):
    stands_in(world, "staff2", "head")
    stands_in(world, "staff3", "staff2")
    assert set(hats(world, "staff3")) == {
        "staff3", "staff2", "head"
    }  # fmt: skip
    assert hats(world, "staff") == ["staff"]


def test_two_who_stand_in_for_each_other_do_not_loop(world):
    stands_in(world, "staff2", "staff")
    stands_in(world, "staff", "staff2")
    assert set(hats(world, "staff")) == {"staff", "staff2"}


def test_a_step_says_who_acted_for_whom_and_the_right_ends_at_once(world, client):
    row = stands_in(world, "editor", "staff")
    item = world.submitted()
    client.force_login(world["editor"].user)
    client.post("/hat/", {"post": world["staff"].post.pk})
    assert client.get("/review/").status_code == 200
    actor = Actor(user=world["editor"].user, post=world["staff"].post, on_behalf_of="staff（代理）")
    perform(item, "consult", actor=actor, opinion="会商")
    event = Event.objects.get(step="consult")
    assert (event.user.username, event.post, event.on_behalf_of) == (
        "editor", world["staff"].post, "staff（代理）",
    )  # fmt: skip
    page = client.get(reverse("stand-in-list")).content.decode()
    assert "editor 代 staff" in page
    client.post(reverse("stand-in-end", args=[row.pk]))
    assert client.get("/review/").status_code == 403


def test_messages_reach_both(world):
    unitlead = world["unitlead"]
    deputy = world.officer("deputy", Role.HANDLER, "城管局")
    standing_in.arrange(
        unitlead, unitlead.post, deputy.post,
        valid_from=timezone.localdate(), valid_to=timezone.localdate(),
    )  # fmt: skip
    desk = world.signing()
    compose.listen(Event.objects.get(step="send_for_signature"))
    told = Notice.objects.filter(text="dispatch_send_for_signature", channel="in_app")
    assert set(told.values_list("user__username", flat=True)) == {"unitlead", "deputy"}
    assert Notice.objects.for_user(deputy.user).filter(text="dispatch_send_for_signature").exists()
    StandIn.objects.update(ended_at=timezone.now())
    assert not Notice.objects.for_user(deputy.user).filter(text="dispatch_send_for_signature").exists()
    assert Assignment.objects.get(pk=desk.pk).state == "signing"


def test_one_person_under_two_hats_is_no_second_person(world):
    """The deputy proposes under the colleague's hat and cannot confirm under the own one; nor can the colleague."""
    item = world.submitted()
    reason = rulebook.entries(None, "decline_reason")[0]
    as_staff = Actor(user=world["staff2"].user, post=world["staff"].post)
    perform(item, "decline", actor=as_staff, reason=reason, opinion="请改提提案")
    pending = PendingStep.objects.get()
    for name in ("staff2", "staff"):
        with pytest.raises(Forbidden):
            seconding.decide(pending, actor=world[name], agree=True)
    seconding.decide(pending, actor=world["head"], agree=True)
    assert Item.objects.get().state == "declined"
    assert Event.objects.filter(step="decline").last().user == world["staff2"].user


def test_nothing_personal_and_no_stranger(world, client):
    assert not standing_in.may_arrange(world["member"], world["member"].post)
    client.force_login(world["member"].user)
    assert client.get(reverse("stand-in-new", args=[world["member"].post.pk])).status_code == 403
    of_unit = {post.user.username for post in standing_in.deputies_for(world["handler"].post)}
    assert of_unit == {"unitlead"}
    of_office = {post.user.username for post in standing_in.deputies_for(world["staff"].post)}
    assert not of_office & {"member", "handler", "county", "operator"}


def test_the_form_keeps_what_was_typed_and_names_what_is_wrong(world, client):
    client.force_login(world["staff"].user)
    address = reverse("stand-in-new", args=[world["staff"].post.pk])
    today = timezone.localdate()
    facts = {
        "deputy": world["head"].post.pk,
        "valid_from": today,
        "valid_to": today - timedelta(days=1),
        "reason": "休假",
    }
    page = client.post(address, facts)
    assert page.status_code == 422
    assert "结束日期在开始日期之前" in page.content.decode()
    assert 'value="休假"' in page.content.decode()
    assert client.post(address, facts | {"valid_to": today + timedelta(days=400)}).status_code == 422
    assert client.post(address, facts | {"valid_to": today}).status_code == 302
    assert "已经有人代理" in client.post(address, facts | {"valid_to": today}).content.decode()
