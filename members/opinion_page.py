"""What pages of opinions read beside the rows: running clocks, the events a reader may know of."""

from members import opinion_rules
from members.models import Opinion
from weijianyi.audit.models import Event
from weijianyi.clock.models import Deadline


def next_clocks(opinions):
    """{pk: the earliest running clock} in one statement."""
    clocks = Deadline.objects.running().on(Opinion).filter(object_id__in=[o.pk for o in opinions])
    return {clock.object_id: clock for clock in clocks.order_by("-due_on", "-pk")}


def clocks_of(opinion):
    return Deadline.objects.running().of(opinion).order_by("due_on", "pk")


def events(actor, opinion):
    """Who looked at the contact is for those who may look themselves."""
    rows = Event.objects.of_thread(opinion.thread)
    return rows if opinion_rules.keeps(actor, opinion) else rows.filter(internal=False)
