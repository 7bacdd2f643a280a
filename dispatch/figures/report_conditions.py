"""The conditions behind the measures of 社情民意: `condition(period, organisation id)` picks rows of one table."""

from django.db.models import Exists, OuterRef, Q

from dispatch.figures.report_bases import first_of, reached
from suggestions.models import BriefEntry, Destination, Instruction
from suggestions.states import State
from suggestions.upward.states import OWN, UpOutcome


def days(p, field):
    """A day of the period, not after the cut-off."""
    return Q(**{f"{field}__gte": p.first, f"{field}__lte": min(p.last, p.today)})


# -- reports ---------------------------------------------------------------------------------------
def received(p, _=None):
    return p.within("submitted_at")


def used(p, _=None):
    return received(p) & p.known("accepted_at")


def refused(p, _=None):
    return received(p) & p.known("declined_at")


def urgent(p, _=None):
    return received(p) & Q(report_facts__urgent=True)


def waiting(p, _=None):
    return received(p) & Q(state__in=[State.SUBMITTED, State.RETURNED, State.EDITING])


def adopted(p, _=None):
    return p.within("accepted_at")


def printed(p, _=None):
    """In an issue of the period that stands."""
    entries = BriefEntry.objects.filter(
        p.within("brief__issued_at"), report=OuterRef("pk"), brief__state="issued"
    )
    return Q(Exists(entries))


def went_up(p, _=None):
    return reached(Destination, days(p, "sent_on") & Q(level__gt=OWN))


def used_above(p, _=None):
    return reached(Destination, days(p, "outcome_on") & Q(level__gt=OWN, outcome=UpOutcome.ADOPTED))


def instructed_on(p, _=None):
    return reached(Instruction, days(p, "given_on"))


# -- issues ----------------------------------------------------------------------------------------
def issued(p, _=None):
    return p.within("issued_at")


# -- sendings --------------------------------------------------------------------------------------
def sent_to(level):
    return lambda p, _=None: first_of(Destination, days(p, "sent_on") & Q(level=level))


def adopted_at(level):
    return lambda p, _=None: first_of(
        Destination, days(p, "outcome_on") & Q(level=level, outcome=UpOutcome.ADOPTED)
    )


def sent_above(p, _=None):
    return first_of(Destination, days(p, "sent_on") & Q(level__gt=OWN))


def adopted_above(p, _=None):
    return first_of(Destination, days(p, "outcome_on") & Q(level__gt=OWN, outcome=UpOutcome.ADOPTED))


# -- instructions ----------------------------------------------------------------------------------
def instructions(p, _=None):
    return days(p, "given_on")


def instructed(p, _=None):
    return first_of(Instruction, days(p, "given_on"))


def instructions_open(p, _=None):
    return instructions(p) & Q(state="following")


# -- forwardings -----------------------------------------------------------------------------------
def forwarded(p, _=None):
    return p.within("dispatched_at")


def fed_back(p, _=None):
    return forwarded(p) & p.known("answered_at")
