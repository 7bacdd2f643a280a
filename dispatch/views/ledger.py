"""台账: the table of items somebody may see, the list behind every figure, and the same as a workbook."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from dispatch import exports, ledger
from dispatch.figures.bases import MEMBER, UNITS
from dispatch.figures.measures import MEASURES
from dispatch.figures.scope import LEVEL_TEXTS
from dispatch.forms.ledger import LedgerForm
from dispatch.ledger_columns import COLUMNS
from members.rules import is_author, is_unit, reads_ledger, reads_overview
from weijianyi import paging
from weijianyi.templatetags.ui import cn_time
from weijianyi.workflow import Forbidden

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SIZE = 50
CARRIED = (
    "metric",
    "until",
    "cols",
    "scope",
    "sector",
    "member",
    "organisation",
)  # of the address, not fields of the filter form


@require_safe
def ledger_page(request):
    """Filters and columns stand in the address; 50 rows a page."""
    form, found = asked(request)
    page = paging.page(found.rows, request, found.order, size=SIZE)
    number = found.number()
    context = {
        "form": form, "page": page, "found": found, "unit": UNITS[found.table],
        "number": f"{ledger.MOST}+" if number > ledger.MOST else number,
        "rows": [line(row, found.columns) for row in page.rows],
        "columns": [(c, c in found.columns) for c in COLUMNS[found.table] if c.key not in ("number", "title")],
        "keep": carried(request), "keep_for_columns": carried(request, but="cols", fields=True),
        "export_url": f"{reverse('ledger-export')}?{request.GET.urlencode()}",
        "compiles": reads_overview(request.actor), "text": found.measure.text(found.scope) if found.measure else "",
        "unfiltered": found.table == MEMBER or not reads_ledger(request.actor),
        "too_many": number > exports.MOST,
    }  # fmt: skip
    return render(request, "dispatch/ledger.html", context)


@require_safe
def ledger_export(request):
    """What is seen, as Excel; more than can be written while somebody waits must be narrowed first."""
    form, found = asked(request)
    if found.number(exports.MOST) > exports.MOST:
        text = f"筛选结果超过 {exports.MOST} 行，不能直接导出。请按时间、单位或领域缩小范围后再导出。"
        messages.warning(request, text)
        return redirect(f"{reverse('ledger')}?{request.GET.urlencode()}")
    name = f"台账-{timezone.localtime():%Y%m%d-%H%M}.xlsx"
    response = HttpResponse(exports.workbook(found, notes(request, form, found)), content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


def asked(request):
    if not reads_ledger(request.actor) and not opens_figures(request):
        raise Forbidden("台账由提案委、领导、督查室和信息编辑使用。")
    form = LedgerForm(request.GET, actor=request.actor)
    return form, ledger.asked(request.actor, form.wanted(), request.GET, timezone.now())


def opens_figures(request):
    """Units and authors open the list behind a number of their own."""
    return request.GET.get("metric") in MEASURES and (is_unit(request.actor) or is_author(request.actor))


def line(row, columns):
    """A row of the page: the title leads to the item."""
    values = zip(columns, ledger.cells(row, columns), strict=True)
    return {"url": reverse("item-detail", args=[row.c_slug]) if row.c_slug else "", "cells": list(values)}


def carried(request, but="", fields=False):
    """[(name, value)] of the address a form must bring along."""
    turning = ("after", "before", but)
    return [
        (name, value)
        for name, values in request.GET.lists()
        for value in values
        if name not in turning and (fields or name in CARRIED)
    ]


def notes(request, form, found):
    """What the sheet 口径说明 says."""
    rows = [
        ("单位", request.post.organisation.name),
        ("导出时间", f"{timezone.localtime():%Y-%m-%d %H:%M}"),
        ("导出人", f"{request.user.name}（{request.post.label}）"),
        ("范围", "本人权限内可见的事项；已作废的不列入，另有说明的除外。"),
    ]
    if found.measure:
        rows += [("指标", found.measure.label), ("口径", found.measure.text(found.scope))]
        rows += [("类别", found.scope.word), ("范围说明", LEVEL_TEXTS[found.scope.level])]
    if found.period:
        rows.append(("期间", f"{found.period.first} 至 {found.period.last}"))
        rows.append(("数据截至", cn_time(found.period.until)))
    return [*rows, *((f"筛选：{label}", value) for label, value in form.in_words())]
