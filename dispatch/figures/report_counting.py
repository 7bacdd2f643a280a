"""Counts the measures of 社情民意: one statement per table, one per ranking, one for the sources."""

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Count, F

from dispatch.figures.report_bases import BASES, collective_or, first_author
from dispatch.figures.report_measures import MEASURES, STOCK, shown
from dispatch.figures.shares import LAST, share
from members.states import CollectiveKind as K

OF_UNITS = ("received", "used", "went_up", "used_above", "instructed_on")
# key of the address: (label, what the rows are grouped by, what they are called)
DIMENSIONS = {
    "committee": ("专委会", *2 * (collective_or("committee_name", K.COMMITTEE),)),
    "sector": ("界别", *2 * (collective_or("sector_name", K.SECTOR),)),
    "county": ("县市区", *2 * (F("county_name"),)),
    "collective": (
        "党派团体",
        *2 * (collective_or("", K.PARTY, K.PEOPLE, K.GROUP, K.SECTOR_GROUP, K.TOWNSHIP, K.EXPERT),),
    ),
    "member": ("委员", F("member_id"), F("name")),
}
ORDERS = {"used": "采用条数", "rate": "采用率", "received": "报送条数", "used_above": "上级采用条数"}
NONE = "none"


def counted(actor, period, levels):
    """{measure: number}, those of the year before under last_…; one statement a table."""
    found, before = Counter(), period.year_before()
    for table, base in BASES.items():
        asked = {}
        for measure in shown(levels):
            if measure.table == table:
                asked[measure.key] = number(measure, period, actor)
                if measure.key not in STOCK:
                    asked[LAST + measure.key] = number(measure, before, actor)
        found.update(base(actor).order_by().aggregate(**asked))
    return found


def number(measure, period, actor):
    return Count("pk", filter=measure.condition(period, actor.organisation_id), distinct=True)


@dataclass(frozen=True)
class Row:
    """One unit: its numbers, its place (0: not ranked)."""

    key: object
    name: str
    counts: dict
    place: int = 0

    def __getitem__(self, key):
        return self.counts[key]

    @property
    def rate(self):
        return share(self.counts["used"], self.counts["received"])


def grouped(rows, dimension):
    """`rows` of reports with `unit` and `unit_name` by their first author; of sources by their channel."""
    if dimension == "source":
        return rows.values("report_facts__source_id", "report_facts__source__label")
    _, key, name = DIMENSIONS[dimension]
    return rows.annotate(unit=first_author(key), unit_name=first_author(name)).values("unit", "unit_name")


def units(actor, period, dimension):
    """[Row] without places, those that did something in the period; the last one is what belongs to none."""
    asked = {key: number(MEASURES[key], period, actor) for key in OF_UNITS}
    found = grouped(BASES["report"](actor).order_by(), dimension).annotate(
        **{f"n_{k}": v for k, v in asked.items()}
    )
    rows = []
    for row in found:
        key, name = list(row.values())[:2]
        counts = {k: row[f"n_{k}"] for k in OF_UNITS}
        if any(counts.values()):
            rows.append(Row(key or NONE, name if key else "没有归入", counts))
    return merged(rows)


def merged(rows):
    """A member whose name was written in two ways is one; empty and missing names are one as well."""
    by_key = {}
    for row in rows:
        held = by_key.get(row.key)
        counts = {k: row[k] + held[k] for k in OF_UNITS} if held else row.counts
        by_key[row.key] = Row(row.key, row.name, counts)
    return list(by_key.values())


def ranked(rows, order, least):
    """(ranked, too few cases, none): ties share a place, the next place counts all before it."""
    few = [row for row in rows if row.key != NONE and row["received"] < least]
    enough = [row for row in rows if row.key != NONE and row["received"] >= least]
    enough.sort(key=lambda row: (-merit(row, order), str(row.name)))
    placed = []
    for row in enough:
        tied = placed and merit(placed[-1], order) == merit(row, order)
        placed.append(Row(row.key, row.name, row.counts, placed[-1].place if tied else len(placed) + 1))
    few.sort(key=lambda row: (-row["received"], str(row.name)))
    return placed, few, next((row for row in rows if row.key == NONE), None)


def merit(row, order):
    """Exact, so that equal rates are equal."""
    return Fraction(row["used"], row["received"]) if order == "rate" else row[order]


def of_unit(rows, dimension, unit):
    """The reports behind a cell of the ranking."""
    if dimension == "source":
        return rows.filter(report_facts__source=None if unit == NONE else unit)
    rows = rows.annotate(unit=first_author(DIMENSIONS[dimension][1]))
    if unit == NONE:
        return (
            rows.filter(unit=None) | rows.filter(unit="") if dimension != "member" else rows.filter(unit=None)
        )
    return rows.filter(unit=unit)
