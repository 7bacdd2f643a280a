"""Figures of 社情民意 for editors and leaders: the period's numbers, rankings, the list behind each, the month."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header, urlencode
from django.views.decorators.http import require_safe

from dispatch.exports import XLSX
from dispatch.figures import period, report_counting
from dispatch.figures.report_counting import DIMENSIONS, ORDERS
from dispatch.reports import board as report_board
from dispatch.reports import ledger as report_ledger
from dispatch.reports import month as report_month
from dispatch.reports import workbook as report_workbook
from dispatch.views.ledger import SIZE
from suggestions.reports import remarks
from suggestions.upward import rules as upward_rules
from weijianyi import paging
from weijianyi.templatetags.ui import cn_time
from weijianyi.workflow import Forbidden


@require_safe
def figures(request):
    """Period, dimension and order stand in the address."""
    check_reads(request)
    now = timezone.now()
    days, by, order = (
        period.chosen(request.GET, now),
        picked(request, "by", DIMENSIONS),
        picked(request, "order", ORDERS),
    )
    organisation = request.post.organisation
    counts = report_board.counts_of(request.actor, days, organisation)
    context = {
        "days": days, "now": now, "chips": period_chips(days, by, order),
        "tiles": report_board.tiles(counts, days), "table": report_board.table(counts, days, organisation),
        "sources": report_board.sources(request.actor, days),
        "ranking": report_board.ranking(request.actor, days, by, order),
        "by": by, "by_label": DIMENSIONS[by][0], "order_label": ORDERS[order],
        "dimensions": chips({k: v[0] for k, v in DIMENSIONS.items()}, "by", by, {"order": order}, days),
        "orders": chips(ORDERS, "order", order, {"by": by}, days),
        "export_url": f"{reverse('report-figures-export')}?{days.query(order=order)}",
        "month_url": f"{reverse('report-month')}?month={days.last:%Y-%m}",
    }  # fmt: skip
    return render(request, "reports/figures.html", context)


def picked(request, name, known):
    value = request.GET.get(name, "")
    return value if value in known else next(iter(known))


def period_chips(days, by, order):
    return [
        {"label": label, "current": days.key == key,
         "url": f"{reverse('report-figures')}?{urlencode({'period': key, 'by': by, 'order': order})}"}
        for key, label in period.CHIPS.items()
    ]  # fmt: skip


def chips(labels, name, current, others, days):
    given = {"period": days.key} if days.key else days.params()
    return [
        {"label": label, "current": key == current, "url": f"?{urlencode(given | others | {name: key})}#ranking"}
        for key, label in labels.items()
    ]  # fmt: skip


@require_safe
def figures_list(request):
    """Exactly the rows of one number."""
    check_reads(request)
    listing = asked(request)
    page = paging.page(listing.rows, request, ("-pk",), size=SIZE)
    context = {
        "listing": listing, "page": page, "number": listing.number(), "columns": listing.columns,
        "rows": [
            (report_ledger.address(listing.measure.table, row), zip(listing.columns, listing.cells(row), strict=True))
            for row in page.rows
        ],
        "of": unit_name(request, listing),
        "export_url": f"{reverse('export-start', args=['report-figures'])}?{request.GET.urlencode()}",
        "back": f"{reverse('report-figures')}?{listing.period.query()}",
    }  # fmt: skip
    return render(request, "reports/figures_list.html", context)


def unit_name(request, listing):
    """专委会：经济委员会, for the head of the list."""
    if not listing.dimension:
        return ""
    rows = report_counting.units(request.actor, listing.period, listing.dimension)
    label = "来源渠道" if listing.dimension == "source" else DIMENSIONS[listing.dimension][0]
    return f"{label}：{next((row.name for row in rows if str(row.key) == listing.unit), '—')}"


@require_safe
def list_export(request):
    check_reads(request)
    listing = asked(request)
    if listing.number() > report_ledger.MOST:
        return redirect(f"{reverse('export-start', args=['report-figures'])}?{request.GET.urlencode()}")
    said = [("指标", listing.measure.label), ("口径", listing.measure.definition)]
    content = report_workbook.of_list(listing, notes(request, listing.period, said))
    return workbook(f"社情民意-{listing.measure.label}", content)


@require_safe
def figures_export(request):
    check_reads(request)
    days, order = period.chosen(request.GET, timezone.now()), picked(request, "order", ORDERS)
    organisation = request.post.organisation
    counts = report_board.counts_of(request.actor, days, organisation)
    rankings = {
        label: report_board.ranking(request.actor, days, by, order) for by, (label, *_) in DIMENSIONS.items()
    }
    said = [
        (
            "排名",
            f"按{ORDERS[order]}；相同的同名次；报送不足 {rankings['委员']['least']} 条的不参加排名，另列在后。",
        )
    ]
    content = report_workbook.of_figures(
        report_board.table(counts, days, organisation), report_board.sources(request.actor, days), rankings,
        notes(request, days, said),
    )  # fmt: skip
    return workbook("社情民意统计", content)


def asked(request):
    listing = report_ledger.asked(request.actor, request.GET, timezone.now())
    if listing is None:
        raise Http404
    return listing


def notes(request, days, said):
    return [
        ("单位", request.post.organisation.name),
        ("导出时间", f"{timezone.localtime():%Y-%m-%d %H:%M}"),
        ("导出人", f"{request.user.name}（{request.post.label}）"),
        ("期间", f"{days.first} 至 {days.last}"),
        ("数据截至", cn_time(days.until)),
        *said,
    ]


def workbook(name, content):
    response = HttpResponse(content, content_type=XLSX)
    name = f"{name}-{timezone.localtime():%Y%m%d-%H%M}.xlsx"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["Cache-Control"] = "private, no-store"
    return response


# -- the month -------------------------------------------------------------------------------------
@require_safe
def month(request):
    """月点评: what came in during one month, what became of each, and what the editor said of it."""
    check_reads(request)
    days = month_of(request)
    outcome = picked(request, "outcome", report_month.OUTCOMES)
    numbers = report_month.numbers(request.actor, days)
    page = paging.page(report_month.rows(request.actor, days, outcome), request, ("-pk",), size=SIZE)
    report_month.gather(page.rows, request.actor)
    context = {
        "days": days, "page": page, "here": request.get_full_path(),
        "until": (until := remarks.last_day(request.actor.organisation_id, days.first)),
        "open": timezone.localdate() <= until,
        "chips": [
            {"label": label, "count": numbers[key], "current": key == outcome,
             "url": f"?{urlencode({'month': f'{days.first:%Y-%m}', 'outcome': key})}"}
            for key, (label, _) in report_month.OUTCOMES.items()
        ],
        "before": f"?month={(days.first - period.DAY):%Y-%m}",
        "after": f"?month={(days.last + period.DAY):%Y-%m}" if days.last < timezone.localdate() else "",
        "figures_url": f"{reverse('report-figures')}?{days.query()}",
    }  # fmt: skip
    return render(request, "reports/month.html", context)


def month_of(request):
    now = timezone.now()
    first = period.day_of(f"{request.GET.get('month', '')}-01")
    if first is None or first > timezone.localdate(now):
        return period.current("month", now)
    return period.Period(first, (first + 31 * period.DAY).replace(day=1) - period.DAY, now)


def check_reads(request):
    if not upward_rules.is_inside(request.actor):
        raise Forbidden("社情民意统计由信息编辑和领导使用。")
