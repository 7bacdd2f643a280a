"""What units have in hand: by whose turn it is at the desk, and by how long ago it was handed out."""

from datetime import timedelta

from django.db.models import Count, Q

from dispatch.figures.desk_conditions import desk_open
from dispatch.figures.period import evening
from dispatch.states import DeskState

# Together exactly the desks that are open.
TURNS = (
    ("sign", "单位待签收", (DeskState.OFFERED,)), ("work", "单位办理中", (DeskState.WORKING,)),
    ("lead", "分管领导待签发", (DeskState.SIGNING,)),
    ("office", "提案委待定退办、待核对", (DeskState.RETURN_ASKED, DeskState.CHECKING)),
)  # fmt: skip


def at(states):
    return lambda p, _=None: Q(state__in=states)


def handed_out(least, most):
    """Open for so many days since it was handed out; `most` 0: or longer."""

    def condition(p, _=None):
        found = desk_open(p) & Q(offered_at__lte=evening(p.today - timedelta(days=least)))
        return found & Q(offered_at__gt=evening(p.today - timedelta(days=most + 1))) if most else found

    return condition


def topics(rows):
    """[(topic id, label, how many desks)], most frequent first, in one statement."""
    found = rows.order_by().values_list("item__category", "item__category__label").annotate(n=Count("pk"))
    named = [(pk, label or "未分领域", n) for pk, label, n in found]
    return sorted(named, key=lambda row: (-row[2], row[0] or 0))
