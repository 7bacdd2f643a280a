"""更正说明: what an issued bulletin would say today, which items moved, and what happened to them since."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Q

from dispatch import bulletin_figures
from suggestions.models import Item
from weijianyi.audit.models import Event

MOST = 50  # items listed by name for one metric


@dataclass
class Line:
    """One metric that counts differently today."""

    label: str
    definition: str
    unit: str
    then: int
    now: int
    moved: list = field(default_factory=list)  # [(item, "不再计入" or "新计入", why)]
    more: int = 0


def changed(bulletin, actor):
    """[(label, then, now)] of the printed counts that differ today; in as many statements as one counting."""
    days = bulletin_figures.period_of(bulletin)
    today = bulletin_figures.counting.numbers(actor, days)
    rows = [(key, bulletin.figures["counts"][key]) for key in bulletin_figures.KEPT if key in today.whole]
    return [
        (c["label"], c["now"], today[key]) for key, c in rows if key in today.whole and c["now"] != today[key]
    ]


def corrections(bulletin, actor):
    """[Line] of everything that can be counted again, in the order of the dictionary."""
    days = bulletin_figures.period_of(bulletin)
    moves = bulletin_figures.moved(actor, days, bulletin.basis.rows)
    ids = defaultdict(set)
    for measure, _, _, gone, come in moves:
        ids[measure.table] |= {*gone, *come}
    to_item = {
        (table, pk): item
        for table, rows in ids.items()
        for pk, item in bulletin_figures.items_of(table, rows).items()
    }
    items = Item.objects.visible_to(actor).in_bulk(set(to_item.values()))
    why = reasons(items.values(), bulletin.basis.at)
    return [line(move, to_item, items, why) for move in moves]


def line(move, to_item, items, why):
    measure, then, now, gone, come = move
    found = Line(measure.label, measure.definition, bulletin_figures.bases.UNITS[measure.table], then, now)
    rows = [(pk, "不再计入") for pk in gone] + [(pk, "新计入") for pk in come]
    for pk, how in rows[:MOST]:
        item = items.get(to_item.get((measure.table, pk)))
        if item is not None:
            found.moved.append((item, how, why.get(item.pk, "数据有补录或更正")))
    found.more = max(0, len(rows) - MOST)
    return found


def reasons(items, since):
    """{item: what was recorded about it after the figures were made}, oldest first, each word once."""
    threads = {item.thread: item.pk for item in items}
    events = Event.objects.filter(Q(thread__in=threads), recorded_at__gt=since).order_by("pk")
    found = defaultdict(list)
    for thread, label in events.values_list("thread", "label"):
        if label not in found[threads[thread]]:
            found[threads[thread]].append(label)
    return {item: "、".join(labels[:4]) for item, labels in found.items()}
