"""What the other side is told of how a matter stands: state, holder, due, note; nothing else, only when it changed."""

from dispatch.models import Arrival
from suggestions.models import Item
from suggestions.states import LinkKind, State, state_word


def of(item, event):
    now = Item.objects.select_related("organisation").get(pk=item.pk)
    due = now.next_due.isoformat() if now.next_due else ""
    merged = (
        now.state == State.PASSED_ON and now.links_out.filter(kind=LinkKind.MERGED, voided_at=None).exists()
    )
    return {
        "state": "并入相同事项一起办理" if merged else state_word(now.kind, now.state),
        "holder": now.holder, "due": due, "note": "" if event.internal else event.label,
    }  # fmt: skip


def tell(arrival, body, send):
    """Send it unless the source has read just that: a step that moves nothing visible is no news."""
    told = f"{body['state']}|{body['holder']}|{body['due']}"[:200]
    if told == arrival.told:
        return
    Arrival.objects.filter(pk=arrival.pk).update(told=told)
    send(body)
