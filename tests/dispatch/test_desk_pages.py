"""The unit's list and the page of a desk: who sees what, in which order, at what price."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dispatch.models import Assignment
from tests import world as w
from weijianyi.workflow import perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return w.build()


@pytest.fixture
def enter(world, client):
    """Sign in as somebody of the city."""

    def sign_in(name):
        client.force_login(world[name].user)
        return client

    return sign_in


def statements(client, url):
    """SQL of a page once caches are warm and the session is marked as seen."""
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(url).status_code == 200
    return [q["sql"] for q in seen.captured_queries]


def titles(answer):
    return [row["desk"].item.title for row in answer.context["rows"]]


def test_unsigned_come_first_then_by_due_day(world, enter):
    signed = world.working(world.dispatched(world.submitted(title="已签收的事项")))
    late = world.dispatched(world.submitted(title="待签收的事项"))
    assert titles(enter("handler").get("/desks/")) == [late.item.title, signed.item.title]


def test_the_list_is_narrowed_by_the_address(world, enter):
    world.working(world.dispatched(world.submitted(title="修补人行道")))
    world.dispatched(world.submitted(title="增设路灯"))
    client = enter("handler")
    assert titles(client.get("/desks/?q=路灯")) == ["增设路灯"]
    assert titles(client.get("/desks/?mine=1")) == ["修补人行道"]
    assert titles(client.get("/desks/?state=offered")) == ["增设路灯"]
    assert titles(client.get("/desks/?role=assist")) == []
    assert "没有符合条件的事项" in client.get("/desks/?role=assist").content.decode()
    assert len(titles(client.get("/desks/?state=nonsense"))) == 2


def test_signing_in_place_returns_to_the_list(world, enter):
    desk = world.dispatched()
    client = enter("handler")
    answer = client.post(f"/desks/{desk.slug}/act/sign/", {"version": desk.version, "next": "/desks/?mine=1"})
    assert answer["Location"] == "/desks/?mine=1"
    assert f'id="desk-{desk.slug}"' in client.get("/desks/").content.decode()
    desk.refresh_from_db()
    assert (desk.state, desk.holder) == ("working", "城管局 handler")


def test_an_empty_list_names_the_last_answer(world, enter):
    page = enter("handler").get("/desks/").content.decode()
    assert "没有待办" in page
    desk = world.released()
    page = enter("handler").get("/desks/").content.decode()
    assert "上次答复" in page
    assert desk.item.title in page


def test_pages_follow_each_other_by_key(world, enter, monkeypatch):
    monkeypatch.setattr("weijianyi.paging.page.__defaults__", (2,))
    for number in range(5):
        world.dispatched(world.submitted(title=f"第{number}件事项"))
    client = enter("handler")
    first = client.get("/desks/")
    second = client.get(f"/desks/{first.context['page'].next_url.removeprefix('/desks/')}")
    third = client.get(second.context["page"].next_url)
    assert titles(first) + titles(second) + titles(third) == [f"第{n}件事项" for n in range(5)]
    assert third.context["page"].next_url == ""
    assert titles(client.get(third.context["page"].prev_url)) == titles(second)
    for broken in ("zzz", "WzEsMl0", "WyJ4IiwieSIsInoiXQ", "%00"):
        assert client.get("/desks/", {"after": broken}).status_code in (200, 400)


def test_the_list_costs_the_same_for_3_and_for_50(world, enter):
    for number in range(3):
        world.dispatched(world.submitted(title=f"第{number}件事项"))
    client = enter("handler")
    few = statements(client, "/desks/")
    for number in range(3, 28):
        world.dispatched(world.submitted(title=f"第{number}件事项"))
    many = statements(client, "/desks/")
    assert len(few) == len(many) <= 9
    assert max(many.count(text) for text in many) <= 2


def test_the_page_of_a_desk_costs_at_most_nine(world, enter):
    item = world.submitted()
    desk = world.dispatched(item, assists=[world.departments["交通局"], world.departments["住建局"]])
    desk = world.contact(world.working(desk))
    client = enter("handler")
    few = statements(client, desk.get_absolute_url())
    for number in range(25):
        world.dispatched(world.submitted(title=f"第{number}件事项"))
        desk = world.contact(desk)
    many = statements(client, desk.get_absolute_url())
    assert len(few) == len(many) <= 9
    assert max(many.count(text) for text in many) <= 2


@pytest.mark.parametrize("reader", ["handler", "unitlead", "staff", "leader"])
def test_every_state_of_a_desk_costs_at_most_nine(world, enter, reader):
    for build in (world.dispatched, world.working, world.signing, world.released, world.closed):
        desk = build()
        client = enter(reader)
        assert len(statements(client, desk.get_absolute_url())) <= 10, (reader, desk.state)


def test_answered_desks_cost_the_same_for_3_and_for_20(world, enter):
    for _ in range(3):
        world.closed()
    client = enter("handler")
    few = statements(client, "/desks/answered/")
    for _ in range(17):
        world.released()
    assert len(few) == len(statements(client, "/desks/answered/")) <= 9


@pytest.mark.parametrize(("reader", "status"), [
    ("handler", 200), ("unitlead", 200), ("staff", 200), ("head", 200), ("leader", 200), ("supervisor", 200),
    ("handler2", 404), ("relay", 404), ("county", 404), ("editor", 404), ("admin", 404), ("auditor", 404),
    ("member2", 404), ("member", 302),
])  # fmt: skip
def test_who_may_open_the_page(world, enter, reader, status):
    desk = world.working()
    assert enter(reader).get(desk.get_absolute_url()).status_code == status


def test_a_member_is_led_to_the_item(world, enter):
    desk = world.working()
    assert enter("member").get(desk.get_absolute_url())["Location"] == desk.item.get_absolute_url()


@pytest.mark.parametrize("reader", ["staff", "member", "leader"])
def test_the_lists_belong_to_the_units(world, enter, reader):
    assert enter(reader).get("/desks/").status_code == 403
    assert enter(reader).get("/desks/answered/").status_code == 403


def test_nobody_signed_in_sees_nothing(world, client):
    desk = world.working()
    assert client.get(desk.get_absolute_url())["Location"].startswith("/login/?next=/desks/")


def test_the_office_does_not_read_a_draft_or_an_unsigned_reply(world, enter):
    desk = world.signing()
    assert "当日修剪" not in enter("staff").get(desk.get_absolute_url()).content.decode()
    assert "当日修剪" in enter("handler").get(desk.get_absolute_url()).content.decode()
    perform(desk, "sign_reply", actor=world["unitlead"])
    assert "当日修剪" in enter("staff").get(desk.get_absolute_url()).content.decode()


def test_a_taken_back_desk_is_gone_for_its_unit(world, enter):
    desk = world.working()
    perform(desk.item, "ask_withdrawal", actor=world["member"], reason="已经解决")
    perform(type(desk.item).objects.get(pk=desk.item_id), "grant_withdrawal", actor=world["staff"])
    assert enter("handler").get(desk.get_absolute_url()).status_code == 404


def test_the_unit_learns_a_grade_only_when_the_desk_is_done(world, enter):
    desk = world.rated(comment="很满意，谢谢")
    for url in (desk.get_absolute_url(), "/desks/answered/"):
        page = enter("handler").get(url).content.decode()
        assert "办理结果：满意" not in page
        assert "很满意" not in page
        assert "委员评价</b>" not in page
    perform(desk, "close", actor=w.SYSTEM_ACTOR)
    assert "办理结果：满意" in enter("handler").get("/desks/answered/").content.decode()
    assert "办理结果满意" in enter("handler").get(desk.get_absolute_url()).content.decode()


def test_a_handler_who_wrote_the_item_does_not_handle_it(world, enter):
    desk = world.dispatched()
    author = world["member"].post.member
    author.user = world["handler"].user
    author.save()
    client = enter("handler")
    assert client.post(f"/desks/{desk.slug}/act/sign/", {"version": desk.version}).status_code == 403
    assert Assignment.objects.get(pk=desk.pk).state == "offered"


def test_a_desk_of_another_organisation_is_read_by_the_office(world, enter):
    item = world.submitted()
    item = perform(item, "pass_on", actor=world["staff"], organisation=world.county)
    desk = item.desks.get(role="link")
    assert "大安区政协" in enter("staff").get(desk.get_absolute_url()).content.decode()
