"""Every figure agrees with its list, with a recount in plain Python, and with the rules of §6 of the rulings."""

import random
from collections import Counter
from datetime import date, datetime, timedelta
from statistics import mean, median

import pytest
import time_machine
from django.utils import timezone

from dispatch.figures import counting, period, shares
from dispatch.figures.measures import ALL, MEASURES
from dispatch.models import Assignment, Rating, Reply
from suggestions.models import Item, ItemLink
from tests import world as w
from tests.dispatch.wandering import Wanderer, wander
from weijianyi.audit.models import Event
from weijianyi.clock.calendars import calendar_for
from weijianyi.clock.models import Deadline
from weijianyi.rulebook import editing
from weijianyi.workflow import SYSTEM_ACTOR, perform
from weijianyi.workflow.undoing import undo

pytestmark = pytest.mark.django_db
NO_DESK = {"planned", "returned", "cancelled"}


@pytest.fixture
def world():
    return w.build()


def this_year(key="year"):
    return period.current(key, timezone.now())


def counts(world, days=None, who="leader"):
    return counting.counted(world[who], days or this_year())


# -- the recount: rows and plain Python, no condition of ours ---------------------------------------
class Recount:
    def __init__(self, days):
        self.days = days
        passed = {link.to_item_id for link in ItemLink.objects.filter(kind__startswith="passed")}
        self.items = [
            i for i in Item.objects.filter(kind="suggestion")
            if i.submitted_at and not i.voided_at and i.pk not in passed
        ]  # fmt: skip
        own = {i.pk for i in self.items}
        self.desks = [
            d for d in Assignment.objects.all()
            if d.item_id in own and d.role in ("lead", "sole", "split") and d.state not in NO_DESK
        ]  # fmt: skip
        self.replies = [r for r in Reply.objects.select_related("result_class") if r.released_at]

    def inside(self, at):
        return at is not None and self.days.first <= timezone.localdate(at) <= self.days.last

    def clock(self, desk):
        found = [d for d in Deadline.objects.filter(code="handle") if d.subject == desk]
        return min(found, key=lambda d: d.pk)

    def last_reply(self, desk):
        return max((r for r in self.replies if r.desk_id == desk.pk), key=lambda r: r.round, default=None)

    def of_items(self):
        with_desk = {d.item_id for d in self.desks}
        turned = {li.from_item_id for li in ItemLink.objects.filter(kind="converted", voided_at=None)}
        found = Counter()
        for i in self.items:
            accepted, given = self.inside(i.accepted_at), self.inside(i.dispatched_at) and i.pk in with_desk
            away = i.pk in turned and self.inside(i.passed_on_at)
            found["submitted"] += self.inside(i.submitted_at)
            found["accepted"] += accepted
            found["decided"] += accepted or self.inside(i.declined_at) or away
            found["handed_on"] += accepted and bool(i.dispatched_at)
            found["dispatched"] += given
            found["same_day"] += given and i.accepted_at.date() == i.dispatched_at.date()
            found["replied"] += given and bool(i.answered_at)
            found["answered"] += self.inside(i.answered_at) and i.pk in with_desk
            found["redone"] += self.inside(i.answered_at) and any(
                r.decision == "granted" for d in i.desks.all() for r in d.redos.all()
            )
            found["closed"] += self.inside(i.closed_at)
        return found

    def of_desks(self):
        found = Counter()
        for d in self.desks:
            clock, reply, today = self.clock(d), self.last_reply(d), timezone.localdate()
            due = self.inside(clock.due_at) and clock.due_at <= timezone.now()
            found["desk_offered"] += self.inside(d.offered_at)
            found["desk_replied"] += self.inside(d.offered_at) and bool(d.answered_at)
            found["desk_answered"] += self.inside(d.answered_at)
            found["desk_due"] += due
            found["desk_on_time"] += due and bool(clock.stopped_at) and clock.stopped_at <= clock.due_at
            found["desk_solved"] += self.inside(d.answered_at) and reply.result_class.code == "solved"
            found["overdue"] += d.state in ("offered", "working") and d.due_on < today
            found["lapsed"] += self.inside(d.lapsed_at)
        return found

    def of_ratings(self):
        desks, found = {d.pk: d for d in self.desks}, Counter()
        for r in Rating.objects.filter(dimension="result", voided_at=None).select_related("reply"):
            if r.reply.desk_id not in desks or not self.inside(r.occurred_at):
                continue
            good = r.grade in ("satisfied", "mostly")
            last = self.last_reply(desks[r.reply.desk_id]).pk == r.reply_id
            found["rated"] += last
            found["satisfied"] += last and good
            found["first_rated"] += r.reply.round == 1
            found["first_satisfied"] += r.reply.round == 1 and good
            found[f"grade_{r.grade}"] += last
        return found

    def days_taken(self):
        calendar, taken = calendar_for(self.desks[0].organisation_id), []
        for d in self.desks:
            if self.inside(d.answered_at):
                day, end, number = timezone.localdate(d.offered_at), timezone.localdate(d.answered_at), 0
                while day < end:
                    day += timedelta(days=1)
                    number += calendar.is_workday(day)
                taken.append(number)
        return taken


