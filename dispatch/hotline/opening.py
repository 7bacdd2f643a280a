"""From the desk to the hotline: a ticket when its desk is offered or redone, word when it is taken back."""

from dispatch.desks import undoing
from dispatch.hotline import sending
from dispatch.hotline.words import Direction, Way
from dispatch.models.assignment import Assignment
from dispatch.models.hotline import HotlineLine, HotlineTicket

OPENING = {"offer": "submit", "grant_redo": "again", "reopen": "again"}
ENDING = frozenset({"cancel", "grant_return", "waive"})
STEPS = frozenset({*OPENING, *ENDING})


def after_step(subject, event):
    if event.step in STEPS and isinstance(subject, Assignment):
        follow([(subject, event)])


def after_many(pairs):
    follow([(s, e) for s, e in pairs if e.step in STEPS and isinstance(s, Assignment)])


def follow(pairs):
    """Desks of departments that are no hotline cost one statement for the whole batch."""
    if not pairs:
        return
    departments = {desk.department_id for desk, _ in pairs}
    lines = {
        line.department_id: line
        for line in HotlineLine.objects.filter(department__in=departments, active=True).select_related(
            "department"
        )
    }
    for desk, event in pairs:
        if line := lines.get(desk.department_id):
            open_ticket(line, desk, event) if event.step in OPENING else stop(line, desk, event)


def open_ticket(line, desk, event):
    """One ticket per desk and round; asked again it stays the one there is."""
    item = desk.item
    ticket, _ = HotlineTicket.objects.get_or_create(
        desk=desk, round=desk.round, direction=Direction.OUT,
        defaults={
            "line": line, "title": item.title[:120], "place": f"{item.district}{item.place}"[:120],
            "topic": item.category.label if item.category else "", "text": item.situation,
            "reported_on": event.occurred_at.date(),
        },
    )  # fmt: skip
    if ticket.stopped_at:  # a negotiated desk that was planned again and is offered anew
        ticket.stopped_at = None
        ticket.save(update_fields=["stopped_at"])
    if line.way == Way.HTTP:
        sending.queue(ticket, OPENING[event.step], event)


def stop(line, desk, event):
    """The desk is gone: the hotline need not work on it any longer."""
    for ticket in HotlineTicket.objects.filter(desk=desk, stopped_at=None, direction=Direction.OUT):
        ticket.stopped_at = event.occurred_at
        ticket.save(update_fields=["stopped_at"])
        if line.way == Way.HTTP and (ticket.sent_at or not sending.call_back(ticket)):
            sending.queue(ticket, "cancel", event)


def undone(subject, events, at):
    """The hand-out was taken back within seconds: nothing has been sent yet."""
    desks = undoing.done_to_desks(events, "offer")
    if desks:
        for ticket in HotlineTicket.objects.filter(desk__in=desks, stopped_at=None):
            sending.call_back(ticket)
            ticket.stopped_at = at
            ticket.save(update_fields=["stopped_at"])
