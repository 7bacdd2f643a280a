"""Residents' opinions as rows of the 台账, in the columns of reports; no contact, numbers blotted out."""

from django.db.models import OuterRef, Prefetch, Subquery
from django.utils import timezone

from dispatch.ledgers.columns import Column, fields
from dispatch.ledgers.matters import COLUMNS as COMMON
from dispatch.ledgers.matters import Row
from dispatch.models import Assignment
from dispatch.states import ANSWERING, OPEN
from members.models import Opinion
from members.opinions import words as opinion_words
from members.opinions.states import ENDED
from suggestions.models import OpinionItem
from weijianyi.clock.models import Deadline

# The county the resident chose stands beside where it came from.
AT = 1 + [column.key for column in COMMON].index("source")
COLUMNS = (*COMMON[:AT], Column("county", "县区", fields(), width=14), *COMMON[AT:])
SOLVED = {True: "解决", False: "没有解决", None: ""}


def for_rows(rows):
    """With what `row` asks of each, in a constant number of statements."""
    desks = Assignment.objects.filter(role__in=ANSWERING).select_related("department")
    made = OpinionItem.objects.select_related("item").prefetch_related(Prefetch("item__desks", desks))
    clocks = Deadline.objects.running().on(Opinion).filter(object_id=OuterRef("pk")).order_by("due_on", "pk")
    rows = rows.annotate(clock_on=Subquery(clocks.values("due_on")[:1]))
    return rows.select_related("studio", "county").prefetch_related(Prefetch("made", made))


def rows_of(opinions, today):
    return [row(opinion, today) for opinion in opinions]


def cells(row):
    """In the order of COLUMNS."""
    common = row.cells()
    return (*common[:AT], row.county, *common[AT:])


def row(opinion, today):
    desks = [desk for link in opinion.made.all() if link.item for desk in link.item.desks.all()]
    waiting = [desk.due_on for desk in desks if desk.due_on and desk.state in OPEN]
    due = min(filter(None, [opinion.clock_on, *waiting]), default=None)
    return Row(
        url=opinion.get_absolute_url(), number=str(opinion), day=timezone.localdate(opinion.received_at),
        source=f"{opinion.studio}（{opinion.get_channel_display()}）",
        content=" ".join(opinion_words.without_numbers(opinion.text).split())[:200], level=opinion.get_level_display(),
        unit="、".join(dict.fromkeys(desk.unit_short for desk in desks)), due=due, late=bool(due and due < today),
        result="，".join(filter(None, [opinion.get_state_display(), SOLVED[opinion.solved]])),
        feedback=f"已答复 {timezone.localdate(opinion.answered_at)}" if opinion.answered_at else "",
        closed=timezone.localdate(opinion.closed_at) if opinion.closed_at and opinion.state in ENDED else None,
        county=opinion.county.place if opinion.county else "",
    )  # fmt: skip
