"""Pushing tickets to a hotline over HTTP: idempotent, retried through the outbox, behind a circuit breaker."""

import json
import uuid
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from dispatch.hotline import log
from dispatch.hotline.words import Direction, Outcome, Way
from dispatch.models.hotline import HotlineLine, HotlineTicket
from weijianyi import outgoing, sealing
from weijianyi.work import outbox
from weijianyi.work.models import Outbox
from weijianyi.workflow.door import UNDO_HOLD

TOPIC = "hotline"
BREAKS_AFTER = 5  # failures in a row
REST = timedelta(minutes=10)


def queue(ticket, kind, event):
    """Once per ticket and event, and only when the hand-out can no longer be undone."""
    outbox.put(
        TOPIC, f"{row_key(ticket)}{kind}:{event.pk}", {"ticket": ticket.pk, "kind": kind}, delay=UNDO_HOLD
    )
    outbox.wake()


def row_key(ticket):
    return f"hotline:{ticket.pk}:"


def keys_of(ticket):
    rows = Outbox.objects.waiting().filter(topic=TOPIC, key__startswith=row_key(ticket))
    return list(rows.values_list("key", flat=True))


def call_back(ticket):
    """Take back what was never sent; whether there was anything."""
    return bool(outbox.cancel(keys_of(ticket)))


def again(ticket):
    """A person asks for another try of what was given up or refused; how many there were."""
    waiting = keys_of(ticket)
    tried = outbox.retry(waiting)
    if not waiting and not ticket.sent_at:
        kind = "submit" if ticket.round == 1 else "again"
        outbox.put(TOPIC, f"{row_key(ticket)}{kind}:{uuid.uuid4().hex}", {"ticket": ticket.pk, "kind": kind})
        tried = 1
    outbox.wake()
    return tried


def handle(row):
    """The outbox's handler: one try. Failing raises, so that the outbox tries again later."""
    tickets = HotlineTicket.objects.select_related("line__department", "desk__item__category")
    ticket, kind = tickets.get(pk=row.payload["ticket"]), row.payload["kind"]
    line = ticket.line
    if line.way != Way.HTTP or not line.active or (ticket.stopped_at and kind != "cancel"):
        return
    if line.broken:
        raise outbox.Later(line.broken_until - timezone.now())
    said = message(ticket, kind)
    try:
        answer = post(line, said, key=f"{ticket.reference}-{kind}")
    except outgoing.Refused as refusal:
        return refused(ticket, kind, said, str(refusal))
    except outgoing.Failed as failure:
        return failed(ticket, kind, said, failure)
    number = number_in(answer)
    if answer.good or (answer.status == 409 and number):
        return delivered(ticket, kind, said, number)
    if answer.passing:
        return failed(ticket, kind, said, outgoing.Failed(f"回应 {answer.status}"))
    return refused(ticket, kind, said, f"对方没有接受（{answer.status}）。")


def message(ticket, kind):
    """What the hotline is told: the matter, never who put it forward."""
    item = ticket.desk.item
    return {
        "reference": ticket.reference, "kind": kind, "mark": ticket.line.mark, "number": ticket.number,
        "our_number": item.reference, "title": item.title, "place": ticket.place, "category": ticket.topic,
        "text": item.situation, "wish": item.advice, "round": ticket.round,
        "due_on": ticket.desk.due_on.isoformat() if ticket.desk.due_on else None,
    }  # fmt: skip


def post(line, said, *, key):
    url = f"{line.url.rstrip('/')}/tickets"
    body = json.dumps(said, ensure_ascii=False, sort_keys=True).encode()
    path = outgoing.target(url).path
    signed = sealing.headers(sealing.opened(line.secret), method="POST", path=path, body=body)
    headers = {"Content-Type": "application/json", "Idempotency-Key": key, **signed}
    return outgoing.call("POST", url, body=body, headers=headers)


def number_in(answer):
    try:
        found = json.loads(answer.body)
    except ValueError:
        return ""
    number = found.get("number") if isinstance(found, dict) else ""
    return number[:60] if isinstance(number, str) else ""


def delivered(ticket, kind, said, number):
    """They have it; a number that belongs to another matter is not taken over."""
    with transaction.atomic():
        HotlineLine.objects.filter(pk=ticket.line_id).update(failures=0, broken_until=None)
        ticket = HotlineTicket.objects.select_for_update(of=("self",)).get(pk=ticket.pk)
        taken = (
            HotlineTicket.objects.filter(line=ticket.line_id, number=number).exclude(pk=ticket.pk).exists()
        )
        ticket.problem = ""
        if number and ticket.number and number != ticket.number:
            ticket.problem = f"对方又给了一个编号 {number}，请核对。"[:200]
        elif number and taken:
            ticket.problem = f"对方给的编号 {number} 已经登记在另一件上，请核对。"[:200]
        elif number:
            ticket.number = number
        elif kind != "cancel":
            ticket.problem = "对方已收到，还没有给工单编号。" if not ticket.number else ""
        ticket.sent_at = ticket.sent_at or timezone.now()
        log.write(
            ticket.line, ticket, Direction.OUT, Way.HTTP, kind, Outcome.SENT, payload=said, number=number
        )
        ticket.save()


def failed(ticket, kind, said, failure):
    with transaction.atomic():
        lines = HotlineLine.objects.filter(pk=ticket.line_id)
        lines.update(failures=F("failures") + 1)
        lines.filter(failures__gte=BREAKS_AFTER).update(broken_until=timezone.now() + REST, failures=0)
        log.write(
            ticket.line,
            ticket,
            Direction.OUT,
            Way.HTTP,
            kind,
            Outcome.FAILED,
            payload=said,
            sentence=str(failure),
        )
    raise failure


def refused(ticket, kind, said, sentence):
    """Trying again would change nothing: a person must look."""
    with transaction.atomic():
        HotlineTicket.objects.filter(pk=ticket.pk).update(problem=sentence[:200])
        log.write(
            ticket.line,
            ticket,
            Direction.OUT,
            Way.HTTP,
            kind,
            Outcome.REFUSED,
            payload=said,
            sentence=sentence,
        )
