"""A bulk step is the same step many times: same checks, same rows; refusals are told one by one."""

import pytest
from django.core.exceptions import ValidationError

from suggestions.models import Proposal, Review
from tests import world as w
from weijianyi.audit.models import Event
from weijianyi.clock.models import Deadline
from weijianyi.work.models import Outbox
from weijianyi.workflow import perform, perform_many
from weijianyi.workflow.refusals import NotNow
from weijianyi.workflow.undoing import undo

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return w.build()


def again(item):
    return Proposal.objects.get(pk=item.pk)


def traces(item):
    """What a journey left behind, without keys and clock times."""
    item = again(item)
    events = Event.objects.filter(thread=item.thread).order_by("pk")
    clocks = Deadline.objects.filter(thread=item.thread).order_by("code", "label", "due_on")
    desks = item.desks.order_by("pk")
    return {
        "item": (
            item.state,
            item.holder_kind,
            item.holder,
            item.next_due,
            item.version,
            bool(item.holder_since),
        ),
        "events": [
            (e.step, e.label, e.from_state, e.to_state, e.actor_label, e.note, e.internal, e.credits.count())
            for e in events
        ],
        "data": [{k: v for k, v in e.data.items() if k != "before"} for e in events],
        "clocks": [(c.code, c.label, c.due_on, c.unit, c.value, c.outcome, c.kind) for c in clocks],
        "desks": [
            (d.department_id, d.role, d.state, d.holder, d.due_on, d.version, d.complexity) for d in desks
        ],
        "reviews": list(item.reviews.order_by("pk").values_list("outcome", "level", "opinion", "reader")),
        "facts": (item.proposal_facts.level, item.proposal_facts.reader_id, item.proposal_facts.edited),
        "work": Outbox.objects.filter(key__in=[f"event:{e.pk}" for e in events]).count() == len(events),
    }


def test_bulk_and_single_leave_the_same_traces(world):
    lead, helper = world.departments["城管局"], world.departments["交通局"]
    single, bulk, other = (world.proposal() for _ in range(3))
    for name in ("staff", "staff2", "head"):
        single = perform(single, "read", actor=world[name], opinion="同意", advises="accept")
        many = perform_many([bulk, other], "read", actor=world[name], opinion="同意", advises="accept")
        assert (len(many.done), many.refused) == (2, [])
    single = perform(single, "accept", actor=world["head"], opinion="立案")
    perform_many([bulk, other], "accept", actor=world["head"], opinion="立案")
    perform(single, "dispatch", actor=world["staff"], lead=lead, assists=[helper])
    perform_many([bulk, other], "dispatch", actor=world["staff"], lead=lead, assists=[helper])
    assert traces(bulk) == traces(single)
    assert [again(i).number for i in (single, bulk, other)] == [1, 2, 3]


def test_who_is_refused_hears_why_and_the_others_go_on(world):
    ready, unread, own = world.read(), world.proposal(), world.read(world.proposal("member2"))
    withdrawn = perform(world.proposal(), "withdraw", actor=world["member"], reason="不提了")
    made = perform_many([ready, unread, own, withdrawn], "accept", actor=world["head"])
    assert [again(i).state for i in (ready, unread, own)] == ["accepted", "submitted", "accepted"]
    assert {i.pk: why for i, why in made.refused} == {
        unread.pk: "还没有审完：要审 3 次，已审 0 次。",
        withdrawn.pk: "这件事项现在是“已撤回”，不能“立案”。",
    }
    assert [i.number for i in made.done] == [1, 2], "a refusal takes no number"


def test_what_one_may_not_see_is_not_found(world):
    item = world.read()
    assert perform_many([item], "accept", actor=world["county"]).done == []
    made = perform_many([item], "accept", actor=world["staff"])
    assert [why for _, why in made.refused] == ["您现在的岗位不能“立案”。"]
    assert not Review.objects.filter(outcome="accept").exists()


def test_a_step_for_two_people_is_proposed_singly(world):
    reason = w.rulebook.entry(world.city, "not_filed_reason", "empty")
    made = perform_many([world.read()], "decline", actor=world["staff"], reason=reason, opinion="空泛")
    assert [why for _, why in made.refused] == ["“不予立案”要第二人确认，请逐件办理。"]


def test_an_impossible_unit_stops_the_whole_hand_out(world):
    items = [world.filed(), world.filed()]
    lead = world.departments["城管局"]
    with pytest.raises(ValidationError, match="重复"):
        perform_many(items, "dispatch", actor=world["staff"], lead=lead, assists=[lead])
    assert [again(i).state for i in items] == ["accepted", "accepted"]


def test_a_bulk_hand_out_is_not_undone_as_one(world):
    made = perform_many([world.filed()], "dispatch", actor=world["staff"], lead=world.departments["城管局"])
    with pytest.raises(NotNow):
        undo(made.done[0].event.act, actor=world["staff"])


@pytest.mark.parametrize("number", [2, 20])
def test_as_many_statements_for_twenty_as_for_two(world, number, django_assert_max_num_queries):
    items = [world.filed() for _ in range(number)]
    with django_assert_max_num_queries(64):
        perform_many(items, "dispatch", actor=world["staff"], lead=world.departments["城管局"])
