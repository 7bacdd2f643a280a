"""移交清单: what is open under a member, a person of a unit or a whole term: matters, promises, clocks."""

from dataclasses import dataclass, field

from django.utils import timezone

from dispatch.ledgers.columns import Column, fields
from dispatch.models import Assignment, Promise
from suggestions.models import Item
from suggestions.states import ENDED, UNSENT, SignerState
from weijianyi.clock.models import Deadline

MOST = 500
COLUMNS = tuple(
    Column(key, label, fields(), width=width)
    for key, label, width in (
        ("number", "编号", 22), ("title", "标题", 40), ("kind", "类型", 12), ("state", "现在", 14),
        ("holder", "由谁办理", 24), ("due", "下一期限", 14), ("promises", "没有兑现的承诺", 48),
    )
)  # fmt: skip


@dataclass
class Line:
    """One open matter."""

    item: Item
    clocks: list = field(default_factory=list)
    promises: list = field(default_factory=list)

    def cells(self):
        item = self.item
        return (
            item.reference or "（未编号）", str(item), item.get_kind_display(), item.get_state_display(), item.holder,
            item.next_due or "", "；".join(f"{p.text}（{p.due_on}）" for p in self.promises),
        )  # fmt: skip


def still_open(actor):
    """Submitted, not ended, and such with a promise outstanding."""
    return Item.objects.visible_to(actor).filter(voided_at=None).exclude(state__in=[*UNSENT, *ENDED])


def of_member(actor, member):
    rows = Item.objects.visible_to(actor).filter(
        authorships__member=member, authorships__state=SignerState.SIGNED, voided_at=None
    )
    waiting = Promise.objects.open().filter(desk__item__in=rows.values("pk")).values("desk__item")
    found = rows.filter(pk__in=still_open(actor).values("pk")) | rows.filter(pk__in=waiting)
    return lines(actor, found.distinct())


def of_officer(actor, officer):
    """What lies with this person of a unit."""
    desks = Assignment.objects.visible_to(actor).filter(holder_officer=officer).open()
    return lines(actor, Item.objects.filter(pk__in=desks.values("item")))


def of_everything(actor):
    """Everything of the organisation that goes on into the next term."""
    return lines(actor, still_open(actor))


def lines(actor, items):
    """The first MOST by due day, each with its running clocks and open promises: three statements."""
    return joined(actor, list(items.order_by("next_due", "pk")[:MOST]))


def joined(actor, rows):
    found = {item.pk: Line(item) for item in rows}
    threads = {item.thread: item.pk for item in rows}
    for clock in Deadline.objects.running().filter(thread__in=threads).order_by("due_on"):
        found[threads[clock.thread]].clocks.append(clock)
    promises = Promise.objects.visible_to(actor).open().filter(desk__item__in=found).select_related("desk")
    for promise in promises:
        found[promise.desk.item_id].promises.append(promise)
    return list(found.values())


def notes(title, number):
    return [
        ("移交清单", title), ("截至", f"{timezone.localtime():%Y-%m-%d %H:%M}"),
        ("口径", f"已提交、没有办结的事项，和承诺还没有兑现的；按下一期限排列，最多 {MOST} 件，本表 {number} 件。"),
    ]  # fmt: skip
