"""The figures printed by real committees come out as printed; where the print erred, the right value does."""

from datetime import date

import pytest
import time_machine
from django.utils import timezone

from dispatch.figures import counting, shares
from dispatch.figures.measures import MEASURES
from dispatch.figures.period import Period
from dispatch.figures.rates import RATES, Rules
from dispatch.figures.scope import WHOLE, Scope
from dispatch.models.class_change import ClassChange
from tests import world as w
from tests.figure_rows import DAY, Rows, at
from weijianyi.rulebook import editing

pytestmark = pytest.mark.django_db
PROPOSALS = Scope("proposal")


@pytest.fixture
def world():
    return w.build()


@pytest.fixture
def rows(world):
    return Rows(world)


def printed(world, *keys, scope=PROPOSALS, first=date(2025, 1, 1), last=date(2025, 12, 31), until=None):
    """The rates as the pages print them, with their parts."""
    days = Period(first, last, until or timezone.now())
    wanted = [
        MEASURES[k]
        for k in MEASURES
        if k in keys or any(k in (r.over, r.under) for r in RATES if r.key in keys)
    ]
    if "satisfaction" in keys:
        wanted += [MEASURES["desk_satisfied"], MEASURES["desk_answered"]]
    counts = counting.numbers(world["leader"], days, scope, list(dict.fromkeys(wanted)))
    figures = shares.rates(counts, days.until)
    return [figures[key] if key in figures else counts[key] for key in keys]


def says(figure, over, under, value):
    assert (figure.numerator, figure.denominator, figure.value) == (over, under, value)


def rule(world, key, value):
    editing.change_setting(
        world.city, key, value=value, valid_from=date(2020, 1, 1), basis="会议", user=world["admin"].user
    )


def test_the_city_of_144_suggestions(world, rows):
    """144 submitted, 119 closed, first half-year 82.7 % of the whole city answered, all satisfied, 32 moved, 12 led."""
    spring, autumn = at(2025, 3, 3), at(2025, 8, 4)
    done, _, _ = rows.answered(90, spring)
    rows.pending(10, spring)
    rows.answered(34, spring, organisation=world.county, grade=None)
    rows.pending(16, spring, organisation=world.county)
    rows.answered(29, autumn)
    away = rows.items(15, state="passed_on", submitted_at=autumn, accepted_at=autumn, passed_on_at=autumn)
    rows.pass_on(away, world.county, "passed_down", autumn)
    sent = rows.items(17, organisation=world.county, state="passed_on", submitted_at=autumn, accepted_at=autumn,
                      passed_on_at=autumn)  # fmt: skip
    came = rows.items(17, cases=[i.case for i in sent], state="submitted", submitted_at=autumn + DAY)
    rows.pass_on(sent, world.city, "passed_up", autumn, came)
    rows.claim(done[:12], autumn)
    with time_machine.travel(at(2025, 10, 1), tick=False):
        own = printed(
            world, "submitted", "closed", "satisfaction", "passed_out", "from_below", "claimed", scope=Scope()
        )
        half = {"scope": Scope(level=WHOLE), "last": date(2025, 6, 30)}
        (city_wide,) = printed(world, "reply_rate", **half)
        (all_of_it,) = printed(world, "submitted", scope=Scope(level=WHOLE))
    assert (own[0], own[1]) == (144, 119)
    says(own[2], 119, 119, "100.0")
    assert own[3] + own[4] == 32
    assert own[5] == 12
    says(city_wide, 124, 150, "82.7")
    assert all_of_it == 144 + 50 + 17  # each matter once


@pytest.mark.parametrize(
    ("received", "filed", "merged", "value"),
    [(291, 273, 0, "93.8"), (187, 175, 0, "93.6"), (268, 226, 44, "84.3"), (410, 300, 0, "73.2")],
)  # the last was printed as 77 %
def test_filing(world, rows, received, filed, merged, value):
    spring = at(2025, 2, 3)
    own = rows.items(filed - merged, kind="proposal", state="accepted", submitted_at=spring, accepted_at=spring,
                     filed=True)  # fmt: skip
    if merged:
        rows.merge(
            rows.items(merged, kind="proposal", state="in_review", submitted_at=spring), own[0], spring
        )
    rows.items(received - filed, kind="proposal", state="declined", submitted_at=spring, declined_at=spring)
    rate, together = printed(world, "filing_rate", "filed_by_merging")
    says(rate, filed, received, value)
    assert together == merged


