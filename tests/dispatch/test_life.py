"""The life of a 微建议, as domain.md §2.3 and the table of rulings.md §2 tell it."""

import pytest

from suggestions.models import Item
from tests import world as w
from weijianyi import rulebook
from weijianyi.audit.models import Event, PendingStep
from weijianyi.work.models import Outbox
from weijianyi.workflow import SYSTEM_ACTOR, Forbidden, NotNow, perform, seconding
from weijianyi.workflow.undoing import undo

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return w.build()


def again(subject):
    return type(subject).objects.get(pk=subject.pk)


def declined_because(item):
    reason = rulebook.entry(item.organisation_id, "decline_reason", "too_large")
    return {"reason": reason, "opinion": "建议改写为提案。"}


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


def test_undo_restores_the_state_before_accept_and_dispatch(world):
    item = world.submitted()
    before = (item.state, item.holder, item.next_due)
    desk = world.dispatched(item)
    act = Event.objects.filter(step="dispatch").get().act
    keys = [f"event:{e.pk}" for e in Event.objects.filter(act=act)]
    undo(act, actor=world["staff"])
    item, desk = again(item), again(desk)
    assert (item.state, item.holder, item.next_due) == before
    assert (item.accepted_at, item.dispatched_at, item.reviewed_at) == (None, None, None)
    assert desk.state == "cancelled"
    assert item.reviews.filter(voided_at=None).count() == 0
    assert not Outbox.objects.waiting().filter(key__in=keys).exists()
    last = Event.objects.get(step="take_back")
    assert (last.from_state, last.to_state, last.internal, last.act) == ("offered", "cancelled", True, act)
    again_desk = world.dispatched(item)
    assert again_desk.pk != desk.pk


def test_nobody_else_undoes_and_nothing_later_is_undone(world):
    desk = world.dispatched()
    act = Event.objects.filter(step="dispatch").get().act
    with pytest.raises(Forbidden):
        undo(act, actor=world["staff2"])
    world.working(desk)
    with pytest.raises(NotNow, match="新的进展"):
        undo(act, actor=world["staff"])


def test_declining_needs_a_second_person(world):
    item = world.submitted()
    facts = declined_because(item)
    item = perform(item, "decline", actor=world["staff"], **facts)
    assert (item.state, item.reviewed_at is not None) == ("submitted", True)
    assert again(item).holder == "提案委（复核）"
    with pytest.raises(NotNow, match="第二人"):
        perform(item, "consult", actor=world["staff2"], opinion="再看看")
    pending = PendingStep.objects.get()
    with pytest.raises(Forbidden):
        seconding.decide(pending, actor=world["staff"], agree=True)
    item = seconding.decide(pending, actor=world["head"], agree=True)
    assert item.state == "declined"
    review = item.reviews.get()
    assert (review.reader, review.reason.code) == (world["staff"].post, "too_large")


def test_a_refused_proposal_leaves_the_item_where_it_was(world):
    item = world.submitted()
    facts = declined_because(item)
    perform(item, "decline", actor=world["staff"], **facts)
    seconding.decide(PendingStep.objects.get(), actor=world["head"], agree=False, opinion="可以受理")
    item = again(item)
    assert (item.state, item.holder) == ("submitted", "提案委")
    assert world.dispatched(item).state == "offered"
