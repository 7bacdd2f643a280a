"""Extension: once a round, before the due day, not beyond the longest; decided by the office."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from dispatch.desks import extending
from dispatch.models import Extension
from tests import world as w
from tests.dispatch.test_reply import again
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


def ask(client, desk, **fields):
    facts = {"until": extending.latest(desk), "reason": "需招标采购"}
    return client.post(
        f"/steps/desk/{desk.slug}/ask_extension/", {"version": again(desk).version} | facts | fields
    )


def test_asked_and_granted_moves_the_due_day(world, unit):
    desk = world.working()
    old, until = desk.due_on, extending.latest(desk)
    assert "申请延期" in page_of(unit, desk)
    assert ask(unit, desk).status_code == 302
    assert "等待决定；决定之前按原期限办理" in page_of(unit, desk)
    perform(again(desk), "grant_extension", actor=world["staff"], until=until)
    assert old < again(desk).due_on == until
    assert "已同意延期到" in page_of(unit, desk)


@pytest.mark.parametrize(("days", "sentence"), [(400, "最多延到"), (0, "应当晚于原期限")])
def test_a_day_outside_the_rule_is_refused_beside_the_field(world, unit, days, sentence):
    desk = world.working()
    answer = ask(unit, desk, until=desk.due_on + timedelta(days=days))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "需招标采购" in answer.content.decode()
    assert not Extension.objects.exists()


def test_once_a_round(world, unit):
    desk = world.working()
    ask(unit, desk)
    assert "这一轮已经申请过延期" in page_of(unit, desk)
    assert ask(unit, desk).status_code == 409
    assert Extension.objects.count() == 1


def test_past_due_it_is_closed_with_a_number_to_call(world, unit):
    desk = world.working()
    with time_machine.travel(timezone.now() + timedelta(days=40), tick=False):
        unit.force_login(world["handler"].user)
        page = page_of(unit, desk)
        assert "已经到期，不能再申请延期" in page
        assert "0700-6132" in page
        assert "已超期" in page


def test_refused_shows_the_opinion(world, unit):
    desk = world.working()
    ask(unit, desk)
    perform(again(desk), "refuse_extension", actor=world["staff"], opinion="请按期办理")
    assert "延期申请未获同意：请按期办理" in page_of(unit, desk)
