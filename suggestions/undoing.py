"""What undo takes back of an item's rows: reviews are marked void, clocks run again."""

from suggestions.models import Item, Review
from suggestions.states import Kind, State
from weijianyi.clock import deadlines
from weijianyi.clock.models import Deadline


def rows(subject, events, at):
    if not isinstance(subject, Item):
        return
    Review.objects.filter(event__in=events).update(voided_at=at)
    clocks = Deadline.objects.of(subject).filter(stopped_at__gte=events[0].occurred_at)
    for clock in clocks:  # what the act stopped runs again, from its old start
        deadlines.reopen(clock)
    if subject.state == State.SUBMITTED and subject.kind != Kind.INQUIRY:
        deadlines.start(subject, "review", at=subject.submitted_at)
