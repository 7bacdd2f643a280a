"""Figures of 社情民意 as Excel: measures, sources, a sheet per ranking; or the list behind one number."""

from io import BytesIO

from xlsxwriter import Workbook

from dispatch.reports.ledger import MOST
from weijianyi.workbook import OPTIONS, explain, write

HEADS = ("名次", "名称", "报送", "采用", "采用率（%）", "上报", "上级采用", "有批示")


def of_list(listing, notes):
    """The bytes of an .xlsx with the rows of a listing."""
    sheets = [
        (listing.measure.label, listing.columns, map(listing.cells, listing.rows.order_by("-pk")[:MOST]))
    ]
    return book(
        [(name, [(c.label, c.width) for c in columns], rows) for name, columns, rows in sheets], notes
    )


def of_figures(table, sources, rankings, notes):
    """`rankings`: {label: what report_board.ranking() gives}."""
    sheets = [
        (
            "指标", [("指标", 20), ("数值", 10), ("单位", 8), ("上年同期", 10), ("口径", 80)],
            [[r["label"], r["value"], r["unit"], before(r), r["text"]] for r in table],
        ),
        ("来源渠道", heads(), [line(row) for row in sources]),
    ]  # fmt: skip
    for label, found in rankings.items():
        rows = [*found["placed"], *found["few"], *filter(None, [found["none"]])]
        sheets.append((f"排名·{label}", heads(), [line(row) for row in rows]))
    return book(sheets, notes)


def before(row):
    return "—" if row["before"] is None else row["before"]


def heads():
    return [(label, 30 if label == "名称" else 12) for label in HEADS]


def line(row):
    numbers = [row[key]["value"] for key in ("received", "used")]
    return [row["place"] or "—", row["name"], *numbers, row["rate"],
            *(row[key]["value"] for key in ("went_up", "used_above", "instructed_on"))]  # fmt: skip


def book(sheets, notes):
    buffer = BytesIO()
    with Workbook(buffer, OPTIONS | {"constant_memory": False}) as made:
        head = made.add_format({"bold": True, "bg_color": "#eef3fa", "bottom": 1})
        day = made.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        for name, columns, rows in sheets:
            sheet = made.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for place, (label, width) in enumerate(columns):
                sheet.set_column(place, place, width)
                sheet.write_string(0, place, label, head)
            for number, values in enumerate(rows, 1):
                write(sheet, number, values, day)
        explain(made, notes, head)
    return buffer.getvalue()
