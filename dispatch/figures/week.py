"""The review desk's week: was each day cleared, how long people waited, what is unsigned."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from dispatch.models import Assignment
from dispatch.states import DeskState
from suggestions.models import Item
from weijianyi.clock import review
from weijianyi.clock.workdays import ONE as DAY
from weijianyi.clock.workdays import morning


@dataclass(frozen=True)
class ReviewDay:
    """One day of the weekly self-check."""

    day: date
    is_review_day: bool
    due: int
    cleared: int  # of those due, looked at by the end of that day
    reviewed: int
    waited: float | None  # days from submission to the first look, of those looked at that day
    accepted: int
    dispatched: int  # of those accepted that day, handed out the same day
    unsigned: int  # of the desks offered that day, not signed yet

    @property
    def left(self):
        return self.due - self.cleared


def review_week(actor, monday):
    """Seven ReviewDay records from that Monday on, in two statements."""
    start = morning(monday)
    days = [monday + DAY * n for n in range(7)]
    items = Item.objects.visible_to(actor).valid().filter(organisation_id=actor.organisation_id)
    items = items.filter(review_on__range=(days[0], days[-1])) | items.filter(
        reviewed_at__gte=start, reviewed_at__lt=start + 7 * DAY
    ) | items.filter(accepted_at__gte=start, accepted_at__lt=start + 7 * DAY)  # fmt: skip
    facts = list(
        items.values_list("review_on", "submitted_at", "reviewed_at", "accepted_at", "dispatched_at")
    )
    desks = Assignment.objects.visible_to(actor).filter(offered_at__gte=start, offered_at__lt=start + 7 * DAY)
    open_desks = [on(at) for at in desks.filter(state=DeskState.OFFERED).values_list("offered_at", flat=True)]
    meetings = set(review.review_days(actor.organisation_id, days[0], days[-1]))
    return [review_day(d, facts, open_desks, d in meetings) for d in days]


def review_day(day, facts, open_desks, is_review_day):
    due = [row for row in facts if row[0] == day]
    looked = [row for row in facts if on(row[2]) == day]
    accepted = [row for row in facts if on(row[3]) == day]
    waits = [(row[2] - row[1]) / DAY for row in looked if row[1]]
    return ReviewDay(
        day=day,
        is_review_day=is_review_day,
        due=len(due),
        cleared=sum(1 for row in due if row[2] and on(row[2]) <= day),
        reviewed=len(looked),
        waited=round(sum(waits) / len(waits), 1) if waits else None,
        accepted=len(accepted),
        dispatched=sum(1 for row in accepted if on(row[4]) == day),
        unsigned=open_desks.count(day),
    )


def on(moment):
    return timezone.localdate(moment) if moment else None
