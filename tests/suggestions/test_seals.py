"""A collective's proposal comes with its seal or its convenor's signature, where the rules ask for it."""

import pytest
from django.urls import reverse

from tests import rounds_proposals
from tests import world as w
from tests.weijianyi.files import making
from weijianyi import rulebook
from weijianyi.files.keeping import attach
from weijianyi.files.models import Attachment
from weijianyi.rulebook.models import Setting
from weijianyi.workflow import NotNow, perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return w.build()


@pytest.fixture
def item(world):
    """医卫界's proposal, complete but for the paper."""
    words = {"category": rulebook.entry(world.city, "category", "health"), "open_consent": True,
             "advice": "建日间照料中心。"}  # fmt: skip
    item = world.collective_draft(**words)
    rounds_proposals.research(world, item)
    return item


def ask(world, *kinds):
    Setting.objects.create(
        organisation=world.city,
        key="collective_seal_kinds",
        value=list(kinds),
        valid_from="2020-01-01",
        basis="细则",
    )


def submit(world, item):
    return perform(item, "submit", actor=world["operator"], declared=True)


def test_without_the_paper_it_is_not_handed_in_and_the_task_list_says_where_to_put_it(client, world, item):
    ask(world, "sector")
    with pytest.raises(NotNow, match="盖章或召集人签字"):
        submit(world, item)
    client.force_login(world["operator"].user)
    section = reverse("proposal-section", args=[item.slug, "authors"])
    still = client.get(reverse("item-edit", args=[item.slug])).context["still"]
    assert [(row["url"], "盖章" in row["message"]) for row in still] == [(section, True)]
    assert "盖章或签字的扫描件" in client.get(section).content.decode()
    carried = {"version": item.version, "post": world["operator"].post.pk, "then": "list"}
    sent = client.post(section, carried | {"scans": making.pdf("盖章件.pdf")})
    assert sent.status_code == 302
    assert Attachment.objects.of(item).get().purpose == Attachment.Purpose.SCAN
    item.refresh_from_db()
    assert submit(world, item).state == "submitted"


def test_a_report_beside_it_is_no_seal(world, item):
    ask(world, "sector")
    attach(item, making.pdf("调研报告.pdf"), kind="document", actor=world["operator"])
    with pytest.raises(NotNow, match="盖章"):
        submit(world, item)


def test_other_collectives_and_members_in_person_are_not_asked(world, item):
    ask(world, "party")
    assert submit(world, item).state == "submitted"
    ask(world, "sector", "party")
    assert world.proposal().state == "submitted"
