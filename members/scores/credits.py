"""Credits: whom an event of the journal names as having done something."""

from django.db.models import Exists, OuterRef

from members.scores import merits
from weijianyi.audit.models import Event, EventCredit


def credits_between(organisation_id, starts, ends):
    """Credits of events that happened in these days, without those of matters that were voided."""
    voided = Event.objects.filter(
        step=merits.VOID, content_type=OuterRef("event__content_type"), object_id=OuterRef("event__object_id")
    )
    rows = EventCredit.objects.filter(
        event__organisation_id=organisation_id, event__occurred_at__date__range=(starts, ends)
    )
    return rows.filter(~Exists(voided))
