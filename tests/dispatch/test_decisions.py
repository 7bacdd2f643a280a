"""What units and members ask for, and what waits to be handed out anew."""

from datetime import timedelta

import pytest

from dispatch.models import Assignment
from tests import world as w
from weijianyi import rulebook
from weijianyi.workflow import perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return w.build()


@pytest.fixture
def staff(client, world):
    client.force_login(world["staff"].user)
    return client


def listed(client, tab):
    return client.get(f"/handouts/requests/?tab={tab}")


def returned(world, desk=None, proposed="交通局"):
    desk = desk or world.dispatched()
    reason = rulebook.entry(desk.organisation_id, "handback_reason", "not_ours")
    return perform(
        desk, "ask_return", actor=world["handler"], reason=reason, note="树在交通局管护范围。",
        proposed=world.departments[proposed],
    )  # fmt: skip


def test_a_hand_back_shows_its_ground_and_leads_to_both_steps(staff, world):
    desk = returned(world)
    page = listed(staff, "returns")
    html = page.content.decode()
    assert "树在交通局管护范围。" in html
    assert "建议由交通局办理" in html
    ((_, links),) = page.context["rows"]
    assert [label for label, _ in links] == ["同意退办", "不同意退办"]
    assert links[0][1].startswith(f"/steps/desk/{desk.slug}/grant_return/?next=")
    assert staff.get(links[0][1]).status_code == 200
    assert {t["label"]: t["count"] for t in page.context["tabs"]}["退办申请"] == 1


def test_the_second_hand_back_says_that_the_head_decides(staff, world):
    desk = returned(world)
    perform(desk, "grant_return", actor=world["staff"], opinion="同意", successor=world.departments["住建局"])
    world.officer("handler3", "handler", "住建局")
    again = Assignment.objects.get(department=world.departments["住建局"])
    reason = rulebook.entry(desk.organisation_id, "handback_reason", "not_ours")
    perform(
        again, "ask_return", actor=world["handler3"], reason=reason, note="不归我们。", proposed_text="区里"
    )
    html = listed(staff, "returns").content.decode()
    assert "已退办 1 次" in html
    assert "由负责人决定" in html


def test_an_extension_shows_old_and_new_day(staff, world):
    desk = world.working()
    perform(
        desk,
        "ask_extension",
        actor=world["handler"],
        reason="雨季不能施工",
        until=desk.due_on + timedelta(days=5),
    )
    html = listed(staff, "extensions").content.decode()
    assert "雨季不能施工" in html
    assert "申请延至" in html


def test_a_dissatisfied_rating_asks_for_a_redo(staff, world):
    world.rated(rating={"work": "mostly", "result": "dissatisfied"}, comment="树枝还在窗前，没有修剪到位。")
    page = listed(staff, "redos")
    assert "树枝还在窗前" in page.content.decode()
    assert [label for label, _ in page.context["rows"][0][1]] == ["同意重办", "不重办"]


def test_a_withdrawal_after_dispatch_waits_for_the_office(staff, world):
    item = world.dispatched().item
    item.refresh_from_db()
    perform(item, "ask_withdrawal", actor=world["member"], reason="已自行解决")
    page = listed(staff, "withdrawals")
    assert "已自行解决" in page.content.decode()
    assert staff.get(page.context["rows"][0][1][0][1]).status_code == 200


def test_an_item_without_a_unit_waits_to_be_handed_out(staff, world):
    desk = returned(world)
    perform(desk, "grant_return", actor=world["staff"], opinion="同意，另行研究")
    page = listed(staff, "accepted")
    assert [row.item.pk for row, _ in page.context["rows"]] == [desk.item_id]
    assert "/dispatch/" in page.context["rows"][0][1][0][1]


def test_decided_requests_leave_the_list(staff, world):
    desk = returned(world)
    perform(desk, "refuse_return", actor=world["staff"], opinion="职责清单写明由你局办理")
    assert listed(staff, "returns").context["rows"] == []
    assert "没有退办申请" in listed(staff, "returns").content.decode()


def test_the_supervisor_sees_requests_of_units_but_not_of_members(client, world):
    returned(world)
    client.force_login(world["supervisor"].user)
    assert len(listed(client, "returns").context["rows"]) == 1
    labels = [t["label"] for t in listed(client, "withdrawals").context["tabs"]]
    assert "撤回申请" not in labels
    assert listed(client, "withdrawals").context["tab"] == "returns"


@pytest.mark.parametrize("tab", ["returns", "extensions", "redos", "withdrawals", "accepted", "nonsense"])
def test_every_tab_has_an_empty_state(staff, tab):
    assert "没有" in listed(staff, tab).content.decode()


@pytest.mark.parametrize("tab", ["returns", "withdrawals"])
def test_a_list_of_requests_costs_the_same_for_one_and_for_ten(
    staff, world, tab, django_assert_max_num_queries
):
    for n in range(10):
        desk = world.dispatched(world.submitted("member2", title=f"第{n}件"))
        if tab == "returns":
            returned(world, desk)
        else:
            perform(
                desk.item.__class__.objects.get(pk=desk.item_id),
                "ask_withdrawal",
                actor=world["member2"],
                reason="撤",
            )
    listed(staff, tab)
    with django_assert_max_num_queries(9):
        assert len(listed(staff, tab).context["rows"]) == 10
