"""One hat per request: switching, losing it, borders in time, and conflicts of one person."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from dispatch.models import Assignment, Officer, Rating, Reply
from members.hats import SEEN_KEY, STARTED_KEY
from members.models import Post, User
from members.states import Role
from suggestions.models import Item, ItemLink
from tests import world as w

pytestmark = pytest.mark.django_db
NOON = "2026-11-18 12:00:00+08:00"


@pytest.fixture
def world():
    built = w.build()
    User.objects.update(welcomed_at=timezone.now())
    return built


@pytest.fixture
def enter(world, client):
    def sign_in(name):
        client.force_login(world[name].user)
        return client

    return sign_in


def second_hat(user, role, organisation, **more):
    return Post.objects.create(user=user, organisation=organisation, role=role, valid_from=w.START, **more)


def unit_head_too(world, name="member", department="城管局"):
    """The member also leads the department."""
    post = second_hat(world[name].user, Role.UNIT_HEAD, world.city)
    Officer.objects.create(post=post, department=world.departments[department])
    return post


# -- changing and losing -----------------------------------------------------------------------------
def test_a_hat_brings_its_rights_and_leaves_those_of_the_other(world, enter):
    office = second_hat(world["member"].user, Role.REVIEWER, world.city)
    client = enter("member")
    assert (client.get("/items/").status_code, client.get("/review/").status_code) == (200, 403)
    client.post("/hat/", {"post": office.pk, "password": "demo"})
    assert (client.get("/items/").status_code, client.get("/review/").status_code) == (403, 200)


def test_a_hat_of_another_organisation_sees_only_that_one(world, enter):
    desk = world.dispatched()
    county = second_hat(world["staff"].user, Role.REVIEWER, world.county)
    client = enter("staff")
    assert client.get(desk.get_absolute_url()).status_code == 200
    client.post("/hat/", {"post": county.pk, "password": "demo"})
    assert client.get(desk.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("taken", ["post ends", "organisation closes", "account closes"])
def test_what_is_taken_away_is_gone_with_the_next_request(world, enter, taken):
    item = world.submitted()
    client = enter("staff")
    assert client.get(f"/review/{item.slug}/").status_code == 200
    if taken == "post ends":
        Post.objects.filter(pk=world["staff"].post.pk).update(
            valid_to=timezone.localdate() - timedelta(days=1)
        )
    elif taken == "organisation closes":
        type(world.city).objects.filter(pk=world.city.pk).update(active=False)
    else:
        User.objects.filter(pk=world["staff"].user.pk).update(is_active=False)
    assert client.get(f"/review/{item.slug}/").status_code == (302 if taken == "account closes" else 403)
    assert client.get(f"/items/{item.slug}/").status_code == (302 if taken == "account closes" else 404)


def test_the_last_day_of_a_post_still_counts(world, enter):
    Post.objects.filter(pk=world["staff"].post.pk).update(valid_to=timezone.localdate())
    assert enter("staff").get("/review/").status_code == 200


def test_a_lost_hat_gives_way_to_the_next_one(world, enter):
    office = second_hat(world["member"].user, Role.REVIEWER, world.city)
    client = enter("member")
    client.post("/hat/", {"post": office.pk, "password": "demo"})
    Post.objects.filter(pk=office.pk).update(valid_to=timezone.localdate() - timedelta(days=1))
    assert (client.get("/review/").status_code, client.get("/items/").status_code) == (403, 200)


def test_an_officer_whose_department_is_gone_sees_nothing_of_other_organisations(world, enter):
    """Links to other organisations have no department either: no department must not match no department."""
    item = world.submitted()
    link = ItemLink.objects.create(
        kind="passed_down", from_item=item, organisation=world.county, offered_at=timezone.now()
    )
    desk = Assignment.objects.create(
        item=item, organisation=world.city, link=link, role="link", state="offered", offered_at=timezone.now()
    )
    world.person("nowhere", Role.HANDLER, organisation=world.county)
    client = enter("nowhere")
    for url in (desk.get_absolute_url(), item.get_absolute_url(), f"/items/{item.slug}/print/"):
        assert client.get(url).status_code == 404, url
    assert item.title not in client.get("/desks/").content.decode()


def test_a_form_opened_under_another_hat_is_refused(world, enter):
    desk = world.dispatched()
    other = second_hat(world["handler"].user, Role.AUDITOR, world.city)
    client = enter("handler")
    answer = client.post(f"/desks/{desk.slug}/act/sign/", {"post": other.pk, "version": desk.version})
    assert answer.status_code == 403
    assert "换了岗位" in answer.content.decode()
    assert Assignment.objects.get(pk=desk.pk).state == "offered"


def test_a_remembered_phone_puts_on_an_office_hat_only_with_the_password(world, client):
    office = second_hat(world["member"].user, Role.REVIEWER, world.city)
    with time_machine.travel(NOON, tick=False) as clock:
        client.post("/login/", {"username": "member", "password": "demo"})
        clock.shift(settings.STAFF_IDLE_SECONDS + 1)
        asked = client.post("/hat/", {"post": office.pk, "next": "/review/"})
        assert asked.status_code == 200
        assert "您的登录密码" in asked.content.decode()
        assert client.get("/review/").status_code == 403
        wrong = client.post("/hat/", {"post": office.pk, "next": "/review/", "password": "nein"})
        assert wrong.status_code == 422
        assert "密码不对" in wrong.content.decode()
        right = client.post("/hat/", {"post": office.pk, "next": "/review/", "password": "demo"})
        assert right.url == "/review/"
        assert client.get("/review/").status_code == 200
        assert client.post("/hat/", {"post": world["member"].post.pk}).url == "/", "back needs nothing"


# -- borders in time ---------------------------------------------------------------------------------
@pytest.mark.parametrize(("seconds", "status"), [(-1, 200), (0, 200), (1, 302)])
def test_office_sessions_end_after_the_idle_time(world, enter, seconds, status):
    with time_machine.travel(NOON, tick=False) as clock:
        client = enter("staff")
        assert client.get("/me/settings/").status_code == 200
        clock.shift(settings.STAFF_IDLE_SECONDS + seconds)
        assert client.get("/me/settings/").status_code == status


@pytest.mark.parametrize(("seconds", "status"), [(-1, 200), (0, 200), (1, 302)])
def test_office_sessions_end_after_twelve_hours_however_busy(world, enter, seconds, status):
    with time_machine.travel(NOON, tick=False) as clock:
        client = enter("handler")
        client.get("/me/settings/")
        step = settings.STAFF_IDLE_SECONDS - 60
        for _ in range(settings.STAFF_SESSION_SECONDS // step):
            clock.shift(step)
            assert client.get("/me/settings/").status_code == 200
        clock.shift(settings.STAFF_SESSION_SECONDS % step + seconds)
        assert client.get("/me/settings/").status_code == status


def test_who_signs_in_again_starts_anew(world, enter):
    with time_machine.travel(NOON, tick=False) as clock:
        client = enter("staff")
        client.get("/me/settings/")
        clock.shift(settings.STAFF_IDLE_SECONDS + 1)
        assert client.get("/me/settings/").status_code == 302
        client = enter("staff")
        assert client.get("/me/settings/").status_code == 200
        assert client.session[STARTED_KEY] == client.session[SEEN_KEY] == timezone.now().timestamp()


def test_members_stay_signed_in_on_their_own_device(world, enter):
    with time_machine.travel(NOON, tick=False) as clock:
        client = enter("member")
        client.get("/items/")
        clock.shift(timedelta(days=20))
        assert client.get("/items/").status_code == 200


# -- one person on both sides ------------------------------------------------------------------------
def test_an_author_does_not_act_for_the_department_on_the_own_item(world, enter):
    signing = world.signing()
    post = unit_head_too(world)
    client = enter("member")
    client.post("/hat/", {"post": post.pk, "password": "demo"})
    answers = [
        client.post(f"/desks/{signing.slug}/act/{step}/", {"version": signing.version, "post": post.pk})
        for step in ("sign_reply", "give_back_draft")
    ]
    answers += [
        client.get(f"/steps/desk/{signing.slug}/sign_reply/"), client.post(f"/steps/desk/{signing.slug}/sign_reply/"),
        client.post(f"/desks/{signing.slug}/reply/save/", {"facts": "改写", "post": post.pk}),
    ]  # fmt: skip
    assert [a.status_code for a in answers] == [403] * 5
    assert Assignment.objects.get(pk=signing.pk).state == "signing"
    assert not Reply.objects.filter(facts="改写").exists()


def test_who_works_in_the_department_does_not_rate_it(world, enter):
    released = world.released()
    unit_head_too(world)
    client = enter("member")
    url = reverse("desk-rate", args=[released.slug])
    assert client.get(url).status_code == 403
    assert client.post(url, {"work": "satisfied", "result": "satisfied"}).status_code == 403
    assert not Rating.objects.exists()


def test_an_author_does_not_review_the_own_item_under_the_office_s_hat(world, enter):
    item = world.submitted()
    office = second_hat(world["member"].user, Role.HEAD, world.city)
    client = enter("member")
    client.post("/hat/", {"post": office.pk, "password": "demo"})
    for step in ("accept", "send_back", "decline"):
        assert client.post(f"/review/{item.slug}/{step}/", {"opinion": "自审"}).status_code == 403, step
    assert Item.objects.get(pk=item.pk).state == "submitted"
