"""Handing back: inside the window, with a reason and another unit; counted in sight; the second goes to the head."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from dispatch.models import Handback
from tests import world as w
from tests.dispatch.test_reply import again
from weijianyi import rulebook
from weijianyi.workflow import perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return w.build()


@pytest.fixture
def unit(world, client):
    client.force_login(world["handler"].user)
    return client


def page_of(client, desk):
    return client.get(desk.get_absolute_url()).content.decode()


def ask(client, world, desk, **fields):
    reason = rulebook.entry(world.city, "handback_reason", "not_ours")
    facts = {"reason": reason.pk, "note": "按三定方案属交通局", "proposed": world.departments["交通局"].pk}
    url = f"/steps/desk/{desk.slug}/ask_return/"
    return client.post(url, {"version": again(desk).version} | facts | fields)


def test_the_page_offers_it_with_the_end_of_the_window(world, unit):
    desk = world.working()
    page = page_of(unit, desk)
    assert f"/steps/desk/{desk.slug}/ask_return/" in page
    assert "前提出，过期视为接受" in page


def test_after_the_window_the_page_says_why_not(world, unit):
    desk = world.working()
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        unit.force_login(world["handler"].user)
        page = page_of(unit, desk)
        assert "已经过了可以退办的期限" in page
        assert f"/steps/desk/{desk.slug}/ask_return/" not in page
        assert ask(unit, world, desk).status_code == 409


def test_reason_and_another_unit_are_required(world, unit):
    desk = world.working()
    answer = ask(unit, world, desk, proposed="", note="按三定方案属交通局")
    assert answer.status_code == 422
    assert "请写明应由哪个单位办理" in answer.content.decode()
    assert "按三定方案属交通局" in answer.content.decode()
    assert ask(unit, world, desk, reason="").status_code == 422
    assert not Handback.objects.exists()


def test_asked_and_refused_show_on_the_page(world, unit):
    desk = world.working()
    assert ask(unit, world, desk).status_code == 302
    assert "已申请退办（不属本单位职责），等待决定" in page_of(unit, desk)
    perform(again(desk), "refuse_return", actor=world["staff"], opinion="属城管职责")
    page = page_of(unit, desk)
    assert "退办申请未获同意：属城管职责" in page
    assert 'id="reply"' in page


def test_the_next_unit_sees_how_often_it_was_handed_back(world, client):
    desk = world.working()
    client.force_login(world["handler"].user)
    ask(client, world, desk)
    perform(
        again(desk),
        "grant_return",
        actor=world["staff"],
        opinion="同意",
        successor=world.departments["交通局"],
    )
    assert client.get(desk.get_absolute_url()).status_code == 404
    second = desk.item.desks.get(department=world.departments["交通局"])
    client.force_login(world["handler2"].user)
    assert "已退办 1 次" in page_of(client, second)
    perform(second, "ask_return", actor=world["handler2"], note="不属",
            reason=rulebook.entry(world.city, "handback_reason", "not_ours"), proposed=desk.department)  # fmt: skip
    client.force_login(world["staff"].user)
    assert f"/steps/desk/{second.slug}/grant_return/" not in page_of(client, second)
    client.force_login(world["head"].user)
    assert f"/steps/desk/{second.slug}/grant_return/" in page_of(client, second)
