"""The outbox topic "event": every event is read once by each listener named in settings.EVENT_LISTENERS."""

from django.conf import settings
from django.utils.module_loading import import_string

from weijianyi.audit.models import Event


def digest(row):
    """All listeners or none: the outbox marks the row done in the same transaction, or tries again later."""
    event = Event.objects.get(pk=row.payload["event"])
    for path in settings.EVENT_LISTENERS:
        import_string(path)(event)
