"""答复核对: the office reads a signed reply before the member gets it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from dispatch.models import Assignment
from tests import world as w
from weijianyi.audit.models import Event
from weijianyi.rulebook import cache
from weijianyi.rulebook.models import Setting

pytestmark = pytest.mark.django_db
TICKED = {"answers": "on", "evidence": "on", "private": "on", "classed": "on"}


@pytest.fixture
def world():
    found = w.build()
    Setting.objects.create(
        organisation=found.city,
        key="reply_check_kinds",
        value=["suggestion"],
        valid_from=timezone.localdate(),
    )
    cache.clear()
    return found


@pytest.fixture
def staff(client, world):
    client.force_login(world["staff"].user)
    return client


def again(desk):
    return Assignment.objects.get(pk=desk.pk)


def to_check(world, **fields):
    desk = world.released(world.working(world.dispatched(world.submitted(**fields))))
    assert desk.state == "checking"
    return desk


def address(desk, back=False):
    return reverse("check-fail" if back else "check-item", args=[desk.slug])


def test_replies_wait_oldest_first(staff, world):
    first, second = to_check(world, title="甲"), to_check(world, title="乙")
    assert [d.pk for d in staff.get("/checks/").context["page"].rows] == [first.pk, second.pk]


def test_an_empty_list_says_so(staff):
    assert "没有待核对的答复" in staff.get("/checks/").content.decode()


def test_passing_releases_the_reply_and_the_next_opens(staff, world):
    first, second = to_check(world, title="甲"), to_check(world, title="乙")
    assert "当日修剪" in staff.get(address(first)).content.decode()
    answer = staff.post(address(first), TICKED | {"version": first.version})
    assert answer.url == address(second)
    assert again(first).state == "released"
    assert staff.post(address(second), TICKED).url == "/checks/"


def test_an_unticked_question_holds_it_back(staff, world):
    desk = to_check(world)
    answer = staff.post(address(desk), {"answers": "on"})
    assert answer.status_code == 422
    assert "请核对“有佐证”" in answer.content.decode()
    assert again(desk).state == "checking"


def test_sending_back_says_why(staff, world):
    desk = to_check(world)
    assert staff.post(address(desk, back=True), {"opinion": ""}).status_code == 422
    assert staff.post(address(desk, back=True), {"opinion": "请补照片"}).status_code == 302
    assert again(desk).state == "working"
    assert Event.objects.get(step="fail_check").note == "请补照片"


def test_two_clicks_pass_once_and_a_stale_page_is_told(staff, world):
    desk = to_check(world)
    for _ in range(2):
        assert (
            staff.post(address(desk), TICKED | {"key": "d" * 32, "version": desk.version}).status_code == 302
        )
    assert Event.objects.filter(step="pass_check").count() == 1
    assert staff.post(address(desk), TICKED | {"key": "e" * 32}).status_code == 409


def test_the_supervisor_of_that_side_checks_too(client, world):
    desk = to_check(world)
    client.force_login(world["supervisor"].user)
    assert client.post(address(desk), TICKED).status_code == 302
    assert again(desk).state == "released"


@pytest.mark.parametrize("who", ["member", "handler", "unitlead", "leader"])
def test_others_do_not_check(client, world, who):
    desk = to_check(world)
    client.force_login(world[who].user)
    assert client.get("/checks/").status_code == 403
    assert client.post(address(desk), TICKED).status_code == 403


def test_foreign_replies_are_not_there(client, world):
    desk = to_check(world)
    client.force_login(world["county"].user)
    assert client.get(address(desk)).status_code == 404
