"""成批办理: ticked or all that a filter selects, a page that asks, one event a row, each row's own result."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dispatch.models import Assignment
from suggestions.models import Item
from tests import world as w
from weijianyi.audit.models import Event
from weijianyi.clock.calendars import calendar_for
from weijianyi.workflow import perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return w.build()


@pytest.fixture
def staff(client, world):
    client.force_login(world["staff"].user)
    return client


def send(client, source, act, subjects, *, of, **more):
    data = {"act": act, "of": of, "items": ",".join(s.slug for s in subjects), "key": "k" * 32, **more}
    return client.post(f"/bulk/{source}/", data)


def results(answer):
    done = answer.context["done"]
    return {s.pk for s in done.done}, {s.pk: why for s, why in done.refused}


def test_urging_asks_first_then_each_desk_has_its_own_event_and_result(staff, world):
    ready, answered = world.dispatched(world.submitted(title="甲"), lead="交通局"), world.released()
    asked = staff.get("/bulk/handouts/", {"act": "urge", "item": [ready.slug, answered.slug]})
    assert "将处理 2 件，其中 1 件不满足条件" in asked.content.decode()
    assert "不能“催一催”" in asked.content.decode()
    assert not Event.objects.filter(step="urge").exists(), "asking changes nothing"
    done, refused = results(send(staff, "handouts", "urge", [ready, answered], of="desk", note="请今天签收"))
    assert done == {ready.pk}
    assert "不能“催一催”" in refused[answered.pk], "one refusal leaves the others alone"
    assert Event.objects.get(step="urge").note == "请今天签收"
    assert send(staff, "handouts", "urge", [ready], of="desk").status_code == 302, "the same form once more"
    assert Event.objects.filter(step="urge").count() == 1


def test_nothing_chosen_is_said_so_and_foreign_desks_are_left_out(staff, client, world):
    assert "还没有选择" in staff.get("/bulk/handouts/").content.decode()
    desk = world.dispatched()
    client.force_login(world["county"].user)
    assert client.get("/bulk/handouts/", {"item": desk.slug}).context["made"].count == 0


def test_all_that_the_filter_finds_is_urged_from_the_ledger(staff, world):
    desks = [world.dispatched(world.submitted(title=f"路灯不亮 {n}")) for n in range(3)]
    world.dispatched(world.submitted(title="另一件"))
    waiting = world.submitted(title="路灯还没审")
    page = staff.get("/ledger/?q=路灯")
    assert "全部符合筛选的 4 件" in page.content.decode()
    asked = staff.get("/bulk/ledger/", {"act": "urge", "all": "1", "query": "q=路灯"})
    made = asked.context["made"]
    assert {d.pk for d in made.ready} == {d.pk for d in desks}
    assert [(item.pk, why) for item, why in made.refused] == [(waiting.pk, "没有正在办理的交办件。")]
    done, _ = results(send(staff, "ledger", "urge", made.ready, of="desk", query="q=路灯"))
    assert len(done) == Event.objects.filter(step="urge").count() == 3


def test_more_than_fifty_are_cut_and_said_so(staff, world, monkeypatch):
    from dataclasses import replace  # noqa: PLC0415

    from dispatch import bulk  # noqa: PLC0415

    monkeypatch.setitem(bulk.ACTS, "urge", replace(bulk.ACTS["urge"], most=2))
    for n in range(3):
        world.dispatched(world.submitted(title=f"第{n}件"))
    asked = staff.get("/bulk/handouts/", {"act": "urge", "all": "1", "query": "tab=today"})
    assert asked.context["made"].beyond == 1
    assert "选中的有 3 件，一次最多 2 件" in asked.content.decode()


def extension_asked(world, title):
    desk = world.working(world.dispatched(world.submitted(title=title)))
    until = calendar_for(world.city.pk).add_workdays(desk.due_on, 1)
    return perform(desk, "ask_extension", actor=world["handler"], reason="雨季", until=until)


def test_extensions_are_granted_to_the_days_asked_for(staff, world):
    first, second, plain = extension_asked(world, "甲"), extension_asked(world, "乙"), world.working()
    assert 'name="act" value="extend"' in staff.get("/handouts/requests/?tab=extensions").content.decode()
    answer = send(staff, "requests", "extend", [first, second, plain], of="desk", opinion="同意")
    done, refused = results(answer)
    assert done == {first.pk, second.pk}
    assert refused == {plain.pk: "没有等待决定的延期申请。"}
    for desk in (first, second):
        granted = calendar_for(world.city.pk).add_workdays(desk.due_on, 1)
        assert Assignment.objects.get(pk=desk.pk).due_on == granted


def test_accepted_items_go_to_one_unit_and_proposals_with_a_plan_do_not(staff, world):
    items = []
    for n in range(2):
        item = world.submitted(title=f"第{n}件")
        items.append(perform(item, "accept", actor=world["staff"], complexity="normal"))
    planned = perform(world.filed(), "preassign", actor=world["staff"], lead=world.departments["城管局"])
    lead = world.departments["交通局"].pk
    page = staff.get("/handouts/requests/?tab=accepted")
    assert 'name="act" value="dispatch"' in page.content.decode()
    done, refused = results(send(staff, "accepted", "dispatch", [*items, planned], of="item", lead=lead))
    assert done == {i.pk for i in items}
    assert "预交办" in refused[planned.pk]
    assert set(Assignment.objects.filter(department=lead).values_list("item", "state")) == {
        (i.pk, "offered") for i in items
    }
    assert Event.objects.filter(step="dispatch").count() == 2


def test_without_a_unit_nothing_happens(staff, world):
    item = perform(world.submitted(), "accept", actor=world["staff"], complexity="normal")
    answer = send(staff, "accepted", "dispatch", [item], of="item")
    assert answer.status_code == 422
    assert "请选择“承办单位”。" in answer.content.decode()
    assert Item.objects.get(pk=item.pk).state == "accepted"


def test_the_review_desk_accepts_and_hands_out_what_is_ticked(staff, world):
    items, own = [world.submitted(title=f"第{n}件") for n in range(2)], world.proposal()
    assert "通过并交办" in staff.get("/review/").content.decode()
    lead = world.departments["城管局"].pk
    done, refused = results(
        send(staff, "review", "accept", [*items, own], of="item", lead=lead, complexity="urgent")
    )
    assert done == {i.pk for i in items}
    assert refused[own.pk] == "提案在“提案审查”里立案。"
    assert {i.state for i in Item.objects.filter(pk__in=[i.pk for i in items])} == {"handling"}
    assert {d.complexity for d in Assignment.objects.all()} == {"urgent"}
    acts = Event.objects.filter(step__in=["accept", "dispatch"]).values_list("act", flat=True)
    assert len(set(acts)) == 1, "one act"


def test_readers_are_assigned_from_the_ledger(staff, world):
    proposal, other = world.proposal(), world.submitted()
    reader = world["staff2"].post.pk
    done, refused = results(send(staff, "ledger", "assign", [proposal, other], of="item", reader=reader))
    assert done == {proposal.pk}
    assert refused == {other.pk: "微建议没有这一步。"}
    assert Item.objects.get(pk=proposal.pk).proposal_facts.reader == world["staff2"].post


@pytest.mark.parametrize(
    ("who", "source", "act", "code"),
    [
        ("leader", "ledger", "urge", 403), ("supervisor", "ledger", "urge", 200),
        ("supervisor", "ledger", "dispatch", 403), ("supervisor", "review", "accept", 403),
        ("member", "handouts", "urge", 403), ("staff", "handouts", "dispatch", 404), ("staff", "nowhere", "urge", 404),
    ],
)  # fmt: skip
def test_who_has_which_act(client, world, who, source, act, code):
    client.force_login(world[who].user)
    assert client.get(f"/bulk/{source}/", {"act": act}).status_code == code


def test_the_preview_from_the_board_costs_no_more_than_another_page(staff, world):
    late = timezone.localdate() - timedelta(days=3)
    costs = []
    for number in (1, 4):
        desks = [world.working(world.dispatched(world.submitted(title=f"第{n}件"))) for n in range(number)]
        Assignment.objects.filter(pk__in=[d.pk for d in desks]).update(due_on=late)
        for source, act, query in (("late", "urge", "tab=late"), ("ledger", "urge", "q=件")):
            asked = {"act": act, "all": "1", "query": query}
            staff.get(f"/bulk/{source}/", asked)
            with CaptureQueriesContext(connection) as found:
                assert staff.get(f"/bulk/{source}/", asked).context["made"].count >= number
            costs.append(len(found))
    assert costs[:2] == costs[2:]
    assert max(costs) <= 9, costs


@pytest.mark.long
def test_the_page_costs_the_same_with_three_and_with_fifty(staff, world):
    def statements():
        asked = {"act": "urge", "all": "1", "query": ""}
        staff.get("/bulk/handouts/", asked)
        with CaptureQueriesContext(connection) as found:
            staff.get("/bulk/handouts/", asked)
        return [re.sub(r"\d+", "N", q["sql"]) for q in found]

    for n in range(3):
        world.dispatched(world.submitted(title=f"第{n}件"))
    few = statements()
    for n in range(37):
        world.dispatched(world.submitted("member2", title=f"又{n}件"))
    many = statements()
    assert len(few) == len(many) <= 9, "\n".join(many)


def test_all_that_the_supervision_board_finds_is_urged_and_nothing_beside_it(staff, world):
    desks = [world.working(world.dispatched(world.submitted(title=f"路灯不亮 {n}"))) for n in range(3)]
    other = world.working(world.dispatched(world.submitted(title="另一件")))
    in_time = world.working(world.dispatched(world.submitted(title="路灯还没到期")))
    late = timezone.localdate() - timedelta(days=3)
    Assignment.objects.filter(pk__in=[d.pk for d in [*desks, other]]).update(due_on=late)
    page = staff.get("/supervision/?tab=late&q=路灯")
    assert "全部符合筛选的 3 件" in page.content.decode()
    asked = staff.get("/bulk/late/", {"act": "urge", "all": "1", "query": page.context["query"]})
    made = asked.context["made"]
    assert {d.pk for d in made.ready} == {d.pk for d in desks}
    done, _ = results(send(staff, "late", "urge", made.ready, of="desk", query=page.context["query"]))
    assert done == {d.pk for d in desks}
    assert not Event.objects.filter(step="urge", thread__in=[other.thread, in_time.thread]).exists()
