"""The list behind every figure of 社情民意: which rows, in which columns; the page and the workbook share them."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone

from dispatch.bulletins import kept
from dispatch.figures.period import chosen
from dispatch.figures.report_bases import INQUIRY, INSTRUCTION, ISSUE, REPORT, SENT
from dispatch.figures.report_counting import DIMENSIONS, of_unit
from dispatch.figures.report_measures import MEASURES
from suggestions.models import BriefEntry
from suggestions.models.about import RELATED
from suggestions.states import state_word

MOST = 2000  # rows written while somebody waits (rulings §10)


def entries():
    """Where a report stands in print."""
    return BriefEntry.objects.filter(brief__state="issued").select_related("brief__series")


@dataclass(frozen=True)
class Column:
    label: str
    show: object  # (row) -> text, number or date
    width: int = 14


@dataclass(frozen=True)
class Listing:
    measure: object
    period: object
    rows: object
    unit: str = ""
    dimension: str = ""

    @property
    def columns(self):
        return COLUMNS[self.measure.table]

    def cells(self, row):
        return [column.show(row) for column in self.columns]

    def number(self):
        return self.rows.order_by().values("pk").distinct().count()


def asked(actor, params, now):
    """The rows of the measure, period and unit of an address; None where it names no measure."""
    measure = MEASURES.get(params.get("metric", ""))
    if measure is None:
        return None
    period, by, unit = chosen(params, now), params.get("by", ""), params.get("unit", "")
    rows = kept.beside_rows(
        actor, "reports", measure, measure.rows(actor, period), params.get("bulletin", "")
    )
    known = measure.table == REPORT and unit and (by in DIMENSIONS or by == "source")
    if known and by in ("member", "source") and unit != "none" and not (unit.isdecimal() and len(unit) < 10):
        known = False
    if known:
        rows = of_unit(rows, by, unit)
    return Listing(
        measure, period, read_along(measure.table, rows), unit if known else "", by if known else ""
    )


def read_along(table, rows):
    """What the columns ask for, in a constant number of statements."""
    if table == REPORT:
        rows = rows.select_related("report_facts__source", "report_facts__editor__user")
        return rows.prefetch_related("authorships", Prefetch("brief_entries", entries(), to_attr="issued_in"))
    if table == ISSUE:
        return rows.select_related("series", "drafted_by__user", "signed_by__user").prefetch_related(
            "entries"
        )
    if table == SENT:
        return rows.select_related("to", *RELATED)
    if table == INQUIRY:
        return rows.prefetch_related("desks__department")
    return rows.select_related("rank", "owner__user", *RELATED)


def address(table, row):
    if table == REPORT:
        return reverse("report-detail", args=[row.slug])
    if table in (ISSUE, INSTRUCTION, INQUIRY):
        return row.get_absolute_url()
    if row.report_id:
        return reverse("report-detail", args=[row.report.slug])
    return row.brief.get_absolute_url()


def title(report):
    return report.report_facts.edited.get("title") or str(report)


def local(moment):
    return timezone.localdate(moment) if moment else ""


def authors(report):
    return "、".join(a.name for a in report.authorships.all() if not a.via_id)


COLUMNS = {
    REPORT: (
        Column("标题", title, 40),
        Column("编号", lambda r: r.reference, 22),
        Column("反映人", authors, 18),
        Column("来源", lambda r: str(r.report_facts.source or ""), 18),
        Column("收到", lambda r: local(r.submitted_at)),
        Column("状态", lambda r: state_word(r.kind, r.state), 12),
        Column("编入", lambda r: "；".join(e.brief.reference for e in r.issued_in), 26),
        Column("密级标识", lambda r: r.report_facts.get_secrecy_display(), 10),
    ),
    ISSUE: (
        Column("标题", str, 40),
        Column("期号", lambda b: b.reference, 26),
        Column("编发", lambda b: local(b.issued_at)),
        Column("收入信息", lambda b: len(b.entries.all()), 10),
        Column("编辑", lambda b: str(b.drafted_by.user), 12),
        Column("签发", lambda b: str(b.signed_by.user), 12),
        Column("密级标识", lambda b: b.get_secrecy_display(), 10),
    ),
    SENT: (
        Column("标题", lambda d: d.subject_title, 40),
        Column("编号", lambda d: d.subject_number, 26),
        Column("报给", lambda d: str(d.to), 14),
        Column("形式", lambda d: d.get_form_display(), 10),
        Column("报送", lambda d: d.sent_on),
        Column("结果", lambda d: d.get_outcome_display(), 10),
        Column("结果日期", lambda d: d.outcome_on or ""),
        Column("文号", lambda d: d.document_number, 20),
    ),
    INQUIRY: (
        Column("标题", str, 40),
        Column("承办单位", lambda i: "、".join(d.unit_short for d in i.desks.all()), 24),
        Column("转办", lambda i: local(i.dispatched_at)),
        Column("反馈", lambda i: local(i.answered_at)),
        Column("状态", lambda i: state_word(i.kind, i.state), 12),
    ),
    INSTRUCTION: (
        Column("标题", lambda i: i.subject_title, 40),
        Column("编号", lambda i: i.subject_number, 26),
        Column("领导", lambda i: i.leader, 12),
        Column("层级", lambda i: str(i.rank), 16),
        Column("批示", lambda i: i.given_on),
        Column("密级标识", lambda i: i.get_secrecy_display(), 10),
        Column("落实", lambda i: i.get_state_display(), 12),
    ),
}
