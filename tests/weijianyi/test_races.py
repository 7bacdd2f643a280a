"""Two clients at once on PostgreSQL: one winner, the other gets a sentence; and the control that shows the race."""

import threading

import pytest
from django.db import connection, transaction

from dispatch.models import Assignment
from suggestions import drafting
from suggestions.models import Item, NumberSeries
from suggestions.states import Kind
from tests import world as w
from weijianyi.audit.models import Event
from weijianyi.workflow import BadFacts, Forbidden, NotNow, NotVisible, perform

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ROUNDS = 6
REFUSALS = (NotVisible, Forbidden, NotNow, BadFacts)


@pytest.fixture
def world():
    return w.build()


def together(*acts):
    """Run the acts at the same moment in threads of their own; their results or refusals."""
    barrier, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(index, act):
        barrier.wait()
        try:
            results[index] = act()
        except REFUSALS as refusal:
            results[index] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results


def refusals(results):
    return [r for r in results if isinstance(r, REFUSALS)]


@pytest.mark.parametrize("round", range(ROUNDS))
def test_two_staff_decide_on_one_item(world, round):
    item = world.submitted()
    results = together(
        lambda: perform(item, "send_back", actor=world["staff"], version=item.version, opinion="请补充"),
        lambda: perform(item, "consult", actor=world["staff2"], version=item.version, opinion="会商"),
    )
    assert len(refusals(results)) == 1
    assert Event.objects.filter(step__in=["send_back", "consult"]).count() == 1


@pytest.mark.parametrize("round", range(ROUNDS))
def test_a_double_click_from_two_tabs(world, round):
    item = world.submitted()
    act = lambda: perform(item, "send_back", actor=world["staff"], key="same", opinion="请补充")  # noqa: E731
    results = together(act, act)
    assert not refusals(results)
    assert Event.objects.filter(step="send_back").count() == 1


@pytest.mark.parametrize("round", range(ROUNDS))
def test_withdrawal_and_reply_do_not_meet_head_on(world, round):
    desk = world.signing()
    item = perform(
        Item.objects.get(pk=desk.item_id), "ask_withdrawal", actor=world["member"], reason="已解决"
    )
    together(
        lambda: perform(item, "grant_withdrawal", actor=world["staff"]),
        lambda: perform(desk, "sign_reply", actor=world["unitlead"]),
    )
    item, desk = Item.objects.get(pk=item.pk), Assignment.objects.get(pk=desk.pk)
    assert (item.state, desk.state) in {("withdrawn", "cancelled"), ("answered", "released")}


@pytest.mark.parametrize("round", range(ROUNDS))
def test_opposite_merges(world, round):
    one, two = world.submitted(), world.submitted("member2")
    results = together(
        lambda: perform(one, "merge", actor=world["staff"], main=two, opinion="重复"),
        lambda: perform(two, "merge", actor=world["staff2"], main=one, opinion="重复"),
    )
    states = sorted(Item.objects.values_list("state", flat=True))
    assert len(refusals(results)) >= 1
    assert states in (["passed_on", "submitted"], ["submitted", "submitted"])


def test_numbers_have_no_doubles_under_eight_writers(world):
    drafts = [world.draft(author) for author in ("member", "member2") for _ in range(8)]

    def submit(item, author):
        return lambda: perform(item, "submit", actor=world[author], declared=True)

    together(*[submit(item, "member" if i < 8 else "member2") for i, item in enumerate(drafts)])
    numbers = sorted(Item.objects.exclude(number=None).values_list("number", flat=True))
    assert numbers == list(range(1, 17))


def test_the_control_without_a_lock_doubles(world):
    """Shows that the rendezvous finds a race where there is one: read, then write, without a lock."""
    row = NumberSeries.objects.create(organisation=world.city, series="control", year=2026)
    lost = 0
    for _ in range(20):
        row.last = 0
        row.save()
        between = threading.Barrier(2)

        def count(between=between):
            with transaction.atomic():
                mine = NumberSeries.objects.get(pk=row.pk)
                between.wait()
                mine.last += 1
                mine.save()

        together(count, count)
        row.refresh_from_db()
        lost += row.last == 1
    assert lost >= 2


@pytest.mark.parametrize("round", range(ROUNDS))
def test_a_photo_and_the_first_click_begin_one_draft(world, round):
    def begin():
        return drafting.begin(world["member"], Kind.SUGGESTION, {"title": "修剪大树"}, slug="abcdefghjkmn")

    results = together(begin, begin, begin)
    assert len({item.pk for item in results}) == 1
    assert Item.objects.count() == 1