def test_collective_proposals_of_those_received(world, rows):
    spring = at(2025, 2, 3)
    rows.items(42, kind="proposal", proposer="sector", state="submitted", submitted_at=spring)
    rows.items(267, kind="proposal", state="submitted", submitted_at=spring)
    says(printed(world, "collective_share")[0], 42, 309, "13.6")


def classed(rows, *numbers):
    for letter, number in zip("ABC", numbers, strict=True):
        rows.answered(number, at(2025, 3, 3), kind="proposal", letter=letter, grade=None)


def test_classes_of_201(world, rows):
    classed(rows, 151, 35, 15)
    assert [f.value for f in printed(world, "share_A", "share_B", "share_C", "share_D")] == [
        "75.1",
        "17.4",
        "7.5",
        "0.0",
    ]


def test_shares_that_somebody_made_add_up(world, rows):
    """198, 131 and 9 of 338: 38.757 % was printed as 38.7 so that the three make 100."""
    classed(rows, 198, 131, 9)
    keys = ("share_A", "share_B", "share_C")
    assert [f.value for f in printed(world, *keys)] == ["58.6", "38.8", "2.7"]
    rule(world, "shares_to_100", 1)
    figures = printed(world, *keys, "share_D")
    assert [f.value for f in figures] == ["58.6", "38.7", "2.7", "0.0"]
    assert [f.adjusted for f in figures] == [False, True, False, False]
    assert "已调整" in figures[1].definition


@pytest.mark.long
def test_two_decimals_where_an_organisation_prints_them(world, rows):
    spring = at(2025, 3, 3)
    rows.answered(5044, spring, kind="proposal", grade=None)
    rows.pending(8, spring, kind="proposal", filed=True)
    rule(world, "rate_decimals", 2)
    says(printed(world, "reply_rate")[0], 5044, 5052, "99.84")


def test_both_dimensions_of_527_returned_forms(world, rows):
    spring = at(2025, 3, 3)
    rows.answered(519, spring, kind="proposal")
    rows.answered(7, spring, kind="proposal", grade="dissatisfied", work="mostly")
    rows.answered(1, spring, kind="proposal", grade="dissatisfied")
    rows.answered(20, spring, kind="proposal", grade=None)  # no form came back
    work, result = printed(world, "work_satisfaction", "satisfaction")
    says(work, 526, 527, "99.8")
    says(result, 519, 527, "98.5")
    assert "收回的评价" in result.definition


def test_satisfied_of_all_answered(world, rows):
    spring = at(2025, 3, 3)
    rows.answered(333, spring, kind="proposal")
    rows.answered(2, spring, kind="proposal", grade="dissatisfied")
    rows.answered(3, spring, kind="proposal", grade=None)
    rule(world, "satisfaction_of_answered", 1)
    (figure,) = printed(world, "satisfaction")
    says(figure, 333, 338, "98.5")
    assert "已答复的交办件" in figure.definition


def test_last_years_b_that_is_a_now(world, rows):
    _, _, replies = rows.answered(23, at(2024, 5, 6), kind="proposal", letter="B")
    ClassChange.objects.bulk_create(
        ClassChange(reply=reply, from_class=rows.letters["B"], to_class=rows.letters["A"], reason="已建成",
                    source="lookback", by=world["staff"].post, occurred_at=at(2025, 6, 2))
        for reply in replies[:16]
    )  # fmt: skip
    rows.answered(5, at(2024, 5, 6), kind="proposal", letter="A")
    says(printed(world, "b_rate")[0], 16, 23, "69.6")


def test_an_empty_denominator_is_a_dash(world):
    counts = counting.numbers(world["leader"], Period(date(2025, 1, 1), date(2025, 12, 31), timezone.now()))
    assert {
        figure.value for figure in shares.rates(counts, timezone.now()).values() if not figure.denominator
    } == {"—"}
    assert Rules().words() == "计入满意：“满意”、“基本满意”；分母：收回的评价。"
