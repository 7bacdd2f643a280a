"""check_holders: what is stored about holders and due days is what a fresh look says, and can be repaired."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from dispatch.models import Assignment
from suggestions.models import Item
from tests import situations
from tests import world as w
from weijianyi import rulebook
from weijianyi.audit.models import Event
from weijianyi.management.commands import check_holders
from weijianyi.workflow import SYSTEM_ACTOR, perform
from weijianyi.workflow.undoing import undo

pytestmark = pytest.mark.django_db
# A verb of two others is no situation; drafts are made past the form that settles them.
SITUATIONS = [
    n for n, made in vars(situations).items() if getattr(made, "__module__", "") == situations.__name__
]
SITUATIONS = [n for n in SITUATIONS if n not in ("ask_return", "draft", "proposal", "collective_proposal")]


@pytest.fixture
def world():
    return w.build()


def check(**options):
    out = StringIO()
    call_command("check_holders", stdout=out, **options)
    return out.getvalue()


@pytest.mark.long
def test_every_situation_is_stored_as_a_fresh_look_says(world):
    for name in SITUATIONS:
        with transaction.atomic():
            getattr(situations, name)(world)
            assert " 0 differences" in check(), name
            transaction.set_rollback(True)
        rulebook.cache.clear()
    assert len(SITUATIONS) > 20


@pytest.mark.parametrize("step", ["", "receive", "refuse", "bring_result"])
def test_so_is_a_matter_with_another_organisation(world, step):
    item = perform(world.submitted(), "pass_on", actor=world["staff"], organisation=world.county)
    desk = item.desks.get()
    if step == "bring_result":
        perform(perform(desk, "receive", actor=SYSTEM_ACTOR), step, actor=SYSTEM_ACTOR, facts="已修剪。")
    elif step:
        perform(desk, step, actor=SYSTEM_ACTOR, **({"reason": "不属本区"} if step == "refuse" else {}))
    assert "1 items, 0 differences" in check()


def test_so_are_relays_undone_dispatches_and_helpers(world):
    perform(situations.relay(world), "forward", actor=world["relay"])
    desk = world.dispatched(world.submitted(title="撤销的"))
    undo(Event.objects.of_thread(desk.thread).latest("pk").act, actor=world["staff"])
    situations.assist(world)
    assert "3 items, 0 differences" in check()


def test_a_broken_row_is_found_and_only_told_about(world):
    desk = world.working()
    Assignment.objects.filter(pk=desk.pk).update(holder="某某", due_on=date(2020, 1, 1))
    Item.objects.filter(pk=desk.item_id).update(next_due=None)
    with pytest.raises(CommandError) as refusal:
        check()
    assert refusal.value.returncode == 1
    assert Assignment.objects.get(pk=desk.pk).holder == "某某"
    assert Item.objects.get(pk=desk.item_id).next_due is None


def test_a_broken_row_is_repaired(world):
    desk = world.working()
    before = Assignment.objects.values().get(pk=desk.pk)
    item_before = Item.objects.values().get(pk=desk.item_id)
    Assignment.objects.filter(pk=desk.pk).update(holder="某某", due_on=date(2020, 1, 1))
    Item.objects.filter(pk=desk.item_id).update(holder="", holder_kind="", next_due=None)
    told = check(fix=True)
    assert f"assignment {desk.slug}: holder 某某 → 城管局 handler" in told
    assert f"suggestion {desk.item.slug}: holder - → 城管局 handler" in told
    assert "5 differences, repaired" in told
    assert Assignment.objects.values().get(pk=desk.pk) == before
    assert Item.objects.values().get(pk=desk.item_id) == item_before
    assert "1 items, 0 differences" in check()


def test_a_broken_draft_is_repaired(world):
    item = world.draft()  # past the form that settles it
    assert "holder - → member委员" in check(fix=True)
    item.refresh_from_db()
    assert (item.holder_kind, item.holder) == ("author", "member委员")


def test_a_large_table_is_read_in_batches(world, monkeypatch):
    for _ in range(5):
        world.submitted()
    monkeypatch.setattr(check_holders, "BATCH", 2)
    assert "5 items, 0 differences" in check()
