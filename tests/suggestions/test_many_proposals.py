"""Steps on many proposals: the page that asks before, refusals one by one, decided now and announced together."""

import pytest

from members.states import Role
from suggestions import bulk
from suggestions.models import HeldDecision, Item
from suggestions.proposals import listing as proposal_list
from suggestions.proposals import readings
from tests import world as w
from weijianyi import rulebook
from weijianyi.audit.models import Event
from weijianyi.workflow import NotNow, door, perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return w.build()


@pytest.fixture
def staff(client, world):
    client.force_login(world["staff"].user)
    return client


@pytest.fixture
def head(client, world):
    client.force_login(world["head"].user)
    return client


def again(item):
    return Item.objects.select_related("proposal_facts").get(pk=item.pk)


# -- many at once ----------------------------------------------------------------------------------
def send(client, world, act, items, who="head", **more):
    data = {
        "act": act,
        "items": ",".join(i.slug for i in items),
        "key": "one",
        "post": world[who].post.pk,
        **more,
    }
    return client.post("/proposals/bulk/", data)


def test_readers_are_assigned_by_topic_group(staff, world):
    group = rulebook.entry(world.city, "topic_group", "ecology")
    inside, outside = [world.proposal() for _ in range(3)], world.proposal()
    assert send(staff, world, "assign", inside, "staff", topic_group=group.pk).status_code == 302
    page = staff.get(f"/proposals/bulk/?act=assign&all=1&tab=new&group={group.pk}")
    assert page.context["made"].count == 3
    slugs = page.context["made"].slugs
    data = {"act": "assign", "items": slugs, "reader": world["staff2"].post.pk, "key": "two"}
    assert staff.post("/proposals/bulk/", data).status_code == 302
    assert {again(item).proposal_facts.reader for item in inside} == {world["staff2"].post}
    assert again(outside).proposal_facts.reader is None


def test_assigning_nothing_to_nobody_is_refused_one_by_one(staff, world):
    answer = send(staff, world, "assign", [world.proposal()], "staff")
    assert "请选择审读人或专题组" in answer.content.decode()


def test_the_last_reading_is_done_for_many_with_one_opinion(head, world):
    """审定 in one sitting of the committee; who read before is asked for another pair of eyes, as everywhere."""
    last = [world.read(readers=("staff", "staff2")) for _ in range(3)]
    own = world.read(readers=("staff", "head"))
    early = world.read(readers=("staff",))
    query = "&".join(f"item={item.slug}" for item in [*last, own, early])
    page = head.get(f"/proposals/bulk/?act=read&tab=read3&{query}")
    assert [item.pk for item in page.context["made"].ready] == [item.pk for item in last]
    whys = {item.pk: why for item, why in page.context["made"].refused}
    assert "您已经审读过" in whys[own.pk]
    assert "只有审定可以成批进行" in whys[early.pk]
    assert send(head, world, "read", last, opinion="").status_code == 422, "an opinion is asked for"
    answer = send(head, world, "read", [*last, own, early], opinion="同意立案。", advises="accept")
    assert {item.pk for item, _ in answer.context["done"].refused} == {own.pk, early.pk}
    for item in last:
        review = again(item).reviews.order_by("pk").last()
        assert (review.level, review.opinion, review.advises) == (3, "同意立案。", "accept")
        assert readings.all_read(again(item))
    assert again(early).proposal_facts.level == 1
    assert again(own).proposal_facts.level == 2


def test_the_page_before_says_how_many_and_which_numbers(head, world):
    world.filed()
    ready, unread = [world.read() for _ in range(3)], world.proposal()
    query = "&".join(f"item={item.slug}" for item in [*ready, unread])
    page = head.get(f"/proposals/bulk/?act=accept&{query}")
    made, (numbers,) = page.context["made"], page.context["numbers"]
    assert [item.pk for item in made.ready] == [item.pk for item in ready]
    assert [(item.pk, "已审 0 次" in why) for item, why in made.refused] == [(unread.pk, True)]
    assert (numbers.first, numbers.last) == (2, 4)
    assert not Event.objects.filter(step="accept", object_id__in=[i.pk for i in ready]).exists()


def test_filing_in_bulk_tells_refusals_one_by_one(head, world):
    ready, unread = [world.read() for _ in range(3)], world.proposal()
    answer = send(head, world, "accept", [*ready, unread])
    assert [again(item).number for item in ready] == [1, 2, 3]
    assert [item.pk for item, _ in answer.context["done"].refused] == [unread.pk]
    assert "还没有审完" in answer.content.decode()


def test_a_second_click_files_nothing_again(head, world):
    items = [world.read() for _ in range(2)]
    assert send(head, world, "accept", items).status_code == 302
    second = send(head, world, "accept", items)
    assert second.status_code == 302
    assert Event.objects.filter(step="accept").count() == 2


