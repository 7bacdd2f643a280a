"""Pages of the hand-over: tabs, one arrival, custody on both sides, flows by county; figures split by origin."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dispatch.figures import levels
from dispatch.figures.counting import counted
from dispatch.figures.period import current
from dispatch.models import Arrival, Assignment
from tests import linked
from tests import world as w
from weijianyi.notices.models import Notice
from weijianyi.workflow import perform

pytestmark = pytest.mark.django_db
SATISFIED = {"work": "satisfied", "result": "satisfied"}


@pytest.fixture
def world():
    return linked.levels(w.build())


@pytest.fixture
def client_of(world, client):
    def signed_in(name):
        client.force_login(world[name].user)
        return client

    return signed_in


def page(client, url):
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def test_an_arrival_is_read_received_and_then_worked_on_like_ones_own(world, client_of):
    arrival = linked.passed(world, linked.province_item(world), world.city, by="province")
    client = client_of("staff")
    listed = page(client, "/links/")
    assert "早日出台商转公直转业务" in listed
    html = page(client, f"/links/{arrival.slug}/")
    assert all(word in html for word in ("资金成本高", "pmember", "属贵会事权", "等本会收件"))
    assert Notice.objects.filter(text="dispatch_linkage_announce", user=world["staff"].user).exists()
    answer = client.post(f"/steps/arrival/{arrival.slug}/receive/")
    item = Arrival.objects.get(pk=arrival.pk).item
    assert (answer.status_code, item.state) == (302, "submitted")
    assert client.post(f"/steps/arrival/{arrival.slug}/receive/").status_code == 409
    assert "早日出台商转公直转业务" in page(client, "/links/?tab=taken")
    assert "早日出台商转公直转业务" in page(client, "/review/")


def test_refusing_asks_for_the_reason_and_hides_the_text_afterwards(world, client_of):
    source = linked.province_item(world)
    arrival = linked.passed(world, source, world.city, by="province")
    client = client_of("staff")
    url = f"/steps/arrival/{arrival.slug}/refuse/"
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "属人民银行职责。"}).status_code == 302
    html = page(client, f"/links/{arrival.slug}/")
    assert "属人民银行职责" in html
    assert "资金成本高" not in html
    linked.carry()
    assert "属人民银行职责" in page(client_of("province"), "/links/?tab=returned")


def test_both_sides_show_the_chain_of_custody_and_nothing_else_of_each_other(world, client_of):
    source, item, _ = linked.answered(world)
    mine = page(client_of("province"), source.get_absolute_url())
    theirs = page(client_of("staff"), item.get_absolute_url())
    for html in (mine, theirs):
        assert source.case.code in html
        assert all(word in html for word in ("江南政协转出", "云江政协收件", "云江政协返回结果"))
    assert source.reference in theirs
    assert item.reference in mine
    assert "约定现场查看" not in mine, "contacts stay with the unit and its office"
    assert client_of("province").get(item.get_absolute_url()).status_code == 404
    author = page(client_of("pmember"), source.get_absolute_url())
    assert "当日修剪" in author
    assert f"/desks/{source.desks.get().slug}/rate/" in author
    assert client_of("pmember").get(f"/desks/{source.desks.get().slug}/rate/").status_code == 200


def test_recall_and_urging_stand_beside_what_went_out(world, client_of):
    source = linked.province_item(world)
    linked.passed(world, source, world.city, by="province")
    desk = source.desks.get()
    client = client_of("province")
    html = page(client, "/links/?tab=out")
    assert f"/steps/desk/{desk.slug}/recall/" in html
    assert client.post(f"/steps/desk/{desk.slug}/urge/", {"note": "请当天收件"}).status_code == 302
    linked.carry()
    assert Notice.objects.filter(text="dispatch_linkage_be_urged").exists()
    assert client.post(f"/steps/desk/{desk.slug}/recall/", {"opinion": "转错了"}).status_code == 302
    linked.carry()
    assert Arrival.objects.get().state == "recalled"


def test_passing_to_a_place_nobody_reads_is_refused_with_a_sentence(world, client_of):
    far = type(world.city).objects.create(
        code="y", name="政协临江县委员会", short_name="临江县政协", level="county", parent=world.city
    )
    item = world.submitted()
    answer = client_of("staff").post(f"/steps/item/{item.slug}/pass_on/", {"organisation": far.pk})
    assert answer.status_code == 422
    assert "没有人能收到" in answer.content.decode()


def test_the_page_of_what_was_passed_on_costs_no_more_than_any_other(world, client_of):
    item = linked.province_item(world)
    perform(item, "pass_on", actor=world["province"], organisation=world.city)
    linked.carry()
    client, url = client_of("province"), item.get_absolute_url()
    page(client, url), page(client, url)
    with CaptureQueriesContext(connection) as found:
        page(client, url)
    assert len(found) <= 9


def test_three_and_fifty_arrivals_cost_the_same(world, client_of):
    client, costs = client_of("staff"), []
    for number in (2, 8):
        for n in range(number):
            item = linked.province_item(world, title=f"第 {number}-{n} 件")
            perform(item, "pass_on", actor=world["province"], organisation=world.city)
        linked.carry()
        for url in ("/links/", "/links/?tab=out", "/links/counties/"):
            page(client, url)
            with CaptureQueriesContext(
                connection,
            ) as found:
                page(client, url)
            costs.append(len(found))
    assert costs[:3] == costs[3:]
    assert max(costs) <= 9, costs


def test_every_matter_is_counted_once_and_split_by_where_it_came_from(world):
    linked.answered(world)
    own = world.submitted()
    linked.received(world, linked.passed(world, own, world.county), by="county")
    days = current("year", timezone.now())

    def of(actor):
        found = levels.split(actor, days)
        matters[actor.post.organisation_id] = found.pop("matters")
        return found

    matters = {}
    assert of(world["staff"]) == {
        "submitted": 1,
        "from_above": 1,
        "from_below": 0,
        "passed_out": 1,
    }
    assert of(world["province"]) == {
        "submitted": 1,
        "from_above": 0,
        "from_below": 0,
        "passed_out": 1,
    }
    assert of(world["county"]) == {
        "submitted": 0,
        "from_above": 1,
        "from_below": 0,
        "passed_out": 0,
    }
    assert (matters[world.province.pk], matters[world.city.pk], matters[world.county.pk]) == (2, 2, 1)
    assert counted(world["staff"], days)["submitted"] == 1
    assert counted(world["province"], days)["dispatched"] == 0, "a hand-over is never assigned to a unit"
    ((county, down, up),) = levels.by_county(world.city, days)
    assert (county, down["offered"], down["received"], up["offered"]) == (world.county, 1, 1, 0)
    assert not Assignment.objects.filter(role="link", department__isnull=False).exists()


def test_the_table_by_county_marks_who_has_sent_nothing(world, client_of):
    html = page(client_of("leader"), "/links/counties/")
    assert "本期没有上报" in html
    assert "metric=from_above" in html
    assert client_of("staff").get("/ledger/?metric=from_above").status_code == 200
    assert client_of("handler").get("/links/").status_code == 403
