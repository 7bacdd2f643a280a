"""Ledger rows become messages: each claimed once, said if still true; proposals to supervise go to the hooks."""

import logging

from django.db import transaction

from dispatch.ladder import truth
from dispatch.ladder.states import Sending
from dispatch.models import Reminder
from dispatch.states import SupervisionReason
from weijianyi.notices import compose
from weijianyi.notices.audience import audiences_of

logger = logging.getLogger(__name__)
ON_LINE = ("rung", "organisation", "user", "post", "item__organisation", "desk__department__hotline", "clock")


def send_pending(waiting, now, escalations):
    """How many were said. One that fails is tried with the next run and holds up nobody."""
    said = 0
    for pk in list(waiting.order_by("pk").values_list("pk", flat=True)):
        try:
            said += send(pk, now, escalations)
        except Exception:
            logger.exception("reminder %s cannot be sent", pk)
    return said


@transaction.atomic
def send(pk, now, escalations):
    """Written first, then noticed: the row is held while its notices are written, so that two never write them."""
    if not Reminder.objects.pending().select_for_update(skip_locked=True).filter(pk=pk).exists():
        return 0
    reminder = Reminder.objects.select_related(*ON_LINE).get(pk=pk)
    if reminder.user_id is None:
        return propose(reminder, now, escalations)
    audience = audiences_of(reminder, "send")[0]
    post = next(iter(audience.to(reminder, None)), None)
    why = "收件人的岗位已有变化" if post is None else audience.objection(post, reminder, None)
    if why:
        return done(reminder, now, Sending.DROPPED, why)
    compose.tell(reminder, "send", key=f"reminder:{reminder.pk}")
    return done(reminder, now, Sending.SENT)


def propose(reminder, now, escalations):
    """To everybody on the list: fn(desk, reason, at)."""
    if not truth.holds(reminder, now=now):
        return done(reminder, now, Sending.DROPPED, "事情已经有了变化")
    for hook in escalations:
        hook(reminder.desk, SupervisionReason.LATE, now)
    return done(reminder, now, Sending.SENT, "已提出督办建议")


def done(reminder, now, state, note=""):
    """The state of a line of the ledger is no machine's: nobody acts on it."""
    reminder.state, reminder.done_at, reminder.note = state, now, note
    reminder.save(update_fields=["state", "done_at", "note"])
    return int(state == Sending.SENT)
