"""One row per exchange, whatever became of it."""

from django.utils import timezone

from dispatch.models.hotline import HotlineExchange, HotlineTicket


def write(line, ticket, direction, way, kind, outcome, *, sentence="", **facts):
    """Keep the exchange; the ticket remembers when it was last heard of."""
    at = timezone.now()
    row = HotlineExchange.objects.create(
        line=line, ticket=ticket, direction=direction, way=way, kind=kind, outcome=outcome, at=at,
        sentence=sentence[:300], **facts,
    )  # fmt: skip
    if ticket is not None:
        ticket.last_exchange_at = at
        HotlineTicket.objects.filter(pk=ticket.pk).update(last_exchange_at=at)
    return row
