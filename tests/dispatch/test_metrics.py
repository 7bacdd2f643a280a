"""Every indicator: the recount agrees, its list has as many rows, events bear its dates out, the dictionary has it."""

import random
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dispatch.figures import counting, dictionary, shares
from dispatch.figures.measures import EVERY, MEASURES
from dispatch.figures.period import Period, current
from dispatch.figures.rates import RATES
from dispatch.figures.scope import KINDS, LEVELS, Scope
from dispatch.ledgers import desks as ledger
from dispatch.models import Contact, HotlineLine, Redo, Supervision
from dispatch.models.class_change import ClassChange
from suggestions.models import Item
from tests import world as w
from tests.conftest import DRILL
from tests.dispatch.wandering import wander
from tests.figure_rows import DAY, Rows
from tests.recount import Recount
from weijianyi import rulebook
from weijianyi.audit.models import Event

pytestmark = pytest.mark.django_db
EXAMPLES = 150 if DRILL else 5
LETTERS, GRADES = "AABC", ("satisfied", "satisfied", "mostly", "dissatisfied")


@pytest.fixture
def world():
    return w.build()


class Chance(Rows):
    """Some forty rows of every sort, as a seed decides."""

    def __init__(self, world, seed):
        super().__init__(world)
        self.rng, self.now = random.Random(seed), timezone.now()

    def when(self):
        return self.now - timedelta(days=self.rng.randint(7, 560), hours=self.rng.randint(0, 9))

    def lay(self):
        HotlineLine.objects.get_or_create(department=self.unit, name="12345")
        for _ in range(12):
            self.one_sort()
        self.conversions()
        return self

    def one_sort(self):
        rng, kind, when = self.rng, self.rng.choice(("suggestion", "proposal")), self.when()
        organisation = rng.choice((None, None, self.world.county))
        number = rng.randint(1, 3)
        filed = kind == "proposal"
        pick = rng.randint(0, 5)
        if pick == 0:
            self.pending(number, when, kind=kind, organisation=organisation, filed=filed)
        elif pick == 1:
            self.waiting(number, when, kind)
        elif pick == 2:
            self.hand_over(number, when, kind)
        elif pick == 3 and filed:
            main = self.items(1, kind=kind, state="accepted", submitted_at=when, accepted_at=when, filed=True,
                              proposer=rng.choice(("sector", "individual")))  # fmt: skip
            self.merge(self.items(number, kind=kind, state="in_review", submitted_at=when), main[0], when)
        else:
            self.whole_way(number, when, kind, organisation)

    def waiting(self, number, when, kind):
        seen = self.rng.choice((None, when + DAY, when + 4 * DAY))
        state = self.rng.choice(("submitted", "declined", "withdrawn"))
        self.items(
            number, kind=kind, state=state, submitted_at=when, reviewed_at=seen, review_on=(when + 2 * DAY).date(),
            declined_at=when + DAY if state == "declined" else None,
            withdrawn_at=when + DAY if state == "withdrawn" else None, holder_kind=self.rng.choice(("office", "")),
        )  # fmt: skip

    def hand_over(self, number, when, kind):
        """A county's items come up, or ours go down."""
        city, county = self.world.city, self.world.county
        source, target, way = self.rng.choice(((county, city, "passed_up"), (city, county, "passed_down")))
        sent = self.items(number, kind=kind, organisation=source, state="passed_on", submitted_at=when,
                          accepted_at=when, passed_on_at=when)  # fmt: skip
        far = None
        if self.rng.random() < 0.7:
            far = self.items(number, kind=kind, organisation=target, cases=[i.case for i in sent], state="handling",
                             submitted_at=when + DAY, accepted_at=when + DAY, dispatched_at=when + DAY)  # fmt: skip
            self.desks(far, offered_at=when + DAY, due_on=(when + 9 * DAY).date())
        links = self.pass_on(sent, target, way, when, far)
        if not far and self.rng.random() < 0.5:
            type(links[0]).objects.filter(pk=links[0].pk).update(refused_at=when + DAY)

    def whole_way(self, number, when, kind, organisation):
        rng = self.rng
        letter, grade = rng.choice(LETTERS), rng.choice((*GRADES, None))
        items, desks, replies = self.answered(
            number,
            when,
            kind=kind,
            letter=letter,
            grade=grade,
            closed=rng.random() < 0.7,
            organisation=organisation,
        )
        self.clocks(desks, when + timedelta(days=rng.choice((2, 6))), when + 3 * DAY)
        assists = self.desks(items[:1], role="assist", unit=self.world.departments["交通局"], offered_at=when,
                             answered_at=rng.choice((None, when + DAY)), state="working")  # fmt: skip
        self.desks(items[:1], role="split", unit=self.world.departments["住建局"], state="returned", offered_at=when,
                   ended_at=when + DAY)  # fmt: skip
        word = rulebook.entry(self.world.city, "contact_form", rng.choice(("phone", "meeting")))
        Contact.objects.create(desk=desks[0], stage="before", form=word, held_on=when.date(), summary="约见",
                               recorded_by=self.signer)  # fmt: skip
        if letter == "B" and rng.random() < 0.6:
            ClassChange.objects.create(reply=replies[0], from_class=self.letters["B"], to_class=self.letters["A"],
                                       reason="建成", source="lookback", by=self.signer,
                                       occurred_at=when + timedelta(days=rng.randint(5, 6)))  # fmt: skip
        if rng.random() < 0.3:
            Redo.objects.create(
                desk=desks[-1], round=1, asked_at=when, reason="再办", decision="granted", decided_at=when
            )
            again = self.replies(desks[-1:], when + 6 * DAY, "A", round=2)
            self.rate(again, when + 6 * DAY, rng.choice(GRADES))
        if rng.random() < 0.5:
            self.claim(items[:1], when + DAY)
            Supervision.objects.create(desk=assists[0], reason="late", opened_at=when + DAY)

    def conversions(self):
        when = self.when()
        sources = self.items(2, state="passed_on", submitted_at=when, passed_on_at=when + DAY)
        for source, kind in zip(sources, ("proposal", "report"), strict=True):
            target = Item.objects.create(
                case=source.case, organisation=source.organisation, kind=kind, slug=f"t{source.pk}"
            )
            source.links_out.create(to_item=target, kind="converted", organisation=source.organisation,
                                    source_state="submitted", offered_at=when)  # fmt: skip


