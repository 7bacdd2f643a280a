"""Residents' opinions of a period, and the list behind a figure of 社情民意, as workbooks."""

from django.utils import timezone

from dispatch.exporting.sheets import Sheet
from dispatch.figures import opinions, period
from dispatch.ledgers.columns import Column, fields
from dispatch.opinions import rows as opinion_rows
from dispatch.reports import ledger as report_ledger
from weijianyi.templatetags.ui import cn_time


def said(days):
    return [("期间", f"{days.first} 至 {days.last}"), ("数据截至", cn_time(days.until))]


def of_opinions(actor, params):
    """Without contacts; those are exported nowhere."""
    days, today = period.chosen(params, timezone.now()), timezone.localdate()
    received, county = opinions.BY_KEY["received"], params.get("county", "")
    found = opinions.of_county(received.rows(actor, days), county)
    notes = [("口径", received.definition), ("个人信息", "不含联系方式；文字里的号码已略去。"), *said(days)]
    if label := opinions.county_label(county):
        notes.append(("县区", label))
    return Sheet(
        found, opinion_rows.for_rows(found), ("-received_at", "-pk"), opinion_rows.COLUMNS,
        lambda row: opinion_rows.cells(opinion_rows.rows_of([row], today)[0]), notes,
    )  # fmt: skip


def of_report_figures(actor, params):
    """The first column names the row, so it is the title."""
    listing = report_ledger.asked(actor, params, timezone.now()) or report_ledger.asked(
        actor, {"metric": "received"}, timezone.now()
    )
    columns = tuple(
        Column("title" if place == 0 else f"c{place}", one.label, fields(), width=one.width)
        for place, one in enumerate(listing.columns)
    )
    notes = [("指标", listing.measure.label), ("口径", listing.measure.definition), *said(listing.period)]
    return Sheet(listing.rows, listing.rows, ("-pk",), columns, listing.cells, notes)
