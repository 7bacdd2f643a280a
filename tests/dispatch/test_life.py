"""The life of a 微建议, as domain.md §2.3 and the table of rulings.md §2 tell it."""

import pytest

from suggestions.models import Item
from tests import world as w
from weijianyi.audit.models import Event
from weijianyi.workflow import SYSTEM_ACTOR, perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return w.build()


def again(subject):
    return type(subject).objects.get(pk=subject.pk)


def test_from_submission_to_closing(world):
    item = world.submitted()
    assert (item.state, item.number, item.holder) == ("submitted", 1, "提案委")
    assert item.review_on is not None
    desk = world.dispatched(item)
    assert (desk.state, again(item).state, again(item).holder) == ("offered", "handling", "城管局")
    desk = world.working(desk)
    assert desk.holder == "城管局 handler"
    desk = world.released(desk)
    assert (desk.state, again(item).state) == ("released", "answered")
    assert again(item).holder == "委员（评价）"
    desk = world.rated(desk)
    assert desk.state == "released"
    desk = perform(desk, "close", actor=SYSTEM_ACTOR)
    item = again(item)
    assert (desk.state, item.state, item.holder, item.next_due) == ("done", "closed", "", None)
    steps = list(Event.objects.of_thread(item.thread).values_list("step", flat=True))
    assert steps == [
        "submit", "accept", "dispatch", "offer", "sign", "record_contact", "send_for_signature", "sign_reply",
        "move", "rate", "close", "move",
    ]  # fmt: skip


def test_every_row_comes_back_as_its_kind(world):
    item = world.submitted()
    assert type(Item.objects.get(pk=item.pk)).__name__ == "Suggestion"
