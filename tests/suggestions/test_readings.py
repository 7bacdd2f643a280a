"""三审三校: who reads, what a reading leaves behind, the list and the page of the office."""

import pytest
from django.urls import reverse

from members.states import Role
from suggestions import bulk, proposal_list, readings
from suggestions.models import HeldDecision, Item, Review
from tests import world as w
from weijianyi import rulebook
from weijianyi.audit.models import Event
from weijianyi.workflow import BadFacts, Forbidden, perform

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


def page_of(item, query=""):
    return reverse("proposal-review", args=[item.slug]) + query


def typed(item, world, who="staff", **more):
    """What the form of a reading sends."""
    texts = {f"text_{name}": text for name, text in readings.text_now(again(item)).items()}
    carried = {"version": again(item).version, "key": f"{who}-{item.pk}", "post": world[who].post.pk}
    return {"opinion": "情况清楚。", "advises": "accept", **texts, **carried, **more}


def read_by_form(client, item, data):
    return client.post(reverse("proposal-read", args=[item.slug]), data)


# -- the readings ----------------------------------------------------------------------------------
def test_three_readings_by_three_people_then_the_head_files(world):
    item = world.proposal()
    for who, level in (("staff", 1), ("staff2", 2), ("head", 3)):
        item = perform(item, "read", actor=world[who], opinion="同意", advises="accept")
        assert item.proposal_facts.level == level
    assert [r.level for r in Review.objects.filter(item=item)] == [1, 2, 3]
    item = perform(item, "accept", actor=world["head"])
    assert (item.state, item.reference) == ("accepted", "第1号")


def test_nobody_reads_twice_and_a_returned_proposal_is_read_from_the_start(world):
    item = perform(world.proposal(), "read", actor=world["staff"], opinion="同意")
    with pytest.raises(BadFacts, match="由不同的人"):
        perform(item, "read", actor=world["staff"], opinion="再看")
    item = perform(item, "send_back", actor=world["staff2"], opinion="请补充数据")
    item = perform(item, "submit", actor=world["member"], declared=True)
    item = perform(item, "read", actor=world["staff"], opinion="已补充")
    assert item.proposal_facts.level == 1
    assert Review.objects.filter(item=item, outcome="read").count() == 2, "earlier readings stay"


def test_what_was_given_to_one_reader_is_read_by_that_reader(world):
    item = perform(world.proposal(), "assign_reader", actor=world["staff"], reader=world["staff2"].post)
    with pytest.raises(BadFacts, match="已分给staff2"):
        perform(item, "read", actor=world["staff"], opinion="同意")
    assert perform(item, "read", actor=world["staff2"], opinion="同意").proposal_facts.reader is None


def test_the_editor_is_no_reader(world):
    with pytest.raises(BadFacts, match="不能审读"):
        perform(world.proposal(), "assign_reader", actor=world["staff"], reader=world["editor"].post)


def test_staff_do_not_file(world):
    with pytest.raises(Forbidden):
        perform(world.read(), "accept", actor=world["staff"])


# -- the page --------------------------------------------------------------------------------------
def test_corrections_stand_beside_the_authors_text(staff, world):
    item = world.proposal(situation="小学门口没有斑马线。")
    answer = read_by_form(staff, item, typed(item, world, text_situation="实验小学门口没有斑马线。"))
    assert answer.status_code == 302
    assert again(item).situation == "小学门口没有斑马线。", "the author's text is not touched before filing"
    html = staff.get(page_of(item)).content.decode()
    assert "<ins>实验</ins>小学门口没有斑马线。" in html
    assert "提案者原文" in html


def test_line_ends_of_the_browser_are_no_correction(staff, world):
    item = world.proposal(situation="第一段。\n第二段。")
    read_by_form(staff, item, typed(item, world, text_situation="第一段。\r\n第二段。"))
    assert Review.objects.get(outcome="read").corrections == {}


def test_filing_puts_the_corrections_in_place_and_keeps_the_original(head, world):
    item = perform(
        world.proposal(advice="修树。"), "read", actor=world["staff"], texts={"advice": "请修剪大树。"}
    )
    item = world.filed(world.read(item, readers=("staff2", "head")))
    assert again(item).advice == "请修剪大树。"
    html = head.get(page_of(item)).content.decode()
    assert "修树。</div>" in html, "the original beside it"
    assert "去交办" in html


def test_after_a_reading_the_next_of_the_list_opens(staff, world):
    first, second = world.proposal(), world.proposal("member2")
    onward = staff.get(page_of(first)).context["onward"]
    assert onward == page_of(second)
    assert read_by_form(staff, first, typed(first, world, next=onward)).url == onward


