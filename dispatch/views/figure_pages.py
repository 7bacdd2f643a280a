"""Pages of figures beside the overview: units, members, organisations, the dictionary, an author's own."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from dispatch.exports import XLSX
from dispatch.figures import dictionary, period
from dispatch.figures import scope as scopes
from dispatch.figures.rates import Rules
from dispatch.figures.scope import LEVEL_TEXTS
from dispatch.overview import tables as figure_tables
from dispatch.reports import workbook as report_workbook
from dispatch.views.overview import check_reads, frame
from members.rules import has_role, is_unit, reads_overview
from members.states import AUTHORS, Role
from suggestions.upward import rules as upward_rules
from weijianyi.templatetags.ui import cn_time
from weijianyi.workflow import Forbidden


def asked(request):
    """(days, scope, context) of the address."""
    now = timezone.now()
    days, scope = period.chosen(request.GET, now), scopes.chosen(request.GET)
    if scope.kind not in scopes.KINDS:
        scope = scopes.PLAIN
    return days, scope, frame(request, days, scope, now)


@require_safe
def units(request):
    """L2: the columns of the units' table, sortable, with a total; units with few cases apart."""
    if not has_role(request.actor, Role.SUPERVISOR):
        check_reads(request)
    days, scope, context = asked(request)
    order = request.GET.get("sort") if request.GET.get("sort") in figure_tables.ORDERS else "volume"
    context |= {
        "units": figure_tables.units(request.actor, days, scope, order),
        "orders": [
            {"label": label, "url": f"?{context['given']}&sort={key}", "current": key == order}
            for key, label in figure_tables.ORDERS.items()
        ],
        "rule": Rules.of(request.actor.organisation_id).words(),
    }
    return render(request, "dispatch/figures_units.html", context)


@require_safe
def members(request):
    """L3: participation by sector; who did not submit is for leaders and the office only."""
    check_reads(request)
    days, scope, context = asked(request)
    return render(
        request, "dispatch/figures_members.html", context | figure_tables.members(request.actor, days, scope)
    )


@require_safe
def counties(request):
    """L4: the own organisation and those below it, each matter once."""
    check_reads(request)
    days, scope, context = asked(request)
    rows = figure_tables.organisations(request.actor, days, scope.kind)
    context |= {
        "rows": rows,
        "levels": [],
        "level_text": LEVEL_TEXTS[scopes.WHOLE],
        "scope": scopes.Scope(scope.kind, scopes.WHOLE),
    }
    return render(request, "dispatch/figures_counties.html", context)


@require_safe
def metrics(request):
    """口径: every indicator with its value in the period, its parts and its definition."""
    check_reads(request)
    days, scope, context = asked(request)
    rules = Rules.of(request.actor.organisation_id)
    rows = dictionary.metrics(rules)
    context |= figure_tables.everything(request.actor, days, scope) | {
        "rule": rules.words(),
        "rules": rules,
        "reports": [row for row in rows if row.kinds == dictionary.REPORTS],
        "reads_reports": upward_rules.is_inside(request.actor),
    }
    return render(request, "dispatch/figures_metrics.html", context)


@require_safe
def mine(request):
    """M17: what an author handed in and what became of it, by year."""
    if not has_role(request.actor, *AUTHORS):
        raise Forbidden("我的履职数字由委员和集体经办人使用。")
    now = timezone.now()
    this = timezone.localdate(now).year
    year = request.GET.get("year", "")
    year = int(year) if year.isdecimal() and this - 4 <= int(year) <= this else this
    days = period.Period(date(year, 1, 1), min(date(year, 12, 31), timezone.localdate(now)), now)
    years = [
        {"label": f"{y}年", "url": f"?year={y}", "current": y == year} for y in range(this, this - 5, -1)
    ]
    context = {"days": days, "year": year, "years": years, "now": now}
    return render(request, "dispatch/figures_mine.html", context | figure_tables.mine(request.actor, days))


@require_safe
def export(request):
    """The figures of desks and verdicts as a workbook, for a unit, a side, or the whole organisation."""
    actor = request.actor
    if not (is_unit(actor) or has_role(actor, Role.SUPERVISOR) or reads_overview(actor)):
        raise Forbidden("统计由领导、提案委、督查室和承办单位导出。")
    days, scope, _ = asked(request)
    notes = [
        ("单位", request.post.organisation.name), ("导出时间", f"{timezone.localtime():%Y-%m-%d %H:%M}"),
        ("导出人", f"{request.user.name}（{request.post.label}）"), ("期间", f"{days.first} 至 {days.last}"),
        ("数据截至", cn_time(days.until)), ("类别", scope.word), ("范围", LEVEL_TEXTS[scope.level]),
        ("满意率", Rules.of(actor.organisation_id).words()),
        ("清单", request.build_absolute_uri(reverse("overview"))),
    ]  # fmt: skip
    response = HttpResponse(
        report_workbook.book(figure_tables.sheets(actor, days, scope), notes), content_type=XLSX
    )
    name = f"统计-{timezone.localtime():%Y%m%d-%H%M}.xlsx"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["Cache-Control"] = "private, no-store"
    return response
