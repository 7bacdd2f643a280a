"""双向评议 is back to back: who reads which sheet, before and after both are in, for every persona."""

import pytest
from django.urls import reverse

from dispatch.evaluation import results
from dispatch.models import Score, ScoreSheet
from tests import evaluated
from tests import world as w
from tests.evaluated import HANDLING_POINTS, answered, opened, pairing_of, proposer_scores, unit_scores
from weijianyi.workflow import NotNow, perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return w.build()


@pytest.fixture
def pairing(world):
    desk = answered(world)
    opened(world)
    return pairing_of(desk)


def again(subject):
    return type(subject).objects.get(pk=subject.pk)


def readable(world, name, pairing):
    """The sides this persona can read in the database's words."""
    sheets = ScoreSheet.objects.visible_to(world[name]).valid().filter(pairing=pairing)
    return sorted(sheets.values_list("side", flat=True))


def page(client, world, name, address):
    client.force_login(world[name].user)
    return client.get(address)


def test_while_one_side_is_in_only_that_side_reads_it(world, pairing):
    unit_scores(world, pairing)
    expected = {"handler": ["unit"], "unitlead": ["unit"]}
    for name in (
        "member",
        "member2",
        "staff",
        "head",
        "leader",
        "handler",
        "unitlead",
        "handler2",
        "supervisor",
    ):
        assert readable(world, name, pairing) == expected.get(name, []), name
        assert Score.objects.visible_to(world[name]).exists() == (name in expected), name


@pytest.mark.parametrize("name", ["member", "staff", "head", "leader"])
def test_no_page_shows_the_other_sides_words_or_points_before(client, world, pairing, name):
    unit_scores(world, pairing, comment="只有本单位知道的话")
    for address in (pairing.get_absolute_url(), pairing.round.get_absolute_url(), reverse("evaluation-list")):
        text = page(client, world, name, address).content.decode()
        assert "只有本单位知道的话" not in text
        assert "87.0" not in text


def test_the_proposer_is_not_even_told_that_the_unit_is_in(client, world, pairing):
    unit_scores(world, pairing)
    assert "待您评分" in page(client, world, "member", pairing.round.get_absolute_url()).content.decode()


def test_the_office_sees_who_is_in_and_no_score(client, world, pairing):
    unit_scores(world, pairing)
    text = page(client, world, "staff", pairing.get_absolute_url()).content.decode()
    assert "已评，" in text
    assert "提案委也看不到评分" in text
    line = results.lines(pairing.round, world["staff"])[0]
    assert (line.by_unit, line.by_proposers, line.handling, line.proposals) == (1, 0, None, None)


def test_when_both_are_in_both_read_both(client, world, pairing):
    unit_scores(world, pairing)
    pairing = proposer_scores(world, pairing)
    assert pairing.state == "done"
    for name in ("member", "handler", "staff", "leader"):
        assert readable(world, name, pairing) == ["proposer", "unit"]
        assert "87.0" in page(client, world, name, pairing.get_absolute_url()).content.decode()
    assert readable(world, "member2", pairing) == readable(world, "handler2", pairing) == []


def test_the_own_sheet_may_be_changed_until_the_other_is_in(world, pairing):
    unit_scores(world, pairing)
    pairing = perform(
        pairing, "score", actor=world["unitlead"], points=dict.fromkeys(evaluated.PROPOSAL_POINTS, 60)
    )
    assert ScoreSheet.objects.valid().get().total == 60
    assert ScoreSheet.objects.count() == 2, "the earlier one is void, not gone"
    pairing = proposer_scores(world, pairing)
    with pytest.raises(NotNow):
        unit_scores(world, pairing)


def test_the_form_of_one_side_survives_the_other_sides_score(client, world, pairing):
    client.force_login(world["member"].user)
    unit_scores(world, pairing)
    data = {f"c_{code}": points for code, points in HANDLING_POINTS.items()} | {"version": "0"}
    assert client.post(pairing.get_absolute_url(), data).status_code == 302
    assert again(pairing).state == "done"
