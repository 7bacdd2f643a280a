"""Whether pressure moves anything: the unit's first act after it; and its end when the desk is taken away."""

from dispatch.models import Assignment, Promise, Supervision, SupervisionAction
from dispatch.states import GONE
from weijianyi.workflow import SYSTEM_ACTOR, perform

# What a unit does on a desk or about its promise. Answering the supervision itself is no movement, nor is
# what the office or the author does.
MOVES = frozenset(
    {
        "sign", "forward", "pass_inside", "ask_return", "record_contact", "ask_extension", "give_opinion",
        "send_opinion", "sign_opinion", "send_for_signature", "sign_reply", "set_plan", "keep", "postpone",
    }
)  # fmt: skip


def after_step(subject, event):
    """Called inside the transaction of every step."""
    if isinstance(subject, Assignment):
        if event.to_state in GONE:
            end(subject, event)
        elif event.step in MOVES:
            mark(subject.pk, event.occurred_at)
    elif isinstance(subject, Promise) and event.step in MOVES:
        mark(subject.desk_id, event.occurred_at)


def mark(desk, at):
    still = Supervision.objects.open().filter(desk=desk, opened_at__lte=at)
    keys = list(still.values_list("pk", flat=True))  # most desks have none: one cheap statement
    if keys:
        still.filter(moved_at=None).update(moved_at=at)
        SupervisionAction.objects.filter(supervision__in=keys, moved_at=None, at__lte=at).update(moved_at=at)


def end(desk, event):
    """Handed back or cancelled: nobody is pressed for it any more, and nobody need decide whether to."""
    how = {"actor": SYSTEM_ACTOR, "act": event.act, "at": event.occurred_at}
    for supervision in desk.supervisions.open():
        perform(supervision, "close", opinion=event.label, **how)
    for proposal in desk.supervision_proposals.open():
        perform(proposal, "dismiss", reason=event.label, **how)


def after_many(pairs):
    for subject, event in pairs:
        after_step(subject, event)
