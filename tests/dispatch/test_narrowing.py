"""What a statement does not look at counts nowhere: rows that touch the period with one of their dates only."""

from datetime import timedelta

import pytest
from django.utils import timezone

from dispatch.figures import counting
from dispatch.figures.measures import EVERY
from dispatch.figures.period import Period
from dispatch.figures.scope import LEVELS, OWN, Scope
from tests import world as w
from tests.figure_rows import DAY, Rows

pytestmark = pytest.mark.django_db
NOW = timezone.now()
OLD = NOW - timedelta(days=1100)
SEEN = {
    "submitted", "accepted", "declined", "turned", "review_due", "dispatched", "answered", "closed", "open",
    "held_unit", "passed_out", "desk_offered", "desk_answered", "class_B", "desk_due", "desk_on_time", "lapsed",
    "overdue", "desk_open", "rated", "b_before",
}  # fmt: skip


@pytest.fixture
def rows():
    return Rows(w.build())


def days():
    today = timezone.localdate(NOW)
    return Period(today.replace(day=1), today, NOW)


def lay(rows):
    """Everything was handed in three years ago; one date of each lies in this month."""
    at = timezone.make_aware(timezone.datetime.combine(days().first, timezone.datetime.min.time()))
    path = dict.fromkeys(("submitted_at", "accepted_at", "dispatched_at", "answered_at", "closed_at"), OLD)
    for name in path:
        items = rows.items(1, state="closed", **path | {name: at})
        rows.desks(items, state="done", offered_at=OLD, done_at=OLD)
    rows.items(1, state="declined", submitted_at=OLD, declined_at=at)
    rows.items(1, state="declined", submitted_at=OLD, declined_at=OLD, reviewed_at=OLD, review_on=at.date())
    rows.items(1, state="handling", submitted_at=OLD, accepted_at=OLD, dispatched_at=OLD, holder_kind="unit")
    turned = rows.items(1, state="passed_on", submitted_at=OLD, passed_on_at=at)[0]
    proposal = rows.items(1, kind="proposal", state="submitted", submitted_at=OLD)[0]
    turned.links_out.create(
        to_item=proposal,
        kind="converted",
        organisation=turned.organisation,
        source_state="submitted",
        offered_at=at,
    )
    sent = rows.items(1, state="passed_on", submitted_at=OLD, passed_on_at=OLD)
    rows.pass_on(sent, rows.world.county, "passed_down", at)
    desks = rows.desks
    done = {"state": "done", "offered_at": OLD, "done_at": OLD}
    old = rows.items(7, state="closed", **path)
    desks(old[:1], state="done", offered_at=at, done_at=at)
    rows.replies(desks(old[1:2], **done, answered_at=at), at, "B")
    rows.clocks(desks(old[2:3], **done), at, OLD)
    desks(old[3:4], **done, lapsed_at=at)
    desks(old[4:5], state="working", offered_at=OLD, due_on=OLD.date())
    rows.rate(rows.replies(desks(old[5:6], **done, answered_at=OLD), OLD), at)
    before = at.replace(year=at.year - 1, month=1, day=2)
    rows.replies(desks(old[6:], **done, answered_at=before), before, "B")


@pytest.mark.parametrize("level", LEVELS)
def test_one_date_in_the_period_is_enough(rows, level):
    lay(rows)
    scope, actor = Scope("suggestion", level), rows.world["leader"]
    found = counting.numbers(actor, days(), scope)
    for measure in EVERY:
        if measure.fits(scope):
            assert (measure.key, found[measure.key]) == (
                measure.key,
                measure.rows(actor, days(), scope).count(),
            )
    if level == OWN:
        assert not {key for key in SEEN if not found[key]}


def test_a_year_is_told_twice_where_the_period_before_is_the_year_before(rows):
    rows.answered(2, NOW - 380 * DAY)
    year = Period(timezone.localdate(NOW).replace(month=1, day=1), timezone.localdate(NOW), NOW, "year")
    found = counting.numbers(rows.world["leader"], year)
    assert found["prev_submitted"] == found["last_submitted"]
    assert found.knows("prev_submitted")
    assert not found.knows("prev_open")
