"""督办: proposed by rule, decided by people; pressed in one of its forms, answered, closed; its effect is counted."""

from datetime import timedelta

import pytest
from django.utils import timezone

from dispatch.models import Assignment, Supervision, SupervisionAction, SupervisionProposal
from dispatch.supervision import effect as supervision_effect
from dispatch.supervision import opening as supervising
from suggestions.models import Item
from tests import keyed, pressed, situations
from tests import world as w
from tests.weijianyi.telling import digest, told
from weijianyi.audit.models import Event
from weijianyi.clock.models import Deadline
from weijianyi.workflow import SYSTEM_ACTOR, BadFacts, Forbidden, NotNow, NotVisible, perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return w.build()


def clocks(supervision):
    return dict(Deadline.objects.running().of(supervision).values_list("code", "due_on"))


def later(days):
    return timezone.localdate() + timedelta(days=days)


# -- proposed ------------------------------------------------------------------------------------------
def test_a_rule_proposes_once_per_desk_round_and_reason_and_the_office_is_told(world):
    desk = world.working()
    row = supervising.propose(desk, "late", detail="超期五个工作日。")
    assert supervising.propose(desk, "late", detail="又一次") == row
    assert supervising.propose(desk, "key") != row
    event = Event.objects.filter(step="propose_supervision").first()
    assert (event.internal, event.note, event.thread) == (True, "超期五个工作日。", desk.thread)
    digest()
    assert {
        ("staff", "dispatch_propose_supervision"),
        ("supervisor", "dispatch_propose_supervision"),
    } <= told()
    assert not any(name in ("handler", "member") for name, _ in told("propose_supervision"))


def test_the_decision_is_a_persons_and_a_refusal_says_why(world):
    row = pressed.proposed(world)
    for name, error in (("leader", Forbidden), ("handler", NotVisible), ("county", NotVisible)):
        with pytest.raises(error):
            perform(row, "take_up", actor=world[name], request="请说明")
    row = perform(row, "dismiss", actor=world["supervisor"], reason="单位已约好委员。")
    assert (row.state, row.opinion, Supervision.objects.count()) == ("declined", "单位已约好委员。", 0)
    assert supervising.propose(row.desk, "late").state == "declined", "not put forward again in this round"
    with pytest.raises(NotNow):
        perform(row, "take_up", actor=world["staff"], request="请说明")


def test_what_is_taken_up_is_a_supervision_with_its_answer_clock_and_the_item_keeps_its_own(world):
    row = pressed.proposed(world)
    due = Item.objects.get(pk=row.item.pk).next_due
    perform(row, "take_up", actor=world["staff"], request="三日内答复。", addressee="城管局主要负责人")
    supervision = Supervision.objects.get()
    assert (supervision.reason, supervision.addressee) == ("late", "城管局主要负责人")
    assert set(clocks(supervision)) == {"supervision"}
    assert Item.objects.get(pk=row.item.pk).next_due == due
    digest()
    assert ("handler", "dispatch_take_up") in told()
    assert supervising.propose(row.desk, "late") is None, "it is under supervision for that"


def test_a_paperless_link_is_never_proposed(world):
    item = perform(
        world.submitted(), "pass_on", actor=world["staff"], organisation=world.county, note="区级事权"
    )
    assert supervising.propose(item.desks.get(), "late") is None


def test_after_the_last_round_it_opens_by_itself_and_both_sides_are_told(world):
    desk = perform(situations.dissatisfied_twice(world), "close", actor=SYSTEM_ACTOR)
    supervision = Supervision.objects.get()
    assert (supervision.reason, supervision.opened_by, supervision.desk) == ("dissatisfied", None, desk)
    assert "supervision" in clocks(supervision)
    digest()
    assert {
        ("handler", "dispatch_supervision_by_itself"),
        ("staff", "dispatch_supervision_by_itself"),
    } <= told()


# -- opened by hand ------------------------------------------------------------------------------------
def test_opened_by_hand_once_per_reason_and_what_the_rule_said_is_thereby_settled(world):
    desk = world.working()
    row = pressed.proposed(world, desk, "key")
    supervision = pressed.placed(world, desk)
    row.refresh_from_db()
    assert (row.state, supervision.opened_by, supervision.addressee) == (
        "done",
        world["staff"].post,
        "城管局",
    )
    with pytest.raises(BadFacts):
        pressed.placed(world, desk)
    pressed.placed(world, desk, "supervisor", "late")
    for name in ("handler", "member"):
        with pytest.raises(Forbidden):
            pressed.placed(world, desk, name)
    digest()
    assert ("unitlead", "dispatch_supervise") in told()


def test_a_leader_opens_one_leads_it_and_instructs(world):
    supervision = pressed.placed(world, None, "leader", "leader", request="月底前见效。")
    assert supervision.leader == world["leader"].post
    perform(supervision, "instruct", actor=world["leader"], text="每周报一次进度。")
    acts = list(supervision.actions.values_list("form__code", "text"))
    assert acts == [("instruction", "月底前见效。"), ("instruction", "每周报一次进度。")]
    other = perform(pressed.placed(world), "lead", actor=world["leader"])
    assert (other.leader, other.actions.count()) == (world["leader"].post, 0)
    digest()
    assert ("handler", "dispatch_supervision_instruct") in told()


