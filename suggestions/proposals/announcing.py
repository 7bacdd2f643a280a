"""Decided now, announced together: every held conclusion of a session becomes the step it stands for."""

from django.db import transaction
from django.utils import timezone

from suggestions.models import HeldDecision, Item
from suggestions.models.proposal import HOLDABLE
from suggestions.states import State
from weijianyi.workflow import Many, perform_many, seconding
from weijianyi.workflow.seconding import unpack


def waiting(actor):
    """Held conclusions of this office, by 流水号."""
    open_rows = HeldDecision.objects.filter(announced_at=None, dropped_at=None)
    decidable = Item.objects.visible_to(actor).filter(state=State.IN_REVIEW, voided_at=None)
    mine = open_rows.filter(item__in=decidable.values("pk"))
    return mine.select_related("item__proposal_facts", "item__session", "decided_by__user").order_by(
        "item__proposal_facts__serial", "pk"
    )


def needs_another(row, actor):
    """Whether a second person is wanted for that step and the one who decided is the one who announces."""
    offered = type(row.item).steps()[row.step].step
    return seconding.wanted(row.item, offered, actor) and row.decided_by.user_id == actor.user.pk


@transaction.atomic
def announce(rows, *, actor):
    """Take the held steps, those that file first, in the order of the rows. Returns Many."""
    found, now = Many(), timezone.now()
    keys = [row.pk for row in rows]
    locked = HeldDecision.objects.select_for_update().filter(pk__in=keys, announced_at=None, dropped_at=None)
    still = set(locked.values_list("pk", flat=True))  # a colleague may have announced or taken back some
    rows = [row for row in rows if row.pk in still]
    HeldDecision.objects.filter(pk__in=still).update(announced_at=now)
    for step in HOLDABLE:
        own = [row for row in rows if row.step == step]
        alone = [row for row in own if needs_another(row, actor)]
        found.refused += [(row.item, "结论由您自己提出，要由另一位同志宣布。") for row in alone]
        own = [row for row in own if row not in alone]
        facts = {row.item_id: unpack(row.facts) for row in own}
        made = perform_many(
            [row.item for row in own], step, actor=actor, at=now, facts_of=facts, confirmed=True
        )
        found.done += made.done
        found.refused += made.refused
    kept = [item.pk for item, _ in found.refused]
    HeldDecision.objects.filter(item__in=kept, announced_at=now).update(announced_at=None)
    return found
