"""Signing in by name or phone, the guide, settings, hats; sentences give nobody away, addresses stay here."""

import pytest
from django.urls import reverse
from django.utils import timezone

from members.forms import WRONG, username_of
from members.models import Post, User
from members.states import Role
from tests import world as w

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    built = w.build()
    User.objects.update(welcomed_at=timezone.now())
    return built


def sign_in(client, name, password="demo", **fields):
    return client.post("/login/", {"username": name, "password": password, **fields})


def test_phone_name_and_user_name_all_lead_in(client, world):
    user = world["member"].user
    User.objects.filter(pk=user.pk).update(name="周敏", phone="13870000001")
    for typed in ("member", "周敏", " 周敏 ", "13870000001", "138 7000 0001", "+86 138-7000-0001"):
        assert sign_in(client, typed).status_code == 302, typed
        client.logout()


def test_a_name_two_people_share_leads_nobody_in_but_the_phone_does(client, world):
    User.objects.filter(username__in=["member", "member2"]).update(name="王伟")
    assert username_of("王伟") == "王伟"
    assert sign_in(client, "王伟").status_code == 200
    assert sign_in(client, world["member2"].user.phone).status_code == 302


@pytest.mark.parametrize(
    ("name", "password"), [("member", "falsch"), ("nobody", "demo"), ("19900000000", "demo")]
)
def test_every_refusal_is_the_same_sentence(client, world, name, password):
    page = sign_in(client, name, password).content.decode()
    assert WRONG in page
    assert "不存在" not in page
    assert f'value="{name}"' in page, "what was typed stays"


def test_a_disabled_account_is_refused_with_the_same_sentence(client, world):
    User.objects.filter(username="member").update(is_active=False)
    assert WRONG in sign_in(client, "member").content.decode()


def test_five_wrong_passwords_lock_the_account_however_it_is_named(client, world, settings):
    settings.AXES_ENABLED = True
    phone = world["member"].user.phone
    for n in range(5):
        last = sign_in(client, "member" if n % 2 else phone, "falsch")
    assert last.status_code == 429
    page = sign_in(client, "member").content.decode()
    assert "先停 15 分钟" in page
    assert sign_in(client, "member2").status_code == 302, "others are not locked out"


def test_after_the_sign_in_one_is_back_where_one_was_and_never_elsewhere(client, world):
    assert sign_in(client, "member", next="/me/settings/").url == "/me/settings/"
    client.logout()
    for bad in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        assert sign_in(client, "member", next=bad).url == reverse("home"), bad
        client.logout()


def test_the_demo_sign_ins_are_listed_in_the_demo_and_nowhere_else(client, world, settings):
    assert 'value="staff"' in client.get("/login/").content.decode()
    settings.PROFILE = "production"
    assert 'value="staff"' not in client.get("/login/").content.decode()
    settings.PROFILE = "demo"
    User.objects.update(is_active=False)
    assert "演示账号" not in client.get("/login/").content.decode()


def test_the_guide_is_shown_once_and_can_be_skipped(client, world):
    User.objects.update(welcomed_at=None)
    first = sign_in(client, "member", next="/me/settings/")
    assert first.url == "/welcome/?next=%2Fme%2Fsettings%2F"
    for page in (1, 2, 3, "x"):
        assert client.get(f"/welcome/?page={page}").status_code == 200
    assert User.objects.get(username="member").welcomed_at is None, "reading changes nothing"
    assert client.post("/welcome/", {"next": "/me/settings/"}).url == "/me/settings/"
    client.logout()
    assert sign_in(client, "member").url == "/"


def test_the_guide_leads_nowhere_else(client, world):
    client.force_login(world["member"].user)
    assert client.post("/welcome/", {"next": "//evil.example/"}).url == "/"


def test_settings_save_at_once(client, world):
    client.force_login(world["staff"].user)
    assert client.get("/me/settings/").status_code == 200
    client.post("/me/settings/shortcuts/")
    client.post("/text-size/", {"next": "/me/settings/"})
    user = User.objects.get(username="staff")
    assert (user.shortcuts, user.large_text) == (False, True)
    assert 'data-keys="off"' in client.get("/me/settings/").content.decode()
    assert client.get("/me/settings/shortcuts/").status_code == 405


def test_a_new_password_keeps_this_session_and_ends_the_others(client, world, django_user_model):
    from django.test import Client  # noqa: PLC0415

    other = Client()
    other.force_login(world["member"].user)
    client.force_login(world["member"].user)
    new = "一句自己记得住的话，够长了吧"
    bad = client.post("/me/password/", {"old": "demo", "password": "短", "again": "短"})
    assert bad.status_code == 422
    assert "10" in bad.content.decode()
    answer = client.post("/me/password/", {"old": "demo", "password": new + "！", "again": new + "！"})
    assert answer.url == "/me/settings/"
    assert client.get("/me/settings/").status_code == 200
    assert other.get("/me/settings/").status_code == 302


def test_another_hat_keeps_the_page_and_a_foreign_hat_is_not_there(client, world):
    user = world["member"].user
    hat = Post.objects.create(user=user, organisation=world.city, role=Role.AUDITOR, valid_from=w.START)
    client.force_login(user)
    assert "换成" in client.get("/me/settings/").content.decode()
    assert (
        client.post("/hat/", {"post": hat.pk, "next": "/me/settings/", "password": "demo"}).url
        == "/me/settings/"
    )
    assert client.get("/me/settings/").context["post"] == hat
    assert client.post("/hat/", {"post": hat.pk, "next": "//evil.example/"}).url == "/"
    for wrong in (world["staff"].post.pk, "x", "", "9" * 40):
        assert client.post("/hat/", {"post": wrong}).status_code == 404


def test_a_member_s_device_is_remembered_for_thirty_days(client, world):
    sign_in(client, "member")
    assert client.cookies["weijianyi_session"]["max-age"] == 30 * 24 * 3600


def test_signing_out_is_a_post(client, world):
    client.force_login(world["member"].user)
    assert client.get("/logout/").status_code == 405
    assert client.post("/logout/").url == "/login/"
    assert client.get("/me/settings/").status_code == 302
