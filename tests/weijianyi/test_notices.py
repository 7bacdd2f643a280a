"""Who is told of what: once per event, person and channel, never of one's own act, never what is no longer true."""

from datetime import timedelta
from itertools import chain

import pytest
from django.apps import apps
from django.utils import timezone

import dispatch.notices
import members.notices
import suggestions.notices
from suggestions.models import Item
from suggestions.states import State as ItemState
from tests import world as w
from tests.weijianyi.telling import TEXTS, digest, extension_asked, sent_back, told
from weijianyi import rulebook
from weijianyi.audit.models import Event
from weijianyi.notices.models import Notice, State
from weijianyi.work import outbox
from weijianyi.workflow import Stateful, perform, seconding, undoing

pytestmark = pytest.mark.django_db
# Announced, though no arrow of a machine: acts on rows beside one, and proposals to a second person.
BESIDE_MACHINES = {
    "item.propose", "item.turn_down", "item.tracking_due", "topiccall.publish", "reminder.send",
    "digest.send", "keyproposal.nominate",
    "claim.apply_claim", "claim.invite_claim", "supervisionproposal.propose_supervision",
    "uptake.propose_uptake", "export.end", "duty.gap", "duty.planned", "duty.remind", "dutyswap.ask_swap",
    "opinion.late", "opinion.near", "scoreobjection.raise", "item.report_up", "item.adopted_above", "item.instruct",
    "item.taken_further", "item.led_to", "item.revoke", "item.instructed_above",
}  # fmt: skip


@pytest.fixture
def world():
    return w.build()


# -- the table -------------------------------------------------------------------------------------
def tables():
    return {**members.notices.TOLD, **suggestions.notices.TOLD, **dispatch.notices.TOLD}


def test_each_announced_step_has_a_text_and_each_text_a_step():
    told_of = {audience.text for audience in chain.from_iterable(tables().values())}
    assert told_of == {path.stem for path in TEXTS.iterdir()}


def test_each_announced_step_is_a_step_of_its_noun():
    nouns = [model for model in apps.get_models() if issubclass(model, Stateful)]
    steps = {f"{n._meta.concrete_model._meta.model_name}.{name}" for n in nouns for name in n.steps()}
    assert set(tables()) - steps == BESIDE_MACHINES


def test_a_text_belongs_to_one_app_and_says_so_in_its_name():
    for app, table in (("suggestions", suggestions.notices.TOLD), ("dispatch", dispatch.notices.TOLD)):
        assert all(a.text.startswith(f"{app}_") for a in chain.from_iterable(table.values()))


# -- the journey -----------------------------------------------------------------------------------
def test_a_submission_is_counted_not_announced(world):
    world.submitted()
    digest()
    assert told() == set()


def test_the_author_hears_of_every_decision_of_the_office(world):
    sent_back(world)
    reason = rulebook.entries(world.city, "decline_reason")[0]
    item = perform(world.submitted(), "decline", actor=world["staff"], reason=reason, opinion="已有规划")
    seconding.decide(seconding.open_for(item), actor=world["head"], agree=True)
    perform(world.submitted(), "convert", actor=world["staff"], kind="proposal")
    main = world.submitted("member2")
    perform(world.submitted(), "merge", actor=world["staff"], main=main, opinion="同一件事")
    world.dispatched(main)
    digest()
    for step in ("send_back", "decline", "convert", "merge"):
        assert ("member", f"suggestions_{step}") in told(step)
    assert told("accept") == {("member", "suggestions_accept"), ("member2", "suggestions_accept")}
    draft = Item.objects.get(kind="proposal")
    assert Notice.objects.get(text="suggestions_convert").url == draft.get_absolute_url()


def test_the_unit_hears_of_a_desk_and_the_author_of_the_answer(world):
    desk = world.dispatched()
    digest()
    assert told("offer") == {("handler", "dispatch_offer")}
    desk = world.signing(world.working(desk))
    digest()
    assert told("send_for_signature") == {("unitlead", "dispatch_send_for_signature")}
    perform(desk, "sign_reply", actor=world["unitlead"])
    digest()
    assert told("sign_reply") == {("member", "dispatch_sign_reply")}


