"""What the main pages ask of the database: a few statements, as many for 50 rows as for 3, none of them thrice."""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dispatch.desks import extending
from dispatch.models import Assignment, Department, Reply
from dispatch.states import DeskState
from suggestions.models import Item
from suggestions.states import State
from tests import world as w
from weijianyi.audit.models import Event
from weijianyi.notices.models import Notice
from weijianyi.rulebook import cache
from weijianyi.workflow import perform

pytestmark = pytest.mark.django_db  # the fixture below needs the database to be there
MOST = {"overview": 18}  # figures with their denominators; every other page has nine
PAGES = {
    "review desk": "staff", "item, author": "member", "item, office": "staff", "item, unit": "handler",
    "home": "member", "my items": "member", "desk list": "handler", "desk, unit": "handler",
    "desk, office": "staff", "answered": "handler", "ledger": "staff", "handouts": "staff",
    "unsigned": "staff", "requests": "staff", "checks": "staff", "inbox": "member", "search": "member",
    "overview": "leader",
}  # fmt: skip
WORD = re.compile(r"'(?:[^']|'')*'|(?<![\w.])-?\d+(?:\.\d+)?\b")
LIST = re.compile(r"\((?:\?, )*\?\)")


@dataclass
class City:
    """A world that grows by rows of every sort the pages list, and the addresses of the pages."""

    world: w.World
    rows: int = 0
    desk: Assignment = None
    clients: dict = field(default_factory=dict)

    def measured(self, rows):
        """{page: its statements} with that many rows."""
        if self.desk is None:
            item = self.world.submitted(title="很多人关心的一件")
            self.desk = self.world.working(self.world.dispatched(item))
        while self.rows < rows:
            self.rows += 1
            self.one_more(self.rows)
        return {page: self.statements(page) for page in PAGES}

    def one_more(self, number):
        """One row for each list, and one desk, contact and event more for the one item."""
        world = self.world
        world.draft(title=f"第{number}份草稿")
        world.submitted(title=f"第{number}条建议")
        desk = world.dispatched(world.submitted(title=f"办理中的第{number}条"))
        until = desk.due_on + timedelta(days=1)
        extending.ask(desk, Event.objects.latest("pk"), actor=world["handler"], reason="要招标", until=until)
        self.answered(world.dispatched(world.submitted(title=f"答复了的第{number}条")))
        unit = Department.objects.create(
            organisation=world.city, name=f"第{number}中学", short_name=f"{number}中", side="government"
        )
        Assignment.objects.create(
            item=self.desk.item, organisation=world.city, department=unit, role="split", state=DeskState.WORKING,
            offered_at=timezone.now(), due_on=timezone.localdate(),
        )  # fmt: skip
        self.desk = perform(world.contact(self.desk), "urge", actor=world["staff"], note="请尽快")

    def answered(self, desk):
        """As if the unit had answered, and the author been told: a tenth of the time the steps take."""
        now = timezone.now()
        signed = {"sent_at": now, "signed_at": now, "signed_by": self.world["unitlead"].post}
        Reply.objects.create(desk=desk, facts="已修剪。", released_at=now, **signed)
        Assignment.objects.filter(pk=desk.pk).update(state=DeskState.RELEASED, released_at=now)
        Item.objects.filter(pk=desk.item_id).update(state=State.ANSWERED, answered_at=now)
        Notice.objects.create(
            event=Event.objects.latest("pk"), user=self.world["member"].user, post=self.world["member"].post,
            subject=desk.item, thread=desk.item.thread, channel="in_app", title="请评价", url="/", state="sent",
            available_at=now, sent_at=now, created_at=now,
        )  # fmt: skip

    def address(self, page):
        name = page.partition(", ")[0]
        return {
            "review desk": reverse("review-desk"), "item": self.desk.item.get_absolute_url(), "home": "/",
            "my items": reverse("item-list"), "desk list": reverse("desk-list"), "desk": self.desk.get_absolute_url(),
            "answered": reverse("desk-answered"), "ledger": reverse("ledger"), "handouts": reverse("handout-list"),
            "unsigned": reverse("handout-list") + "?tab=unsigned", "checks": reverse("check-list"),
            "requests": reverse("decision-list") + "?tab=extension", "inbox": reverse("inbox"),
            "search": reverse("search") + "?q=建议", "overview": reverse("overview"),
        }[name]  # fmt: skip

    def statements(self, page):
        """What the page asks, words and numbers taken out, once it has been opened before."""
        client = self.clients.setdefault(PAGES[page], Client())
        client.force_login(self.world[PAGES[page]].user)
        assert client.get(self.address(page)).status_code == 200, page
        with CaptureQueriesContext(connection) as found:
            client.get(self.address(page))
        return [LIST.sub("(?)", WORD.sub("?", query["sql"])) for query in found]


@pytest.fixture(scope="module")
def measured(django_db_setup, django_db_blocker):
    """{page: (statements with 3 rows, statements with 50)}; the city is built once and taken back."""
    with django_db_blocker.unblock():
        cache.clear()
        with transaction.atomic():
            city = City(w.build())
            few, many = city.measured(3), city.measured(50)
            transaction.set_rollback(True)
        cache.clear()
    return {page: (few[page], many[page]) for page in PAGES}


@pytest.mark.parametrize("page", PAGES)
def test_at_most_nine_statements(measured, page):
    _, many = measured[page]
    assert len(many) <= MOST.get(page, 9), "\n".join(many)


@pytest.mark.parametrize("page", PAGES)
def test_as_many_for_fifty_rows_as_for_three(measured, page):
    few, many = measured[page]
    assert len(few) == len(many), "\n".join((Counter(many) - Counter(few)).elements())


@pytest.mark.parametrize("page", PAGES)
def test_no_statement_comes_thrice(measured, page):
    repeated = [f"{n} × {sql}" for sql, n in Counter(measured[page][1]).items() if n > 2]
    assert not repeated, "\n".join(repeated)


def test_the_comparison_sees_through_numbers_and_words():
    first, second = (
        "SELECT a FROM t1 WHERE b IN (1, 2) AND c = 'x'",
        "SELECT a FROM t1 WHERE b IN (3) AND c = 'y''z'",
    )
    assert LIST.sub("(?)", WORD.sub("?", first)) == LIST.sub("(?)", WORD.sub("?", second))
