"""A bulletin as Excel: counts and rates with what they are made of, every table on a sheet, charts, 口径."""

from datetime import datetime
from io import BytesIO

from django.utils import timezone
from xlsxwriter import Workbook

from dispatch.bulletins import reading
from dispatch.bulletins.words import moment
from weijianyi.rulebook.defaults import BY_KEY
from weijianyi.workbook import OPTIONS, explain

MOST_BARS = 20


def of(bulletin, *, public=False):
    buffer = BytesIO()
    with Workbook(buffer, OPTIONS | {"constant_memory": False}) as book:
        head = book.add_format({"bold": True, "bg_color": "#eef3fa", "bottom": 1, "text_wrap": True})
        counts(book, bulletin, head)
        months(book, bulletin, head)
        for part in reading.parts(bulletin, public=public):
            for table in part["tables"]:
                sheet_of(book, table, head)
        explain(book, notes(bulletin, public), head)
    return buffer.getvalue()


def counts(book, bulletin, head):
    """指标: the value, the period before, the year before; of rates also numerator and denominator."""
    sheet = book.add_worksheet("指标")
    labels = ("指标", "本期", "上期", "上年同期", "分子", "分母", "单位", "口径")
    heads(sheet, [(label, 60 if label == "口径" else 14) for label in labels], head)
    rows = lines_of(bulletin.figures, "")
    for name, part in bulletin.figures.get("beside", {}).items():
        rows += lines_of(part, f"{BESIDE[name]}：")
    for place, row in enumerate(rows, 1):
        line(sheet, place, row, {1, 2, 3, 4, 5})


BESIDE = {"studios": "群众意见", "reports": "社情民意", "proposals": "提案"}


def lines_of(found, of):
    """`of`: what they are about, in front of the label."""
    rows = [
        [of + c["label"], c["now"], c["before"], c["year"], None, None, c["unit"], c["definition"]]
        for c in found["counts"].values()
    ]
    return rows + [
        [of + r["label"], r["value"], r["before"], r["year"], r["over"], r["under"], "%", r["definition"]]
        for r in found["rates"].values()
    ]


def months(book, bulletin, head):
    """Submitted and closed by month, with a chart of its own."""
    rows = bulletin.figures["months"]
    sheet = book.add_worksheet("按月")
    heads(sheet, [("月份", 12), ("提交", 10), ("办结", 10)], head)
    for place, row in enumerate(rows, 1):
        line(sheet, place, row, {1, 2})
    if not rows:
        return
    chart = book.add_chart({"type": "column"})
    for column, name in ((1, "提交"), (2, "办结")):
        chart.add_series({
            "name": name, "categories": ["按月", 1, 0, len(rows), 0], "values": ["按月", 1, column, len(rows), column],
            "data_labels": {"value": True},
        })  # fmt: skip
    chart.set_title({"name": "提交与办结"})
    sheet.insert_chart("E2", chart)


CHARTED = {"units": ("rate", "办复率（%）"), "sectors": ("submitted", "提交件数"),
           "counties": ("submitted", "提交件数"),
           "committees": ("submitted", "提交件数"), "studios": ("received", "收到"),
           "open_units": ("open", "在办")}  # fmt: skip


def sheet_of(book, table, head):
    name = table["caption"].replace("　", " ")[:31]
    sheet = book.add_worksheet(name)
    labels, at = [], 0
    for band, span in table["bands"] or [("", len(table["columns"]))]:
        labels += [
            (f"{band}：{c.label}" if band else c.label, c.width) for c in table["columns"][at : at + span]
        ]
        at += span
    heads(sheet, labels, head)
    numbers = {place for place, c in enumerate(table["columns"]) if c.number}
    for place, row in enumerate(table["lines"], 1):
        line(sheet, place, row, numbers)
    if table["key"] in CHARTED and table["lines"]:
        bars(book, sheet, name, table)


def bars(book, sheet, name, table):
    key, title = CHARTED[table["key"]]
    keys = [c.key for c in table["columns"]]
    labels, values = keys.index("name"), keys.index(key)
    last = min(len(table["lines"]), MOST_BARS)
    chart = book.add_chart({"type": "bar"})
    chart.add_series({
        "name": title, "categories": [name, 1, labels, last, labels], "values": [name, 1, values, last, values],
        "data_labels": {"value": True},
    })  # fmt: skip
    chart.set_title({"name": f"{table['caption'].split('　')[-1]}：{title}"})
    chart.set_y_axis({"reverse": True})
    chart.set_legend({"none": True})
    sheet.insert_chart(1, len(keys) + 1, chart)


def heads(sheet, columns, head):
    sheet.freeze_panes(1, 1)
    for place, (label, width) in enumerate(columns):
        sheet.set_column(place, place, max(width, 8))
        sheet.write_string(0, place, label, head)


def line(sheet, place, values, numbers):
    """Numbers as numbers, also those printed with one decimal; a dash stays a dash, text stays text."""
    for column, value in enumerate(values):
        if column in numbers and (number := as_number(value)) is not None:
            sheet.write_number(place, column, number)
        else:
            sheet.write_string(place, column, "—" if value is None else str(value))


def as_number(value):
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


def notes(bulletin, public):
    until = timezone.localtime(datetime.fromisoformat(bulletin.figures["cutoff"]))
    title = reading.head_words(bulletin, public=public)["title"]
    grades = BY_KEY["satisfied_grades"].text(bulletin.figures["satisfied"])
    return [
        ("单位", bulletin.organisation.name), ("通报", title), ("文号", bulletin.reference or "未编号"),
        ("状态", bulletin.get_state_display()), ("期间", f"{bulletin.first} 至 {bulletin.last}"),
        ("数据截至", f"{until.year}年{moment(until)}"), ("范围", "本级提交；其他政协组织转入的另列，不计入"),
        ("计入满意", grades), ("排名", f"相同的同名次；不足 {bulletin.figures['least']} 件的另列，不参加排名"),
        ("零分母", "分母为零的比率印“—”，不是 0 也不是 100"), ("版本", "不含姓名" if public else "内部"),
    ]  # fmt: skip
