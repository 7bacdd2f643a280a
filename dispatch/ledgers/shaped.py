"""A list of desks, or of what hangs on them, with its own columns: what its workbook reads, in one statement."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Shaped:
    """As much of dispatch.ledgers.desks.Ledger as dispatch.exports asks for."""

    found: object
    columns: tuple
    order: tuple
    of_item: frozenset  # keys of the columns that read the item
    to_item: str  # the way from a row to it
    beside: str  # what the cells need besides

    @property
    def rows(self):
        sources = {}
        for column in self.columns:
            prefix = self.to_item if column.key in self.of_item else ""
            sources |= {f"c_{column.key}_{n}": source for n, source in enumerate(column.sources(prefix))}
        return self.found.order_by().annotate(**sources).values_list("pk", *sources, self.beside, named=True)