def test_an_empty_reading_comes_back_with_what_was_typed(staff, world):
    item = world.proposal()
    answer = read_by_form(staff, item, typed(item, world, opinion="", advises=""))
    assert answer.status_code == 422
    assert "请写审读意见，或提出结论。" in answer.content.decode()
    assert again(item).state == "submitted"


def test_the_page_offers_the_head_the_conclusions(head, world):
    item = world.read()
    page = head.get(page_of(item))
    assert page.context["panel"].file is not None
    labels = [step["label"] for step in page.context["panel"].steps]
    assert labels == [
        "先定结论，集中宣布", "不予立案", "并案", "转为其他类型", "转委员来信", "退回修改", "分配审读",
    ]  # fmt: skip
    filed = head.post(
        f"/steps/item/{item.slug}/accept/",
        {
            "version": item.version,
            "key": "k",
            "post": world["head"].post.pk,
            "next": "/proposals/?tab=decide",
        },
    )
    assert (filed.url, again(item).state) == ("/proposals/?tab=decide", "accepted")


def test_staff_see_why_they_cannot_conclude(staff, world):
    assert "由负责人提出结论" in staff.get(page_of(world.read())).context["panel"].wait


def test_nobody_reviews_an_own_proposal(staff, world):
    item = world.proposal()
    world["member"].post.member.user = world["staff"].user
    world["member"].post.member.save()
    assert "提案者之一" in staff.get(page_of(item)).context["panel"].closed


def test_the_review_desk_sends_a_proposal_to_its_own_page(head, world):
    item = world.proposal()
    panel = head.get(reverse("review-item", args=[item.slug])).context["panel"]
    assert panel["elsewhere"] == page_of(item)
    assert "已审 0 次" in panel["why"]
    answer = head.post(reverse("review-step", args=[item.slug, "accept"]), {"version": item.version})
    assert answer.url == page_of(item)
    assert again(item).state == "submitted"


# -- the list --------------------------------------------------------------------------------------
def listed(client, query=""):
    return [row["item"].pk for row in client.get("/proposals/" + query).context["rows"]]


def test_each_proposal_stands_in_one_tab(head, world):
    untouched, first = world.proposal(), perform(world.proposal(), "take_up", actor=world["staff"])
    second = world.read(readers=("staff",))
    third = world.read(readers=("staff", "staff2"))
    read, held = world.read(), perform(world.read(), "hold", actor=world["head"], conclusion="accept")
    filed = world.filed()
    wanted = {
        "new": untouched, "read1": first, "read2": second, "read3": third, "decide": read, "held": held, "filed": filed,
    }  # fmt: skip
    for tab, item in wanted.items():
        assert listed(head, f"?tab={tab}") == [item.pk], tab
    counts = {t["label"]: t["count"] for t in head.get("/proposals/").context["tabs"]}
    assert set(counts.values()) == {1, 0, 7}
    assert (counts["初审"], counts["审定"], counts["未立案"], counts["全部"]) == (1, 1, 0, 7)


def test_what_was_refused_or_withdrawn_is_not_on_file(head, world):
    item = perform(world.proposal(), "withdraw", actor=world["member"], reason="已解决")
    assert listed(head, "?tab=refused") == [item.pk]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=大树", 2),
        ("q=member2", 1),
        ("q=1", 1),
        ("type=individual", 2),
        ("type=party", 0),
        ("mark=regular", 2),
    ],
)
def test_filters_stand_in_the_address(staff, world, query, found):
    world.proposal()
    world.proposal("member2")
    assert len(listed(staff, f"?tab=all&{query}")) == found


def test_filters_by_reader_group_and_session(staff, world):
    item = world.proposal()
    world.proposal()
    group = rulebook.entry(world.city, "topic_group", "society")
    perform(item, "assign_reader", actor=world["staff"], reader=world["staff2"].post, topic_group=group)
    session = item.session_id
    for query in (
        f"who={world['staff2'].post.pk}",
        f"group={group.pk}",
        f"session={session}&group={group.pk}",
    ):
        assert listed(staff, f"?tab=all&{query}") == [item.pk]
    assert len(listed(staff, "?tab=all&who=nonsense")) == 2, "what it does not know it ignores"


def test_the_list_is_the_offices(client, world):
    client.force_login(world["member"].user)
    assert client.get("/proposals/").status_code == 403
    client.force_login(world["county"].user)
    assert client.get(page_of(world.proposal())).status_code == 404


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
    assert names("decide", "head") == ["accept", "hold"]
    assert names("decide", "staff") == names("held", "staff") == names("all", "head") == []


def test_with_fewer_readings_there_are_fewer_tabs(world):
    rulebook.models.Setting.objects.create(
        organisation=world.city, key="proposal_readings", value=1, valid_from="2020-01-01", basis="试"
    )
    assert list(proposal_list.tabs(world.city.pk))[:3] == ["new", "read1", "decide"]
