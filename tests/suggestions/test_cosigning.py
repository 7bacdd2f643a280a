"""Co-signing: asked by the first author, answered by each alone, over at the end of the window."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from members.states import Role
from suggestions import drafting, jobs
from suggestions.models import Item, Proposal
from suggestions.proposals import cosigners
from tests import world as w
from tests.situations import cosigning
from tests.suggestions.test_compose import hidden
from tests.weijianyi.telling import digest, told
from weijianyi.workflow import BadFacts, NotNow, perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return w.build()


@pytest.fixture
def sign_in(client, world):
    def into(name="member"):
        client.force_login(world[name].user)
        return client

    return into


def seat(world, name):
    return world[name].post.member


def invite_url(item):
    return reverse("proposal-invite", args=[item.slug])


def states(item):
    return {a.name: a.state for a in item.authorships.all()}


# -- asking ------------------------------------------------------------------------------------------
def test_the_first_author_finds_members_and_asks_several(sign_in, world):
    world.person("张三", Role.MEMBER)
    item, client = world.draft(kind=Proposal), sign_in()
    page = client.get(invite_url(item), {"q": "张"})
    text = page.content.decode()
    assert "张三" in text
    assert f'name="members" value="{seat(world, "member2").pk}"' not in text
    more = client.post(invite_url(item), {"then": "more", "members": [seat(world, "张三").pk]})
    page = client.get(more["Location"] + "&q=member2")
    assert "已选 1 位" in page.content.decode(), "ticks are kept over the next search"
    both = [seat(world, "张三").pk, seat(world, "member2").pk]
    answer = client.post(invite_url(item), {"then": "invite", "members": both})
    assert answer["Location"] == reverse("proposal-section", args=[item.slug, "authors"])
    item = Item.objects.get()
    assert (item.state, item.holder) == ("cosigning", "member委员（等 2 位委员确认联名）")
    assert states(item) == {"member": "signed", "张三": "invited", "member2": "invited"}
    text = client.get(answer["Location"]).content.decode()
    assert "待确认" in text
    assert "截止，还剩" in text


def test_nobody_is_asked_before_the_text_is_complete_nor_for_a_collective(sign_in, world):
    item = world.draft(kind=Proposal, advice="")
    client = sign_in()
    assert "还有必填内容没有写完：建议" in client.get(invite_url(item)).content.decode()
    answer = client.post(invite_url(item), {"then": "invite", "members": [seat(world, "member2").pk]})
    assert answer.status_code == 409
    item.authorships.update(member=None, collective=world.sector, name="医卫界")
    assert sign_in("operator").get(invite_url(item)).status_code == 403


def test_an_empty_choice_is_said(sign_in, world):
    page = sign_in().post(invite_url(world.draft(kind=Proposal)), {"then": "invite"})
    assert page.status_code == 422
    assert "邀请谁联名" in page.content.decode()


def test_a_member_of_another_office_cannot_be_asked(world):
    stranger = world.person("外地", Role.MEMBER, organisation=world.county)
    with pytest.raises(BadFacts):
        perform(world.draft(kind=Proposal), "invite", actor=world["member"], members=[stranger.post.member])


# -- answering ---------------------------------------------------------------------------------------
def test_the_asked_member_reads_everything_and_agrees(sign_in, world):
    item = cosigning(world)
    client = sign_in("member2")
    assert item.title in client.get("/me/").content.decode()
    assert item.title in client.get(reverse("cosign-list")).content.decode()
    assert item.title not in client.get("/items/").content.decode(), "not one's own before it is signed"
    assert client.get(item.get_absolute_url())["Location"] == reverse("cosign-item", args=[item.slug])
    page = client.get(reverse("cosign-item", args=[item.slug]))
    assert item.situation in page.content.decode()
    assert item.advice in page.content.decode()
    facts = {"text": hidden(page, "text"), "key": hidden(page, "key")}
    assert client.post(reverse("cosign-item", args=[item.slug]), facts).status_code == 422, (
        "neither yes nor no"
    )
    client.post(reverse("cosign-item", args=[item.slug]), facts | {"then": "cosign"})
    item = Item.objects.get()
    assert states(item) == {"member": "signed", "member2": "signed"}
    assert item.holder == "member委员（联名已答复完，等提交）"
    assert "没有待确认的联名" in client.get(reverse("cosign-list")).content.decode()


def test_no_comes_with_an_opinion_for_the_first_author(sign_in, world):
    item = cosigning(world)
    answer = {"then": "decline_cosign", "opinion": "建议再调研。", "text": item.saved_at.isoformat()}
    sign_in("member2").post(reverse("cosign-item", args=[item.slug]), answer)
    assert states(item)["member2"] == "declined"
    page = sign_in().get(reverse("proposal-section", args=[item.slug, "authors"])).content.decode()
    assert "未同意" in page
    assert "建议再调研。" in page
    answer = sign_in("member2").get(reverse("cosign-item", args=[item.slug]))
    assert answer["Location"] == reverse("cosign-list"), "answered: said, not shown again"


def test_others_answering_meanwhile_are_in_nobodys_way_but_a_changed_text_is(sign_in, world):
    third = world.person("王五", Role.MEMBER)
    item = perform(cosigning(world), "invite", actor=world["member"], members=[third.post.member])
    address = reverse("cosign-item", args=[item.slug])
    seen = {"text": hidden(sign_in("member2").get(address), "text"), "then": "cosign"}
    perform(item, "cosign", actor=third)
    item = perform(item, "recall_invitation", actor=world["member"])
    item = drafting.save(item, {"advice": "改过的建议。"}, actor=world["member"], seen=item.version)
    asked = [seat(world, "member2"), third.post.member]
    item = perform(item, "invite", actor=world["member"], members=asked)
    page = sign_in("member2").post(address, seen)
    assert page.status_code == 422
    assert "请再看一遍全文" in page.content.decode()
    seen = {"text": hidden(page, "text"), "then": "cosign"}
    perform(item, "cosign", actor=third)
    assert sign_in("member2").post(address, seen).status_code == 302
    assert states(item)["member2"] == "signed"


def test_whoever_was_not_asked_finds_nothing(sign_in, world):
    item = cosigning(world)
    world.person("旁人", Role.MEMBER)
    assert sign_in("旁人").get(reverse("cosign-item", args=[item.slug])).status_code == 404
    assert sign_in("旁人").get(item.get_absolute_url()).status_code == 404
    assert sign_in("operator").get(reverse("cosign-list")).status_code == 403


# -- the text rests ----------------------------------------------------------------------------------
def test_the_text_rests_until_it_is_called_back_and_then_all_sign_again(sign_in, world):
    item = cosigning(world)
    perform(item, "cosign", actor=world["member2"])
    client = sign_in()
    assert client.get(reverse("proposal-section", args=[item.slug, "advice"])).status_code == 409
    assert "收回联名，修改文字" in client.get(reverse("item-edit", args=[item.slug])).content.decode()
    client.post(f"/steps/item/{item.slug}/recall_invitation/", {})
    item = Item.objects.get()
    assert (item.state, states(item)["member2"]) == ("draft", "lapsed")
    again = perform(item, "invite", actor=world["member"], members=[seat(world, "member2")])
    assert states(again)["member2"] == "invited"


# -- the end -----------------------------------------------------------------------------------------
def test_handing_in_early_says_who_has_not_answered_and_leaves_them_out(sign_in, world):
    item = cosigning(world)
    client = sign_in()
    page = client.get(reverse("item-check", args=[item.slug]))
    assert "member2还没有答复。现在提交，没有确认的不计入署名。" in page.content.decode()
    facts = {"version": hidden(page, "version"), "declared": "on"}
    client.post(reverse("item-check", args=[item.slug]), facts)
    item = Item.objects.get()
    assert (item.state, states(item)["member2"]) == ("submitted", "lapsed")
    assert item.proposal_facts.proposer_type == "individual"


def test_confirmed_names_make_it_a_joint_proposal(world):
    item = perform(cosigning(world), "cosign", actor=world["member2"])
    item = perform(item, "submit", actor=world["member"], declared=True)
    assert item.proposal_facts.proposer_type == "joint"


def test_the_window_over_the_first_author_is_told_once_and_hands_in(world):
    item = cosigning(world)
    late = item.proposal_facts.cosign_until + timedelta(minutes=1)
    assert jobs.lapse_cosigning(late.date(), now=timezone.now()) == []
    with time_machine.travel(late, tick=True):
        assert len(jobs.lapse_cosigning(late.date(), now=late, dry_run=True)) == 1
        assert states(item)["member2"] == "invited"
        with pytest.raises(NotNow):
            perform(item, "cosign", actor=world["member2"])
        assert len(jobs.lapse_cosigning(late.date(), now=late)) == 1
        assert jobs.lapse_cosigning(late.date(), now=late) == [], "safe to run twice"
        digest()
        item = Item.objects.get()
        assert (item.state, states(item)["member2"]) == ("cosigning", "lapsed")
        assert told("cosign_over") == {("member", "suggestions_cosign_over")}
        assert "已于" in cosigners.until(item)
        perform(item, "submit", actor=world["member"], declared=True)


def test_who_is_told_what(world):
    item = cosigning(world)
    digest()
    assert told("invite") == {("member2", "suggestions_invite")}
    third = world.person("王五", Role.MEMBER)
    item = perform(item, "invite", actor=world["member"], members=[third.post.member])
    digest()
    perform(item, "cosign", actor=world["member2"])
    perform(item, "decline_cosign", actor=third, opinion="没有参加调研。")
    assert told("invite") == {("member2", "suggestions_invite"), ("王五", "suggestions_invite")}
    digest()
    assert told("cosign") == {("member", "suggestions_cosign")}
    assert told("decline_cosign") == {("member", "suggestions_decline_cosign")}


def test_who_refused_is_off_the_offices_list(sign_in, world):
    item = perform(cosigning(world), "decline_cosign", actor=world["member2"], opinion="没有参加调研。")
    item = perform(item, "submit", actor=world["member"], declared=True)
    office = sign_in("staff")
    for page in (reverse("proposal-list"), reverse("proposal-review", args=[item.slug])):
        text = office.get(page).content.decode()
        assert ("委员个人" in text, "member2" in text, "没有参加调研" in text) == (True, False, False)


def test_what_a_member_said_is_for_the_first_author_not_for_the_others_who_signed(sign_in, world):
    world.person("张三", Role.MEMBER)
    item = perform(
        world.draft(kind=Proposal), "invite", actor=world["member"],
        members=[seat(world, "member2"), seat(world, "张三")],
    )  # fmt: skip
    perform(item, "cosign", actor=world["member2"], opinion="很赞成")
    perform(item, "decline_cosign", actor=world["张三"], opinion="数据不准确")
    address = reverse("item-edit", args=[item.slug])
    assert "数据不准确" in sign_in("member").get(address).content.decode()
    for page in (address, reverse("proposal-section", args=[item.slug, "authors"])):
        text = sign_in("member2").get(page).content.decode()
        assert ("很赞成" in text, "数据不准确" in text) == (True, False)
