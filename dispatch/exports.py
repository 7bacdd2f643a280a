"""Lists as Excel workbooks: what is seen, as real dates and plain text, with a sheet that says what was counted."""

from dispatch.ledgers.desks import cells
from weijianyi.workbook import table

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST = 2000  # rows written while somebody waits (rulings §10)


def workbook(ledger, notes):
    """The bytes of an .xlsx with the rows of `ledger` and `notes` [(label, text)] on the sheet 口径说明."""
    rows = ledger.rows.order_by(*ledger.order)[:MOST].iterator()
    return table(ledger.columns, (cells(row, ledger.columns) for row in rows), notes)
