"""Writing a 微建议: the phone form, check, submit, sent; drafts that are not lost; bad input."""

import re

import pytest
from django.urls import reverse

from suggestions.models import Item
from suggestions.models.review import Review
from tests import world as w
from tests.weijianyi.files import making
from weijianyi import rulebook
from weijianyi.audit.models import Event
from weijianyi.files.models import Attachment
from weijianyi.workflow import perform

pytestmark = pytest.mark.django_db
NEW = "/items/new/suggestion/"


@pytest.fixture
def world():
    return w.build()


@pytest.fixture
def sign_in(client, world):
    def into(name="member"):
        client.force_login(world[name].user)
        return client

    return into


def entry(dictionary, code):
    return str(rulebook.entry(None, dictionary, code).pk)


def typed(**more):
    return {
        "title": "修剪西外街家属区旁大树", "district": "大安区西外街街道", "place": "四公司家属区 3 栋东侧",
        "situation": "樟树枝条已伸到三楼阳台，刮风时拍打窗户，老人小孩出行不放心。",
        "advice": "请城管部门现场查看并修剪，排查周边同类树木。",
        "category": entry("category", "city"), "open_consent": "yes", "draft": "abcdefghjkmn",
    } | more  # fmt: skip


def hidden(page, name):
    return re.search(rf'name="{name}" value="([^"]*)"', page.content.decode())[1]


def test_from_the_form_over_the_check_to_the_number(sign_in, world):
    client = sign_in()
    page = client.get(NEW)
    assert page.status_code == 200
    answer = client.post(NEW, typed(draft=hidden(page, "draft"), post=hidden(page, "post")))
    item = Item.objects.get()
    assert answer["Location"] == reverse("item-check", args=[item.slug])
    assert (item.state, item.first_author.member, item.holder) == ("draft", world["member"].post.member, "member委员")
    page = client.get(answer["Location"])
    facts = {"version": hidden(page, "version"), "key": hidden(page, "key"), "declared": "on"}
    answer = client.post(answer["Location"], facts)
    assert answer["Location"] == reverse("item-sent", args=[item.slug])
    item = Item.objects.get()
    assert (item.state, item.number) == ("submitted", 1)
    page = client.get(answer["Location"]).content.decode()
    assert item.reference in page
    assert f"{item.review_on.month}月{item.review_on.day}日 周" in page
    assert item.title in client.get("/items/").content.decode()
