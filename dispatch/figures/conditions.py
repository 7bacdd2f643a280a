"""The conditions behind the measures: `condition(period, organisation id)` picks rows of one table."""

from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q

from dispatch.figures.bases import converted, has_desk, redone, superseded
from dispatch.figures.period import evening
from dispatch.states import Channel, DeskState
from suggestions.models import ItemLink
from suggestions.states import OPEN, State
from weijianyi import rulebook
from weijianyi.clock.models import Deadline

LATE_STATES = [DeskState.OFFERED, DeskState.RETURN_ASKED, DeskState.WORKING, DeskState.SIGNING]


# -- items -----------------------------------------------------------------------------------------
def submitted(p, _=None):
    return p.within("submitted_at")


def accepted(p, _=None):
    return p.within("accepted_at")


def declined(p, _=None):
    return p.within("declined_at") & Q(accepted_at=None)


def turned(p, _=None):
    return p.within("passed_on_at") & Q(accepted_at=None) & converted() & ~Q(state=State.DECLINED)


def decided(p, _=None):
    return accepted(p) | declined(p) | turned(p)


def handed_on(p, _=None):
    return accepted(p) & p.known("dispatched_at")


def dispatched(p, _=None):
    return p.within("dispatched_at") & has_desk()


def same_day(p, _=None):
    return dispatched(p) & Q(dispatched_at__date=F("accepted_at__date"))


def replied(p, _=None):
    return dispatched(p) & p.known("answered_at")


def answered(p, _=None):
    return p.within("answered_at") & has_desk()


def answered_and_redone(p, _=None):
    return answered(p) & redone()


def still_open(p, _=None):
    """Somebody has it; what was turned into another kind or merged rests with nobody."""
    return Q(state__in=OPEN) & ~Q(holder_kind="")


def held_by(kind):
    return lambda p, _=None: still_open(p) & Q(holder_kind=kind)


def aged(least, most):
    """Open for so many days since it was submitted."""

    def condition(p, _=None):
        found = still_open(p) & Q(submitted_at__lte=evening(p.today - timedelta(days=least)))
        return found & Q(submitted_at__gt=evening(p.today - timedelta(days=most + 1))) if most else found

    return condition


# -- hand-overs ------------------------------------------------------------------------------------
def came_by(kind):
    """Received by the period's days through such a link."""
    links = ItemLink.objects.filter(to_item=OuterRef("pk"), kind=kind, voided_at=None)
    return lambda p, _=None: p.within("submitted_at") & Q(Exists(links))


def passed_out(p, _=None):
    """Offered to another organisation and neither refused nor recalled."""
    links = ItemLink.objects.passed().filter(from_item=OuterRef("pk"), refused_at=None, recalled_at=None)
    return Q(Exists(links.filter(p.within("offered_at"))))


# -- desks -----------------------------------------------------------------------------------------
def desk_offered(p, _=None):
    return p.within("offered_at")


def desk_replied(p, _=None):
    return desk_offered(p) & p.known("answered_at")


def desk_answered(p, _=None):
    return p.within("answered_at")


def desk_due(p, _=None):
    """The first due date, with an approved extension, has come; a clock that stands still has not."""
    due = Q(first_due__gte=p.first, first_due__lte=p.last, first_paused=None)
    return due & p.known("first_due_at") & ~Q(first_outcome=Deadline.Outcome.CANCELLED)


def desk_on_time(p, _=None):
    return desk_due(p) & Q(first_outcome=Deadline.Outcome.KEPT) & p.known("first_stopped_at")


def desk_solved(p, organisation):
    words = rulebook.entries(organisation, "result_class")
    return desk_answered(p) & Q(last_result__in=[w.code for w in words if w.data.get("letter") == "A"])


def overdue(p, _=None):
    return Q(state__in=LATE_STATES, due_on__lt=p.today)


def lapsed(p, _=None):
    return p.within("lapsed_at")


# -- ratings ---------------------------------------------------------------------------------------
def rated(p, _=None):
    return p.within("occurred_at") & ~superseded()


def first_rated(p, _=None):
    return p.within("occurred_at") & Q(reply__round=1)


def counts_as_satisfied(organisation):
    return Q(grade__in=rulebook.value(organisation, "satisfied_grades"))


def graded(grade):
    return lambda p, _=None: rated(p) & Q(grade=grade)


def closed(p, _=None):
    return p.within("closed_at")


def satisfied(p, organisation):
    return rated(p) & counts_as_satisfied(organisation)


def first_satisfied(p, organisation):
    return first_rated(p) & counts_as_satisfied(organisation)


def on_paper(p, _=None):
    return rated(p) & Q(channel=Channel.PAPER)
