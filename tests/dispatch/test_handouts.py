"""交办单: what went out, what is unsigned, who sees it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import world as w
from weijianyi.audit.models import Event

pytestmark = pytest.mark.django_db
URGE = "/bulk/handouts/"


@pytest.fixture
def world():
    return w.build()


@pytest.fixture
def staff(client, world):
    client.force_login(world["staff"].user)
    return client


def rows(client, tab):
    return [desk.pk for desk in client.get(f"/handouts/?tab={tab}").context["page"].rows]


def test_today_lists_what_went_out_and_unsigned_what_nobody_signed(staff, world):
    signed, unsigned = world.working(), world.dispatched(world.submitted(title="没签的"), lead="交通局")
    assert rows(staff, "today") == [unsigned.pk, signed.pk]
    assert rows(staff, "unsigned") == [unsigned.pk]
    tabs = {t["label"]: t["count"] for t in staff.get("/handouts/").context["tabs"]}
    assert (tabs["今天"], tabs["本周"], tabs["未签收"]) == (2, 2, 1)


def test_unsigned_desks_stand_by_unit(staff, world):
    first = world.dispatched(world.submitted(title="甲"))
    other = world.dispatched(world.submitted(title="乙"), lead="交通局")
    third = world.dispatched(world.submitted(title="丙"))
    assert rows(staff, "unsigned") == [first.pk, third.pk, other.pk]
    assert staff.get("/handouts/?tab=unsigned").content.decode().count("pad-h") == 2


def test_an_unknown_tab_is_today(staff):
    page = staff.get("/handouts/?tab=nonsense")
    assert page.context["tab"] == "today"
    assert "今天还没有交办" in page.content.decode()


def test_an_undone_dispatch_is_no_handout(staff, world):
    from weijianyi.workflow.undoing import undo  # noqa: PLC0415

    world.dispatched()
    undo(Event.objects.get(step="dispatch").act, actor=world["staff"])
    assert rows(staff, "today") == []


def test_the_supervisor_sees_the_units_of_his_side(client, world):
    party = world.department("市委宣传部", side="party")
    mine = world.dispatched(world.submitted(title="甲"))
    world.dispatched(world.submitted(title="乙"), lead=party.name)
    client.force_login(world["supervisor"].user)
    assert rows(client, "today") == [mine.pk]


@pytest.mark.parametrize("who", ["member", "handler", "leader", "admin"])
def test_others_have_no_handouts(client, world, who):
    client.force_login(world[who].user)
    assert client.get("/handouts/").status_code == 403
    assert client.get(URGE).status_code == 403
    assert client.get("/handouts/requests/").status_code == 403


@pytest.mark.long
def test_the_list_costs_the_same_with_three_and_with_fifty(staff, world):
    def statements():
        staff.get("/handouts/")
        with CaptureQueriesContext(connection) as found:
            staff.get("/handouts/")
        return [re.sub(r"\d+", "N", q["sql"]) for q in found]

    for n in range(3):
        world.dispatched(world.submitted(title=f"第{n}件"))
    few = statements()
    for n in range(47):
        world.dispatched(world.submitted("member2", title=f"又{n}件"))
    many = statements()
    assert len(few) == len(many) <= 9, "\n".join(many)
    assert max(many.count(sql) for sql in many) <= 2
