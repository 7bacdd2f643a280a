"""三审三校: who reads, what a reading leaves behind, the list and the page of the office."""

import pytest
from django.urls import reverse

from suggestions.models import Item, Review
from suggestions.proposals import readings
from tests import world as w
from weijianyi import rulebook
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
    assert '实验<span class="vh">〕</span></ins>小学门口没有斑马线。' in html
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


def test_the_author_sees_what_the_readings_changed_and_the_unit_only_the_text_that_counts(client, world):
    item = perform(
        world.proposal(advice="修树。"), "read", actor=world["staff"], texts={"advice": "请修剪大树。"}
    )
    item = world.filed(world.read(item, readers=("staff2", "head")))
    perform(item, "dispatch", actor=world["staff"], lead=world.departments["城管局"])

    def shown(who):
        client.force_login(world[who].user)
        page = client.get(item.get_absolute_url())
        return page.context["rewritten"], page.content.decode()

    for who in ("member", "staff"):
        changed, html = shown(who)
        assert [label for label, _ in changed] == ["建议"]
        assert "的原文一直保留" in html
        assert "您写的内容" not in html, "these are not the author's words"
    changed, html = shown("handler")
    assert changed == []
    assert "请修剪大树。" in html
    untouched = world.filed()
    client.force_login(world["member"].user)
    assert "您写的内容" in client.get(untouched.get_absolute_url()).content.decode()


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
        "先定结论，集中宣布", "不予立案", "并案", "转社情民意", "转委员来信", "退回修改", "分配审读",
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


def test_look_alikes_and_old_promises_are_asked_for_beside_the_text(staff, world):
    """Only while something is to be decided; one of them is named by its 流水号 until it is filed."""
    first, again = world.proposal(), world.proposal("member2")
    look = reverse("review-similar", args=[again.slug])
    assert f'hx-get="{look}"' in staff.get(page_of(again)).content.decode()
    assert page_of(again) in staff.get(look).content.decode(), "without scripts it leads back"
    merge = staff.get(reverse("step", args=["item", again.slug, "merge"])).content.decode()
    assert f"{first.title}（流水号 {first.proposal_facts.serial}）" in merge
    filed = world.filed(first)
    assert look not in staff.get(page_of(filed)).content.decode()
    merge = staff.get(reverse("step", args=["item", again.slug, "merge"])).content.decode()
    assert f"{filed.title}（{filed.reference}）" in merge


def test_the_page_leads_to_its_neighbours_in_the_list_as_filtered(staff, world):
    """By 流水号; after the last one comes the first again, alone there is none."""
    first, second, third = [
        world.proposal(title=f"关于{word}的建议") for word in ("停车一", "停车二", "路灯")
    ]

    def neighbours(item, query):
        shown = staff.get(page_of(item, query)).context
        return shown["before"].partition("?")[0], shown["after"].partition("?")[0]

    assert neighbours(second, "") == (page_of(first), page_of(third))
    assert neighbours(third, "") == (page_of(second), page_of(first))
    assert neighbours(second, "?q=停车") == (page_of(first), page_of(first))
    assert neighbours(third, "?q=路灯") == ("", "")
