"""When desks finish, the item moves: the rule of rulings §2, row by row, and the walk through the machine."""

import pytest

from dispatch.desks import judging
from dispatch.desks.progress import state_from
from suggestions.models import Item
from tests import situations
from tests import world as w
from weijianyi import rulebook
from weijianyi.workflow import SYSTEM_ACTOR, Forbidden, NotNow, perform

TABLE = [
    ([], "accepted"),
    ([("sole", "returned")], "accepted"),
    ([("sole", "cancelled"), ("assist", "working")], "accepted"),
    ([("sole", "planned"), ("relay", "offered")], "handling"),
    ([("relay", "offered")], "handling"),
    ([("lead", "offered"), ("assist", "offered")], "handling"),
    ([("lead", "released"), ("assist", "working")], "answered"),
    ([("split", "released"), ("split", "working")], "handling"),
    ([("split", "released"), ("split", "done")], "answered"),
    ([("split", "done"), ("split", "done")], "closed"),
    ([("sole", "done"), ("relay", "done")], "closed"),
    ([("link", "offered")], "passed_on"),
    ([("link", "working"), ("lead", "done")], "passed_on"),
    ([("link", "working"), ("lead", "working")], "handling"),
    ([("link", "released")], "answered"),
    ([("sole", "checking")], "handling"),
    ([("sole", "returned"), ("sole", "working")], "handling"),
]


@pytest.mark.parametrize(("desks", "state"), TABLE)
def test_the_item_is_what_its_required_desks_say(desks, state):
    assert state_from(desks) == state


@pytest.fixture
def world(db):
    return w.build()


def item_of(desk):
    return Item.objects.get(pk=desk.item_id)


def test_the_reply_waits_for_every_assisting_unit(world):
    item = world.dispatched(assists=[world.departments["交通局"]]).item
    desk = world.contact(world.working(w.desk_of(item, world.departments["城管局"])))
    with pytest.raises(NotNow, match="还在等协办单位的意见：交通局"):
        perform(desk, "send_for_signature", actor=world["handler"], **world.reply())
    helper = perform(w.desk_of(item, world.departments["交通局"]), "sign", actor=world["handler2"])
    helper = perform(helper, "give_opinion", actor=world["handler2"], facts="可以配合封道施工。")
    assert helper.state == "done"
    assert perform(desk, "send_for_signature", actor=world["handler"], **world.reply()).state == "signing"


def test_an_exception_is_recorded_instead_of_waiting(world):
    desk = situations.assist(world)
    entry = rulebook.entry(world.city, "assist_exception", "overdue")
    perform(desk, "waive", actor=world["staff"], reason=entry, note="两次电话未复")
    lead = world.contact(world.working(w.desk_of(desk.item, world.departments["城管局"])))
    assert perform(lead, "send_for_signature", actor=world["handler"], **world.reply()).state == "signing"


def test_an_approved_hand_back_names_a_successor(world):
    desk = situations.return_asked(world)
    desk = perform(
        desk, "grant_return", actor=world["staff"], opinion="改派", successor=world.departments["交通局"]
    )
    new = w.desk_of(desk.item, world.departments["交通局"])
    assert (desk.state, new.state, new.role, item_of(desk).state) == (
        "returned",
        "offered",
        "sole",
        "handling",
    )
    assert new.due_on is not None
    assert item_of(desk).holder == "交通局"


def test_without_a_successor_the_item_waits_to_be_handed_out_again(world):
    desk = perform(situations.return_asked(world), "grant_return", actor=world["staff"], opinion="再研究")
    assert (item_of(desk).state, item_of(desk).holder) == ("accepted", "提案委")
    again = perform(item_of(desk), "dispatch", actor=world["staff"], lead=world.departments["住建局"])
    assert again.state == "handling"


def test_a_hand_back_that_needs_nothing_further_closes_the_item(world):
    desk = situations.return_asked(world)
    desk = perform(desk, "grant_return", actor=world["staff"], opinion="已另案解决", no_further=True)
    assert item_of(desk).state == "closed"


def test_a_refused_hand_back_goes_on(world):
    desk = perform(
        situations.return_asked(world), "refuse_return", actor=world["staff"], opinion="属你单位职责"
    )
    assert (desk.state, item_of(desk).state) == ("working", "handling")


def test_the_relay_office_starts_the_units_clock(world):
    desk = situations.planned(world)
    assert (desk.state, desk.due_on, item_of(desk).state) == ("planned", None, "handling")
    assert item_of(desk).holder == "电政办"
    perform(w.desk_of(desk.item, world.departments["电政办"]), "forward", actor=world["relay"])
    desk = w.desk_of(desk.item, world.departments["城管局"])
    assert desk.state == "offered"
    assert desk.due_on is not None


