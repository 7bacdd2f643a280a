"""社情民意台账: the ledger page with its chips and filters, and the same as a workbook."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from dispatch.forms.matter import MatterFilter
from dispatch.reports import rows as report_rows
from dispatch.views import exporting
from dispatch.views.ledger import SIZE
from members.rules import has_role
from members.states import Role
from weijianyi import paging
from weijianyi.workflow import Forbidden

ORDER = ("-submitted_at", "-pk")


@require_safe
def ledger(request):
    form, found = asked(request)
    today = timezone.localdate()
    page = paging.page(report_rows.for_rows(found), request, ORDER, size=SIZE)
    context = {
        "form": form, "page": page, "rows": report_rows.rows_of(page.rows, today), "chips": chips(request, form, today),
        "export_url": f"{reverse('report-ledger-export')}?{request.GET.urlencode()}",
    }  # fmt: skip
    return render(request, "reports/ledger.html", context)


@require_safe
def export(request):
    asked(request)
    return exporting.inline(request, "reports")


def asked(request):
    if not has_role(request.actor, Role.EDITOR, Role.LEADER):
        raise Forbidden("社情民意台账由信息编辑和领导使用。")
    form = MatterFilter(request.GET, actor=request.actor)
    return form, report_rows.found(request.actor, form.wanted(), timezone.localdate())


def chips(request, form, today):
    counts = report_rows.numbers(request.actor, today)
    others = {n: v for n, v in request.GET.items() if n in form.fields and n != "show" and v}
    current = form.wanted().get("show", "")
    return [
        {"label": label, "url": f"?{urlencode(others | ({'show': key} if key else {}))}", "current": key == current,
         "count": counts[key or "all"]}
        for key, label in report_rows.CHIPS.items()
    ]  # fmt: skip
