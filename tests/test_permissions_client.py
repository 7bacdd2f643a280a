"""What a machine may do: each step of a desk × the system of its department, of another one, and a reader."""

import pytest

from dispatch.models import Assignment
from members.states import Scope
from tests import connected, situations, world
from tests.test_permissions import answer
from weijianyi.api import keys

pytestmark = pytest.mark.django_db
# situation, step → what the own system with every scope is answered; every other step of a desk: 403
MAY = {
    ("offered", "sign"), ("offered", "ask_return"), ("offered", "pass_inside"), ("working", "record_contact"),
    ("working", "correct_contact"),
    ("working", "ask_extension"), ("working", "send_for_signature"), ("signing", "sign_reply"),
    ("signing", "give_back_draft"),
}  # fmt: skip
FOR_REPLIES = {"send_for_signature", "sign_reply", "give_back_draft", "sign_opinion", "send_opinion"}
SITUATIONS = ("offered", "working", "signing", "checking", "released", "return_asked")
UNIT_STEPS = {"agree_before", "object_before", "give_opinion", "send_opinion", "sign_opinion", "set_plan"}


def actor(w, *scopes, department="城管局"):
    return keys.actor_of(connected.key(w, *scopes, department=department)[0])


@pytest.mark.parametrize("situation", SITUATIONS)
def test_a_machine_takes_the_steps_of_its_department_and_no_others(situation):
    w = world.build()
    desk = getattr(situations, situation)(w)
    whole, signs = actor(w), actor(w, Scope.READ_DESKS, Scope.WRITE_DESKS)
    reads, other = actor(w, Scope.READ_DESKS), actor(w, department="交通局")
    public = actor(w, Scope.READ_ITEMS, Scope.READ_DESKS, department=None)
    unit_steps = {step for _, step in MAY}
    for step in set(Assignment.steps()) - UNIT_STEPS:
        mine = "may" if step in unit_steps else "403"
        assert answer(desk, step, whole) == mine, step
        assert answer(desk, step, signs) == ("403" if step in FOR_REPLIES else mine), step
        assert answer(desk, step, reads) == "403", step
        assert answer(desk, step, public) == "403", step
        assert answer(desk, step, other) == "404", step


def test_a_machine_takes_no_step_of_an_item():
    w = world.build()
    item = w.dispatched().item
    for step in type(item).steps():
        assert answer(type(item).objects.get(pk=item.pk), step, actor(w)) == "403", step
        assert answer(type(item).objects.get(pk=item.pk), step, actor(w, department="交通局")) == "404", step
    draft = w.draft()
    assert answer(draft, "submit", actor(w, department=None)) == "404"
