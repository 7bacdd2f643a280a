"""更正说明: what an issued bulletin would say today, which items moved, and what happened to them since."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Q
from django.urls import reverse

from dispatch.bulletins import behind
from dispatch.bulletins import figures as bulletin_figures
from dispatch.figures import counting
from dispatch.figures.bases import MEMBER
from members.models import Member
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
    moved: list = field(default_factory=list)  # [(address, words, "不再计入" or "新计入", why)]
    more: int = 0
    hidden: int = 0  # rows this reader may not open


def changed(bulletin, actor):
    """[(label, then, now)] of the printed counts that differ today; in as many statements as one counting."""
    days = bulletin_figures.period_of(bulletin)
    today = counting.numbers(actor, days, compare=counting.alone)
    held = bulletin.figures["counts"]
    rows = [(key, held[key]) for key in bulletin_figures.KEPT if key in today.whole and key in held]
    found = [(c["label"], c["now"], today[key]) for key, c in rows if c["now"] != today[key]]
    return found + behind.changed(bulletin, actor, days)


def corrections(bulletin, actor):
    """[Line] of everything that can be counted again, in the order of the dictionary, then what stands beside."""
    days, kept = bulletin_figures.period_of(bulletin), bulletin.basis.rows
    moves = [
        (("", measure.table), measure.label, measure.definition, measure.unit, *move)
        for measure, *move in bulletin_figures.moved(actor, days, kept)
    ]
    for part, key, *move in behind.moved(actor, days, kept):
        words = behind.label(part, key), behind.measure(part, key).definition, behind.unit(part, key)
        moves.append((behind.source(part, key), *words, *move))
    known = opened(actor, moves)
    threads = {thread for rows in known.values() for thread, _, _ in rows.values() if thread}
    why = reasons(threads, bulletin.basis.at)
    return [line(*move, known[source], why) for source, *move in moves]


def opened(actor, moves):
    """{source: {row id: (thread, address, words)}} of the rows that moved: each table is asked once."""
    wanted = defaultdict(set)
    for source, *_, gone, come in moves:
        wanted[source] |= {*gone, *come}
    return {
        (part, table): behind.subjects(actor, part, table, ids) if part else of_table(actor, table, ids)
        for (part, table), ids in wanted.items()
    }


def of_table(actor, table, ids):
    """Of the items, or of the members, behind those rows."""
    if table == MEMBER:
        rows = Member.objects.filter(organisation_id=actor.organisation_id, pk__in=ids)
        return {row.pk: ("", reverse("member", args=[row.pk]), row.name) for row in rows}
    return behind.items_behind(actor, table, ids)


def line(label, definition, unit, then, now, gone, come, known, why):
    found = Line(label, definition, unit, then, now)
    rows = [(pk, "不再计入") for pk in gone] + [(pk, "新计入") for pk in come]
    for pk, how in rows[:MOST]:
        thread, url, words = known.get(pk, ("", "", ""))
        if url:
            found.moved.append((url, words, how, why.get(thread, "数据有补录或更正")))
    found.more = max(0, len(rows) - MOST)
    found.hidden = len(rows) - found.more - len(found.moved)
    return found


def reasons(threads, since):
    """{thread: what was recorded about it after the figures were made}, oldest first, each word once."""
    events = Event.objects.filter(Q(thread__in=threads), recorded_at__gt=since).order_by("pk")
    found = defaultdict(list)
    for thread, label in events.values_list("thread", "label"):
        if label not in found[thread]:
            found[thread].append(label)
    return {thread: "、".join(labels[:4]) for thread, labels in found.items()}
