"""A hand-over taken and called back at the same moment: both sides end on one story, nothing lost, nothing doubled."""

import pytest
from django.db import transaction

from dispatch.linkage import applying as linking
from dispatch.models import Arrival, Assignment, LinkMessage
from suggestions.models import Item
from tests import linked
from tests import world as w
from tests.weijianyi.test_races import refusals, together
from weijianyi.work import outbox
from weijianyi.workflow import perform

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ROUNDS = 4


@pytest.fixture
def world():
    return linked.levels(w.build())


def handed(world):
    """(source, its desk, what waits with the receiver)."""
    source = linked.province_item(world)
    arrival = linked.passed(world, source, world.city, by="province")
    return source, Assignment.objects.get(link=arrival.link), arrival


def recall(world, desk):
    return perform(desk, "recall", actor=world["province"], opinion="另行研究")


@pytest.mark.parametrize("round", range(ROUNDS))
def test_two_of_the_receivers_office_take_it_in_at_once(world, round):
    _, _, arrival = handed(world)
    results = together(
        lambda: perform(arrival, "receive", actor=world["staff"]),
        lambda: perform(arrival, "receive", actor=world["staff2"]),
    )
    assert len(refusals(results)) == 1
    assert Item.objects.filter(organisation=world.city).count() == 1
    linked.carry()
    assert LinkMessage.objects.filter(link=arrival.link, kind="receipt").count() == 1


@pytest.mark.parametrize("round", range(ROUNDS))
def test_one_receives_while_another_refuses(world, round):
    source, desk, arrival = handed(world)
    results = together(
        lambda: perform(arrival, "receive", actor=world["staff"]),
        lambda: perform(arrival, "refuse", actor=world["staff2"], reason="不属市级事权。"),
    )
    assert len(refusals(results)) == 1
    linked.carry()
    states = (
        Arrival.objects.get(pk=arrival.pk).state,
        Assignment.objects.get(pk=desk.pk).state,
        linked.again(source).state,
    )
    assert states in {("received", "working", "passed_on"), ("refused", "returned", "accepted")}


@pytest.mark.parametrize("round", range(ROUNDS))
def test_the_source_calls_it_back_while_the_receiver_takes_it_in(world, round):
    """Both may succeed: the two sides tell each other by messages, and the calling back holds."""
    source, desk, arrival = handed(world)
    together(
        lambda: perform(arrival, "receive", actor=world["staff"]),
        lambda: recall(world, desk),
        lambda: outbox.empty(seconds=5),
    )
    linked.carry()
    assert (Assignment.objects.get(pk=desk.pk).state, linked.again(source).state) == ("cancelled", "accepted")
    found = Arrival.objects.get(pk=arrival.pk)
    if found.item_id is None:
        assert found.state == "recalled"
    else:
        assert (found.state, linked.again(found.item).state) == ("received", "withdrawn")
        assert found.ended_at is not None
    assert not Item.objects.filter(organisation=world.city).exclude(state="withdrawn").exists()


@pytest.mark.parametrize("round", range(ROUNDS))
def test_two_workers_with_the_same_message_apply_it_once(world, round):
    source = linked.province_item(world)
    perform(source, "pass_on", actor=world["province"], organisation=world.city, note="请审核交办。")
    offer = LinkMessage.objects.get()
    together(*[lambda: delivered(offer)] * 3)
    assert Arrival.objects.get().state == "waiting"
    assert LinkMessage.objects.get().outcome == "applied"


def delivered(message):
    with transaction.atomic():
        linking.deliver(LinkMessage.objects.get(pk=message.pk))
