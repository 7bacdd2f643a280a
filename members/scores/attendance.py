"""Where a member took part: what was entered, and what duties, meetings and visits show by themselves; each once."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef
from django.utils import timezone

from members.models import Duty, Opinion, OpinionVisit, ServiceRecord
from members.states import DutyState
from weijianyi.bundling import Children

ENTERED = ("plenary", "standing", "activity", "training", "training_half", "duty")
MARKS = re.compile(r"[\W_]+")
SHORTEST = 4  # characters in common before two titles are the same thing


@dataclass(frozen=True)
class Attended:
    on: date
    label: str
    title: str
    url: str = ""
    times: int = 1
    kind: str = ""  # the 履职记录 of the same day that says the same

    @property
    def key(self):
        return self.on, MARKS.sub("", self.title)


@dataclass(frozen=True)
class Source:
    """`rows(member, actor, starts, ends)` -> Children; `read(member, row)` -> Attended, None if not surely theirs."""

    rows: Callable
    read: Callable


def opens(actor, rows, path="pk"):
    """Annotates whether the reader may open what stands at the path; `rows` are of the model looked at."""
    seen = rows.visible_to(actor) if actor else rows.none()
    return Exists(seen.filter(pk=OuterRef(path)))


# -- the sources of this app; higher apps add theirs when they are loaded ----------------------------
def records(member, actor, starts, ends):
    rows = ServiceRecord.objects.valid().filter(member=member, held_on__range=(starts, ends))
    return Children(rows.filter(kind__code__in=ENTERED), ("kind__label", "kind__code"))


def of_record(member, row):
    return Attended(row.held_on, row.kind__label, row.title, times=row.times, kind=row.kind__code)


def duties(member, actor, starts, ends):
    rows = Duty.objects.filter(member=member, state=DutyState.DONE, date__range=(starts, ends))
    return Children(rows.annotate(opens=opens(actor, Duty.objects.all())), ("studio__name", "opens"))


def of_duty(member, row):
    url = row.get_absolute_url() if row.opens else ""
    return Attended(row.date, "工作室值班", f"{row.studio__name}，{row.hours}", url, kind="duty")


def visits(member, actor, starts, ends):
    rows = OpinionVisit.objects.standing().filter(by__member=member, held_on__range=(starts, ends))
    rows = rows.annotate(opens=opens(actor, Opinion.objects.all(), "opinion"))
    return Children(rows, ("opinion__slug", "opens"))


def of_visit(member, row):
    opinion = Opinion(slug=row.opinion__slug)
    return Attended(row.held_on, "现场核实", str(opinion), opinion.get_absolute_url() if row.opens else "")


SOURCES = {
    "records": Source(records, of_record),
    "duties": Source(duties, of_duty),
    "visits": Source(visits, of_visit),
}


def register(name, rows, read):
    SOURCES[name] = Source(rows, read)


# -- each once ---------------------------------------------------------------------------------------
def children(member, actor, starts, ends):
    """To be read along with the member; what is still to come is not attended."""
    ends = min(ends, timezone.localdate())
    return {f"at_{name}": source.rows(member, actor, starts, ends) for name, source in SOURCES.items()}


def of(member):
    """[Attended] of a member read with `children`, the latest first. An entered record stands for what it repeats."""
    found = {
        name: [read for row in getattr(member, f"at_{name}") if (read := source.read(member, row))]
        for name, source in SOURCES.items()
    }
    entered = found.pop("records")
    known = {
        row.key: row for rows in found.values() for row in rows if not any(same(row, r) for r in entered)
    }
    return sorted([*entered, *known.values()], key=lambda row: row.on, reverse=True)


def same(row, record):
    """Of one day and of one kind, or one title within the other."""
    if row.on != record.on:
        return False
    (_, one), (_, other) = row.key, record.key
    alike = min(len(one), len(other)) >= SHORTEST and (one in other or other in one)
    return alike or (row.kind != "" and row.kind == record.kind)
