"""Sheet: what an export writes of one list; the filters of a form in words."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import islice

from weijianyi import workbook

PORTION = 500  # rows read at once
ALWAYS = ("number", "title")


@dataclass(frozen=True)
class Sheet:
    """The rows of one export: `found` to count, `rows` to write in `order`, `cells(row)` as printed; `prepare` is
    asked once a portion for what its rows need; `save` writes another file than the usual workbook."""

    found: object
    rows: object
    order: tuple
    columns: tuple
    cells: Callable
    notes: list = field(default_factory=list)
    prepare: Callable = list
    save: Callable = workbook.save

    def number(self, most=None):
        rows = self.found.order_by().values("pk")
        return (rows[: most + 1] if most else rows).count()

    def lines(self, most=None):
        """The printed rows one after another, read in portions; never the whole list at once."""
        rows = self.rows.order_by(*self.order)
        rows = (rows[:most] if most else rows).iterator(chunk_size=PORTION)
        while portion := list(islice(rows, PORTION)):
            for row in self.prepare(portion):
                yield self.cells(row)


def only(sheet, keys):
    """The same sheet with the columns asked for, in their own order; number and title always, all of them for none."""
    places = [n for n, c in enumerate(sheet.columns) if c.key in keys or c.key in ALWAYS]
    if not any(c.key in keys for c in sheet.columns):
        return sheet

    def cells(row):
        values = tuple(sheet.cells(row))
        return tuple(values[n] for n in places)

    return replace(sheet, columns=tuple(sheet.columns[n] for n in places), cells=cells)


def filters(form):
    return [(f"筛选：{label}", value) for label, value in form.in_words()]
