"""The conditions behind the measures: `condition(period, organisation id)` picks rows of one table."""

from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q

from dispatch.figures.bases import converted, has_desk, redone, superseded
from dispatch.figures.period import evening
from dispatch.figures.scope import passed_out as is_passed_out
from dispatch.models import Assignment
from dispatch.states import Channel, DeskState, Dimension
from suggestions.models import ItemLink
from suggestions.states import OPEN, PERSONAL, LinkKind, ProposerType, State
from weijianyi import rulebook
from weijianyi.clock.models import Deadline

LATE_STATES = [DeskState.OFFERED, DeskState.RETURN_ASKED, DeskState.WORKING, DeskState.SIGNING]


COLLECTIVE = sorted(frozenset(ProposerType) - PERSONAL)


# -- items -----------------------------------------------------------------------------------------
def submitted(p, _=None):
    return p.within("submitted_at")


def accepted(p, _=None):
    return p.within("accepted_at")


def declined(p, _=None):
    return p.within("declined_at") & Q(accepted_at=None)


def turned(p, _=None):
    return p.within("passed_on_at") & Q(accepted_at=None) & converted() & ~Q(state=State.DECLINED)


def turned_to(kind):
    """Turned into an item of that kind, whether it had been accepted before or not."""
    return lambda p, _=None: (
        p.within("passed_on_at") & converted(to_item__kind=kind) & ~Q(state=State.DECLINED)
    )


def review_due(p, _=None):
    """Its review day lies in the period and has come; what was withdrawn unseen is not due."""
    due = Q(review_on__gte=p.first, review_on__lte=min(p.last, p.today))
    return due & ~Q(reviewed_at=None, withdrawn_at__isnull=False)


def reviewed_in_time(p, _=None):
    return review_due(p) & p.known("reviewed_at") & Q(reviewed_at__date__lte=F("review_on"))


def filed(p, _=None):
    """On file at the cut-off: accepted with a number of its own, or merged into one that is."""
    return submitted(p) & (
        p.known("accepted_at") & Q(number__isnull=False, session__isnull=False) | merged_and_filed(p)
    )


def filed_by_merging(p, _=None):
    return submitted(p) & merged_and_filed(p)


def merged_and_filed(p):
    links = ItemLink.objects.filter(from_item=OuterRef("pk"), kind=LinkKind.MERGED, voided_at=None)
    main = p.known("to_item__accepted_at") | Q(to_item__filed_under__isnull=False)
    return Q(filed_under__isnull=False) & Q(Exists(links.filter(main)))


def collective(p, _=None):
    return submitted(p) & Q(proposal_facts__proposer_type__in=COLLECTIVE)


def collective_filed(p, _=None):
    return filed(p) & Q(proposal_facts__proposer_type__in=COLLECTIVE)


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


def dispatched_closed(p, _=None):
    return dispatched(p) & p.known("closed_at")


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
    return Q(is_passed_out("pk", p.within("offered_at")))


# -- desks -----------------------------------------------------------------------------------------
def desk_offered(p, _=None):
    return p.within("offered_at")


def desk_replied(p, _=None):
    return desk_offered(p) & p.known("answered_at")


def desk_answered(p, _=None):
    return p.within("answered_at")


def due_clocks(p, **more):
    """The clocks of desks that were due in the period and by the cut-off: asked once, not row by row."""
    handle = Deadline.objects.on(Assignment).filter(code="handle")
    due = handle.filter(p.known("due_at"), due_on__gte=p.first, due_on__lte=p.last, paused_since=None, **more)
    return due.exclude(outcome=Deadline.Outcome.CANCELLED)


def first_clocks(p, **more):
    """The desks whose first clock was."""
    before = Deadline.objects.on(Assignment).filter(code="handle", object_id=OuterRef("object_id"))
    return due_clocks(p, **more).filter(~Exists(before.filter(pk__lt=OuterRef("pk")))).values("object_id")


def desk_due(p, _=None):
    """The first due date, with an approved extension, has come; a clock that stands still has not."""
    return Q(pk__in=first_clocks(p))


def desk_on_time(p, _=None):
    return Q(pk__in=first_clocks(p, outcome=Deadline.Outcome.KEPT, stopped_at__lte=p.until))


def of_letter(organisation, letter):
    """The codes of a class."""
    words = rulebook.entries(organisation, "result_class")
    return some(word.code for word in words if word.data.get("letter") == letter)


def some(codes):
    """A list that is not empty: a condition that nothing can meet would empty the whole statement."""
    return list(codes) or [""]


def overdue(p, _=None):
    return Q(state__in=LATE_STATES, due_on__lt=p.today)


def lapsed(p, _=None):
    return p.within("lapsed_at")


# -- verdicts --------------------------------------------------------------------------------------
def of(dimension, p):
    """The verdicts of one dimension on the last round."""
    return Q(dimension=dimension) & p.within("occurred_at") & ~superseded()


def rated(p, _=None):
    return of(Dimension.RESULT, p)


def first_rated(p, _=None):
    return Q(dimension=Dimension.RESULT) & p.within("occurred_at") & Q(reply__round=1)


def work_rated(p, _=None):
    return of(Dimension.WORK, p)


def counts_as_satisfied(organisation):
    return Q(grade__in=some(rulebook.value(organisation, "satisfied_grades")))


def graded(grade, dimension=Dimension.RESULT):
    return lambda p, _=None: of(dimension, p) & Q(grade=grade)


def closed(p, _=None):
    return p.within("closed_at")


def satisfied(p, organisation):
    return rated(p) & counts_as_satisfied(organisation)


def work_satisfied(p, organisation):
    return work_rated(p) & counts_as_satisfied(organisation)


def first_satisfied(p, organisation):
    return first_rated(p) & counts_as_satisfied(organisation)


def on_paper(p, _=None):
    return rated(p) & Q(channel=Channel.PAPER)
