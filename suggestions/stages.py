"""Where an item stands: the word of its state, five stages, the unit that answers."""

from django.db.models import OuterRef, Subquery

from suggestions.models import Item
from suggestions.states import ICONS, TONES, State, state_word

STAGES = ("提交", "审核", "交办", "答复", "评价")
# How many stages are behind, and the mark of the one it is in.
PLACES = {
    State.DRAFT: (0, ""), State.COSIGNING: (0, "cur"), State.SUBMITTED: (1, "cur"), State.RETURNED: (1, "wait"),
    State.CONSULTING: (1, "cur"), State.IN_REVIEW: (1, "cur"), State.EDITING: (1, "cur"), State.ACCEPTED: (2, "cur"),
    State.HANDLING: (3, "cur"), State.ANSWERED: (4, "pend"), State.CLOSED: (5, ""), State.ADOPTED: (5, ""),
    State.PASSED_ON: (2, ""), State.DECLINED: (2, ""), State.WITHDRAWN: (1, ""),
}  # fmt: skip
# Roles and states of a desk that answers the item; names of dispatch.states, which is above this layer.
NOT_ANSWERING = ("assist", "relay", "link")
GONE = ("planned", "returned", "cancelled")


def word(item, *, own=True):
    """The state in words, for its author or for anybody else."""
    return state_word(item.kind, item.state, own=own)


def marks(item):
    """(marks of the five stages, the same in words) for templates/ui/mini.html."""
    behind, here = PLACES[item.state]
    rest = [here] if here else []
    found = ["on"] * behind + rest + [""] * (len(STAGES) - behind - len(rest))
    done = "、".join(STAGES[:behind])
    return found, f"进度：{f'{done}已完成；' if done else ''}{word(item)}"


def row(item, *, own=True):
    """What a row of a list shows of an item."""
    found, label = marks(item)
    return {
        "item": item, "word": word(item, own=own), "tone": TONES[item.state], "icon": ICONS.get(item.state, ""),
        "marks": found, "label": label, "unit": getattr(item, "unit", None) or "",
    }  # fmt: skip


def with_unit(items):
    """Each with `unit`: the short name of the department that answers, the first of several."""
    desks = Item._meta.get_field("desks").related_model.objects.filter(item=OuterRef("pk"))
    desks = desks.exclude(role__in=NOT_ANSWERING).exclude(state__in=GONE)
    return items.annotate(unit=Subquery(desks.order_by("pk").values("department__short_name")[:1]))
