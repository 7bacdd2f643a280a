"""Whether pressure moves anything: the unit's first act on a desk after it was put under supervision or pressed."""

from dispatch.models import Assignment, Promise, Supervision, SupervisionAction

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
    if event.step not in MOVES:
        return
    desk = {Assignment: "pk", Promise: "desk_id"}.get(type(subject))
    if desk is None:
        return
    at = event.occurred_at
    still = Supervision.objects.open().filter(desk=getattr(subject, desk), opened_at__lte=at)
    keys = list(still.values_list("pk", flat=True))  # most desks have none: one cheap statement
    if keys:
        still.filter(moved_at=None).update(moved_at=at)
        SupervisionAction.objects.filter(supervision__in=keys, moved_at=None, at__lte=at).update(moved_at=at)


def after_many(pairs):
    for subject, event in pairs:
        after_step(subject, event)
