"""Excel workbooks: lines under columns, as real dates and plain text, with a sheet that says what was counted."""

from datetime import date
from io import BytesIO

from xlsxwriter import Workbook

# Text stays text: an entry that begins with = + - @ or looks like a link is shown, never run.
OPTIONS = {
    "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
}  # fmt: skip


def table(columns, lines, notes):
    """The bytes of an .xlsx: columns (`label`, `width`), a sequence of values per row, notes [(label, text)]."""
    buffer = BytesIO()
    save(buffer, columns, lines, notes)
    return buffer.getvalue()


def save(target, columns, lines, notes):
    """The same written to an open file, row by row: the memory it takes does not grow with the list."""
    with Workbook(target, OPTIONS) as book:
        head = book.add_format({"bold": True, "bg_color": "#eef3fa", "bottom": 1})
        day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        sheet = book.add_worksheet("台账")
        sheet.freeze_panes(1, 2)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width)
            sheet.write_string(0, place, column.label, head)
        number = 0
        for number, line in enumerate(lines, 1):
            write(sheet, number, line, day)
        sheet.autofilter(0, 0, number, len(columns) - 1)
        explain(book, [*notes, ("行数", str(number))], head)


def write(sheet, place, values, day):
    for column, value in enumerate(values):
        if isinstance(value, date):
            sheet.write_datetime(place, column, value, day)
        elif isinstance(value, int | float):
            sheet.write_number(place, column, value)
        else:
            sheet.write_string(place, column, value)


def explain(book, notes, head):
    sheet = book.add_worksheet("口径说明")
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 80)
    for place, (label, text) in enumerate(notes):
        sheet.write_string(place, 0, label, head)
        sheet.write_string(place, 1, text)