def test_a_redo_is_a_new_round_of_that_desk_only(world):
    desk = situations.redo_asked(world)
    assert item_of(desk).holder == "提案委（是否重办）"
    desk = perform(desk, "grant_redo", actor=world["staff"], opinion="请彻底修剪")
    assert (desk.state, desk.round, item_of(desk).state) == ("working", 2, "handling")
    assert desk.due_on is not None
    desk = world.released(desk)
    assert [r.round for r in desk.replies.all()] == [1, 2]


def test_after_the_last_round_the_matter_goes_under_supervision(world):
    desk = situations.dissatisfied_twice(world)
    assert desk.open_redo is None
    desk = perform(desk, "close", actor=SYSTEM_ACTOR)
    assert (desk.state, item_of(desk).state) == ("done", "closed")
    assert desk.supervisions.get().reason == "dissatisfied"
    grades = desk.replies.get(round=2).ratings.values_list("dimension", "grade")
    assert dict(grades) == {"work": "satisfied", "result": "dissatisfied"}


def test_a_reopened_desk_stays_under_the_one_supervision(world):
    desk = perform(situations.dissatisfied_twice(world), "close", actor=SYSTEM_ACTOR)
    perform(item_of(desk), "reopen", actor=world["head"], reason="仍未解决")
    desk = world.released(type(desk).objects.get(pk=desk.pk))
    desk = world.rated(desk, rating=situations.DISSATISFIED, comment="第三次仍然没有解决，请督办。")
    desk = perform(desk, "close", actor=SYSTEM_ACTOR)
    assert (desk.state, desk.supervisions.count()) == ("done", 1)


def test_a_lapsed_window_writes_no_rating(world):
    desk = perform(world.released(), "lapse", actor=SYSTEM_ACTOR)
    assert (desk.state, desk.lapsed_at is not None, item_of(desk).state) == ("done", True, "closed")
    assert desk.last_released.ratings.count() == 0


def test_the_head_reopens_a_closed_item(world):
    desk = world.closed()
    item = perform(item_of(desk), "reopen", actor=world["head"], reason="群众反映树枝又伸出来了")
    desk = w.desk_of(item, world.departments["城管局"])
    assert (item_of(desk).state, desk.state, desk.round) == ("handling", "working", 2)


def test_withdrawal_after_dispatch_needs_the_office(world):
    desk = world.working()
    item = perform(item_of(desk), "ask_withdrawal", actor=world["member"], reason="问题已经解决")
    assert (item.state, Item.objects.get(pk=item.pk).holder) == ("handling", "提案委（是否同意撤回）")
    item = perform(item, "grant_withdrawal", actor=world["staff"])
    desk = w.desk_of(item, world.departments["城管局"])
    assert (item.state, desk.state, Item.objects.get(pk=item.pk).next_due) == ("withdrawn", "cancelled", None)


def test_void_leaves_the_state_and_cancels_the_desks(world):
    desk = world.working()
    item = perform(item_of(desk), "void", actor=world["head"], reason="重复录入")
    assert (item.state, item.voided_at is not None) == ("handling", True)
    assert w.desk_of(item, world.departments["城管局"]).state == "cancelled"
    assert item not in Item.objects.valid()


def test_both_roll_back_together(world, monkeypatch):
    """When the journey refuses, the desk's step and its event are gone too."""
    desk = world.signing()

    def refuse(item, event):
        raise NotNow("试")

    monkeypatch.setattr("dispatch.desks.progress.follow", refuse)
    with pytest.raises(NotNow):
        perform(desk, "sign_reply", actor=world["unitlead"])
    fresh = type(desk).objects.get(pk=desk.pk)
    assert (fresh.state, fresh.current_reply.signed_at) == ("signing", None)


def test_who_works_in_the_department_does_not_rate_it(world):
    """Whatever the hat: the rating passes to the co-authors, or the office records 回避."""
    desk = world.released()
    post = world["handler"].post
    other_hat = type(post).objects.create(
        user=world["member"].user, organisation=world.city, role="handler", valid_from=w.START
    )
    desk.department.officers.create(post=other_hat)
    with pytest.raises(Forbidden):
        perform(desk, "rate", actor=world["member"], work="satisfied", result="satisfied")
    assert not judging.raters(desk).exists()
    desk = perform(desk, "excuse", actor=world["staff"], opinion="本人在承办单位任职")
    assert (desk.state, desk.excused_at is not None) == ("done", True)
