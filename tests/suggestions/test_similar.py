"""Look-alikes while writing: found by what the reader may see, never in the way."""

import pytest

from suggestions.models import Item
from suggestions.search import grams, similar
from tests import world as w

pytestmark = pytest.mark.django_db
PLACE = "四公司家属区 3 栋东侧"


@pytest.fixture
def world():
    return w.build()


def written(world, title="修剪西外街家属区大树", place=PLACE, **more):
    return Item(organisation=world.city, kind="suggestion", title=title, place=place, **more)


def test_dice_is_one_for_the_same_and_nothing_for_strangers():
    tree, lamp = set(grams.tokens("修剪大树")), set(grams.tokens("路灯不亮"))
    assert (grams.dice(tree, tree), grams.dice(tree, lamp), grams.dice(tree, set())) == (1, 0, 0)


def test_the_same_tree_is_found_by_the_office_before_it_is_dispatched(world):
    item = world.submitted()
    assert [found for found, _ in similar.like(written(world), world["staff"])] == [item]
    assert similar.like(written(world), world["staff"])[0][1] >= similar.LIKELY
    assert similar.like(written(world, "商转公贷款直接办理", "市公积金中心"), world["staff"]) == []


def test_members_find_what_is_public_and_their_own(world):
    item = world.submitted()
    assert similar.like(written(world), world["member2"]) == []
    assert [found for found, _ in similar.like(written(world), world["member"])] == [item]
    world.dispatched(item)
    assert [found.pk for found, _ in similar.like(written(world), world["member2"])] == [item.pk]


def test_nothing_hidden_can_be_guessed_through_look_alikes(world):
    closed = world.submitted(title="西外街路灯", place="巷口", open_consent=False, closed_reason="涉及个人")
    world.dispatched(closed)
    assert similar.like(written(world, "西外街路灯", "巷口"), world["member2"]) == []
    shown = world.submitted(title="电子发票开通", place="水务大厅", situation="樟树枝条已伸到三楼阳台")
    world.dispatched(shown)
    probe = written(world, "樟树枝条", "三楼阳台", situation="樟树枝条已伸到三楼阳台")
    assert similar.like(probe, world["member2"]) == []


def test_drafts_withdrawn_and_void_are_no_look_alikes(world):
    world.draft()
    assert similar.like(written(world), world["member"]) == []


def test_the_panel_leads_to_the_progress(client, world):
    item = world.submitted()
    world.dispatched(item)
    client.force_login(world["member2"].user)
    words = {"title": "修剪西外街家属区大树", "place": PLACE}
    page = client.get("/items/new/suggestion/similar/", words).content.decode()
    assert "已有 <b>1</b> 条相近的微建议" in page
    assert item.get_absolute_url() in page
    assert client.get("/items/new/suggestion/similar/", {"title": "路"}).content.decode().strip() == ""
