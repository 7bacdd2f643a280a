"""Results of evaluation and awards as Excel workbooks; text stays text."""

from decimal import Decimal
from io import BytesIO

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from xlsxwriter import Workbook

from weijianyi.workbook import OPTIONS, explain

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def response(name, sheets, notes):
    """`sheets` [(title, [(label, width)], rows)] and `notes` [(label, text)] as a download."""
    answer = HttpResponse(workbook(sheets, notes), content_type=XLSX)
    filename = f"{name}-{timezone.localtime():%Y%m%d-%H%M}.xlsx"
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=filename)
    return answer


def workbook(sheets, notes):
    buffer = BytesIO()
    with Workbook(buffer, OPTIONS) as book:
        head = book.add_format({"bold": True, "bg_color": "#eef3fa", "bottom": 1})
        for title, columns, rows in sheets:
            sheet = book.add_worksheet(title)
            sheet.freeze_panes(1, 1)
            for place, (label, width) in enumerate(columns):
                sheet.set_column(place, place, width)
                sheet.write_string(0, place, label, head)
            for number, row in enumerate(rows, 1):
                for place, value in enumerate(row):
                    write(sheet, number, place, value)
        explain(book, notes, head)
    return buffer.getvalue()


def write(sheet, row, column, value):
    if isinstance(value, (int, Decimal, float)):
        sheet.write_number(row, column, float(value))
    else:
        sheet.write_string(row, column, "—" if value is None else str(value))
