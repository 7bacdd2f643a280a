"""Holders and due days of what was passed on, worked out afresh, are those stored."""

import pytest
from django.core.management import call_command

from tests import linked
from tests import world as w
from weijianyi.workflow import perform

pytestmark = pytest.mark.django_db


def test_check_holders_finds_no_difference_along_the_chain(capsys):
    world = linked.levels(w.build())
    source = linked.province_item(world)
    item = linked.received(world, linked.passed(world, source, world.city, by="province"))
    desk = world.working(world.dispatched(item))
    linked.carry()
    source = linked.again(source)
    assert source.holder == "云江政协（城管局 handler）"
    assert source.next_due == linked.again(item).next_due
    call_command("check_holders")
    world.released(desk)
    linked.carry()
    call_command("check_holders")
    perform(source.desks.get(), "lapse", actor=w.SYSTEM_ACTOR)
    linked.carry()
    call_command("check_holders")
    assert "0 differences" in capsys.readouterr().out
