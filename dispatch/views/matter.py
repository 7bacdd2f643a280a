"""社情民意台账: the ledger page with its chips and filters, and the same as a workbook."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header, urlencode
from django.views.decorators.http import require_safe

from dispatch import exports, report_rows
from dispatch.forms.matter import MatterFilter
from dispatch.matter_ledger import COLUMNS
from dispatch.views.ledger import SIZE, XLSX
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
    form, found = asked(request)
    if found.count() > exports.MOST:
        messages.warning(request, f"筛选结果超过 {exports.MOST} 行，不能直接导出。请缩小范围后再导出。")
        return redirect(f"{reverse('report-ledger')}?{request.GET.urlencode()}")
    reports = list(report_rows.for_rows(found).order_by(*ORDER))
    lines = [row.cells() for row in report_rows.rows_of(reports, timezone.localdate())]
    notes = [
        ("单位", request.post.organisation.name),
        ("导出时间", f"{timezone.localtime():%Y-%m-%d %H:%M}"),
        ("导出人", f"{request.user.name}（{request.post.label}）"),
        (
            "范围",
            "已提交的社情民意信息，作废的不列入。转单位的，期限和结果取承办单位的；办结指采用、不采用或问询已转告。",
        ),
        ("层级", "信息员报送的，是其所在单位的层级；其余是本级。"),
        *((f"筛选：{label}", value) for label, value in form.in_words()),
    ]
    response = HttpResponse(exports.table(COLUMNS, lines, notes), content_type=XLSX)
    name = f"社情民意台账-{timezone.localtime():%Y%m%d-%H%M}.xlsx"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


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