def test_without_a_handler_the_leader_of_the_unit_is_told(world):
    end = timezone.localdate() - timedelta(days=1)
    post = world["handler"].post
    post.valid_to = end
    post.save()
    world.dispatched()
    digest()
    assert told("offer") == {("unitlead", "dispatch_offer")}


def test_requests_of_the_unit_reach_the_office_and_the_side_of_the_unit(world):
    desk = extension_asked(world)
    digest()
    office = {"staff", "staff2", "supervisor"}
    assert told("ask_extension") == {(name, "dispatch_ask_extension") for name in office}
    perform(desk, "refuse_extension", actor=world["staff"], opinion="请抓紧")
    digest()
    assert told("refuse_extension") == {("handler", "dispatch_refuse_extension")}


def test_a_dissatisfied_author_reaches_the_office_and_the_unit_only_when_a_redo_is_confirmed(world):
    rating = {"work": "mostly", "result": "dissatisfied"}
    desk = world.rated(rating=rating, comment="树枝还是伸进了阳台，没有修剪。")
    digest()
    assert told("rate") == {("staff", "dispatch_rate"), ("staff2", "dispatch_rate")}
    perform(desk, "grant_redo", actor=world["staff"])
    digest()
    assert told("grant_redo") == {
        ("handler", "dispatch_grant_redo"),
        ("unitlead", "dispatch_grant_redo"),
        ("member", "dispatch_grant_redo_authors"),
    }


def test_a_rating_taken_back_is_not_announced(world):
    desk = world.rated(rating={"work": "mostly", "result": "dissatisfied"}, comment="树枝还是伸进了阳台。")
    outbox.empty()
    perform(desk, "take_back_rating", actor=world["member"])
    digest()
    assert told("rate") == set()


def test_a_withdrawal_after_dispatch_is_decided_by_the_office_and_tells_the_unit(world):
    desk = world.working()
    item = perform(desk.item, "ask_withdrawal", actor=world["member"], reason="已经修好了")
    digest()
    assert {name for name, _ in told("ask_withdrawal")} == {"staff", "staff2"}
    perform(item, "grant_withdrawal", actor=world["staff"])
    digest()
    assert told("cancel") == {("handler", "dispatch_cancel")}
    assert Notice.objects.get(text="dispatch_cancel").url == "", "nothing is left to open"


def test_a_second_person_is_asked_and_the_proposer_hears_of_a_refusal(world):
    reason = rulebook.entries(world.city, "decline_reason")[0]
    item = perform(world.submitted(), "decline", actor=world["staff"], reason=reason, opinion="已有规划")
    digest()
    assert told("decline") == {("head", "suggestions_propose")}
    seconding.decide(seconding.open_for(item), actor=world["head"], agree=False, opinion="可以办")
    digest()
    assert told("decline") == {("head", "suggestions_propose"), ("staff", "suggestions_turn_down")}


def test_an_opinion_of_an_assisting_unit_reaches_the_lead(world):
    desk = world.dispatched(assists=[world.departments["交通局"]])
    assist = desk.assists.get()
    assist = perform(assist, "sign", actor=world["handler2"])
    perform(assist, "give_opinion", actor=world["handler2"], facts="路侧由我局配合。")
    digest()
    assert told("give_opinion") == {("handler", "dispatch_give_opinion")}
    assert Notice.objects.get(text="dispatch_give_opinion").url == desk.get_absolute_url()


def test_waiving_an_opinion_tells_both_units(world):
    desk = world.dispatched(assists=[world.departments["交通局"]])
    reason = rulebook.entries(world.city, "assist_exception")[0]
    perform(desk.assists.get(), "waive", actor=world["staff"], reason=reason)
    digest()
    assert told("waive") == {("handler2", "dispatch_waive"), ("handler", "dispatch_waive_lead")}


def test_an_undone_dispatch_is_announced_to_nobody(world):
    desk = world.dispatched()
    outbox.empty()  # the worker is quicker than the hand on “撤销”
    undoing.undo(Event.objects.get(step="dispatch").act, actor=world["staff"])
    digest()
    assert told() == set()
    assert {n.state for n in Notice.objects.filter(user=world["handler"].user)} == {State.DROPPED}
    assert Item.objects.get(pk=desk.item_id).state == ItemState.SUBMITTED