def agree(world, actor, scope, days, now):
    """Counted in one pass, recounted by hand, listed: three ways, one number; returns how many are not zero."""
    found = counting.numbers(actor, days, scope)
    again = Recount(world.city, list(scope.kinds), scope.level, days.first, days.last, now).count()
    for measure in EVERY:
        if measure.fits(scope):
            assert (measure.key, found[measure.key]) == (measure.key, again[measure.key]), scope
    return sum(1 for measure in EVERY if found[measure.key])


@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6), kind=st.sampled_from(list(KINDS)), level=st.sampled_from(list(LEVELS)))
def test_a_recount_of_random_rows_agrees_with_every_figure(world, seed, kind, level):
    with transaction.atomic():
        chance = Chance(world, seed).lay()
        today = timezone.localdate(chance.now)
        first = chance.rng.choice(
            (today.replace(month=1, day=1), today.replace(year=today.year - 1, month=1, day=1))
        )
        agree(world, world["leader"], Scope(kind, level), Period(first, today, chance.now), chance.now)
        transaction.set_rollback(True)


def listed(actor, measure, scope, days, **more):
    address = QueryDict(days.query(metric=measure.key, **scope.params(), **more))
    return ledger.asked(actor, {}, address, timezone.now())


@pytest.mark.long
def test_every_list_has_exactly_as_many_rows_as_its_number_says(world):
    """Every metric, every scope: rows are really read, with the columns of the page."""
    wander(world, random.Random(4), 10)
    chance = Chance(world, 11).lay()
    days, leader, seen = (
        Period(current("year", chance.now).first, timezone.localdate(), chance.now),
        world["leader"],
        0,
    )
    for scope in [Scope(kind, level) for kind in ("suggestion", "proposal") for level in LEVELS]:
        found = counting.numbers(leader, days, scope)
        for measure in EVERY:
            if measure.fits(scope):
                rows = listed(leader, measure, scope, days)
                assert len(list(rows.rows)) == found[measure.key], (measure.key, scope)
                seen += bool(found[measure.key])
    assert seen > 150


def test_lists_of_all_organisations_tell_nothing_of_the_others(world):
    rows = Rows(world)
    now = timezone.now() - DAY
    rows.answered(1, now - 9 * DAY, organisation=world.county)
    rows.answered(1, now - 9 * DAY)
    days = current("year", timezone.now())
    for key in ("submitted", "desk_offered", "rated"):
        found = listed(world["leader"], MEASURES[key], Scope(level="whole"), days)
        texts = [(row.c_slug, ledger.cells(row, found.columns)) for row in found.rows]
        ours = [slug for slug, _ in texts if slug]
        assert len(ours) == 1
        assert all("作者" not in map(str, cells) for _, cells in texts)
        assert sum("（其他组织的事项）" in cells for _, cells in texts) == len(texts) - 1
    assert not list(listed(world["supervisor"], MEASURES["submitted"], Scope(level="whole"), days).rows)


def test_the_dictionary_has_every_figure_once_and_whole(world):
    rows = dictionary.metrics()
    keys = [row.key for row in rows]
    assert len(keys) == len(set(keys)) > 120
    assert {m.key for m in EVERY} | {r.key for r in RATES} <= set(keys)
    assert all(row.definition.endswith("。") and row.scope and row.rule and row.cutoff for row in rows)
    assert len({measure.key for measure in EVERY}) == len(EVERY)
    out = StringIO()
    call_command("metrics", stdout=out)
    assert "filing_rate | 立案率 | 提案 | 其中立案 | 委员提交 | 本级" in out.getvalue()
    call_command("metrics", "satisfaction", organisation="c", stdout=out)
    assert "计入满意：“满意”、“基本满意”；分母：收回的评价。" in out.getvalue()


STEPS = {
    "submitted_at": "submit",
    "declined_at": "decline",
    "withdrawn_at": "withdraw",
    "dispatched_at": "dispatch",
}


def test_dated_columns_are_borne_out_by_the_events(world):
    """Columns are the source of figures, events explain them: both tell the same day of every item."""
    wander(world, random.Random(9), 18)
    told = {}
    for event in Event.objects.filter(step__in=STEPS.values()).order_by("occurred_at", "pk"):
        if event.content_type.model in ("item", "suggestion"):
            told.setdefault((event.object_id, event.step), event.occurred_at)
    checked = 0
    for item in Item.objects.valid().submitted():
        for column, step in STEPS.items():
            moment, event = getattr(item, column), told.get((item.pk, step))
            if moment and event:
                assert timezone.localdate(event) == timezone.localdate(moment), (item.pk, column)
                checked += 1
    assert checked > 20


def test_largest_remainders_add_up():
    assert shares.to_100([198, 131, 9]) == ["58.6", "38.7", "2.7"]
    assert shares.to_100([1, 1, 1]) == ["33.4", "33.3", "33.3"]
    assert shares.to_100([11, 34, 1], 2) == ["23.91", "73.91", "2.18"]
