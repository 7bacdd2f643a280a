"""The door: order of refusals, one effect per click, protected state, plans, the outbox written with the event."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from suggestions.models import Item, Suggestion
from tests import world as w
from weijianyi.audit.models import Event, EventCredit
from weijianyi.work.models import Outbox
from weijianyi.workflow import BadFacts, Forbidden, NotNow, NotVisible, perform, plans

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return w.build()


def test_invisible_comes_before_forbidden(world):
    with pytest.raises(NotVisible):
        perform(world.submitted(), "send_back", actor=world["handler"], opinion="")


def test_forbidden_comes_before_not_now(world):
    desk = world.released()
    with pytest.raises(Forbidden, match="不能“签发”"):
        perform(desk, "sign_reply", actor=world["handler"])


def test_not_now_comes_before_bad_facts(world):
    with pytest.raises(NotNow, match="办理中"):
        perform(world.dispatched().item, "send_back", actor=world["staff"], opinion="")


def test_bad_facts_name_their_field_and_change_nothing(world):
    item = world.draft(title="长" * 31)
    with pytest.raises(BadFacts) as refusal:
        perform(item, "submit", actor=world["member"], declared=True)
    assert list(refusal.value.error_dict) == ["title"]
    item = Item.objects.get(pk=item.pk)
    assert (item.state, item.version, item.submitted_at) == ("draft", 0, None)
    assert not Event.objects.exists()


def test_an_incomplete_draft_is_told_what_is_missing(world):
    item = world.draft(place="", advice="")
    with pytest.raises(NotNow, match="在哪里、希望怎么办"):
        perform(item, "submit", actor=world["member"], declared=True)


def test_a_stale_page_is_told_who_was_faster(world):
    item = world.submitted()
    seen = item.version
    perform(item, "consult", actor=world["staff2"], opinion="归口有争议")
    with pytest.raises(NotNow, match="刚刚有了变化") as refusal:
        perform(item, "send_back", actor=world["staff"], version=seen, opinion="请补充")
    assert (refusal.value.last.actor_label, refusal.value.last.step) == ("staff2", "consult")


def test_a_double_click_has_one_effect_and_answers_the_first_result(world):
    item = world.submitted()
    facts = {"actor": world["staff"], "version": item.version, "key": "k1", "opinion": "请补充照片"}
    first = perform(item, "send_back", **facts)
    second = perform(item, "send_back", **facts)
    assert second.repeated
    assert second.event == first.event
    assert Event.objects.filter(step="send_back").count() == 1


def test_an_event_a_credit_and_an_outbox_row_are_written_together(world):
    item = world.submitted()
    event = Event.objects.get(step="submit")
    assert (event.from_state, event.to_state, event.user) == ("draft", "submitted", world["member"].user)
    assert [c.role for c in EventCredit.objects.filter(event=event)] == ["first"]
    assert Outbox.objects.get(key=f"event:{event.pk}").payload == {"event": event.pk}
    assert item.event == event


def test_nothing_stays_of_a_step_that_fails_halfway(world, monkeypatch):
    item = perform(world.submitted(), "accept", actor=world["staff"], complexity="normal")

    def broken(*args, **facts):
        raise ValidationError("单位刚刚停用。")

    monkeypatch.setitem(plans, "item.dispatch", broken)
    with pytest.raises(BadFacts):
        perform(item, "dispatch", actor=world["staff"], lead=world.departments["城管局"])
    assert Item.objects.get(pk=item.pk).state == "accepted"
    assert not Event.objects.filter(step="dispatch").exists()


def test_a_step_without_its_plan_is_refused(world, monkeypatch):
    item = perform(world.submitted(), "accept", actor=world["staff"], complexity="normal")
    monkeypatch.delitem(plans, "item.dispatch")
    with pytest.raises(NotNow):
        perform(item, "dispatch", actor=world["staff"], lead=world.departments["城管局"])


def test_nobody_decides_on_an_item_of_ones_own(world):
    """Proposer ≠ decider, whatever the hat."""
    item = world.submitted()
    post = world["staff"].post
    both = type(post).objects.create(
        user=world["member"].user, organisation=world.city, role="reviewer", valid_from=w.START
    )
    from_other_hat = world["staff"].__class__(user=world["member"].user, post=both)
    with pytest.raises(Forbidden):
        perform(item, "send_back", actor=from_other_hat, opinion="请补充")


def test_the_state_cannot_be_assigned(world):
    item = world.draft()
    with pytest.raises(AttributeError):
        item.state = "closed"


def test_refreshing_never_opens_the_state_for_other_threads(world):
    item = world.draft()
    slips = []

    def assign():
        other = Suggestion(state="draft")
        for _ in range(2000):
            try:
                other.state = "closed"
            except AttributeError:
                continue
            slips.append(1)

    attackers = [threading.Thread(target=assign) for _ in range(2)]
    for thread in attackers:
        thread.start()
    for _ in range(50):
        item.refresh_from_db()
    for thread in attackers:
        thread.join()
    assert not slips
    assert item.state == "draft"


def test_a_refresh_that_fails_leaves_state_and_protection(world):
    item = world.draft()
    Item.objects.filter(pk=item.pk).update(title="")
    gone = Suggestion(pk=999_999, state="draft")
    with pytest.raises(Suggestion.DoesNotExist):
        gone.refresh_from_db()
    assert gone.state == "draft"
    with pytest.raises(AttributeError):
        gone.state = "closed"


def test_the_database_refuses_what_the_machine_does_not_know(world):
    item = world.draft()
    for wrong in (
        {"state": "in_review"},
        {"state": "submitted"},
        {"state": "withdrawn"},
        {"state": "closed"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Item._base_manager.filter(pk=item.pk).update(**wrong)
