"""Counted ahead: the same numbers as from the rows, after every change again; where they are missing, from the rows."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dispatch.bulletins import figures as bulletin_figures
from dispatch.bulletins.states import BulletinKind
from dispatch.figures import ahead, counting, renewing
from dispatch.figures.measures import EVERY
from dispatch.figures.period import Period, current, ended
from dispatch.figures.scope import KINDS, Scope
from dispatch.figures.shares import PREVIOUS
from dispatch.models import FigureCount
from suggestions.states import Kind
from tests import world as w
from tests.dispatch.test_metrics import Chance
from weijianyi.clock.models import CalendarDay
from weijianyi.rulebook import cache as rulebook_cache

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def from_the_first(settings, monkeypatch):
    """From one item on; one chip, which has all there is to add up and to compare with, and one kind."""
    settings.FIGURES_AHEAD_FROM = 1
    monkeypatch.setattr(ahead, "CHIPS", ("quarter",))
    monkeypatch.setattr(ahead, "HELD", (Kind.SUGGESTION,))


@pytest.fixture
def both_kinds(monkeypatch):
    monkeypatch.setattr(ahead, "HELD", (Kind.SUGGESTION, Kind.PROPOSAL))


@pytest.fixture
def world():
    return w.build()


def renew(now=None):
    now = now or timezone.now()
    return renewing.renew(timezone.localdate(now), now=now)


def agree(actor):
    """How many numbers are not zero, of every chip and kind, each the same both ways."""
    seen, now = 0, timezone.now()
    for key in ahead.CHIPS:
        for kind in (k for k in KINDS if {*Scope(k).kinds} <= {*ahead.HELD}):
            period, scope = current(key, now), Scope(kind)
            held, counted = (of(actor, period, scope, EVERY) for of in (ahead.counted, counting.counted))
            assert held.at
            assert {k: n for k, n in held.whole.items() if n} == {k: n for k, n in counted.whole.items() if n}
            assert held.asked == counted.asked
            assert (held.days, held.categories, held.months) == (
                counted.days,
                counted.categories,
                counted.months,
            )
            assert units(held) == units(counted)
            seen += sum(1 for n in held.whole.values() if n)
    return seen


def units(counts):
    """What every department did now; the periods before are told of the whole only."""
    found = {u.pk: ({m.key: u[m.key] for m in EVERY if u[m.key]}, u.days) for u in counts.units}
    return {pk: row for pk, row in found.items() if row[0]}


@pytest.mark.usefixtures("both_kinds")
def test_the_sums_are_what_the_rows_say(world):
    Chance(world, 3).lay()
    assert renew()
    assert agree(world["leader"]) > 60


def test_what_was_done_since_is_in_them_a_minute_later(world):
    desk = world.dispatched()
    renew()
    before = ahead.counted(world["leader"], current("quarter", timezone.now()), Scope(), EVERY)
    assert renew() == [], "nothing happened, nothing is counted"
    world.closed(world.released(world.working(desk)))
    assert renew()
    assert agree(world["leader"])
    assert before["desk_offered"] == 1


def test_another_day_everything_is_counted_anew(world):
    world.dispatched()
    renew()
    FigureCount.objects.update(counted_at=timezone.now() - timedelta(days=1))
    assert renew()


def test_by_other_rules_they_are_no_longer_told(world):
    world.closed()
    renew()
    FigureCount.objects.update(numbers={"stamp": ["another rule"]})
    period = current("quarter", timezone.now())
    assert ahead.counted(world["leader"], period, Scope(), EVERY).at is None
    assert renew()
    assert ahead.counted(world["leader"], period, Scope(), EVERY).at


def test_without_the_job_the_rows_are_counted(world):
    world.dispatched()
    renew()
    period = current("quarter", timezone.now())
    assert ahead.counted(world["leader"], period, Scope(), EVERY).at
    FigureCount.objects.update(checked_at=timezone.now() - timedelta(minutes=6))
    late = ahead.counted(world["leader"], period, Scope(), EVERY)
    assert (late.at, late["desk_offered"]) == (None, 1)


def test_few_items_need_no_counting_ahead(world, settings):
    settings.FIGURES_AHEAD_FROM = 1000
    world.dispatched()
    assert renew() == []
    assert not FigureCount.objects.exists()


def test_the_overview_says_when_it_was_counted(world, client):
    world.dispatched()
    client.force_login(world["leader"].user)
    assert "每分钟算一次" not in client.get("/overview/?period=quarter").content.decode()
    renew()
    assert "每分钟算一次" in client.get("/overview/?period=quarter").content.decode()


def test_a_bulletin_is_compared_with_what_was_counted_ahead(world):
    Chance(world, 4).lay()
    now = timezone.now()
    days = Period(*ended("quarter", timezone.localdate(now)), now, frozen=True)
    of_rows = bulletin_figures.counted(world["staff"], days, BulletinKind.QUARTER)
    renew(now)
    with CaptureQueriesContext(connection) as fewer:
        held = bulletin_figures.counted(world["staff"], days, BulletinKind.QUARTER)
    assert {k: n for k, n in held.whole.items() if n} == {k: n for k, n in of_rows.whole.items() if n}
    assert held.asked == of_rows.asked
    assert any(n for key, n in held.whole.items() if key.startswith(PREVIOUS))
    assert any("dispatch_figurecount" in query["sql"] for query in fewer)


def test_another_calendar_counts_the_durations_anew(world):
    world.closed()
    renew()
    CalendarDay.objects.create(date=timezone.localdate(), kind=CalendarDay.Kind.OFF, name="试")
    rulebook_cache.forget()
    assert renew()


def test_one_run_of_the_job_at_a_time(world):
    world.dispatched()
    assert cache.add(renewing.RUNNING, True)
    assert renew() == []
    cache.delete(renewing.RUNNING)
    assert renew()
    assert cache.get(renewing.RUNNING) is None, "the next run finds the door open"