@pytest.mark.long
@pytest.mark.parametrize("seed", [1, 2])
def test_a_recount_in_plain_python_and_the_lists_agree_with_every_figure(world, seed):
    wander(world, random.Random(seed), 34)
    for days in (this_year(), this_year("quarter"), this_year().year_before()):
        found, recount = counts(world, days), Recount(days)
        for measure in ALL:
            listed = len(list(measure.rows(world["leader"], days)))
            assert listed == found[measure.key], (measure.key, days.first)
        if days.frozen:
            continue  # the recount knows today's facts only
        again = recount.of_items() + recount.of_desks() + recount.of_ratings()
        assert {key: found[key] for key in again} == dict(again)
        taken = recount.days_taken()
        assert sorted(found.days.elements()) == sorted(taken)
        assert shares.mean(found.days) == (f"{mean(taken):.1f}" if taken else "—")
        assert shares.median(found.days) == (f"{median(taken):.1f}" if taken else "—")


@pytest.mark.long
def test_the_parts_add_up_to_the_whole(world):
    wander(world, random.Random(3), 28)
    found = counts(world)
    assert sum(number for _, _, number in found.categories) == found["submitted"]
    assert sum(submitted for _, submitted, _ in found.months) == found["submitted"]
    assert sum(unit["desk_offered"] for unit in found.units) == found["desk_offered"]
    holders = [key for key in MEASURES if key.startswith("held_")]
    ages = [key for key in MEASURES if key.startswith("age_")]
    assert sum(found[k] for k in holders) == sum(found[k] for k in ages) == found["open"] > 0
    assert sum(found[f"grade_{g}"] for g in ("satisfied", "mostly", "dissatisfied")) == found["rated"]


def test_nothing_to_divide_by_is_a_dash(world):
    found = counts(world)
    rates = shares.rates(found, timezone.now())
    assert {figure.value for figure in rates.values()} == {"—"}
    assert shares.durations(found.days, timezone.now())["mean_days"].value == "—"


def test_every_figure_says_what_it_is_made_of(world):
    figures = shares.rates(counts(world), timezone.now()).values()
    assert all(f.definition and f.cutoff and f.over in MEASURES and f.under in MEASURES for f in figures)
    assert all(measure.definition.endswith("。") for measure in ALL)


def test_a_void_item_and_an_undone_dispatch_leave_the_figures(world):
    desk = world.dispatched()
    assert (counts(world)["submitted"], counts(world)["desk_offered"]) == (1, 1)
    undo(Event.objects.get(step="dispatch").act, actor=world["staff"])
    found = counts(world)
    assert (found["accepted"], found["dispatched"], found["desk_offered"]) == (0, 0, 0)
    perform(Item.objects.get(pk=desk.item_id), "void", actor=world["head"], reason="录错")
    assert counts(world)["submitted"] == 0


def test_unrated_is_never_satisfied_and_stands_beside(world):
    perform(world.released(), "lapse", actor=SYSTEM_ACTOR)
    world.rated(rating={"work": "satisfied", "result": "mostly"})
    found = counts(world)
    assert (found["lapsed"], found["rated"], found["satisfied"]) == (1, 1, 1)


