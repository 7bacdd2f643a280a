"""Excel: the list handed to a hotline, their list read row by row with its problems, the comparison written back."""

import hashlib
from datetime import date, datetime
from io import BytesIO

from django.core.exceptions import ValidationError
from django.utils import timezone
from python_calamine import CalamineError, CalamineWorkbook
from xlsxwriter import Workbook

from dispatch.hotline import inbound
from weijianyi.requests import repaired
from weijianyi.workbook import OPTIONS, explain, write

MOST_ROWS, MOST_BYTES = 1000, 10 * 1024 * 1024
LOOK_FOR_HEAD = 10  # rows; offices put a title above it
# field of the message: the headings that mean it
HEADS = {
    "number": ("工单编号", "工单号", "编号", "受理编号"),
    "reference": ("来件标识", "来件编号"),
    "status": ("状态", "办理状态", "工单状态"),
    "happened_at": ("状态时间", "更新时间", "办理时间"),
    "result": ("办理结果", "处理结果", "答复内容", "办理情况"),
    "ground": ("政策依据", "原因说明"),
    "done_on": ("完成日期",),
    "contact_name": ("经办人", "承办人"),
    "contact_phone": ("联系电话",),
    "contact_on": ("回访日期", "沟通日期"),
    "contact_summary": ("回访情况", "沟通情况"),
    "title": ("标题", "主题", "诉求标题"),
    "place": ("地点", "地址", "事发地址"),
    "topic": ("类别", "分类", "诉求分类"),
    "text": ("内容", "诉求内容"),
    "reported_on": ("受理日期", "受理时间", "来电时间"),
    "closed_on": ("办结日期", "办结时间"),
}
OUT = (
    ("来件标识", 18), ("统一标识", 14), ("我方编号", 20), ("工单编号", 18), ("标题", 36), ("地点", 30),
    ("类别", 12), ("情况", 60), ("建议", 40), ("交办日期", 12), ("期限", 12), ("状态", 10), ("办理结果", 40),
    ("回访日期", 12), ("回访情况", 40),
)  # fmt: skip


HOW = "请填“工单编号”“状态”“办理结果”，其他列不要改，填好后发回。不含委员姓名和电话。"
MATCHES = (
    ("清单", 18), ("工单编号", 18), ("工单标题", 36), ("对方状态", 12), ("我方编号", 20), ("我方标题", 36),
    ("我方状态", 12), ("相似度", 8), ("是否同一件", 12),
)  # fmt: skip
MATCHED = "按编号、标题、地点和内容相似度比对，是否同一件由提案委确认。"


def cells_out(t):
    """One ticket with the columns they fill in."""
    return (
        t.reference, t.line.mark, t.desk.item.reference, t.number, t.title, t.place, t.topic,
        t.desk.item.situation, t.desk.item.advice, t.reported_on or "", t.desk.due_on or "", t.status, t.result,
        "", "",
    )  # fmt: skip


def cells_of_match(label, m):
    return (
        label, m.ticket.number, m.ticket.title, m.ticket.status, m.item.reference, m.item.title,
        m.item.get_state_display(), m.score, "是" if m.same else "待确认",
    )  # fmt: skip


def handed_over(tickets, notes):
    """The bytes of an .xlsx: one row per ticket."""
    rows = [cells_out(ticket) for ticket in tickets]
    return sheet("转热线清单", OUT, rows, [*notes, ("行数", str(len(rows)))])


def sheet(name, columns, rows, notes):
    buffer = BytesIO()
    with Workbook(buffer, OPTIONS) as book:
        head = book.add_format({"bold": True, "bg_color": "#eef3fa", "bottom": 1})
        day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        page = book.add_worksheet(name)
        page.freeze_panes(1, 0)
        for place, (label, width) in enumerate(columns):
            page.set_column(place, place, width)
            page.write_string(0, place, label, head)
        for number, row in enumerate(rows, 1):
            write(page, number, row, day)
        explain(book, notes, head)
    return buffer.getvalue()


def read(upload):
    """(sha256, rows as the interface takes them, [[row number, sentence]]). ValidationError for no such file."""
    content = upload.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise ValidationError("文件超过 10 MB，请分几次导入。")
    try:
        with CalamineWorkbook.from_filelike(BytesIO(content)) as book:
            table = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, ValueError, OSError, IndexError) as error:
        raise ValidationError("读不出这个文件，请另存为 Excel（xlsx）再试。") from error
    start, columns = head_of(table)
    if len(table) - start > MOST_ROWS:
        raise ValidationError(f"超过 {MOST_ROWS} 行，请分几次导入。")
    rows, problems = [], []
    for number, cells in enumerate(table[start + 1 :], start + 2):
        if any(str(cell).strip() for cell in cells):
            one(number, cells, columns, rows, problems)
    return hashlib.sha256(content).hexdigest(), rows, doubled(rows, problems)


def head_of(table):
    """(its row, {field: column}); ValidationError where no row looks like one."""
    for place, cells in enumerate(table[:LOOK_FOR_HEAD]):
        said = [str(cell).strip() for cell in cells]
        found = {f: said.index(w) for f, ws in HEADS.items() for w in reversed(ws) if w in said}
        if "number" in found or "reference" in found:
            return place, found
    raise ValidationError("没有找到表头。表里要有“工单编号”或“来件标识”一列，可先下载转热线清单看样式。")


def one(number, cells, columns, rows, problems):
    """Read one row; what cannot be used is told with its number and left out."""
    row = {name: text_of(cells[place]) for name, place in columns.items() if place < len(cells)}
    row = {name: value for name, value in row.items() if value}
    for name in ("happened_at", *inbound.DAYS):
        if name in row:
            row[name] = iso(row[name], whole=name == "happened_at")
    if not row.get("number") and not row.get("reference"):
        problems.append([number, "没有工单编号，也没有来件标识，不导入。"])
        return
    for name, longest in inbound.LIMITS.items():
        if len(row.get(name, "")) > longest:
            problems.append([number, f"“{HEADS[name][0]}”超过 {longest} 字，不导入。"])
            return
    try:
        inbound.message(row)
    except inbound.Unreadable:
        problems.append([number, "日期写法不对，请写成 2026-01-31，不导入。"])
        return
    rows.append(row | {"row": number})


def text_of(cell):
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return repaired(str(cell)).strip()


def iso(text, *, whole):
    """2026/1/31 and 2026年1月31日 as 2026-01-31; anything else stays as it is and is refused later."""
    text = text.replace("年", "-").replace("月", "-").replace("日", "").replace("/", "-").replace(".", "-")
    text = text.replace("Z", "+00:00").strip()
    for form in ("%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S"):
        try:
            found = datetime.strptime(text, form)
        except ValueError:
            continue
        return timezone.make_aware(found).isoformat() if whole else found.date().isoformat()
    return text


def doubled(rows, problems):
    """The same number twice with other words: both are taken in their order, and told."""
    seen = {}
    for row in rows:
        key = row.get("number")
        if key and key in seen and seen[key] != {**row, "row": 0}:
            problems.append([row["row"], f"工单编号 {key} 在表里出现两次，内容不同，按先后顺序处理。"])
        if key:
            seen[key] = {**row, "row": 0}
    return sorted(problems)
