"""The pages of proposals ask as much of the database for thirty rows as for three."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from suggestions.models import Proposal
from suggestions.proposals import readings
from tests import world as w
from weijianyi.workflow import perform, perform_many

pytestmark = pytest.mark.django_db
NINE = 9
KEPT = 1  # one's own filters beside the list
FEW, MANY = 2, 6


def grown(world, number):
    """`number` proposals for every tab; differently named, assigned, answered."""
    for n in range(number):
        author = ("member", "member2")[n % 2]
        world.proposal(author, title=f"第{n}件")
        given = world.proposal(author)
        perform(given, "assign_reader", actor=world["staff"], reader=world["staff2"].post)
        world.read(world.proposal(author), readers=("staff",))
        perform(world.read(), "hold", actor=world["head"], conclusion="accept")
        world.filed()
        item = perform(world.filed(), "preassign", actor=world["staff"], lead=world.departments["城管局"])
        perform(item.desks.get(), "agree_before", actor=world["handler"])
        world.read()
        lead, helper = world.departments["城管局"], world.departments["交通局"]
        perform(world.filed(), "preassign", actor=world["staff"], lead=lead, assists=[helper])
        world.handed_out(assists=[helper])


PAGES = {
    **{f"/proposals/?tab={tab}": "head" for tab in ("new", "read1", "read2", "decide", "held", "filed", "all")},
    **{f"/handouts/proposals/?tab={tab}": "staff" for tab in ("plan", "asked", "ready", "out", "sheets")},
    "/handouts/proposals/?tab=asked&as=supervisor": "supervisor",
    "/proposals/bulk/?act=accept&all=1&tab=all": "head",
    "/proposals/bulk/?act=announce&all=1&tab=held": "head",
    "/proposals/bulk/?act=read&all=1&tab=all": "head",
    "/handouts/proposals/bulk/?act=suggest&all=1&tab=plan": "staff",
    "/desks/?tab=asked": "handler",
    "sheet": "staff",
}  # fmt: skip


def statements(client, world, url):
    client.force_login(world[PAGES[url]].user)
    if url == "sheet":
        url = reverse("handout-sheet", args=[world.departments["城管局"].pk])
    assert client.get(url).status_code == 200
    with CaptureQueriesContext(connection) as found:
        client.get(url)
    return [re.sub(r"\d+", "N", q["sql"]) for q in found]


@pytest.mark.long
def test_as_many_for_many_rows_as_for_few(client):
    world = w.build()
    grown(world, FEW)
    few = {url: statements(client, world, url) for url in PAGES}
    grown(world, MANY)
    for url, before in few.items():
        now = statements(client, world, url)
        most = NINE + KEPT * url.startswith("/proposals/?")
        assert len(now) == len(before) <= most, f"{url}: {len(before)}, {len(now)}\n" + "\n".join(now)


def test_the_page_of_one_proposal_costs_nine_statements_however_much_was_read(client):
    world = w.build()
    fresh, read, held = world.proposal(), world.read(), world.read()
    perform(held, "hold", actor=world["head"], conclusion="accept")
    client.force_login(world["head"].user)
    costs = {}
    for item in (fresh, read, held):
        url = reverse("proposal-review", args=[item.slug])
        client.get(url)
        with CaptureQueriesContext(connection) as found:
            client.get(url)
        costs[url] = [query["sql"] for query in found]
    assert {len(asked) for asked in costs.values()} == {NINE}, "\n".join(costs[url])


@pytest.mark.parametrize("step", ["accept", "preassign"])
def test_a_bulk_step_costs_little_more_for_many(step):
    world = w.build()
    costs = []
    for number in (2, 6):
        items = [world.read() if step == "accept" else world.filed() for _ in range(number)]
        facts_of = (
            {item.pk: {"lead": world.departments["城管局"]} for item in items} if step == "preassign" else {}
        )
        with CaptureQueriesContext(connection) as found:
            done = perform_many(items, step, actor=world["head"], facts_of=facts_of)
        assert len(done.done) == number
        costs.append(len(found))
    assert costs[1] - costs[0] <= 4, costs


def test_readers_are_found_without_asking_for_each(django_assert_num_queries):
    world = w.build()
    item = Proposal.for_many(Proposal.objects.filter(pk=world.read(readers=("staff", "staff2")).pk)).get()
    with django_assert_num_queries(0):
        assert [r.reader.user.name for r in readings.this_time(item)] == ["staff", "staff2"]
