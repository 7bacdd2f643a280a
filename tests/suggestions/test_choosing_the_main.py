"""并案: the main proposal is searched for by case, proposer or number; the list is never a year long."""

import pytest
from django.urls import reverse
from django.utils import timezone

from suggestions.models import Item
from suggestions.review import mains
from tests import world as w

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return w.build()


@pytest.fixture
def staff(client, world):
    client.force_login(world["staff"].user)
    return client


@pytest.fixture
def item(world):
    return world.proposal(title="关于校门口接送区的建议", situation="放学拥堵。", advice="划线。")


def merge_page(staff, item, query=""):
    return staff.get(reverse("step", args=["item", item.slug, "merge"]) + query)


def offered(page):
    """The slugs of the select, with the name of their group."""
    groups = page.context["form"].fields["main"].choices
    return {slug: label for label, rows in groups if label for slug, _ in rows}


def test_look_alikes_come_first_then_the_latest_and_no_more_than_that(staff, world, item, monkeypatch):
    monkeypatch.setattr(mains, "LATEST", 2)
    old = world.proposal(
        "member2", title="关于湿地公园步道的建议", place="东郊", situation="断头。", advice="接通。"
    )
    twin = world.proposal("member2", title=item.title, situation=item.situation, advice=item.advice)
    texts = {
        "夜市照明要补": ("滨江路", "摊位昏暗，行人绕行。"),
        "公厕导航缺失": ("云溪村", "游客难寻，标识褪色。"),
    }
    later = [
        world.proposal("member2", title=title, place=place, situation=seen, advice=seen)
        for title, (place, seen) in texts.items()
    ]
    found = offered(merge_page(staff, item))
    assert found == {twin.slug: "相近"} | {each.slug: "最近提交" for each in later}
    assert old.slug not in found
    assert offered(merge_page(staff, item, "?q=湿地")) == {old.slug: "找到“湿地”"}


def test_a_main_proposal_is_found_by_proposer_and_by_number(staff, world, item):
    other = world.proposal("member2", title="关于湿地公园步道的建议")
    filed = world.filed(world.proposal(title="关于夜市灯光的建议"))
    assert list(offered(merge_page(staff, item, f"?q={world['member2'].user}"))) == [other.slug]
    assert list(offered(merge_page(staff, item, f"?q={filed.number}"))) == [filed.slug]
    serial = other.proposal_facts.serial
    assert list(offered(merge_page(staff, item, f"?q={serial}"))) == [other.slug]


def test_what_is_over_or_of_others_is_not_found(staff, world, item):
    gone = world.proposal("member2", title="关于湿地公园步道的建议")
    Item.objects.filter(pk=gone.pk).update(state="declined", declined_at=timezone.now())
    page = merge_page(staff, item, "?q=湿地")
    assert gone.slug not in offered(page)
    assert "没有找到“湿地”" in page.content.decode()


def test_the_search_needs_no_script_and_keeps_the_way_back(staff, item):
    page = merge_page(staff, item, "?q=湿地&next=/proposals/?tab=read1").content.decode()
    assert '<form class="find" method="get" role="search">' in page
    assert 'value="湿地"' in page
    assert '<input type="hidden" name="next" value="/proposals/?tab=read1">' in page


def test_refused_the_page_keeps_what_was_found_and_typed(staff, world, item):
    """Posted to the address of the search: the found one stays chosen, with the reason still to be written."""
    main = world.proposal("member2", title="关于湿地公园步道的建议")
    address = reverse("step", args=["item", item.slug, "merge"])
    page = staff.post(f"{address}?q=湿地", {"main": main.slug, "opinion": "", "version": item.version})
    assert page.status_code == 422
    assert f'<option value="{main.slug}" selected>' in page.content.decode()
    staff.post(f"{address}?q=湿地", {"main": main.slug, "opinion": "同一处", "version": item.version})
    assert Item.objects.get(pk=item.pk).state == "passed_on"
