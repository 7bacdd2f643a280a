"""The review desk: its queue, who may come in, what it costs."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from suggestions.models import Item, Proposal, Review
from tests import world as w
from weijianyi import rulebook
from weijianyi.audit.models import Event
from weijianyi.workflow import perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return w.build()


@pytest.fixture
def staff(client, world):
    client.force_login(world["staff"].user)
    return client


def again(item):
    return Item.objects.get(pk=item.pk)


def address(item, step=""):
    return (
        reverse("review-step", args=[item.slug, step]) if step else reverse("review-item", args=[item.slug])
    )


def facts(item, world, **more):
    return {
        "version": item.version, "key": "a" * 32, "post": world["staff"].post.pk, "complexity": "normal",
        "lead": world.departments["城管局"].pk, "note": "请先联系委员。", **more,
    }  # fmt: skip


# -- the queue -------------------------------------------------------------------------------------
def test_the_longest_waiting_item_is_opened_first(staff, world):
    first, second = world.submitted(title="先来的"), world.submitted(title="后来的")
    page = staff.get("/review/")
    assert page.context["opened"].pk == first.pk
    assert [row.pk for row in page.context["queue"].rows] == [first.pk, second.pk]
    newest = staff.get("/review/?sort=newest")
    assert newest.context["opened"].pk == second.pk


def test_each_item_waits_in_one_tab(staff, world):
    new, consulted, returned, declined = (world.submitted(title=f"第{n}件") for n in range(4))
    perform(consulted, "consult", actor=world["staff"], opinion="职责有分歧")
    returned = perform(returned, "send_back", actor=world["staff"], opinion="请补充地点")
    perform(returned, "submit", actor=world["member"], declared=True)
    reason = rulebook.entry(declined.organisation_id, "decline_reason", "too_large")
    perform(declined, "decline", actor=world["staff"], reason=reason, opinion="请改写为提案。")
    shown = {
        tab: [r.pk for r in staff.get(f"/review/?tab={tab}").context["queue"].rows]
        for tab in ("new", "consult", "again")
    }
    assert shown == {"new": [new.pk], "consult": [consulted.pk], "again": [returned.pk]}
    tallies = staff.get("/review/").context["tallies"]
    assert (tallies.new, tallies.consult, tallies.again, tallies.pending) == (1, 1, 1, 1)


def test_the_number_in_the_header_is_the_same_on_every_page(staff, world):
    declined, _ = world.submitted(), world.submitted()
    reason = rulebook.entry(declined.organisation_id, "decline_reason", "too_large")
    perform(declined, "decline", actor=world["staff"], reason=reason, opinion="请改写为提案。")
    numbers = [staff.get(url).context["frame"]["badge"] for url in ("/review/", "/handouts/")]
    assert numbers == [1, 1], "what waits for a second person is not counted"


def test_filters_stand_in_the_address_and_unknown_ones_are_ignored(staff, world):
    other = rulebook.entry(world.city.pk, "category", "education")
    world.submitted(title="城市管理")
    school = world.submitted(title="学校的事", category=other)
    rows = staff.get(f"/review/?category={other.pk}").context["queue"].rows
    assert [row.pk for row in rows] == [school.pk]
    assert len(staff.get("/review/?category=x&kind=y&sort=z&tab=q").context["queue"].rows) == 2
    assert f"?category={other.pk}" in staff.get(f"/review/?category={other.pk}").context["queue"].rows[0].url


def test_an_empty_desk_says_when_the_next_review_day_is(staff):
    assert "下一个审核日" in staff.get("/review/").content.decode()


def test_the_phone_number_is_masked(staff, world):
    item = world.submitted()
    phone = item.authorships.get().phone
    html = staff.get(address(item)).content.decode()
    assert phone not in html
    assert f"{phone[:3]}****{phone[-4:]}" in html


# -- who may come in -------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["member", "handler", "leader", "editor", "supervisor", "admin"])
def test_the_desk_is_the_offices(client, world, who):
    client.force_login(world[who].user)
    assert client.get("/review/").status_code == 403
    seconds_reports = who in ("editor", "leader")  # a report that is not adopted needs a second person too
    assert client.get("/review/pending/").status_code == (200 if seconds_reports else 403)
    assert client.get("/review/sitting/").status_code == 403
    assert client.get("/review/week/").status_code == 403


def test_items_of_other_organisations_are_not_there(client, world):
    item = world.submitted()
    client.force_login(world["county"].user)
    assert client.get(address(item)).status_code == 404
    assert client.post(address(item, "accept"), {}).status_code == 404


def test_drafts_and_unknown_steps_are_not_there(staff, world):
    assert staff.get(address(world.draft())).status_code == 404
    item = world.submitted()
    assert staff.get(address(item, "void")).status_code == 404
    assert staff.get(address(item, "nonsense")).status_code == 404


def test_nobody_reviews_an_own_item(staff, world):
    item = world.submitted()
    world["member"].post.member.user = world["staff"].user
    world["member"].post.member.save()
    page = staff.get(address(item))
    assert "您是这件事项的作者" in page.context["panel"]["closed"]
    assert staff.post(address(item, "accept"), facts(item, world)).status_code == 403


def test_a_proposal_is_read_and_filed_on_a_page_of_its_own(client, staff, world):
    item = world.submitted(kind=Proposal)
    panel = staff.get(address(item)).context["panel"]
    assert not panel["accepts"]
    assert "decline" in [b["name"] for b in panel["buttons"]]
    assert staff.post(address(item, "accept"), facts(item, world)).status_code == 403
    client.force_login(world["head"].user)
    assert "已审 0 次" in client.get(address(item)).content.decode()
    assert client.post(address(item, "accept"), facts(item, world)).url == f"/proposals/{item.slug}/"
    assert again(item).state == "submitted"


def test_reading_changes_nothing(staff, world):
    item = world.submitted()
    before = (Event.objects.count(), Review.objects.count(), again(item).version)
    for url in ("/review/", address(item), address(item, "decline"), "/review/?list=1"):
        assert staff.get(url).status_code == 200
    assert (Event.objects.count(), Review.objects.count(), again(item).version) == before


def test_the_page_says_which_of_how_many_even_beyond_the_first_page(staff, world):
    items = [world.submitted(title=f"第{n}件") for n in range(27)]
    world.submitted(kind=Proposal, title="先审读再立案的提案")
    assert "第 1 件，共 28 件" in staff.get("/review/").content.decode()
    assert "第 27 件，共 28 件" in staff.get(address(items[26])).content.decode()
    page = staff.get(f"{address(items[1])}?kind=suggestion&sort=newest").content.decode()
    assert "第 26 件，共 27 件" in page
    perform(items[0], "consult", actor=world["staff"], opinion="职责有分歧")
    page = staff.get(address(items[0])).content.decode()
    assert "件，共" not in page, "it waits in another tab"


def test_what_is_decided_on_another_page_comes_last(staff, world):
    proposal = world.submitted(kind=Proposal, title="先来的提案")
    first = world.submitted(title="后来的微建议")
    assert [row.pk for row in staff.get("/review/").context["queue"].rows] == [first.pk, proposal.pk]


def test_rows_say_how_many_look_alikes_they_have(staff, world):
    double = world.submitted("member2")
    world.submitted()
    other = world.submitted(title="给小学门口装护栏", place="新建路", situation="车多。", advice="装上护栏。")
    page = staff.get("/review/").content.decode()
    asked = re.search(r'hx-get="(/review/alike/[^"]*)"', page).group(1).replace("&amp;", "&")
    fragment = staff.get(asked).content.decode()
    tag = fragment.partition(f'id="alike-{double.slug}" hx-swap-oob="true">')[2].partition("</span>")[0]
    assert "1 件相近" in tag
    assert f'id="alike-{other.slug}" hx-swap-oob="true"></span>' in fragment
    page = staff.get("/review/").content.decode()
    assert "1 件相近" in page
    assert "/review/alike/" not in page, "counted once"


# -- cost ------------------------------------------------------------------------------------------
def statements(client, url):
    client.get(url)  # words, limits and calendar are remembered from here on
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    return [re.sub(r"\d+", "N", q["sql"]) for q in found]


def test_the_desk_costs_nine_statements_with_three_rows_and_with_fifty(staff, world):
    for n in range(3):
        world.submitted(title=f"第{n}件")
    few = statements(staff, "/review/")
    for n in range(47):
        world.submitted("member2", title=f"又{n}件")
    many = statements(staff, "/review/")
    assert len(few) == len(many) <= 9, "\n".join(many)
    assert max(many.count(sql) for sql in many) <= 2


def test_an_item_opened_by_its_address_costs_the_same_on_the_page_and_beyond(staff, world):
    items = [world.submitted(title=f"第{n}件") for n in range(30)]
    assert len(statements(staff, address(items[0]))) == len(statements(staff, address(items[20]))) <= 9
    assert len(statements(staff, address(items[29]))) <= 9
