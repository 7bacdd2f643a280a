"""The member's home: what waits, drafts, the latest, the year, in a constant number of statements."""

from datetime import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from suggestions.models import Item
from suggestions.review import outlook
from suggestions.views.home import greeting
from tests import world as w
from weijianyi.workflow import SYSTEM_ACTOR, perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return w.build()


@pytest.fixture
def home(client, world):
    def page(name="member"):
        client.force_login(world[name].user)
        return client.get("/").content.decode()

    return page


def local(*moment):
    return timezone.make_aware(datetime(*moment))


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (local(2026, 11, 20, 9, 0), "今天周五，是集中审核日。"),
        (local(2026, 11, 20, 18, 0), "下一个审核日是 11月23日 周一"),
        (local(2026, 11, 21, 9, 0), "下一个审核日是 11月23日 周一"),
        (local(2026, 9, 30, 20, 0), "下一个审核日是 10月9日 周五"),
    ],
)
def test_the_next_review_day_is_said_with_its_weekday(world, moment, words):
    with time_machine.travel(moment, tick=False):
        assert outlook.review_sentence(world.city).startswith(words)


def test_what_is_said_is_what_is_promised_on_submission(world):
    expected = outlook.review_day(world.city)
    assert world.submitted().review_on == expected


def test_people_are_greeted_by_the_time_of_day():
    hours = {6: "早上好", 10: "上午好", 13: "中午好", 15: "下午好", 20: "晚上好"}
    assert {hour: greeting(local(2026, 1, 1, hour).time()) for hour in hours} == hours


def test_a_first_day_is_not_an_empty_page(home):
    page = home()
    assert "member委员，" in page
    assert "您还没有提交过" in page
    assert "<dt>提交</dt><dd>0</dd>" in page


def test_what_waits_for_me_comes_first(home, world):
    world.released()
    perform(
        world.submitted(title="新建路小学护学通道"), "send_back", actor=world["staff"], opinion="请补充路口。"
    )
    world.draft(title="写了一半的建议")
    page = home()
    assert "看答复，作评价" in page
    assert "提案委留言：请补充路口。" in page
    assert "接着写" in page
    assert "<dt>提交</dt><dd>2</dd>" in page
    assert "写了一半的建议" not in home("member2")


def test_of_others_only_closed_and_open_items_are_shown(home, world):
    world.closed()
    hidden = world.submitted(title="不愿公开的事", open_consent=False)
    world.closed(world.released(world.working(world.dispatched(hidden))))
    page = home("member2")
    assert "修剪西外街家属区旁大树" in page
    assert "不愿公开的事" not in page


def test_an_operator_is_greeted_for_the_collective(home):
    assert "医卫界，" in home("operator")


@pytest.mark.parametrize("path", ["/", "/items/", "/search/?q=大树"])
def test_statements_do_not_grow_with_the_rows(client, world, path):
    client.force_login(world["member"].user)

    def statements():
        client.get(path)
        with CaptureQueriesContext(connection) as found:
            client.get(path)
        return [query["sql"] for query in found]

    def more(number):
        for n in range(number):
            world.draft(title=f"大树草稿 {n}")
            world.submitted(title=f"大树建议 {n}")
        world.released()
        desk = world.released(world.working(world.dispatched(world.submitted("member2"))))
        perform(
            perform(desk, "rate", actor=world["member2"], comment="", **w.RATING), "close", actor=SYSTEM_ACTOR
        )

    more(2)
    few = statements()
    more(25)
    many = statements()
    assert len(few) == len(many) <= 9, "\n".join(many)
    assert max(many.count(sql) for sql in many) <= 2


def test_every_link_of_the_home_page_opens(client, world, home):
    page = home()
    for name in ("item-start", "item-list"):
        assert f'href="{reverse(name)}"' in page
    assert Item.objects.count() == 0
