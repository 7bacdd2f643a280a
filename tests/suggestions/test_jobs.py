"""What an author did not do in time: returned items lapse, converted drafts give their source free."""

from datetime import timedelta

import pytest

from suggestions import drafting, jobs
from suggestions.models import Item
from tests import world as w
from weijianyi.clock.models import Deadline
from weijianyi.workflow import perform

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def world():
    return w.build()


def returned(world):
    return perform(world.submitted(), "send_back", actor=world["staff"], opinion="请补充路口。")


def converted(world):
    perform(world.submitted(), "convert", actor=world["staff"], kind="proposal", opinion="请改提提案")
    draft = Item.objects.get(kind="proposal")
    world.research(draft)
    return draft


def ended(item, code):
    clock = Deadline.objects.of(item).get(code=code)
    return clock.due_on, clock.due_at + DAY


def states():
    return dict(Item.objects.values_list("kind", "state"))


def test_returned_items_lapse_the_day_after_their_last_day(world):
    item = returned(world)
    last, now = ended(item, "member_fix")
    assert jobs.lapse_returned(last, now=now) == []
    assert len(jobs.lapse_returned(last + DAY, now=now, dry_run=True)) == 1
    assert states() == {"suggestion": "returned"}
    assert len(jobs.lapse_returned(last + DAY, now=now)) == 1
    assert states() == {"suggestion": "withdrawn"}
    assert jobs.lapse_returned(last + DAY, now=now) == [], "twice is once"
    assert not Deadline.objects.running().of(item).exists()


def test_an_item_sent_in_again_does_not_lapse(world):
    item = returned(world)
    last, now = ended(item, "member_fix")
    perform(item, "submit", actor=world["member"], declared=True)
    assert jobs.lapse_returned(last + DAY, now=now) == []


def test_an_untouched_converted_draft_goes_and_its_source_is_declined(world):
    draft = converted(world)
    last, now = ended(draft, "conversion_draft")
    assert jobs.lapse_conversions(last, now=now) == []
    assert len(jobs.lapse_conversions(last + DAY, now=now, dry_run=True)) == 1
    assert states() == {"suggestion": "passed_on", "proposal": "draft"}
    assert len(jobs.lapse_conversions(last + DAY, now=now)) == 1
    assert states() == {"suggestion": "declined"}
    assert jobs.lapse_conversions(last + DAY, now=now) == []


def test_the_authors_own_words_stay_as_an_ordinary_draft(world):
    draft = converted(world)
    last, now = ended(draft, "conversion_draft")
    drafting.save(draft, {"analysis": "我写的分析。"}, actor=world["member"], seen=0)
    jobs.lapse_conversions(last + DAY, now=now)
    assert states() == {"suggestion": "declined", "proposal": "draft"}
    draft = Item.objects.get(kind="proposal")
    assert draft.next_due is None
    perform(draft, "submit", actor=world["member"], declared=True)
    drafting.find(world["member"], draft.slug)
    assert states() == {"suggestion": "declined", "proposal": "submitted"}


def test_submitting_the_draft_in_time_leaves_the_source_where_it_is(world):
    draft = converted(world)
    last, now = ended(draft, "conversion_draft")
    perform(draft, "submit", actor=world["member"], declared=True)
    assert jobs.lapse_conversions(last + DAY, now=now) == []
    assert states() == {"suggestion": "passed_on", "proposal": "submitted"}
