"""A desk that stands for another organisation: offered, received, refused, recalled, result (rulings §1)."""

import pytest

from suggestions.models import Item
from tests import world as w
from weijianyi.workflow import SYSTEM_ACTOR, BadFacts, perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return w.build()


@pytest.fixture
def link(world):
    item = perform(
        world.submitted(), "pass_on", actor=world["staff"], organisation=world.county, note="属区里职责"
    )
    return item.desks.get(role="link")


def item_of(desk):
    return Item.objects.get(pk=desk.item_id)


def test_passing_down_opens_a_link_desk_and_rests_the_item(world, link):
    assert (link.state, item_of(link).state) == ("offered", "passed_on")
    assert (link.link.kind, link.link.organisation) == ("passed_down", world.county)
    assert item_of(link).holder == "大安区政协"
    assert link.due_on is not None


def test_to_the_parent_it_is_passed_up(world):
    item = perform(world.submitted(), "pass_on", actor=world["staff"], organisation=world.province)
    assert item.links_out.get().kind == "passed_up"


def test_received_and_answered(world, link):
    link = perform(link, "receive", actor=SYSTEM_ACTOR)
    assert link.link.received_at is not None
    link = perform(link, "bring_result", actor=SYSTEM_ACTOR, facts="区里已经修剪。")
    assert (link.state, item_of(link).state) == ("released", "answered")
    assert link.link.result_at is not None


def test_refused_goes_back_to_the_office(world, link):
    link = perform(link, "refuse", actor=SYSTEM_ACTOR, reason="不属本区")
    assert (link.state, item_of(link).state, item_of(link).holder) == ("returned", "accepted", "提案委")


def test_recalled_goes_back_to_the_office(world, link):
    link = perform(link, "recall", actor=world["staff"], opinion="转错了")
    assert (link.state, item_of(link).state) == ("cancelled", "accepted")


def test_not_to_oneself(world):
    with pytest.raises(BadFacts):
        perform(world.submitted(), "pass_on", actor=world["staff"], organisation=world.city)
