"""更正说明 of the tables: which cells differ from a count of today, and what of a bulletin cannot be counted again."""

from collections import defaultdict
from dataclasses import dataclass, field

from dispatch.bulletins import behind, reading
from dispatch.bulletins import figures as bulletin_figures
from dispatch.bulletins import tables as bulletin_tables
from dispatch.bulletins.columns import COLUMNS
from dispatch.bulletins.states import TABLES
from dispatch.figures import counting
from dispatch.figures.measures import MEASURES, STOCK

MOST = 50  # cells listed for one table
# What stands open at the cut-off is known of today only.
NOW_ONLY = ("overdue", "due_soon", "open_units")
OF_UNITS = tuple(MEASURES[key] for key in ("desk_offered", "desk_replied", "lapsed", "overdue"))


@dataclass
class TableLine:
    """One table whose rows are others today."""

    name: str
    cells: list = field(default_factory=list)  # [(row, column, then, now)]
    gone: list = field(default_factory=list)  # names of rows that would not be printed today
    come: list = field(default_factory=list)
    more: int = 0


def corrections(bulletin, actor):
    """[TableLine] of the printed tables that can be counted again and differ."""
    printed = bulletin.figures.get("tables", {})
    keys = [key for key in bulletin.tables if key in printed and key not in NOW_ONLY]
    days = bulletin_figures.period_of(bulletin)
    units = counting.departments(actor, days, measures=OF_UNITS) if "units" in keys else []
    counts = counting.Counts({}, units=units)
    today = bulletin_tables.made(actor, bulletin.kind, days, keys, counts)
    found = [line(key, printed[key], today[key]) for key in keys]
    return [one for one in found if one.cells or one.gone or one.come]


def line(key, then, now):
    made = TableLine(TABLES[key])
    held, counted = rows_of(key, then), rows_of(key, now)
    made.gone = [name_of(mark) for mark in held if mark not in counted]
    made.come = [name_of(mark) for mark in counted if mark not in held]
    columns = COLUMNS[key]
    labels = reading.labels(columns, reading.bands(key, True))
    cells = [
        (name_of(mark), label, reading.cell(row, column), reading.cell(counted[mark], column))
        for mark, row in held.items()
        if mark in counted
        for label, column in zip(labels, columns, strict=True)
        if reading.cell(row, column) != reading.cell(counted[mark], column)
    ]
    made.cells, made.more = cells[:MOST], max(0, len(cells) - MOST)
    return made


def rows_of(key, data):
    """{(name, what tells namesakes apart, which of them): row}, those without a place and the total included."""
    found, seen = {}, defaultdict(int)
    for row in [*data["rows"], *data.get("few", []), *data.get("struck", [])]:
        who = row["name"], row.get("sector", "")
        seen[who] += 1
        found[*who, seen[who]] = row
    if data.get("total"):
        found["总计", "", 1] = data["total"]
    return found


def name_of(mark):
    return f"{mark[0]}（{mark[1]}）" if mark[1] else mark[0]


def left_out(bulletin):
    """[(what is printed and not compared, why)]."""
    stocks = [c["label"] for key, c in bulletin.figures["counts"].items() if key in STOCK and printed(c)]
    tables = [TABLES[key] for key in bulletin.tables if key in NOW_ONLY]
    unkept = [label_of(key) for key, rows in bulletin.basis.rows.items() if rows is None and key not in STOCK]
    found = [
        ("、".join(stocks), "统计时的存量，没有留下以前的状态，只有印发时的值"),
        ("、".join(tables), "按统计时的状态列出的表，不能按当时重新统计"),
        ("、".join(unkept), f"件数超过 {bulletin_figures.MOST} 件，没有留存清单"),
        ("手写的文字、亮点案例、评优结果", "不是统计数字，由起草人核对"),
    ]
    return [(what, why) for what, why in found if what]


def label_of(place):
    """Of a number's place in the basis."""
    part, _, key = place.rpartition(":")
    return behind.label(part, key) if part else MEASURES[key].label


def printed(count):
    return bool(count["now"])