# -- pressed, answered, closed -------------------------------------------------------------------------
def test_acts_have_form_day_person_and_a_letter_its_number(world):
    supervision = pressed.placed(world)
    for code in ("letter", "phone", "joint_audit", "letter"):
        pressed.acted(world, supervision, code)
    year = timezone.localdate().year
    assert list(supervision.actions.values_list("letter_number", flat=True)) == [
        f"云江政协督函〔{year}〕1号", "", "", f"云江政协督函〔{year}〕2号",
    ]  # fmt: skip
    digest()
    assert ("handler", "dispatch_supervision_letter") in told("record")
    for day in (later(1), later(-1)):
        with pytest.raises(BadFacts):
            pressed.acted(world, supervision, held_on=day)
    with pytest.raises(Forbidden):
        pressed.acted(world, supervision, actor="handler")


def test_the_unit_answers_and_its_promise_runs_on_a_clock(world):
    supervision = pressed.placed(world)
    with pytest.raises(BadFacts):
        perform(supervision, "respond", actor=world["handler"], answer="好", promised_on=later(-1))
    supervision = pressed.answered(world, supervision, days=9)
    assert supervision.state == "answered"
    assert list(clocks(supervision)) == ["supervision_promise"]
    assert clocks(supervision)["supervision_promise"] >= later(9)
    with pytest.raises(NotNow):
        perform(supervision, "respond", actor=world["handler"], answer="再答")
    supervision = perform(supervision, "insist", actor=world["supervisor"], request="请写明责任人。")
    assert (supervision.state, list(clocks(supervision))) == ("open", ["supervision"])
    digest()
    supervision = perform(supervision, "close", actor=world["staff"], opinion="已办好，销号。")
    assert (supervision.state, clocks(supervision)) == ("closed", {})
    with pytest.raises(NotNow):
        pressed.acted(world, supervision)
    digest()
    texts = {text for name, text in told() if name == "handler"}
    assert {"dispatch_supervision_insist", "dispatch_supervision_close"} <= texts


# -- effect --------------------------------------------------------------------------------------------
def test_the_effect_is_the_units_first_act_after_it_and_no_answer_nor_urging(world):
    supervision = pressed.acted(world)
    perform(supervision.desk, "urge", actor=world["staff"])
    pressed.answered(world, supervision)
    supervision.refresh_from_db()
    assert supervision.moved_at is None
    desk = world.contact(Assignment.objects.get(pk=supervision.desk_id))
    supervision.refresh_from_db()
    assert supervision.moved_at == desk.event.occurred_at == supervision.actions.get().moved_at
    pressed.acted(world, supervision)
    assert supervision.actions.last().moved_at is None, "what came before it is not its effect"


def test_keeping_a_promise_is_movement_too(world):
    promise = keyed.promised(world)
    supervision = pressed.placed(world, promise.desk)
    perform(promise, "keep", actor=world["handler"], text="已装好")
    supervision.refresh_from_db()
    assert supervision.moved_at is not None


def test_which_form_works_counts_median_days_and_share_and_prints_nothing_for_nothing(world):
    moved = pressed.acted(world, code="phone")
    pressed.acted(world, moved, "visit")
    start = timezone.now()
    for days, action in zip((1, 4), moved.actions.all(), strict=True):
        SupervisionAction.objects.filter(pk=action.pk).update(moved_at=start + timedelta(days=7 * days))
    perform(moved, "close", actor=world["staff"], opinion="好")
    pressed.acted(world, pressed.placed(world), "visit")
    lines = {line.label: line for line in supervision_effect.table(world["staff"], later(-1), later(0))}
    phone, visit, forum = lines["电话"], lines["调研"], lines["座谈"]
    assert (phone.number, phone.moved, phone.closed_share) == (1, 1, 1.0)
    assert 4 <= phone.days <= 5
    assert (visit.number, visit.moved, visit.closed_share) == (2, 1, 0.5)
    assert (forum.number, forum.days, forum.closed_share) == (0, None, None)
    assert lines["合计"].number == 3
    assert not supervision_effect.table(world["county"], later(-1), later(0))[-1].number


def test_the_proposals_of_another_side_are_not_found(world):
    row = pressed.proposed(world)
    world.departments["城管局"].side = "party"
    world.departments["城管局"].save()
    assert not SupervisionProposal.objects.visible_to(world["supervisor"]).exists()
    assert SupervisionProposal.objects.visible_to(world["leader"]).get() == row


def test_when_the_desk_is_taken_away_nobody_is_pressed_any_more(world):
    desk = world.working()
    supervision, row = pressed.placed(world, desk), pressed.proposed(world, desk)
    perform(desk.item, "void", actor=world["head"], reason="重复提交")
    supervision.refresh_from_db()
    row.refresh_from_db()
    assert (supervision.state, row.state, clocks(supervision)) == ("closed", "declined", {})
