"""The first case of the source documents, the tree by the family housing, from the phone form to the rating."""

import re

import pytest

from dispatch.models import Assignment
from suggestions.models import Item

pytestmark = pytest.mark.browser


def sign_in(page, name, width, **options):
    """Through the login page, as that person would."""
    tab = page(width=width, **options)
    tab.goto("/login/")
    tab.get_by_label("手机号或姓名").fill(name)
    tab.get_by_label("密码").fill("demo")
    tab.get_by_role("button", name="登录").click()
    tab.wait_for_url(lambda url: "/login/" not in url)
    if "welcome" in tab.url:
        tab.get_by_role("button", name=re.compile("跳过|开始")).first.click()
    return tab


def write(tab, photo):
    tab.goto("/")
    tab.get_by_role("link", name="写一条微建议").first.click()
    tab.get_by_label("标题").fill("修剪西外街四公司家属区旁大树")
    tab.get_by_label("地区").fill("大安区西外街街道")
    tab.get_by_label("在哪里").fill("四公司家属区 3 栋东侧")
    tab.get_by_label("有什么问题").fill(
        "家属区旁一棵樟树比楼房还高，枝条已伸到三、四楼阳台，老人小孩出行不放心。"
    )
    tab.get_by_label("希望怎么办").fill("请市城管部门现场查看，对伸入居民楼的枝条进行修剪。")
    tab.get_by_label("领域").select_option(label="城市管理")
    tab.locator("input[type=file]").first.set_input_files(photo)
    tab.get_by_label("可以公开").check(force=True)
    tab.get_by_role("button", name="下一步：核对").last.click()


def submit(tab):
    tab.get_by_label(re.compile("属实")).check(force=True)
    tab.get_by_role("button", name="提交", exact=True).last.click()
    tab.wait_for_url(re.compile("/sent/"))
    assert "已提交" in tab.get_by_role("heading", level=1).inner_text()


def accept_and_dispatch(tab):
    tab.goto("/review/")
    tab.get_by_label("承办单位", exact=True).select_option(label="城管局")
    if not tab.evaluate("typeof htmx === 'object'"):
        tab.get_by_role("button", name=re.compile("^通过并交办")).first.click()
        tab.get_by_role("button", name=re.compile("撤销")).wait_for()
        return
    tab.get_by_role("heading", level=1).click()  # keys are ignored while a field has the focus
    tab.keyboard.press("a")
    tab.get_by_role("button", name=re.compile("撤销")).wait_for()


def until(tab, state):
    """The desk has reached `state`; the page says so in words of its own."""
    for _ in range(50):
        if Assignment.objects.get().state == state:
            return
        tab.wait_for_timeout(100)
    raise AssertionError(f"{Assignment.objects.get().state} at {tab.url}: {tab.inner_text('main')[:300]}")


def handle(tab, photo):
    tab.goto("/desks/")
    tab.get_by_role("link", name=re.compile("修剪西外街")).first.click()
    tab.get_by_role("button", name="签收").click()
    tab.get_by_text("记一次沟通").click()
    contact = tab.locator("#contacts form")
    contact.get_by_label("办前").check(force=True)
    contact.get_by_label("方式").select_option(label="电话")
    contact.get_by_label("沟通内容").fill("电话联系委员，约定次日上午现场查看。")
    contact.get_by_role("button", name="存下这次沟通").click()
    tab.get_by_text("约定次日上午现场查看").first.wait_for()
    tab.get_by_label("A 已解决").check(force=True)
    tab.get_by_label("完成或预计完成日期").fill(f"{Assignment.objects.get().offered_at:%Y-%m-%d}")
    tab.get_by_label("办理情况").fill("我局与委员到现场核对，当日完成作业，修剪伸入阳台的枝条 14 处。")
    tab.get_by_label("经办人").fill("李强")
    tab.get_by_label("联系电话").fill("0700-6132")
    tab.get_by_role("button", name="送分管领导签发").click()
    until(tab, "signing")


def sign_off(tab):
    tab.goto("/desks/")
    tab.get_by_role("link", name=re.compile("修剪西外街")).first.click()
    tab.get_by_role("button", name="签发", exact=True).click()
    until(tab, "released")


def rate(tab):
    tab.goto("/")
    tab.get_by_role("link", name="看答复，作评价").click()
    tab.get_by_role("link", name="作评价").first.click()
    assert tab.locator("input[type=radio]:checked").count() == 0
    for part in ("work", "result"):
        tab.locator(f"input[name={part}][value=satisfied]").check(force=True)
    tab.get_by_role("button", name="提交评价").click()
    tab.get_by_text("谢谢您的评价").wait_for()


@pytest.mark.parametrize(
    "scripts", [True, pytest.param(False, marks=pytest.mark.long)], ids=["scripts", "no scripts"]
)
def test_the_first_case_with_four_sign_ins(page, city, photo, shoot, scripts):
    phone = sign_in(page, "member", 390, java_script_enabled=scripts)
    write(phone, photo)
    submit(phone)
    shoot(phone, "sent-390")
    item = Item.objects.get()
    assert (item.state, item.authorships.get().name) == ("submitted", "member")

    accept_and_dispatch(sign_in(page, "staff", 1440, java_script_enabled=scripts))
    item.refresh_from_db()
    assert item.state == "handling"

    handle(sign_in(page, "handler", 1440, java_script_enabled=scripts), photo)
    sign_off(sign_in(page, "unitlead", 1440, java_script_enabled=scripts))
    item.refresh_from_db()
    assert item.state == "answered"

    rate(phone)
    desk = Assignment.objects.get()
    grades = desk.last_released.ratings.values_list("dimension", "grade")
    assert dict(grades) == {"work": "satisfied", "result": "satisfied"}