def test_bulk_acts_ask_for_the_head_and_the_hat(client, world):
    item = world.read()
    client.force_login(world["staff"].user)
    assert send(client, world, "accept", [item], "staff").status_code == 403
    client.force_login(world["head"].user)
    assert send(client, world, "accept", [item], "staff").status_code == 403, "another hat's form"
    assert client.get("/proposals/bulk/?act=decline").status_code == 404
    assert again(item).state == "in_review"


def test_one_files_no_own_proposal_among_many(head, world):
    own, other = world.read(), world.read(world.proposal("member2"))
    world["member"].post.member.user = world["head"].user
    world["member"].post.member.save()
    answer = send(head, world, "accept", [own, other])
    assert [item.pk for item, _ in answer.context["done"].refused] == [own.pk]
    assert (again(own).state, again(other).state) == ("in_review", "accepted")


def test_without_a_session_the_page_says_what_is_missing(head, world):
    item = world.read()
    Item.objects.update(session=None)
    world.city.sessions.all().delete()
    assert "还没有登记届次" in head.get("/proposals/").content.decode()
    assert "还没有登记届次" in head.get(f"/proposals/bulk/?act=accept&item={item.slug}").content.decode()
    assert send(head, world, "accept", [item]).status_code == 409
    assert again(item).state == "in_review"


# -- decided now, announced together ---------------------------------------------------------------
def test_held_conclusions_are_announced_together(head, world):
    filed, refused = world.read(), world.read()
    assert send(head, world, "hold", [filed]).status_code == 302
    reason = rulebook.entry(world.city, "not_filed_reason", "empty")
    facts = {"reason": reason, "opinion": "请补充具体建议。"}
    colleague = world.person("head2", Role.HEAD)
    perform(refused, "hold", actor=colleague, conclusion="decline", facts=facts)
    assert (again(filed).state, again(filed).number) == ("in_review", None)
    page = head.get("/proposals/bulk/?act=announce&all=1&tab=held")
    assert page.context["made"].count == 2
    assert page.context["numbers"][0].count == 1
    assert send(head, world, "announce", [filed, refused], all="1", tab="held").status_code == 302
    assert (again(filed).reference, again(refused).state) == ("第1号", "declined")
    send(head, world, "announce", [filed], key="two")
    assert "没有可以办的提案" in head.get("/proposals/").content.decode()


def test_who_decided_not_to_file_does_not_announce_it_alone(head, world):
    facts = {"reason": rulebook.entry(world.city, "not_filed_reason", "empty"), "opinion": "请补充具体建议。"}
    item = perform(world.read(), "hold", actor=world["head"], conclusion="decline", facts=facts)
    answer = send(head, world, "announce", [item])
    assert "要由另一位同志宣布" in answer.content.decode()
    assert readings.is_held(again(item))


def test_a_held_conclusion_can_be_taken_back(world):
    item = perform(world.read(), "hold", actor=world["head"], conclusion="accept")
    item = perform(item, "unhold", actor=world["head"])
    assert HeldDecision.objects.get().dropped_at
    assert perform(item, "accept", actor=world["head"]).number == 1


def test_a_returned_proposal_keeps_no_held_conclusion(world):
    item = perform(world.read(), "hold", actor=world["head"], conclusion="accept")
    item = perform(item, "send_back", actor=world["staff"], opinion="请补充")
    item = perform(item, "submit", actor=world["member"], declared=True)
    assert not readings.is_held(again(item))


def test_the_acts_of_each_tab_follow_the_role(world):
    names = lambda tab, who: [name for name, _ in bulk.offered(tab, world[who])]  # noqa: E731
    assert names("new", "staff") == names("read2", "head") == ["assign"]
    assert names("read3", "staff") == ["assign", "read"]
    assert names("decide", "head") == ["accept", "hold"]
    assert names("decide", "staff") == names("held", "staff") == names("all", "head") == []


def test_with_fewer_readings_there_are_fewer_tabs(world):
    rulebook.models.Setting.objects.create(
        organisation=world.city, key="proposal_readings", value=1, valid_from="2020-01-01", basis="试"
    )
    assert list(proposal_list.tabs(world.city.pk))[:3] == ["new", "read1", "decide"]


@pytest.mark.parametrize("step", ["decline", "convert", "merge", "to_letter"])
def test_what_the_head_holds_is_not_overtaken_by_a_reader(world, step):
    held = perform(world.read(), "hold", actor=world["head"], conclusion="accept")
    with pytest.raises(NotNow, match="待宣布"):
        door.check(held, step, world["staff"])
