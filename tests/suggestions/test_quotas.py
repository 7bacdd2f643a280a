"""Collective proposals against the quota: who counts, what is divided by what."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from members.models import Collective
from members.states import Role
from suggestions.models import Item
from suggestions.topics import quotas
from tests import rounds_proposals
from tests import world as w
from weijianyi import rulebook
from weijianyi.rulebook.models import Setting
from weijianyi.workflow import perform

pytestmark = pytest.mark.django_db
PAGE = "/proposals/quotas/"


@pytest.fixture
def world():
    return w.build()


def submitted(world, operator="operator", **fields):
    ready = {
        "category": rulebook.entry(world.city, "category", "health"), "open_consent": True,
        "advice": "建日间照料中心。",
    }  # fmt: skip
    item = world.collective_draft(operator, **ready | fields)
    rounds_proposals.research(world, item)
    return perform(item, "submit", actor=world[operator], declared=True)


def this_year(world):
    return quotas.table(world.city, quotas.year(timezone.localdate().year))


def standing(found):
    return {row.name: (row.submitted, row.missing) for _, _, rows in found["kinds"] for row in rows}


def test_what_a_collective_submitted_counts_for_it(world):
    assert standing(this_year(world)) == {"医卫界": (0, 1), "提案委": (0, 1)}
    submitted(world)
    world.collective_draft()
    found = this_year(world)
    assert standing(found) == {"医卫界": (1, 0), "提案委": (0, 1)}
    assert (found["total"].reached, found["total"].behind, found["total"].of) == (1, 1, 2)


def test_township_groups_owe_one_too_and_groups_that_only_organise_members_do_not(world):
    for kind, name in (("township", "东城街道联络组"), ("sgroup", "医卫教育组"), ("expert", "法律专业小组")):
        Collective.objects.create(organisation=world.city, kind=kind, name=name)
    assert standing(this_year(world)) == {"医卫界": (0, 1), "提案委": (0, 1), "东城街道联络组": (0, 1)}


def test_what_was_declared_void_or_belongs_to_another_year_does_not_count(world):
    void, old = submitted(world), submitted(world)
    perform(void, "void", actor=world["head"], reason="录错了")
    last_year = timezone.now().replace(year=timezone.localdate().year - 1, day=1)
    Item.objects.filter(pk=old.pk).update(submitted_at=last_year)
    assert standing(this_year(world))["医卫界"] == (0, 1)
    assert standing(quotas.table(world.city, quotas.year(last_year.year)))["医卫界"] == (1, 0)


def test_the_share_says_what_it_divides_and_nothing_is_divided_by_nothing(client, world):
    assert this_year(world)["share"].value is None
    client.force_login(world["leader"].user)
    assert "集体提案占比 —" in client.get(PAGE).content.decode()
    submitted(world)
    for name in ("member", "member2"):
        item = world.draft(name, kind=w.Proposal)
        rounds_proposals.research(world, item, by=name)
        perform(item, "submit", actor=world[name], declared=True)
    share = this_year(world)["share"]
    assert (share.collective, share.everything, share.reached) == (1, 3, True)
    page = client.get(PAGE).content.decode()
    assert "集体提案占比 33.3%" in page
    assert "1 件集体提案，全部提案 3 件；目标 30%。" in page


def test_the_quota_is_a_rule_and_gaps_are_said_in_words(client, world):
    Setting.objects.create(organisation=world.city, key="collective_quota", value=2, valid_from="2020-01-01")
    submitted(world)
    client.force_login(world["operator"].user)
    page = client.get(PAGE).content.decode()
    assert "还差 1 件" in page
    assert "还差 2 件" in page


def test_a_session_is_a_period_too(client, world):
    day = timezone.localdate()
    session = world.city.sessions.create(
        term=5, meeting=2, opens_on=day, closes_on=day, cutoff_at=timezone.now()
    )
    item = submitted(world)
    Item.objects.filter(pk=item.pk).update(session=None)
    client.force_login(world["staff"].user)
    address = f"{PAGE}?session={session.pk}"
    assert client.get(address).context["share"].everything == 0
    Item.objects.filter(pk=item.pk).update(session=session)
    assert client.get(address).context["share"].collective == 1
    assert client.get(f"{PAGE}?session=x&year=99999").status_code == 200


def test_the_table_costs_the_same_for_many_collectives(client, world):
    client.force_login(world["staff"].user)
    counts = []
    for number in range(3):
        collective = Collective.objects.create(organisation=world.city, kind="party", name=f"党派{number}")
        world.person(f"operator{number}", Role.OPERATOR, collective=collective)
        submitted(world, f"operator{number}")
        with CaptureQueriesContext(connection) as captured:
            client.get(PAGE)
        counts.append(len(captured))
    assert counts[1] == counts[2]
