"""Which step of which side makes which message: rows of the Outbox, written in the step's own transaction."""

from django.db.models import Max, Q

from dispatch.linkage import packing, standing
from dispatch.linkage.states import DOWN, MessageKind
from dispatch.models import Arrival, Assignment, LinkMessage
from suggestions.models import Item, ItemLink
from suggestions.states import LinkKind, State
from weijianyi.work import outbox

M = MessageKind
TOPIC = "link"
# Steps of a link desk that the receiver hears of.
OF_DESK = {
    "offer": M.OFFER, "recall": M.RECALL, "cancel": M.RECALL, "urge": M.URGE, "grant_redo": M.REDO, "reopen": M.REDO,
    "redo_for_home": M.REDO, "refuse_redo": M.VERDICT, "close": M.VERDICT, "lapse": M.VERDICT, "excuse": M.VERDICT,
    "settle": M.VERDICT,
}  # fmt: skip
# Steps of what arrived that the source hears of.
OF_ARRIVAL = {"receive": M.RECEIPT, "refuse": M.REFUSAL}
RESTS = (State.ANSWERED, State.CLOSED, State.DECLINED, State.WITHDRAWN)


def after_step(subject, event):
    """Called inside the transaction of every step, after the item has followed its desks."""
    if isinstance(subject, Arrival):
        if kind := OF_ARRIVAL.get(event.step):
            body = {"reason": event.note} if kind == M.REFUSAL else receipt(subject)
            send(subject.link, kind, body, event)
            tell_sources(subject.item_id, None, event)
    elif isinstance(subject, Assignment):
        if subject.link_id and (kind := OF_DESK.get(event.step)):
            send(subject.link, kind, BODIES[kind](subject, event), event)
        tell_sources(subject.item_id, None, event)
    elif isinstance(subject, Item) and event.step != "arrive":  # the receipt is said first
        tell_sources(subject.pk, subject, event)


def after_many(pairs):
    """The same for a bulk step; one statement tells which of the items came from elsewhere."""
    keys = {
        s.item_id if isinstance(s, Assignment) else s.pk for s, _ in pairs if isinstance(s, Item | Assignment)
    }
    if not keys or not Arrival.objects.in_hand().filter(reached(keys)).exists():
        return
    for subject, event in pairs:
        after_step(subject, event)


BODIES = {
    M.OFFER: lambda desk, event: packing.offer(desk.item, desk.link.reason),
    M.RECALL: lambda desk, event: {"reason": desk.end_reason or event.label},
    M.URGE: lambda desk, event: {"note": event.note},
    M.VERDICT: lambda desk, event: packing.verdict(desk),
    M.REDO: lambda desk, event: packing.verdict(desk) | redo(desk, event),
}


def redo(desk, event):
    """Why it is to be done again: the author's reason and the office's words."""
    asked = desk.redos.filter(voided_at=None).exclude(decision="").order_by("-pk").first()
    return {"reason": asked.reason if asked else event.note, "opinion": asked.opinion if asked else ""}


def receipt(arrival):
    return {"number": arrival.item.reference, "by": arrival.organisation.name}


def reached(keys):
    """Arrivals whose item is one of these, or was merged into one of them."""
    merged = Q(item__links_out__kind=LinkKind.MERGED, item__links_out__voided_at=None)
    return Q(item__in=keys) | (merged & Q(item__links_out__to_item__in=keys))


def tell_sources(key, item, event):
    """Whoever passed the item in hears what became of it."""
    found = set(Arrival.objects.in_hand().filter(reached([key])).values_list("pk", flat=True))
    if not found:  # nearly always: nothing wider is asked for
        return
    for arrival in Arrival.objects.filter(pk__in=found).select_related("link", "item"):
        item = item or Item.objects.get(pk=key)
        kind, body = outcome(arrival, item, event)
        if kind == M.PROGRESS:
            standing.tell(arrival, body, lambda b, a=arrival: send(a.link, M.PROGRESS, b, event))
        elif kind:
            send(arrival.link, kind, body, event)
        if kind == M.REFUSAL or (arrival.item_id == item.pk and item.state == State.WITHDRAWN):
            Arrival.objects.filter(pk=arrival.pk).update(ended_at=event.occurred_at, reason=event.note)


def outcome(arrival, item, event):
    """(kind, body) of what this step means for the source."""
    own = arrival.item_id == item.pk
    if own and event.to_state == State.DECLINED != event.from_state:
        reason = event.data.get("reason", "")
        return M.REFUSAL, {
            "reason": f"{reason}：{event.note}" if reason and event.note else event.note or reason
        }
    if own and event.step == "void":
        return M.REFUSAL, {"reason": f"对方作废：{event.note}"}
    if event.step == "move" and event.to_state == State.ANSWERED:
        return M.RESULT, packing.result(item)
    if own and event.step == "move" and event.to_state == State.CLOSED and item.answered_at is None:
        return M.REFUSAL, {"reason": "对方研究后认为无需办理。"}
    if item.state in RESTS:
        return None, None
    return M.PROGRESS, standing.of(item, event)


def send(link, kind, body, event):
    """One message with its work mark; numbers without gaps, in the order of the steps."""
    link = ItemLink.objects.select_for_update(of=("self",)).select_related("from_item").get(pk=link.pk)
    source, receiver = link.from_item.organisation_id, link.organisation_id
    sender, to = (source, receiver) if kind in DOWN else (receiver, source)
    before = LinkMessage.objects.filter(link=link, sender=sender).aggregate(last=Max("number"))["last"] or 0
    message = LinkMessage.objects.create(
        link=link, kind=kind, sender_id=sender, receiver_id=to, number=before + 1, body=body or {},
        occurred_at=event.occurred_at,
    )  # fmt: skip
    outbox.put(TOPIC, f"link:{message.uid}", {"message": message.pk})
    return message
