"""The pages of evaluation and awards: a constant number of statements, and what each persona reads first."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import evaluated
from tests import world as w
from tests.evaluated import answered, closed, opened
from tests.weijianyi.files.making import photo
from weijianyi.files.keeping import attach
from weijianyi.workflow import perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return w.build()


def cost(client, world, name, address):
    """Statements of one page, once everything that is remembered is known."""
    client.force_login(world[name].user)
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(address).status_code == 200
    return len(found)


@pytest.mark.long
def test_a_round_costs_the_same_for_few_and_for_many(client, world):
    answered(world)
    few = opened(world, title="少")
    for _ in range(3):
        answered(world, department="城管局")
        answered(world, department="交通局")
    many = opened(world, title="多")
    for name in ("staff", "handler", "member", "leader"):
        costs = [cost(client, world, name, found.get_absolute_url()) for found in (few, many)]
        assert costs[0] == costs[1], name


@pytest.mark.long
def test_awards_cost_the_same_for_few_and_for_many(client, world):
    closed(world)
    few = perform(evaluated.nominated(world), "start_scoring", actor=world["staff"])
    pages = ("award-round", "award-score", "award-decide")
    before = [cost(client, world, "leader", reverse(name, args=[few.slug])) for name in pages]
    perform(few, "void", actor=world["head"], reason="重来")
    for number in range(3):
        closed(world, title=f"第{number}件", department="交通局" if number else "住建局")
    evaluated.award(world)
    many = type(few).objects.get(voided_at=None)
    for item in evaluated.items_of(world):
        many = perform(many, "nominate", actor=world["staff"], item=item, ground="好")
    many = perform(many, "start_scoring", actor=world["staff"])
    after = [cost(client, world, "leader", reverse(name, args=[many.slug])) for name in pages]
    # Departments are read only where one is nominated.
    assert all(b <= a for a, b in zip(before, after, strict=True))


def test_the_page_shows_numerator_and_denominator(client, world):
    closed(world)
    answered(world)
    subject = evaluated.nominated(world)
    client.force_login(world["staff"].user)
    text = client.get(subject.get_absolute_url()).content.decode()
    assert "名额 1 件，立案 2 件的 5%" in text
    assert "名额 1 个，答复过提案的单位 1 个的 20%" in text
    assert "不少于 20%，即 1 件" in text


def test_a_role_that_takes_no_part_is_told_so(client, world):
    for name in ("supervisor", "editor", "relay", "admin", "auditor"):
        client.force_login(world[name].user)
        assert client.get(reverse("evaluation-list")).status_code == 403


def test_an_empty_list_says_what_it_is_for(client, world):
    for name, words in (
        ("staff", "还没有评议"),
        ("member", "没有需要您参加的评议"),
        ("handler", "没有需要您参加的评议"),
    ):
        client.force_login(world[name].user)
        assert words in client.get(reverse("evaluation-list")).content.decode()


def test_the_office_scores_for_a_department_without_accounts_and_reads_no_score_before(client, world):
    evaluated.officers(world)
    found = opened_for_paper(world)
    pairing = found.chosen().get().pairings.get()
    client.force_login(world["staff"].user)
    assert "待您评分" in client.get(reverse("evaluation-list")).content.decode()
    done = evaluated.unit_scores(world, pairing, "staff", comment="纸质表代录")
    assert done.state == "half"
    assert "纸质表代录" not in client.get(pairing.get_absolute_url()).content.decode()


def opened_for_paper(world):
    """The department answers on paper from here on: its people have no accounts any more."""
    answered(world)
    department = world.departments["城管局"]
    department.paper = True
    department.save()
    return opened(world)


def test_photos_of_the_meeting_are_the_offices_until_the_round_is_over(client, world):
    answered(world)
    found, staff = opened(world), world["staff"]
    found = perform(
        found, "hold_meeting", actor=staff, held_on=evaluated.TODAY(), place="一号会议室", minutes="内部"
    )
    attached = attach(found.meeting, photo(), kind="photo", actor=staff)
    address = reverse("files-view", args=[attached.slug])
    with pytest.raises(ValidationError):
        attach(found.meeting, photo(), kind="photo", actor=world["member"])
    for over in (False, True):
        if over:
            perform(found, "close_round", actor=staff)
        client.force_login(world["member"].user)
        assert client.get(address).status_code == (200 if over else 403)
        text = client.get(found.meeting.get_absolute_url()).content.decode()
        assert ("内部" in text) is over
        client.force_login(world["member2"].user)
        assert client.get(address).status_code == 404
