"""With scripts switched off no page offers what does nothing, and the longer ways are walked to their ends."""

import re

import pytest

from dispatch.models import Assignment
from tests.browser.test_accessibility import SCREENS, addresses

pytestmark = pytest.mark.browser

# What a person sees and can press, and yet nothing would happen.
DEAD = (
    "button[type=button]:not([popovertarget]):not([aria-pressed=true]):visible,"
    " a[href='#']:visible, a:not([href]):visible,"
    " .only-js:visible, [role=button]:visible:not(a):not(summary)"
)


@pytest.fixture
def plain(page, city):
    return lambda name, width=1440: page(
        city[name].user if name else None, width=width, java_script_enabled=False
    )


@pytest.mark.long
@pytest.mark.parametrize("width", [390, pytest.param(1440, marks=pytest.mark.drill)])
def test_no_page_offers_what_does_nothing(plain, city, width):
    places = addresses(city)
    found = []
    for name, paths in SCREENS.items():
        tab = plain(name, width)
        for path in paths:
            tab.goto(path.format(**places))
            dead = tab.locator(DEAD)
            found += [
                f"{name} {path}: {dead.nth(n).evaluate('e => e.outerHTML')}" for n in range(dead.count())
            ]
    assert not found, "\n".join(found)


def test_sent_back_and_sent_again(plain, city):
    item = city.submitted()
    office = plain("staff")
    office.goto(f"/review/{item.slug}/send_back/")
    office.get_by_label(re.compile("请委员补充|意见|补充")).first.fill("请写明是哪几栋楼，附一张现场照片。")
    office.get_by_role("button", name="请补充").last.click()
    item.refresh_from_db()
    assert item.state == "returned"
    phone = plain("member", 390)
    phone.goto(item.get_absolute_url())
    phone.goto(f"/items/{item.slug}/edit/")
    phone.get_by_label("有什么问题").fill("3 栋东侧与 5 栋西侧两棵樟树，枝条已伸到三楼阳台。")
    phone.get_by_label("可以公开").check(force=True)
    phone.get_by_role("button", name="下一步：核对").last.click()
    text = phone.inner_text("main")
    assert "3 栋东侧与 5 栋西侧" in text


@pytest.mark.long
def test_the_unit_asks_and_the_office_decides(plain, city):
    desk = city.working()
    unit = plain("handler")
    unit.goto(f"/steps/desk/{desk.slug}/ask_return/")
    unit.locator("form input[type=radio]").first.check(force=True)
    unit.locator("textarea").first.fill("该路段由市住建局养护，附移交纪要。")
    unit.get_by_label("建议由哪个单位办理").select_option(label="住建局")
    unit.locator("form button.p").last.click()
    assert Assignment.objects.get().state == "return_asked", unit.inner_text("main")
    office = plain("staff")
    office.goto("/handouts/requests/")
    office.get_by_role("link", name="同意退办").first.click()
    office.get_by_label(re.compile("改由|改派")).first.select_option(label="住建局")
    office.locator("form textarea").first.fill("同意改派市住建局。")
    office.locator("form button.p").last.click()
    states = dict(Assignment.objects.values_list("department__name", "state"))
    assert states == {"城管局": "returned", "住建局": "offered"}, office.inner_text("main")


def test_dissatisfied_and_done_again(plain, city):
    desk = city.released()
    phone = plain("member", 390)
    phone.goto(f"/desks/{desk.slug}/rate/")
    phone.locator("input[name=work][value=satisfied]").check(force=True)
    phone.locator("input[name=result][value=dissatisfied]").check(force=True)
    phone.locator("textarea").first.fill("枝条只剪了一半，阳台仍被遮挡，请补剪。")
    if phone.locator("input[type=password]").count():
        phone.locator("input[type=password]").fill("demo")
    phone.get_by_role("button", name="提交评价").click()
    phone.get_by_text("谢谢您的评价").wait_for()
    office = plain("staff")
    office.goto(f"/steps/desk/{desk.slug}/grant_redo/")
    office.locator("form button.p").last.click()
    desk.refresh_from_db()
    assert (desk.state, desk.round) == ("working", 2)
