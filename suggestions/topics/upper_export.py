"""The ledger of higher-level members' proposals as an Excel workbook."""

from io import BytesIO

from django.db.models import Q
from django.utils import timezone
from xlsxwriter import Workbook

MOST = 2000
# Text stays text: an entry that begins with = + - @ or looks like a link is shown, never run.
OPTIONS = {
    "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
}  # fmt: skip
COLUMNS = (
    ("委员姓名", 12), ("层级", 8), ("界别或职务", 20), ("提案题目", 44), ("提交日期", 12), ("给予的帮助", 16),
    ("帮助情况", 40), ("进展", 10), ("结果", 40), ("网址", 30),
)  # fmt: skip


def workbook(rows, actor, filters):
    """The bytes of an .xlsx; `filters` [(label, text)] stand on the sheet 口径说明."""
    buffer = BytesIO()
    with Workbook(buffer, OPTIONS) as book:
        head = book.add_format({"bold": True, "bg_color": "#eef3fa", "bottom": 1})
        day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        sheet = book.add_worksheet("上级委员提案")
        sheet.freeze_panes(1, 1)
        for place, (label, width) in enumerate(COLUMNS):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, label, head)
        number = 0
        for number, row in enumerate(rows, 1):
            write(sheet, number, row, day)
        sheet.autofilter(0, 0, number, len(COLUMNS) - 1)
        explain(book, head, actor, [*filters, ("行数", str(number))])
    return buffer.getvalue()


def narrowed(rows, wanted):
    """Under the filter of the page."""
    words = wanted.pop("q", "")
    rows = rows.filter(**wanted)
    return rows.filter(Q(name__icontains=words) | Q(title__icontains=words)) if words else rows


def cells(row):
    return (
        row.name, row.get_level_display(), row.seat, row.title, row.submitted_on or "", row.help_words, row.help_note,
        row.get_state_display(), row.outcome, row.link,
    )  # fmt: skip


def write(sheet, place, row, day):
    for column, value in enumerate(cells(row)):
        if isinstance(value, str):
            sheet.write_string(place, column, value)
        else:
            sheet.write_datetime(place, column, value, day)


def explain(book, head, actor, lines):
    sheet = book.add_worksheet("口径说明")
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 80)
    known = [
        ("单位", actor.post.organisation.name),
        ("导出时间", f"{timezone.localtime():%Y-%m-%d %H:%M}"),
        ("导出人", f"{actor.label}（{actor.post.label}）"),
        ("范围", "住本地的上级政协委员的提案，已作废的不列入。"),
    ]
    for place, (label, text) in enumerate([*known, *lines]):
        sheet.write_string(place, 0, label, head)
        sheet.write_string(place, 1, text)
