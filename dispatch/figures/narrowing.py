"""Which rows a statement has to look at: those that a period touches, and what is open; all others count nowhere."""

from functools import reduce
from operator import or_

from django.db.models import Q

from dispatch.figures import bases
from dispatch.figures.conditions import LATE_STATES, due_clocks
from dispatch.figures.desk_conditions import answered_year_before
from dispatch.states import DeskState
from suggestions.models import ItemLink
from suggestions.states import OPEN

DATES = {
    bases.items: (
        "submitted_at", "accepted_at", "declined_at", "passed_on_at", "dispatched_at", "answered_at", "closed_at",
    ),
    bases.desks: ("offered_at", "answered_at", "lapsed_at"),
    bases.ratings: ("occurred_at",),
}  # fmt: skip
DATES[bases.handled] = DATES[bases.items]
DATES[bases.joined] = DATES[bases.given] = DATES[bases.assists] = ("offered_at",)


def touched(rows, base, periods, keys=(), dated=True):
    """A condition that every measure of that base implies: cheap dates first. `keys`: what is asked for, where last
    year's B may be among it; `dated`: whether any of it has a date."""
    periods = list(periods) if dated else []
    if base is bases.all_items:
        return rows.filter(
            pk__in=ItemLink.objects.passed().filter(reduce(or_, map(offered, periods))).values("from_item")
        )
    if base not in DATES:
        return rows
    found = [p.within(name) for p in periods for name in DATES[base]]
    if base in (bases.items, bases.handled):
        found += [Q(state__in=OPEN), *(Q(review_on__gte=p.first, review_on__lte=p.last) for p in periods)]
    if base is bases.desks:
        found += [answered_year_before(p) for p in periods if "b_before" in keys]
        found += [
            Q(state__in=[*LATE_STATES, DeskState.CHECKING]),
            *(Q(pk__in=due_clocks(p).values("object_id")) for p in periods),
        ]
    return rows.filter(reduce(or_, found))


def offered(period):
    return period.within("offered_at")
