"""Which session an act falls into, and whether a proposal belongs to the plenary (大会提案) or not (平时提案)."""

from datetime import timedelta

from django.utils import timezone

from members.models import Session
from weijianyi import rulebook

MONTH = timedelta(days=30)


def session_at(organisation, at):
    """The session proposals handed in at that moment belong to, or None while none has been entered.

    A session collects from `plenary_lead_months` before its opening until the next one begins to collect.
    """
    day = timezone.localdate(at)
    lead = rulebook.value(organisation, "plenary_lead_months") * MONTH
    pk = getattr(organisation, "pk", organisation)
    return Session.objects.filter(organisation_id=pk, opens_on__lte=day + lead).order_by("-opens_on").first()


def in_plenary(session, at):
    """Handed in before the cut-off stamped in the session's record."""
    return session is not None and at <= session.cutoff_at


def sitting_now(organisation, at):
    """Whether the plenary itself is sitting: windows are then counted in hours."""
    day = timezone.localdate(at)
    pk = getattr(organisation, "pk", organisation)
    return Session.objects.filter(organisation_id=pk, opens_on__lte=day, closes_on__gte=day).exists()


def all_of(organisation):
    """Every session of an organisation, the latest first."""
    return Session.objects.filter(organisation_id=getattr(organisation, "pk", organisation))
