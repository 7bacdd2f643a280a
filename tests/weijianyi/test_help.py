"""The help centre: everybody opens the page of their own post, with the terms that are in force."""

import re
from datetime import date

import pytest
from django.urls import reverse

from dispatch.items.review_page import KEY_SHEET
from tests import world as w
from weijianyi.clock.limits import limit_for
from weijianyi.clock.models import TimeLimit
from weijianyi.views.help import PAGES

pytestmark = pytest.mark.django_db
WHOSE = {
    "member": "委员", "operator": "委员", "staff": "提案委", "head": "提案委", "editor": "信息编辑",
    "handler": "承办单位", "unitlead": "承办单位", "relay": "承办单位", "supervisor": "督查", "leader": "领导",
    "admin": "管理员", "auditor": "委员", "informant": "委员", "liaison": "工作室联络员",
}  # fmt: skip


@pytest.fixture
def world():
    return w.build()


@pytest.fixture
def read(client, world):
    def get(name="member", query=""):
        client.force_login(world[name].user)
        return client.get(reverse("help") + query)

    return get


def text(answer):
    return answer.content.decode()


@pytest.mark.parametrize("name", WHOSE)
def test_it_opens_on_the_page_of_the_current_post(read, name):
    answer = read(name)
    assert f"<h1>使用帮助：{WHOSE[name]}</h1>" in text(answer)
    assert "0700-6132" in text(answer), "whom to call"


@pytest.mark.parametrize("page", PAGES)
def test_everybody_may_read_the_other_pages(read, page):
    html = text(read("member", f"?role={page}"))
    assert f"<h1>使用帮助：{PAGES[page][0]}</h1>" in html
    assert html.count('<a href="/help/?role=') == len(PAGES)


def test_an_unknown_role_opens_ones_own(read):
    assert "<h1>使用帮助：领导</h1>" in text(read("leader", "?role=nonsense"))


def test_a_member_finds_one_good_and_one_bad_example(read):
    html = text(read())
    assert 'id="examples"' in html
    assert html.count("好的一条：") == 2, "a good one and a bad one"
    assert html.count("好在：") == html.count("难在：") == 1


def test_the_office_finds_every_key_of_its_desk(read):
    html = text(read("staff"))
    assert all(f"<kbd>{key}</kbd> {what}" in html for key, what in KEY_SHEET)


def test_the_terms_are_those_in_force(read, world):
    shipped = limit_for(None, "suggestion", "handle_normal", date.today()).text
    assert f"一般 {shipped}" in text(read())
    TimeLimit.objects.create(
        organisation=world.city, kind="suggestion", code="handle_normal", unit="workday", value=8,
        valid_from="2020-01-01", basis="试",
    )  # fmt: skip
    for page in ("member", "office", "unit", "supervisor", "leader", "admin"):
        assert "一般 8 个工作日" in text(read("member", f"?role={page}")), page


def test_the_menu_leads_there(read):
    assert f'href="{reverse("help")}"' in text(read("handler"))


def test_it_is_for_reading_only(client, world):
    client.force_login(world["member"].user)
    assert client.post(reverse("help")).status_code == 405
    client.logout()
    assert client.get(reverse("help"))["Location"].startswith("/login/")


@pytest.mark.long
@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_each_page_prints_on_one_a4(page, world):
    tab = page(world["member"].user)
    for name in PAGES:
        tab.goto(f"{reverse('help')}?role={name}")
        sheet = tab.pdf(format="A4", margin=dict.fromkeys(("top", "right", "bottom", "left"), "15mm"))
        assert len(re.findall(rb"/Type\s*/Page\b", sheet)) <= 2, f"{name}: one sheet, both sides"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [390, pytest.param(1440, marks=pytest.mark.long)])
def test_each_page_can_be_read_by_everybody(page, world, axe, shoot, width):
    tab = page(world["member"].user, width=width)
    for name in PAGES:
        tab.goto(f"{reverse('help')}?role={name}")
        assert axe(tab) == []
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
        shoot(tab, f"help-{name}-{width}")
