"""A plan that was negotiated with units: who may change it, what undo leaves of it, what becomes of it."""

import pytest
from django.urls import reverse

from dispatch.handouts import proposals as proposal_handouts
from dispatch.letters import of_desks as desk_letters
from dispatch.models import Assignment, LetterKind
from members.states import Role
from suggestions.models import Item
from tests import world as w
from weijianyi.audit.models import Event
from weijianyi.clock.models import Deadline
from weijianyi.workflow import BadFacts, NotNow, perform
from weijianyi.workflow.undoing import undo

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world = w.build()
    world.department("组织部", side="party")
    world.person("party_office", Role.SUPERVISOR, side="party")
    return world


def asked(world, lead="城管局", assists=()):
    units = world.departments
    return perform(
        world.filed(),
        "preassign",
        actor=world["staff"],
        lead=units[lead],
        assists=[units[n] for n in assists],
    )


def states(item):
    return dict(Assignment.objects.filter(item=item).values_list("department__short_name", "state"))


def test_an_office_of_one_side_leaves_the_plans_of_the_others_alone(world):
    item = asked(world, assists=["组织部"])
    with pytest.raises(BadFacts, match="提案委"):
        perform(item, "preassign", actor=world["party_office"], lead=world.departments["组织部"])
    with pytest.raises(BadFacts, match="提案委"):
        perform(item, "dispatch", actor=world["party_office"], lead=world.departments["组织部"])
    assert states(item) == {"城管局": "planned", "组织部": "planned"}


def test_an_office_of_one_side_asks_its_own_units_only(world):
    item = asked(world, lead="组织部")
    with pytest.raises(BadFacts, match="本系统"):
        perform(item, "preassign", actor=world["party_office"], lead=world.departments["城管局"])
    assert states(item) == {"组织部": "planned"}


def test_undo_brings_back_what_was_negotiated_with_its_answer(world):
    item = asked(world)
    planned = perform(item.desks.get(), "agree_before", actor=world["handler"])
    item = perform(item, "dispatch", actor=world["staff"])
    assert undo(item.event.act, actor=world["staff"]).state == "accepted"
    planned = Assignment.objects.get(pk=planned.pk)
    assert (planned.state, planned.offered_at, planned.due_on, planned.holder) == ("planned", None, None, "")
    assert planned.pre_answer.agrees
    assert not Deadline.objects.running().of(planned).exists()
    assert perform(Item.objects.get(pk=item.pk), "dispatch", actor=world["staff"]).state == "handling"


def test_undo_of_one_sides_part_leaves_what_the_others_plan(world):
    item = asked(world, assists=["组织部"])
    item = perform(item, "dispatch", actor=world["supervisor"])
    assert states(item) == {"城管局": "offered", "组织部": "planned"}
    undo(item.event.act, actor=world["supervisor"])
    assert states(item) == {"城管局": "planned", "组织部": "planned"}


def test_undo_brings_back_the_plan_that_gave_way(world):
    item = asked(world)
    item = perform(item, "dispatch", actor=world["staff"], lead=world.departments["交通局"])
    undo(item.event.act, actor=world["staff"])
    assert states(item) == {"城管局": "planned", "交通局": "cancelled"}
    steps = Event.objects.filter(step__in=["take_back", "plan_again"])
    assert sorted(steps.values_list("step", "from_state", "to_state")) == [
        ("plan_again", "cancelled", "planned"),
        ("take_back", "offered", "cancelled"),
    ]


def test_units_are_no_longer_asked_once_the_proposal_is_withdrawn(world):
    item = asked(world)
    perform(item, "withdraw", actor=world["member"], reason="情况已经改变")
    assert states(item) == {"城管局": "cancelled"}
    assert not Assignment.objects.visible_to(world["handler"]).exists()


def test_nothing_is_printed_as_handed_over_while_it_is_only_planned(client, world):
    item = asked(world)
    desk = item.desks.get()
    assert desk_letters.links(world["handler"], desk) == []
    with pytest.raises(NotNow):
        desk_letters.lists_of_all(world["staff"], world.city, item.session)
    client.force_login(world["handler"].user)
    notice = reverse("item-letter", args=[desk.slug, LetterKind.PROPOSAL_NOTICE])
    assert client.get(notice).status_code == 404


def test_a_plan_that_changed_under_way_is_told_in_a_sentence(client, world, monkeypatch):
    item = asked(world, lead="组织部")
    monkeypatch.setattr(proposal_handouts.handing_out, "planned", lambda item: [])
    real = proposal_handouts.handing_out.dispatch_many
    assert real
    monkeypatch.setattr(proposal_handouts.handing_out, "own_part", Once([[item.desks.get()], []]))
    client.force_login(world["staff"].user)
    data = {"act": "hand_out", "items": item.slug, "key": "k", "post": world["staff"].post.pk}
    answer = client.post("/handouts/proposals/bulk/", data, follow=True)
    assert "还没有选定承办单位" in answer.content.decode()
    assert Item.objects.get(pk=item.pk).state == "accepted"


class Once:
    """Answers in turn: what stood there when it was looked at, and what stands there under the lock."""

    def __init__(self, answers):
        self.answers = iter(answers)

    def __call__(self, desks, actor):
        return next(self.answers)
