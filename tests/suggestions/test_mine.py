"""我提交的: tabs with counts, words, pages."""

import re

import pytest

from tests import world as w

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return w.build()


@pytest.fixture
def listed(client, world):
    def page(query="", name="member"):
        client.force_login(world[name].user)
        return client.get(f"/items/{query}").content.decode()

    return page


def titles(page):
    return re.findall(r'class="row-t grow">([^<]*)<', page)


def test_every_tab_holds_its_own_and_counts_them(listed, world):
    world.draft(title="草稿一")
    world.submitted(title="待审一")
    world.released(world.working(world.dispatched(world.submitted(title="待评一"))))
    world.closed(world.released(world.working(world.dispatched(world.submitted(title="办结一")))))
    assert set(titles(listed())) == {"草稿一", "待审一", "待评一", "办结一"}
    for tab, title in {"open": "待审一", "rate": "待评一", "closed": "办结一", "draft": "草稿一"}.items():
        assert titles(listed(f"?tab={tab}")) == [title]
    assert re.findall(r'class="cnt[^"]*">(\d+)<', listed()) == ["4", "1", "1", "1", "1"]


def test_an_empty_tab_says_what_it_is_for(listed):
    assert "没有待评价的事项" in listed("?tab=rate")
    assert "您还没有提交过" in listed("?tab=nonsense")


def test_words_and_numbers_narrow_the_list(listed, world):
    world.submitted(title="路灯不亮", situation="巷子里晚上看不见，老人摔倒过。")
    world.submitted(title="大树修剪")
    assert titles(listed("?q=摔倒")) == ["路灯不亮"]
    assert titles(listed("?q=2")) == ["大树修剪"]
    assert "没有包含“电梯”的事项" in listed("?q=电梯")


def test_pages_by_keyset_show_each_item_once(listed, world):
    for n in range(30):
        world.draft(title=f"第{n}件")
    first = listed()
    after = re.search(r'rel="next" href="/items/([^"]*)"', first)[1].replace("&amp;", "&")
    second = listed(after)
    assert len(titles(first)) == 25
    assert len(set(titles(first) + titles(second))) == 30
    assert titles(listed("?after=garbage")) == titles(first)


def test_the_list_is_for_authors(client, world):
    client.force_login(world["staff"].user)
    assert client.get("/items/").status_code == 403
