"""The proposals of the demo: every state, type and class, in shares like real ones.

Collected by test_seed.py, which loads the demo once for all.
"""

from collections import Counter

import pytest
from django.utils import timezone

from dispatch.key_proposals.states import MeetingKind
from dispatch.models import Assignment, ClassChange, Contact, Meeting, PreAnswer, Reply
from dispatch.states import ANSWERING, DeskRole, DeskState, Stage
from members.models import Session, User
from members.states import CollectiveKind
from suggestions.models import HeldDecision, ItemLink, Proposal, Review
from suggestions.states import (
    ALLOWED,
    PERSONAL,
    Kind,
    LinkKind,
    Outcome,
    ProposerType,
    SignerState,
    State,
    TimeMark,
)
from weijianyi import rulebook


@pytest.fixture
def proposals(city):
    return Proposal.objects.filter(organisation=city).select_related("proposal_facts", "session")


@pytest.fixture
def received(proposals):
    return list(proposals.exclude(submitted_at=None))


@pytest.fixture
def answers(city):
    """The last signed reply of each desk that answers for a proposal."""
    replies = Reply.objects.filter(
        desk__organisation=city, desk__item__kind=Kind.PROPOSAL, desk__role__in=ANSWERING
    )
    replies = replies.exclude(signed_at=None).select_related("result_class").order_by("round")
    return {reply.desk_id: reply for reply in replies}


def test_there_are_at_least_forty_in_every_state(proposals):
    states = Counter(proposals.values_list("state", flat=True))
    assert states.total() >= 40
    assert set(states) == set(ALLOWED[Kind.PROPOSAL])


def test_every_type_of_proposer_with_collectives_near_the_aim(received):
    """福泉 aims at about 30 % collective; 邵阳 had 10 % joint (domain.md §3.1)."""
    types = Counter(each.proposal_facts.proposer_type for each in received)
    assert set(types) == set(ProposerType)
    collective = sum(number for kind, number in types.items() if kind not in PERSONAL)
    print(f"collective {collective}/{len(received)} = {collective / len(received):.1%}", types)
    assert 0.25 <= collective / len(received) <= 0.35
    assert 0.07 <= types[ProposerType.JOINT] / len(received) <= 0.14


def test_classes_are_near_the_real_ones(answers):
    """湘西: A 75.1 %, B 17.4 %, C 7.5 % of what leading units answered (domain.md §6.3)."""
    codes = Counter(reply.class_now.code for reply in answers.values())
    letters = Counter(reply.class_now.data["letter"] for reply in answers.values())
    assert set(codes) == {"solved", "in_progress", "planned", "explained"}
    for letter, share in (("A", 0.751), ("B", 0.174), ("C", 0.075)):
        assert abs(letters[letter] / len(answers) - share) < 0.06


def test_most_are_filed_and_merged_ones_count_as_filed(received):
    """Filing rates run from 70 to 96 % (domain.md §3.3)."""
    merged = set(ItemLink.objects.filter(kind=LinkKind.MERGED).values_list("from_item", flat=True))
    ended = (State.DECLINED, State.WITHDRAWN, State.PASSED_ON)
    decided = [each for each in received if each.accepted_at or each.state in ended]
    filed = [each for each in decided if each.accepted_at or each.pk in merged]
    print(f"filed {len(filed)}/{len(decided)} = {len(filed) / len(decided):.1%}")
    assert 0.7 <= len(filed) / len(decided) <= 0.96


def test_numbers_are_without_gaps_in_both_sessions(proposals, city):
    for session in Session.objects.filter(organisation=city):
        numbers = proposals.filter(session=session).exclude(number=None).order_by("accepted_at", "number")
        assert list(numbers.values_list("number", flat=True)) == list(range(1, numbers.count() + 1))
        assert numbers.count() > 5


def test_plenary_and_later_ones(received):
    marks = Counter(each.proposal_facts.time_mark for each in received)
    assert min(marks[TimeMark.PLENARY], marks[TimeMark.REGULAR]) >= 20


def test_each_filed_one_was_read_by_three_people(proposals):
    read = Review.objects.filter(outcome=Outcome.READ)
    for each in proposals.exclude(accepted_at=None):
        assert len(set(read.filter(item=each).values_list("reader__user", flat=True))) == 3
    corrected = proposals.exclude(proposal_facts__original={})
    assert corrected.filter(accepted_at__isnull=False).count() >= 2


