"""tests/policy.csv is the written expectation: step × persona × 200 / 403 / 404; no step is missing from it."""

import csv
from pathlib import Path

import pytest

from dispatch.models import (
    Arrival,
    Assignment,
    AwardRound,
    Bulletin,
    EvaluationRound,
    ExcellentCase,
    HalfAppraisal,
    Inspection,
    KeyProposal,
    Pairing,
    Promise,
    Supervision,
    SupervisionProposal,
)
from members.models import Duty, DutySwap, Opinion, ScoreObjection
from suggestions.models import BriefIssue, Claim, Instruction, Proposal, Report, Suggestion, TopicPlan, Uptake
from tests import world
from tests.all_situations import SITUATIONS
from weijianyi.workflow import Forbidden, NotNow, NotVisible, door

ROWS = list(csv.DictReader((Path(__file__).parent / "policy.csv").read_text().splitlines()))
PERSONAS = (
    "author", "member2", "operator", "staff", "staff2", "head", "editor", "leader", "supervisor", "handler",
    "unitlead", "handler2", "relay", "county", "province", "admin", "auditor", "informant",
    "liaison",
)  # fmt: skip
SEEN_BY_LIAISON = ("duty", "dutyswap", "opinion")
SEEN_BY_INFORMANT = ("informants_report", "report_topic")
OTHERS = {
    Assignment: "desk",
    Supervision: "supervision",
    TopicPlan: "topic",
    EvaluationRound: "evaluation",
    Pairing: "pairing",
    AwardRound: "award",
    KeyProposal: "keyproposal",
    Promise: "promise",
    BriefIssue: "brief",
    Instruction: "instruction",
    Uptake: "uptake",
    SupervisionProposal: "supervisionproposal",
    Inspection: "inspection",
    Claim: "claim",
    Arrival: "arrival",
    Duty: "duty",
    DutySwap: "dutyswap",
    Opinion: "opinion",
    ScoreObjection: "scoreobjection",
    Bulletin: "bulletin",
    ExcellentCase: "excellent",
    HalfAppraisal: "half",
}
pytestmark = pytest.mark.django_db


def answer(subject, step, actor):
    """What the door says to this persona before it looks at the facts."""
    try:
        door.check_visible(subject, actor)
        door.check(subject, step, actor)
    except NotVisible:
        return "404"
    except Forbidden:
        return "403"
    except NotNow:
        pass  # allowed for this person, not in this very state: the right is what is asked here
    return "may"


@pytest.mark.parametrize("situation", dict.fromkeys(row["situation"] for row in ROWS))
def test_each_step_answers_each_persona_as_written(situation):
    city = world.build()
    city.actors["author"] = city["member"]
    subject = SITUATIONS[situation](city)
    for row in ROWS:
        if row["situation"] == situation:
            found = {
                p: answer(type(subject).objects.get(pk=subject.pk), row["step"], city[p]) for p in PERSONAS
            }
            assert found == expected(row), row["step"]


@pytest.mark.parametrize("situation", dict.fromkeys(row["situation"] for row in ROWS))
def test_whoever_has_left_takes_no_step_on_anything_even_the_own(situation):
    city = world.build()
    city.actors["author"] = city["member"]
    subject = SITUATIONS[situation](city)
    own, other = city.left("member"), city.left("member2")
    for row in ROWS:
        if row["situation"] == situation:
            fresh = type(subject).objects.get(pk=subject.pk)
            assert answer(fresh, row["step"], own) in ("403", "404"), row["step"]
            assert answer(fresh, row["step"], other) in ("403", "404"), row["step"]


def expected(row):
    may, hidden = row["may"].split(), row["hidden"].split()
    assert not set(may) & set(hidden)
    assert set(may) | set(hidden) <= set(PERSONAS)
    if "informant" not in may and row["situation"] not in SEEN_BY_INFORMANT:
        hidden += ["informant"] * ("auditor" in hidden)  # no seat, no office: like the auditor
    if "liaison" not in [*may, *hidden] and row["noun"] not in SEEN_BY_LIAISON:
        hidden += ["liaison"] * ("auditor" in hidden)  # knows of studios only
    return {p: "may" if p in may else "404" if p in hidden else "403" for p in PERSONAS}


@pytest.mark.parametrize("model", [Suggestion, Proposal, Report, *OTHERS])
def test_no_step_is_missing_from_the_policy(model):
    noun = OTHERS.get(model, "item")
    written = {r["step"] for r in ROWS if r["noun"] == noun}
    assert set(model.steps()) <= written
