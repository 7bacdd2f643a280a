"""Applies the messages of hand-overs in the other organisation, through the one door, as a client; each once."""

from django.db import transaction
from django.utils import timezone

from dispatch.linkage import carrying, packing
from dispatch.linkage.states import DOWN, MessageKind, Outcome
from dispatch.models import Arrival, Assignment, LinkMessage, Partner
from dispatch.states import REQUIRED, DeskState
from suggestions.models import Item, ItemLink
from suggestions.states import LinkKind
from weijianyi.audit.models import CLIENT
from weijianyi.workflow import Actor, NotNow, NotVisible, perform, seconding

M = MessageKind


def handle(row):
    """The outbox topic "link": this message and, before it, whatever of the same sender still waits."""
    message = LinkMessage.objects.get(pk=row.payload["message"])
    deliver(message)


def deliver(message, at=None, box=None):
    """Apply the sender's messages of this hand-over up to `message`, in their order. Safe to repeat.

    `at`: the time of import where they came in a file. `box`: the files that came with it.
    """
    ItemLink.objects.select_for_update(of=("self",)).get(pk=message.link_id)
    waiting = LinkMessage.objects.not_applied().filter(
        link=message.link_id, sender=message.sender_id, number__lte=message.number
    )
    for each in waiting.select_related("link__from_item__organisation", "sender", "receiver").order_by(
        "number"
    ):
        each.outcome, each.note = taken(each, at or each.occurred_at, box or carrying.Shelf())
        each.applied_at = timezone.now()
        each.save(update_fields=["outcome", "note", "applied_at"])


def taken(message, at, box):
    """(outcome, note): a step that has become impossible is no fault, the two sides' acts have crossed."""
    if not lives_here(message):
        return Outcome.CARRIED, ""
    try:
        with transaction.atomic():
            APPLY[message.kind](message, client(message), at, box)
    except NotNow as crossed:
        return Outcome.LATE, str(crossed.sentence)[:200]
    except NotVisible:
        return Outcome.LATE, "对方已经没有这件事项"
    return Outcome.APPLIED, ""


def lives_here(message):
    """Whether the receiver works in this very system; otherwise the messages travel in sealed files."""
    far = Partner.objects.filter(organisation=message.sender_id, other=message.receiver_id, ended_at=None)
    return not far.exists()


def client(message):
    return Actor(kind=CLIENT, on_behalf_of=message.sender.name, link=message.link)


# -- to the receiver ---------------------------------------------------------------------------------
def offer(message, actor, at, box):
    arrival, made = Arrival.objects.get_or_create(
        link=message.link, defaults={"organisation_id": message.receiver_id, "body": message.body}
    )
    if made:
        box.put(message.body.get("files", ()), arrival)
        perform(arrival, "announce", actor=actor, at=at)


def recall(message, actor, at, box):
    arrival = Arrival.objects.get(link=message.link)
    reason = message.body.get("reason") or "转出方收回"
    if arrival.item_id is None:
        perform(arrival, "be_recalled", actor=actor, at=at, reason=reason)
        return
    seconding.lapse(arrival.item, at)
    perform(arrival.item, "be_recalled", actor=actor, at=at, reason=reason)


def urge(message, actor, at, box):
    arrival = Arrival.objects.get(link=message.link)
    subject = arrival if arrival.item_id is None else working_item(arrival)
    perform(subject, "be_urged", actor=actor, at=at, note=message.body.get("note", ""))


def verdict(message, actor, at, box):
    """The author's verdict closes the desks; what was merged into a main item closes with that one's own."""
    arrival = Arrival.objects.get(link=message.link)
    item = working_item(arrival)
    for desk in item.desks.filter(role__in=REQUIRED, state=DeskState.RELEASED):
        step = "settle" if item.pk == arrival.item_id else "note_verdict"
        perform(desk, step, actor=actor, at=at, **message.body)


def redo(message, actor, at, box):
    item = working_item(Arrival.objects.get(link=message.link))
    open_to = [DeskState.RELEASED, DeskState.DONE]
    for desk in item.desks.filter(role__in=REQUIRED, state__in=open_to):
        perform(desk, "redo_for_home", actor=actor, at=at, **message.body)


def working_item(arrival):
    """The item that is worked on: the received one, or the one it was merged into."""
    merged = ItemLink.objects.filter(from_item=arrival.item_id, kind=LinkKind.MERGED, voided_at=None).first()
    return Item.objects.get(pk=merged.to_item_id if merged else arrival.item_id)


# -- to the source -----------------------------------------------------------------------------------
def desk_of(message):
    return Assignment.objects.select_related("link", "item").get(link=message.link)


def receipt(message, actor, at, box):
    message.link.far_number = message.body.get("number", "")[:40]
    message.link.save(update_fields=["far_number"])
    perform(desk_of(message), "receive", actor=actor, at=at)


def refusal(message, actor, at, box):
    perform(
        desk_of(message), "refuse", actor=actor, at=at, reason=message.body.get("reason") or "没有写明理由"
    )


def progress(message, actor, at, box):
    perform(desk_of(message), "report_progress", actor=actor, at=at, **message.body)


def result(message, actor, at, box):
    body, desk = message.body, desk_of(message)
    box.put(body.get("files", ()), desk)
    perform(
        desk, "bring_result", actor=actor, at=at, result_class=packing.class_of(desk.organisation_id, body),
        **{name: body.get(name, "") for name in (*packing.REPLY, "signed_at", "done_on", "document", "authority")},
        signed_for="、".join(body.get("units", ())),
    )  # fmt: skip


APPLY = {
    M.OFFER: offer, M.RECALL: recall, M.URGE: urge, M.VERDICT: verdict, M.REDO: redo, M.RECEIPT: receipt,
    M.REFUSAL: refusal, M.PROGRESS: progress, M.RESULT: result,
}  # fmt: skip
UP = frozenset(APPLY) - DOWN
