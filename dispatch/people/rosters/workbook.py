"""The same lists as Excel: a template with an example, the list as it stands, the problems of an upload."""

from io import BytesIO

from xlsxwriter import Workbook

from dispatch.models import RosterKind
from dispatch.people.rosters.columns import OF
from dispatch.people.rosters.running import LOADERS
from weijianyi.workbook import OPTIONS

HOW = (
    "一行一条，从表头下面第一行填起；不要改表头，不用的列可以删去。",
    "删去的列保持原样；列在而格子空着，是清空。",
    "以“示例：”开头的行不导入，可以留着。",
    "日期写成 2022-01-01；手机号按文字填写。公式不计算，请填结果。",
    "导入前先检查，列出每一行的问题；确认以前什么也不保存。",
    "同一份表可以改了再导：已有的更新，没有的新增，没有变化的不动。",
)


def template(kind):
    return made(kind, [[column.example for column in OF[kind]]])


def exported(kind, organisation):
    """(bytes, number of rows) of the list as it stands; read in again it changes nothing."""
    lines = list(LOADERS[kind](organisation, []).lines())
    return made(kind, lines), len(lines)


def made(kind, lines):
    buffer = BytesIO()
    save(buffer, kind, lines)
    return buffer.getvalue()


def save(target, kind, lines):
    """Written to an open file, row by row."""
    columns = OF[kind]
    with Workbook(target, OPTIONS) as book:
        head = book.add_format({"bold": True, "bg_color": "#eef3fa", "bottom": 1})
        text = book.add_format({"num_format": "@"})
        sheet = book.add_worksheet("数据")
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width, text)
            sheet.write_string(0, place, column.label, head)
        for number, line in enumerate(lines, 1):
            for place, value in enumerate(line):
                sheet.write_string(number, place, value, text)
        explain(book, kind, head)


def explain(book, kind, head):
    sheet = book.add_worksheet("说明")
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 80)
    sheet.write_string(0, 0, f"{RosterKind(kind).label}名册", head)
    for number, line in enumerate(HOW, 1):
        sheet.write_string(number, 1, line)
    for number, column in enumerate(OF[kind], len(HOW) + 2):
        sheet.write_string(number, 0, column.label + ("（必填）" if column.required else ""))
        sheet.write_string(number, 1, column.help or "可以不填")


def of_problems(roster):
    buffer = BytesIO()
    with Workbook(buffer, OPTIONS) as book:
        head = book.add_format({"bold": True, "bg_color": "#eef3fa", "bottom": 1})
        sheet = book.add_worksheet("问题")
        for place, (label, width) in enumerate((("行", 8), ("列", 16), ("问题", 80))):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, label, head)
        for number, (row, column, sentence) in enumerate(roster.problems, 1):
            sheet.write_number(number, 0, row)
            sheet.write_string(number, 1, column)
            sheet.write_string(number, 2, sentence)
    return buffer.getvalue()
