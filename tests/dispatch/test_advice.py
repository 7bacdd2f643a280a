"""What the desk proposes has a ground that holds; where nothing speaks for anyone it proposes nobody."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection

from dispatch.items import advice
from suggestions.models import Proposal
from suggestions.review import conditions
from tests import world as w
from weijianyi import rulebook

pytestmark = pytest.mark.django_db
WEDNESDAY = datetime(2026, 11, 18, 2, 0, tzinfo=UTC)


@pytest.fixture
def world():
    return w.build()


def suggested(item):
    department, ground = advice.suggest(item, list(advice.departments(item)))
    return (department.name if department else None), ground


def duties(world, name, text):
    world.departments[name].duties = text
    world.departments[name].save()


def test_without_a_ground_nobody_is_proposed(world):
    assert suggested(world.submitted()) == (None, "")


def test_the_list_of_duties_is_a_ground(world):
    duties(world, "交通局", "公交线路\n信号灯")
    duties(world, "城管局", "户外广告\n行道树修剪与养护")
    assert suggested(world.submitted()) == ("城管局", "职责清单“行道树修剪与养护”")


def test_who_handled_the_same_category_is_a_ground(world):
    world.dispatched(world.submitted(title="甲"), lead="住建局")
    world.dispatched(world.submitted(title="乙"), lead="住建局")
    world.dispatched(world.submitted(title="丙"), lead="交通局")
    assert suggested(world.submitted()) == ("住建局", "近一年同类 3 件，其中 2 件由该单位办理")


def test_other_categories_and_hand_backs_do_not_count(world):
    other = rulebook.entry(world.city.pk, "category", "education")
    world.dispatched(world.submitted(title="甲", category=other), lead="住建局")
    assert suggested(world.submitted()) == (None, "")


def test_the_members_wish_weighs_most(world):
    duties(world, "城管局", "行道树修剪")
    name, ground = suggested(world.submitted(wished_unit="交通局"))
    assert (name, ground) == ("交通局", "委员建议由该单位办理")


def test_relay_offices_and_closed_departments_are_never_proposed(world):
    duties(world, "电政办", "行道树修剪")
    duties(world, "城管局", "行道树修剪")
    world.departments["城管局"].active = False
    world.departments["城管局"].save()
    assert suggested(world.submitted()) == (None, "")


def test_each_class_leads_to_its_own_day_with_what_was_skipped(world):
    terms = {t.value: t for t in advice.terms(world.draft(), WEDNESDAY)}
    assert (terms["urgent"].due_on, terms["urgent"].skipped) == (date(2026, 11, 23), "已避开周末")
    assert terms["normal"].length == "10 个工作日"
    assert terms["normal"].day.startswith("12月2日 周三") or "2026年12月2日 周三" in terms["normal"].day
    assert "元旦" not in terms["normal"].skipped


def test_the_proposed_day_is_the_day_the_clock_then_has(world):
    item = world.submitted()
    wanted = {t.value: t.due_on for t in advice.terms(item)}["normal"]
    assert world.dispatched(item).due_on == wanted


def test_a_proposal_has_one_term(world):
    assert [t.value for t in advice.terms(world.draft(kind=Proposal))] == ["normal"]


# -- acceptance conditions -------------------------------------------------------------------------
def met(item):
    return {c.label: c.met for c in conditions.conditions(item)}


def test_only_what_can_be_counted_is_ticked(world):
    found = met(world.draft(situation="樟树枝条已伸到三楼阳台，刮风时拍打窗户。" * 3))
    assert found["写明地点"] is True
    assert found["有具体建议"] is True
    assert [label for label, value in found.items() if value is None] == list(conditions.READER)


@pytest.mark.parametrize(
    ("field", "text", "label"),
    [
        ("place", "", "没有写地点"), ("advice", " ", "没有写建议"), ("situation", "短", "偏短"),
        ("situation", "长" * 700, "偏长"), ("situation", "请联系 13812345678 王某", "正文含手机号或证件号"),
    ],
)  # fmt: skip
def test_what_is_missing_is_said(world, field, text, label):
    assert any(label in name and value is False for name, value in met(world.draft(**{field: text})).items())


def test_for_many_the_departments_are_those_of_each_alone(world, django_assert_num_queries):
    """Counted per category in the one statement that brings the departments; without a category nothing counts."""
    other = rulebook.entries(world.city.pk, "category")[-1]
    world.dispatched(world.submitted())
    items = [world.submitted(), world.submitted(category=other), world.submitted()]
    items[2].category_id = None
    assert connection.features.supports_json_field  # Django asks the database once a process
    with django_assert_num_queries(1):
        found = advice.departments_for(items)
    for item in items[:2]:
        alone = {d.pk: d.same_kind for d in advice.departments(item)}
        assert {d.pk: d.same_kind for d in found[item.category_id]} == alone
    assert sum(d.same_kind for d in found[items[0].category_id]) == 1
    assert sum(d.same_kind for d in found[None]) == 0
