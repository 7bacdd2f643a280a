"""台账: the table of items somebody may see, the list behind every figure, and the same as a workbook."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from dispatch import bulk, saved_filters
from dispatch.figures.bases import ITEM, MEMBER, UNITS
from dispatch.figures.measures import MEASURES
from dispatch.forms.ledger import LedgerForm
from dispatch.forms.saved_filter import SavedFilterForm
from dispatch.ledgers import desks as ledger
from dispatch.ledgers.columns import COLUMNS
from dispatch.views import exporting
from members.rules import is_author, is_unit, reads_ledger, reads_overview
from weijianyi import paging
from weijianyi.workflow import Forbidden

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
    saved = saved_filters.rows("ledger", request.actor)
    if query := saved_filters.opens_with(request.actor, request.GET, saved):
        return redirect(f"{reverse('ledger')}?{query}")
    here = saved_filters.kept(request.GET)
    page = paging.page(found.rows, request, found.order, size=SIZE)
    number = found.number()
    context = {
        "form": form, "page": page, "found": found, "unit": UNITS[found.table],
        "number": f"{ledger.MOST}+" if number > ledger.MOST else number,
        "rows": [line(row, found.columns) for row in page.rows],
        "columns": [(c, c in found.columns) for c in COLUMNS[found.table] if c.key not in ("number", "title")],
        "keep": carried(request), "keep_for_columns": carried(request, but="cols", fields=True),
        "export_url": f"{reverse('ledger-export')}?{request.GET.urlencode()}",
        "compiles": reads_overview(request.actor),
        "acts": bulk.offered("ledger", request.actor), "query": here,
        "of": "item" if found.table == ITEM else "desk",
        "chips": saved_filters.chips("ledger", "ledger", request.actor, request.GET, saved),
        "save": SavedFilterForm.of(request.GET),
        "export_start": f"{reverse('export-start', args=['ledger'])}?{here}",
        "text": found.measure.text(found.scope) if found.measure else "",
        "unfiltered": found.table == MEMBER or not reads_ledger(request.actor),
    }  # fmt: skip
    return render(request, "dispatch/ledger.html", context)


@require_safe
def ledger_export(request):
    """What is seen, as Excel; more than can be written while somebody waits is written in the background."""
    asked(request)
    return exporting.inline(request, "ledger")


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
    url = reverse("item-detail", args=[row.c_slug]) if row.c_slug else ""
    return {"url": url, "pick": row.c_pick, "title": row.c_title_0, "cells": list(values)}


def carried(request, but="", fields=False):
    """[(name, value)] of the address a form must bring along."""
    turning = ("after", "before", but)
    return [
        (name, value)
        for name, values in request.GET.lists()
        for value in values
        if name not in turning and (fields or name in CARRIED)
    ]