def test_every_stage_before_the_hand_out(proposals, city):
    in_review = proposals.filter(state=State.IN_REVIEW)
    assert set(in_review.values_list("proposal_facts__level", flat=True)) == {0, 1, 2, 3}
    assert in_review.exclude(proposal_facts__reader=None).exists()
    assert set(HeldDecision.objects.values_list("step", flat=True)) == {"accept", "decline"}
    cosigning = proposals.get(state=State.COSIGNING)
    assert {a.state for a in cosigning.authorships.all()} == {
        SignerState.SIGNED,
        SignerState.INVITED,
        SignerState.DECLINED,
    }
    grounds = Review.objects.filter(item__in=proposals, outcome=Outcome.DECLINE)
    assert grounds.values("reason").distinct().count() == 3
    assert set(PreAnswer.objects.values_list("agrees", flat=True)) == {True, False}


def test_every_way_of_ending_without_filing(proposals):
    links = ItemLink.objects.filter(from_item__in=proposals)
    kinds = set(links.values_list("kind", "to_item__kind"))
    assert {
        (LinkKind.MERGED, Kind.PROPOSAL),
        (LinkKind.CONVERTED, Kind.REPORT),
        (LinkKind.CONVERTED, Kind.INQUIRY),
    } <= kinds


def test_every_stage_with_the_departments(proposals):
    desks = Assignment.objects.filter(item__in=proposals)
    assert set(desks.values_list("state", flat=True)) >= {
        DeskState.PLANNED,
        DeskState.OFFERED,
        DeskState.RETURN_ASKED,
        DeskState.WORKING,
        DeskState.SIGNING,
        DeskState.CHECKING,
        DeskState.RELEASED,
        DeskState.DONE,
    }
    roles = {DeskRole.LEAD, DeskRole.SOLE, DeskRole.SPLIT, DeskRole.ASSIST}
    assert set(desks.values_list("role", flat=True)) == roles
    assert desks.filter(extensions__decision="", extensions__isnull=False).exists()
    assert desks.filter(redos__decision="", redos__isnull=False).exists()
    assert desks.filter(round=2, state=DeskState.DONE).exists()
    assert desks.exclude(lapsed_at=None).exists()


def test_whoever_answered_met_the_proposer_three_times(answers):
    for desk, reply in answers.items():
        met = Contact.objects.filter(desk=desk, round=1).values_list("stage", flat=True)
        assert set(met) == set(Stage), reply


def test_every_answer_follows_a_plan_and_meets_each_request(answers):
    for reply in answers.values():
        assert reply.desk.plan is not None
        assert reply.answers.count() == 3
    assert ClassChange.objects.filter(reply__in=answers.values()).exists()


def test_what_is_promised_has_a_date_to_come_or_to_look_back_at(answers):
    promised = [r for r in answers.values() if r.class_now.data.get("needs_tracking")]
    assert promised
    assert all(r.done_on > r.signed_at.date() for r in promised)


def test_texts_are_of_the_length_the_rules_ask_for(proposals, city):
    longest = rulebook.value(city, "proposal_title_max")
    for each in proposals.exclude(submitted_at=None):
        assert each.title.startswith("关于")
        assert each.title.endswith("的建议")
        assert len(each.title) <= longest
        assert "\n二、" in each.advice
        assert len(each.situation + each.analysis + each.advice) >= 185


def test_a_township_group_put_one_forward(received):
    """An operator acts for it; it counts as a group of members."""
    first = [(each, each.first_author) for each in received]
    own = [each for each, a in first if a.collective_id and a.collective.kind == CollectiveKind.TOWNSHIP]
    assert [each.proposal_facts.proposer_type for each in own] == [ProposerType.GROUP]


def test_after_the_last_round_three_parties_talked(proposals, client):
    """Still dissatisfied with the last possible answer; the talk was held after it and has its minutes."""
    talk = Meeting.objects.get(item__in=proposals, kind=MeetingKind.THREE_PARTY)
    desk = talk.item.desks.get()
    assert not desk.rounds_left
    assert desk.state == DeskState.DONE
    assert talk.held_on >= timezone.localdate(desk.last_released.released_at)
    assert talk.minutes
    assert {a.unit for a in talk.attended.all()} == {"提案人", "市市场监管局", "云江市政协"}
    client.force_login(User.objects.get(username="staff"))
    page = client.get(talk.item.get_absolute_url()).content.decode()
    assert "委员对市市场监管局的答复仍不满意" in page
    assert "已召开三方会谈。" in page
