"""An uploaded .xlsx or .csv becomes rows of plain text; formulas are refused, never evaluated."""

import csv
import io
import re
from datetime import date, datetime
from zipfile import BadZipFile, ZipFile

from django.core.exceptions import ValidationError
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from dispatch.people.rosters.columns import OF
from suggestions.forms.words import tidy
from weijianyi.files import receive

MOST = 20_000  # rows of one list
UNPACKED = 80 * 1024 * 1024  # of all sheets; ten thousand rows have some six megabytes
COLUMNS = 60
HEAD = 5  # the header stands in one of the first rows
EXAMPLE = "示例："
DECLARES = re.compile(rb"<!(DOCTYPE|ENTITY)")
FORMULA = "这里是公式，没有计算；请改成它的结果再导入。"


def read(upload, kind):
    """([[row number, {column: text}]], [[row number, column, sentence]]); ValidationError for the whole file."""
    name = upload.name.lower()
    if name.endswith((".csv", ".txt")):
        lines, problems = from_csv(upload), []
    else:
        lines, problems = from_workbook(upload)
    rows = under_header(lines, kind)
    if not rows:
        raise ValidationError("表里没有数据。请把数据填在表头下面；以“示例：”开头的行不算。")
    taken = {number for number, _ in rows}
    labels = {label for _, row in rows[:1] for label in row}
    known = [p for p in problems if p[0] in taken]
    return rows, [[n, column_at(lines, labels, place), sentence] for n, place, sentence in known]


def from_csv(upload):
    if upload.size > receive.DEFAULTS.size:
        raise ValidationError("文件超过 20 MB，请分成几份。")
    raw = upload.read()
    if b"\0" in raw:
        raise ValidationError("这不是 .csv 文本，请另存为 .xlsx 或 UTF-8 的 .csv。")
    for coding in ("utf-8-sig", "gb18030"):
        try:
            text = raw.decode(coding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise ValidationError("看不出文字的编码，请另存为 UTF-8 的 .csv，或 .xlsx。")
    comma = "\t" if text.split("\n", 1)[0].count("\t") > 1 else ","
    try:
        rows = [[tidy(cell) for cell in row] for row in csv.reader(io.StringIO(text), delimiter=comma)]
    except csv.Error as error:
        raise ValidationError("这份 .csv 的格式读不出来，请另存为 .xlsx 再试。") from error
    check_count(len(rows))
    return list(enumerate(rows, 1))


def from_workbook(upload):
    made = receive.read_document(upload)
    if not made.name.endswith(".xlsx"):
        raise ValidationError("请选择 .xlsx 或 .csv 文件。")
    check_sheets(made.content)
    try:
        book = load_workbook(io.BytesIO(made.content), read_only=True, data_only=False)
        sheet = book["数据"] if "数据" in book.sheetnames else book.worksheets[0]
        sheet.reset_dimensions()  # what a file says of its own size is not believed
        return cells_of(sheet)
    except (
        InvalidFileException,
        BadZipFile,
        KeyError,
        ValueError,
        IndexError,
        TypeError,
        AttributeError,
    ) as error:
        raise ValidationError("这份表格读不出来，请用 Excel 或 WPS 重新保存为 .xlsx 再试。") from error


def check_sheets(content):
    """A workbook that unpacks too far, or declares entities, is not opened at all."""
    with ZipFile(io.BytesIO(content)) as archive:
        parts = [part for part in archive.infolist() if part.filename.endswith(".xml")]
        if sum(part.file_size for part in parts) > UNPACKED:
            raise ValidationError("这份表格展开后太大，没有导入；请只留下数据这一张表。")
        if any(DECLARES.search(archive.open(part).read(4096)) for part in parts):
            raise ValidationError("这份表格的结构不对，没有导入；请用 Excel 或 WPS 重新保存再试。")


def cells_of(sheet):
    lines, problems = [], []
    for number, row in enumerate(sheet.iter_rows(max_col=COLUMNS), 1):
        check_count(number)
        values = []
        for place, cell in enumerate(row):
            if cell.data_type == "f":
                problems.append((number, place, FORMULA))
                values.append("")
            elif cell.data_type == "e":
                problems.append((number, place, "这里是一个错误值，请改正。"))
                values.append("")
            else:
                values.append(text_of(cell.value))
        lines.append((number, values))
    return lines, problems


def text_of(value):
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return tidy(str(value))


def check_count(number):
    if number > MOST:
        raise ValidationError(f"一次最多 {MOST} 行，请分成几份。")


def header_of(lines, kind):
    """(place of the header line, its cells)."""
    wanted = {column.label for column in OF[kind]}
    for place, (_, cells) in enumerate(lines[:HEAD]):
        if len(wanted & set(cells)) >= 2:
            return place, cells
    raise ValidationError("没有找到表头。请下载模板，把数据填在模板里。")


def under_header(lines, kind):
    place, head = header_of(lines, kind)
    wanted = {column.label: column for column in OF[kind]}
    known = [cell for cell in head if cell in wanted]
    if len(known) > len(set(known)):
        raise ValidationError("表头里有两列同名，请删去一列。")
    missing = [column.label for column in OF[kind] if column.required and column.label not in known]
    if missing:
        raise ValidationError(f"缺少这几列：{'、'.join(missing)}。请按模板补上。")
    rows = []
    for number, cells in lines[place + 1 :]:
        row = {
            label: cells[at] if at < len(cells) else "" for at, label in enumerate(head) if label in wanted
        }
        if any(row.values()) and not next((cell for cell in cells if cell), "").startswith(EXAMPLE):
            rows.append([number, row])
    return rows


def column_at(lines, labels, place):
    """The header above that place."""
    for _, cells in lines[:HEAD]:
        if labels & set(cells):
            return cells[place] if place < len(cells) and cells[place] else f"第 {place + 1} 列"
    return f"第 {place + 1} 列"