def test_the_setting_decides_whether_mostly_counts_as_satisfied(world):
    world.rated(rating={"work": "satisfied", "result": "mostly"})
    editing.change_setting(
        world.city, "satisfied_grades", value=["satisfied"], valid_from=date(2020, 1, 1), basis="会议",
        user=world["admin"].user,
    )  # fmt: skip
    rate = shares.rates(counts(world), timezone.now())["satisfaction"]
    assert (rate.value, rate.numerator, rate.denominator) == ("0.0", 0, 1)


def test_the_last_round_counts_and_the_first_is_printed_beside(world):
    now = timezone.now()
    with time_machine.travel(now - timedelta(days=9), tick=True):
        desk = world.released()
    Wanderer(world, random.Random(1), now).again(perform_dissatisfied(world, desk))
    rates = shares.rates(counts(world), now)
    assert (rates["satisfaction"].value, rates["first_satisfaction"].value) == ("100.0", "0.0")
    assert rates["redo_rate"].value == "100.0"


def perform_dissatisfied(world, desk):
    grades = {"work": "satisfied", "result": "dissatisfied"}
    return world.rated(desk, rating=grades, comment="枝条还在打窗户，请再来看看。")


def test_what_is_overdue_and_unanswered_stays_in_the_denominator(world):
    now = timezone.localtime().replace(hour=20)
    with time_machine.travel(now - timedelta(days=40), tick=True):
        world.dispatched()
        world.released(world.working(world.dispatched()))
    with time_machine.travel(now, tick=True):
        days = period.chosen({"from": "2000-01-01", "to": f"{now:%Y-%m-%d}"}, now)
        found = counts(world, days)
    assert (found["desk_due"], found["desk_on_time"], found["overdue"]) == (2, 1, 1)


def test_an_answer_before_its_due_date_is_not_counted_before_that_date_comes(world):
    world.released()
    found = counts(world)
    assert (found["desk_replied"], found["desk_due"]) == (1, 0)


def test_an_item_from_another_organisation_is_not_our_own(world):
    item = world.submitted()
    source = world.submitted("member2")
    ItemLink.objects.create(
        from_item=source, to_item=item, kind="passed_down", organisation=world.city, source_state="submitted",
        offered_at=timezone.now(),
    )  # fmt: skip
    assert counts(world)["submitted"] == 1


def test_a_unit_counts_its_own_desks_and_sees_verdicts_after_the_window(world):
    world.dispatched(lead="交通局")
    rated = world.rated()
    unit = counting.counted_for_unit(world["handler"], this_year())
    assert (unit["desk_offered"], unit["rated"]) == (1, 0)
    perform(rated, "close", actor=SYSTEM_ACTOR)
    assert counting.counted_for_unit(world["handler"], this_year())["rated"] == 1


def test_another_organisation_counts_nothing_of_ours(world):
    world.closed()
    assert counts(world, who="province").whole.total() == 0


@pytest.mark.parametrize(
    ("params", "first", "last"),
    [
        ({"period": "month"}, date(2026, 11, 1), date(2026, 11, 20)),
        ({"period": "quarter"}, date(2026, 10, 1), date(2026, 11, 20)),
        ({"period": "half"}, date(2026, 7, 1), date(2026, 11, 20)),
        ({}, date(2026, 1, 1), date(2026, 11, 20)),
        ({"period": "x", "from": "nonsense", "to": "9999-99-99"}, date(2026, 1, 1), date(2026, 11, 20)),
        ({"from": "2026-03-05", "to": "2026-02-01"}, date(2026, 2, 1), date(2026, 3, 5)),
        ({"to": "2025-06-30"}, date(2025, 1, 1), date(2025, 6, 30)),
    ],
)
def test_the_period_comes_from_the_address(params, first, last):
    now = timezone.make_aware(datetime(2026, 11, 20, 9))
    found = period.chosen(params, now)
    assert (found.first, found.last) == (first, last)


def test_a_year_before_is_the_same_days_with_the_facts_of_that_day():
    now = timezone.make_aware(datetime(2028, 2, 29, 9))
    before = period.current("year", now).year_before()
    assert (before.first, before.last, before.today) == (
        date(2027, 1, 1),
        date(2027, 2, 28),
        date(2027, 2, 28),
    )
    again = period.chosen(dict(before.params()), now)
    assert (again.first, again.last, again.until) == (before.first, before.last, before.until)
