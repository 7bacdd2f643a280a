"""The second factor: asked where the setting says so, set up with an app, paper codes once each; devices ended."""

import pytest
from django.test import Client
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from members.models import User
from tests import world as w
from weijianyi.rulebook.models import Setting

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    built = w.build()
    User.objects.update(welcomed_at=timezone.now())
    return built


def require(world, *roles):
    Setting.objects.create(
        organisation=world.city, key="second_factor_roles", value=list(roles), valid_from=w.START
    )


def code_of(key):
    """What the app shows now for this key."""
    made = TOTP(bytes.fromhex(key))
    made.time = timezone.now().timestamp()
    return f"{made.token():06d}"


def set_up(client):
    """The page with the picture, then the first code; returns the paper codes."""
    assert "<svg" in client.get("/me/second/new/").content.decode()
    page = client.post("/me/second/new/", {"code": code_of(client.session["second_factor_key"])})
    assert "只显示这一次" in page.content.decode()
    return page.context["codes"]


def no_pause():
    """Wrong codes make one wait; the test does not."""
    for device in (TOTPDevice, StaticDevice):
        device.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)


def test_a_post_that_needs_it_gets_nowhere_before(client, world):
    require(world, "reviewer")
    staff = world["staff"].user
    client.force_login(staff)
    assert client.get("/review/").url == "/me/second/?next=%2Freview%2F"
    assert client.get("/me/second/").url == "/me/second/new/"
    set_up(client)
    assert client.get("/review/").status_code == 200
    assert "不能关闭" in client.post("/me/second/off/", {"password": "demo"}, follow=True).content.decode()


def test_members_are_not_asked_unless_they_switch_it_on(client, world):
    require(world, "reviewer")
    member = world["member"].user
    client.force_login(member)
    assert client.get("/items/").status_code == 200
    set_up(client)
    again = Client()
    again.force_login(member)
    assert again.get("/items/").url.startswith("/me/second/")


def test_a_wrong_code_is_refused_and_a_paper_code_works_once(client, world):
    member = world["member"].user
    client.force_login(member)
    paper = set_up(client)
    assert len(set(paper)) == 10
    for attempt, expected in (("000000", 422), (paper[0], 302), (paper[0], 422)):
        no_pause()
        again = Client()
        again.force_login(member)
        assert again.post("/me/second/", {"code": attempt, "next": "/items/"}).status_code == expected, (
            attempt
        )


def test_a_device_of_ones_own_is_signed_out_and_nobody_elses(client, world):
    member = world["member"].user
    phone, other = Client(headers={"user-agent": "Mozilla/5.0 (iPhone) MicroMessenger/8"}), Client()
    for each, user in ((client, member), (phone, member), (other, world["member2"].user)):
        each.force_login(user)
        each.get("/items/")
    page = client.get("/me/devices/").content.decode()
    assert "微信" in page
    assert page.count(">让它退出<") == 1
    stranger = other.session.session_key
    client.post("/me/devices/end/", {"device": stranger})
    assert other.get("/items/").status_code == 200
    client.post("/me/devices/end/", {"device": "others"})
    assert phone.get("/items/").status_code == 302
    assert client.get("/items/").status_code == 200
