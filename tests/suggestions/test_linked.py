"""Conversion and merging: both originals kept, both authors credited, links both ways."""

import pytest

from suggestions.models import Authorship, Item
from tests import world as w
from weijianyi.workflow import SYSTEM_ACTOR, BadFacts, Forbidden, NotNow, perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return w.build()


def merged(world):
    main = world.submitted("member", title="西外街行道树遮挡路灯")
    source = world.submitted("member2")
    source = perform(source, "merge", actor=world["staff"], main=main, opinion="同一路段")
    return main, source


def test_converting_leaves_a_linked_draft_in_the_authors_hands(world):
    item = perform(world.submitted(), "convert", actor=world["staff"], kind="proposal", opinion="题目较大")
    draft = item.links_out.get().to_item
    assert (item.state, draft.state, draft.kind, draft.case) == ("passed_on", "draft", "proposal", item.case)
    assert draft.situation == item.situation
    assert [a.member for a in draft.authorships.all()] == [world["member"].post.member]
    assert Item.objects.get(pk=item.pk).holder == ""
    world.research(draft)
    sent = perform(draft, "submit", actor=world["member"], declared=True)
    assert sent.case.home_item_id == sent.pk
    assert sent.is_home


def test_a_conversion_that_is_never_sent_ends_as_declined(world):
    item = perform(world.submitted(), "convert", actor=world["staff"], kind="report")
    item = perform(item, "conversion_lapsed", actor=SYSTEM_ACTOR)
    assert (item.state, item.declined_at is not None) == ("declined", True)


def test_not_converted_into_its_own_kind(world):
    with pytest.raises(BadFacts):
        perform(world.submitted(), "convert", actor=world["staff"], kind="suggestion")


def test_merging_credits_both_authors_and_keeps_both_originals(world):
    main, source = merged(world)
    assert (source.state, source.title) == ("passed_on", "修剪西外街家属区旁大树")
    names = [a.name for a in Authorship.objects.filter(item=main)]
    assert names == ["member", "member2"]
    assert source.case.merged_into == main.case
    desk = world.released(world.working(world.dispatched(Item.objects.get(pk=main.pk))))
    desk = perform(desk, "rate", actor=world["member"], work="satisfied", result="satisfied")
    desk = perform(desk, "rate", actor=world["member2"], work="satisfied", result="mostly")
    assert desk.last_released.ratings.count() == 4


def test_only_the_home_author_withdraws(world):
    main, _ = merged(world)
    with pytest.raises(Forbidden, match="不能“撤回”"):
        perform(main, "withdraw", actor=world["member2"], reason="不想提了")


def test_an_answered_item_takes_no_more(world):
    main = world.released().item
    with pytest.raises(BadFacts, match="不能再并入"):
        perform(world.submitted("member2"), "merge", actor=world["staff"], main=main, opinion="同一路段")


def test_when_the_main_item_is_withdrawn_the_source_stands_again(world):
    main, source = merged(world)
    with pytest.raises(NotNow, match="主件撤回"):
        perform(source, "unmerge", actor=world["staff"])
    perform(main, "withdraw", actor=world["member"], reason="不再需要")
    source = perform(source, "unmerge", actor=world["staff"])
    fresh = Item.objects.get(pk=source.pk)
    assert (fresh.state, fresh.holder, fresh.case.merged_into) == ("submitted", "提案委", None)
    assert fresh.next_due is not None
    assert Authorship.objects.filter(item=main).count() == 1


def test_numbers_follow_the_organisation_the_kind_and_the_year(world):
    first, second = world.submitted(), world.submitted("member2")
    assert (first.number, second.number) == (1, 2)
    assert first.reference == f"微建议〔{first.number_year}〕1号"
