"""What an award owes to those it names: the care a proposal was under counts, a closed one is not told."""

import pytest

from dispatch.evaluation import grounds
from dispatch.models import AwardRound
from suggestions.models import Item
from tests import keyed
from tests import world as w
from tests.evaluated import answered, award, closed, nominated
from weijianyi.workflow import perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return w.build()


def test_a_key_proposal_comes_before(world):
    plain, cared_for = closed(world), answered(world)
    keyed.decided(world, keyed.nominated(world, cared_for.item))
    item = closed(world, cared_for)
    first, second = grounds.of_proposals(award(world))
    assert [first.subject.pk, second.subject.pk] == [item.pk, plain.pk]
    assert "；重点提案" in first.text
    assert "不是重点提案" in second.text


def test_the_published_list_does_not_tell_the_title_of_a_closed_proposal(client, world):
    item = closed(world, title="关于某家庭困难的提案")
    Item.objects.filter(pk=item.pk).update(open_consent=False, closed_reason="涉及个人")
    subject = perform(nominated(world), "start_scoring", actor=world["staff"])
    subject = perform(
        subject, "decide", actor=world["leader"], chosen=list(subject.standing()), reason="名额少"
    )
    perform(subject, "publish", actor=world["leader"])
    address = AwardRound.objects.get().get_absolute_url()
    for name, told in (("member", True), ("member2", False), ("leader", True)):
        client.force_login(world[name].user)
        for page in (address, f"{address}print/"):
            text = client.get(page).content.decode()
            assert ("某家庭困难" in text, "不公开的提案" in text) == (told, not told), (name, page)


def test_what_was_passed_on_unfiled_is_not_in_the_base_of_the_quota(world):
    closed(world)
    perform(world.proposal(), "convert", actor=world["staff"], kind="report", opinion="转社情民意")
    assert grounds.filed(award(world)).count() == 1
