"""Doing it again: the unit sees the member's reason and the former reply, and writes a new one."""

import pytest

from dispatch.models import Reply
from tests import world as w
from tests.dispatch.test_reply import act, again, contact_facts, reply_facts
from weijianyi.workflow import perform

pytestmark = pytest.mark.django_db
UNHAPPY = {"work": "satisfied", "result": "dissatisfied"}
REASON = "只修剪了一半，三楼窗前仍然遮挡。"


@pytest.fixture
def world():
    return w.build()


@pytest.fixture
def desk(world):
    return world.rated(rating=UNHAPPY, comment=REASON)


@pytest.fixture
def unit(world, client):
    client.force_login(world["handler"].user)
    return client


def page_of(client, desk):
    return client.get(desk.get_absolute_url()).content.decode()


def test_before_the_office_confirms_the_unit_learns_nothing(desk, unit):
    page = page_of(unit, desk)
    assert REASON not in page
    assert "不满意" not in page
    assert "重办" not in page


def test_confirmed_the_reason_and_the_former_reply_stand_above_the_new_one(world, desk, unit):
    perform(again(desk), "grant_redo", actor=world["staff"], opinion="请补充修剪")
    page = page_of(unit, desk)
    assert page.index(REASON) < page.index("请补充修剪") < page.index("当日修剪") < page.index('id="reply"')
    assert "第 2 轮" in page
    assert "办理结果不满意" in page
    assert "重办，第 2 轮" in unit.get("/desks/").content.decode()


def test_the_second_round_has_its_own_contact_and_reply(world, desk, unit, client):
    perform(again(desk), "grant_redo", actor=world["staff"])
    facts = reply_facts(world, facts="全部修剪完毕。")
    assert act(unit, desk, "send_for_signature", **facts).status_code == 422, "no contact in this round yet"
    act(unit, desk, "record_contact", **contact_facts(world))
    assert act(unit, desk, "send_for_signature", **facts).status_code == 302
    client.force_login(world["unitlead"].user)
    page = page_of(client, desk)
    assert "全部修剪完毕。" in page
    assert "当日修剪" in page
    assert act(client, desk, "sign_reply").status_code == 302
    assert [r.facts for r in Reply.objects.filter(desk=desk)] == [
        "当日修剪伸入阳台的枝条 14 处。",
        "全部修剪完毕。",
    ]


def test_refused_the_rating_stands_and_is_shown_when_done(world, desk, unit):
    perform(again(desk), "refuse_redo", actor=world["staff"], opinion="已按规范修剪")
    assert "办理结果不满意" in page_of(unit, desk)
