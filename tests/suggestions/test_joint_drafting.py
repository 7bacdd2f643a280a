"""Several people write a collective's proposal: who may, what changed, nothing lost; and the research behind it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suggestions import drafting
from suggestions.models import Drafter, DraftVersion, Item, Research
from suggestions.proposals import evidence
from suggestions.proposals.differences import differences
from suggestions.topics import versions
from tests import rounds_proposals
from tests import world as w
from tests.weijianyi.files.making import photo
from tests.weijianyi.telling import digest, told
from weijianyi.files.models import Attachment
from weijianyi.workflow import BadFacts, Forbidden, NotNow, perform

ADVICE = "每个乡镇建一所日间照料中心。"


@pytest.fixture
def world(db):
    return w.build()


@pytest.fixture
def item(world):
    """A draft of 医卫界 on which member works as 执笔."""
    return named(world, world.collective_draft())


def named(world, item, role="write"):
    member = world["member"].post.member
    return perform(item, "name_drafter", actor=world["operator"], member=member, role=role)


def saved(world, item, by="member", **words):
    return versions.save(item, versions.text_of(item) | words, actor=world[by], seen=item.version)


def page_of(client, world, item, by, query=""):
    client.force_login(world[by].user)
    return client.get(f"/items/{item.slug}/versions/{query}")


# -- who -------------------------------------------------------------------------------------------
def test_a_named_member_opens_the_text_saves_a_version_and_does_not_submit(client, world, item):
    page = page_of(client, world, item, "member")
    assert page.status_code == 200
    form = versions.text_of(item) | {"advice": ADVICE, "note": "补充了建议", "version": item.version}
    assert client.post(f"/items/{item.slug}/versions/", form).url == f"/items/{item.slug}/versions/"
    assert Item.objects.get(pk=item.pk).advice == ADVICE
    assert [(v.number, v.note) for v in DraftVersion.objects.all()] == [(2, "补充了建议"), (1, "原稿")]
    with pytest.raises(Forbidden):
        perform(item, "submit", actor=world["member"], declared=True)
    assert client.get(f"/items/{item.slug}/check/").status_code == 403
    assert client.get(f"/items/{item.slug}/edit/").status_code == 403
    assert client.get(item.get_absolute_url()).url == f"/items/{item.slug}/versions/"
    assert item.title in client.get("/proposals/drafting/").content.decode()


def test_nobody_else_finds_the_draft(client, world, item):
    for name in ("member2", "staff", "leader"):
        assert page_of(client, world, item, name).status_code == 404


def test_the_member_is_told_and_after_being_released_is_out(client, world, item):
    digest()
    assert {name for name, _ in told("name_drafter")} == {"member"}
    with pytest.raises(BadFacts):
        named(world, item)
    item = named(world, item, "revise")
    for drafter in Drafter.objects.all():
        item = perform(item, "release_drafter", actor=world["operator"], drafter=drafter)
    assert page_of(client, world, item, "member").status_code == 404
    with pytest.raises(Forbidden):
        saved(world, item, advice=ADVICE)


def test_members_of_another_committee_are_not_named(world, item):
    other = w.Member.objects.create(organisation=world.county, name="县委员")
    with pytest.raises(BadFacts):
        perform(item, "name_drafter", actor=world["operator"], member=other, role="lead")


def test_an_author_in_person_has_no_joint_draft(client, world):
    draft = world.draft(kind=w.Proposal)
    assert page_of(client, world, draft, "member").status_code == 403


# -- versions --------------------------------------------------------------------------------------
def test_a_version_shows_what_changed_and_an_earlier_one_comes_back(client, world, item):
    item = saved(world, item, advice=ADVICE)
    item = saved(world, item, by="operator", advice="每个乡镇建一所养老院。")
    page = page_of(client, world, item, "operator").content.decode()
    assert "<del>" in page
    assert "<ins>" in page
    client.post(f"/items/{item.slug}/versions/2/restore/", {"version": item.version})
    assert Item.objects.get(pk=item.pk).advice == ADVICE
    assert DraftVersion.objects.first().note == "恢复到第 2 稿"
    assert DraftVersion.objects.count() == 4


def test_two_who_write_at_once_lose_nothing(client, world, item):
    seen = item.version
    saved(world, item, by="operator", advice="经办人写的建议。")
    client.force_login(world["member"].user)
    form = versions.text_of(item) | {"advice": "委员写的建议。", "version": seen}
    page = client.post(f"/items/{item.slug}/versions/", form)
    assert page.status_code == 409
    assert "委员写的建议。" in page.content.decode()
    assert Item.objects.get(pk=item.pk).advice == "经办人写的建议。"
    client.post(f"/items/{item.slug}/versions/1/restore/", {"version": seen})
    assert Item.objects.get(pk=item.pk).advice == "经办人写的建议。"


def test_what_was_changed_on_the_writing_page_is_a_version_too(world, item):
    item = saved(world, item, advice=ADVICE)
    item = drafting.save(item, {"advice": "填写页上改的。"}, actor=world["operator"], seen=item.version)
    saved(world, item, advice="执笔人再改。")
    notes = [(v.fields["advice"], v.by and v.by.user.name) for v in DraftVersion.objects.order_by("number")]
    assert notes == [("", None), (ADVICE, "member"), ("填写页上改的。", None), ("执笔人再改。", "member")]


def test_saving_what_stands_makes_no_version(world, item):
    item = saved(world, item, advice=ADVICE)
    saved(world, item)
    assert DraftVersion.objects.count() == 2


def test_after_submission_the_versions_stay_and_are_not_changed(client, world, item):
    item = saved(world, item, advice=ADVICE)
    fields = {"category": w.rulebook.entry(world.city, "category", "health"), "open_consent": True}
    item = drafting.save(item, fields, actor=world["operator"], seen=item.version)
    rounds_proposals.research(world, item)
    item = perform(item, "submit", actor=world["operator"], declared=True)
    with pytest.raises(NotNow):
        saved(world, item, advice="再改")
    page = page_of(client, world, item, "member")
    assert "文稿不能再改" in page.content.decode()
    assert "存为新的一稿" not in page.content.decode()


def test_a_deleted_draft_takes_its_versions_and_research_along(world, item):
    item = saved(world, item, advice=ADVICE)
    rounds_proposals.research(world, item)
    drafting.discard(item, actor=world["operator"])
    assert not Item.objects.filter(pk=item.pk).exists()
    assert not DraftVersion.objects.exists()
    assert not Research.objects.exists()


# -- differences -----------------------------------------------------------------------------------
def test_differences_speak_of_characters_words_and_sentences():
    found = differences("全市有3所敬老院。请尽快解决。", "全市有12所敬老院。请尽快解决。")
    assert found == [("same", "全市有"), ("del", "3"), ("ins", "12"), ("same", "所敬老院。请尽快解决。")]
    assert differences("甲乙丙。", "子丑寅。") == [("del", "甲乙丙。"), ("ins", "子丑寅。")]
    assert differences("", "") == []
    assert differences("同", "同") == [("same", "同")]


@given(st.text("甲乙丙。\nab1 ", max_size=30), st.text("甲乙丙。\nab1 ", max_size=30))
def test_differences_lose_nothing(before, after):
    found = differences(before, after)
    assert "".join(text for op, text in found if op != "ins") == before
    assert "".join(text for op, text in found if op != "del") == after
    assert all(text for _, text in found)


# -- research --------------------------------------------------------------------------------------
def test_no_proposal_without_research(world, item):
    assert not evidence.researched(item)
    rounds_proposals.research(world, item)
    assert evidence.researched(item)
    assert evidence.researched(world.draft()), "a 微建议 needs none"


def test_research_is_entered_with_files_while_the_item_is_with_its_authors(client, world, item):
    client.force_login(world["member"].user)
    form = {
        "form": w.rulebook.entry(world.city, "research_form", "site").pk, "held_on": "2026-01-08",
        "finding": "床位 40 张，住了 12 人。", "photos": [photo()],
    }  # fmt: skip
    client.post(f"/items/{item.slug}/research/new/", form)
    row = Research.objects.get()
    assert Attachment.objects.of(row).count() == 1
    page = page_of(client, world, item, "operator").content.decode()
    assert "床位 40 张" in page
    assert "/thumb/" in page
    client.post(f"/items/research/{row.slug}/remove/")
    assert not Research.objects.exists()
    assert not Attachment.objects.exists()


def test_research_of_tomorrow_is_no_research(client, world, item):
    client.force_login(world["operator"].user)
    form = {"form": 1, "held_on": "2999-01-01", "finding": "想到的"}
    assert "调研日期不能晚于今天。" in client.post(f"/items/{item.slug}/research/new/", form).content.decode()


def test_what_was_once_submitted_is_only_marked(world, item):
    row = rounds_proposals.research(world, item)
    fields = {
        "category": w.rulebook.entry(world.city, "category", "health"), "open_consent": True, "advice": ADVICE,
    }  # fmt: skip
    item = drafting.save(item, fields, actor=world["operator"], seen=item.version)
    item = perform(item, "submit", actor=world["operator"], declared=True)
    item = perform(item, "send_back", actor=world["staff"], opinion="请补充走访数据")
    row = Research.objects.get()
    evidence.take_back(row, world["operator"], row.entered_at)
    assert Research.objects.get().voided_by == world["operator"].post
    assert not evidence.researched(item)


def test_the_office_reads_the_research_of_what_was_submitted(client, world):
    item = world.draft(kind=w.Proposal)
    rounds_proposals.research(world, item, by="member")
    perform(item, "submit", actor=world["member"], declared=True)
    client.force_login(world["staff"].user)
    page = client.get(item.get_absolute_url()).content.decode()
    assert "床位 40 张" in page
    assert "登记一次调研" not in page
