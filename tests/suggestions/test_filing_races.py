"""Eight people file at once on PostgreSQL: 提案号 1 to n, none twice, none left out, also after a rollback."""

import pytest
from django.db import transaction

from suggestions.models import Item, NumberSeries
from tests import world as w
from tests.weijianyi.test_races import refusals, together
from weijianyi.workflow import perform, perform_many

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
WRITERS = 8


@pytest.fixture
def world():
    return w.build()


def numbers():
    return sorted(Item.objects.exclude(number=None).values_list("number", flat=True))


def filing(world, item):
    return lambda: perform(item, "accept", actor=world["head"])


@pytest.mark.parametrize("round", range(3))
def test_eight_file_different_proposals_at_once(world, round):
    items = [world.read() for _ in range(WRITERS)]
    results = together(*[filing(world, item) for item in items])
    assert not refusals(results)
    assert numbers() == list(range(1, WRITERS + 1))


@pytest.mark.parametrize("round", range(3))
def test_a_rollback_in_the_middle_leaves_no_gap(world, round):
    items = [world.read() for _ in range(WRITERS)]

    def taken_back():
        with transaction.atomic():
            perform(items[0], "accept", actor=world["head"])
            transaction.set_rollback(True)

    together(taken_back, *[filing(world, item) for item in items[1:]])
    assert numbers() == list(range(1, WRITERS))
    perform(Item.objects.get(pk=items[0].pk), "accept", actor=world["head"])
    assert numbers() == list(range(1, WRITERS + 1))
    assert NumberSeries.objects.get(series="proposal").last == WRITERS


@pytest.mark.parametrize("round", range(3))
def test_two_batches_and_a_single_one_do_not_mix_up(world, round):
    items = [world.read() for _ in range(9)]
    batch = lambda part: lambda: perform_many(part, "accept", actor=world["head"])  # noqa: E731
    together(batch(items[:4]), batch(items[4:8]), filing(world, items[8]))
    assert numbers() == list(range(1, 10))
    for part in (items[:4], items[4:8]):
        got = [Item.objects.get(pk=item.pk).number for item in part]
        assert got == list(range(got[0], got[0] + 4)), "a batch is numbered in one piece"


@pytest.mark.parametrize("round", range(3))
def test_a_double_click_on_a_batch_files_once(world, round):
    items = [world.read() for _ in range(4)]
    act = lambda: perform_many(items, "accept", actor=world["head"], key="same")  # noqa: E731
    first, second = together(act, act)
    assert sorted([first.repeated, second.repeated]) == [False, True]
    assert numbers() == [1, 2, 3, 4]
