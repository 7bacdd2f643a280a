"""S16, the auditor's pages: the log of acts with its Excel, and the sign-ins."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from dispatch import exports
from dispatch.exporting import records
from dispatch.exports import XLSX
from dispatch.forms.log import LogFilter, SignInFilter
from dispatch.people import log
from dispatch.views import exporting
from weijianyi.paging import page
from weijianyi.taking import check_hat

SIZE = 50


@require_safe
def log_page(request):
    log.check_auditor(request.actor)
    form = LogFilter(request.GET)
    found = page(log.narrowed(log.of(request.actor), **form.wanted()), request, log.ORDER, SIZE)
    log.named(found.rows)
    context = {
        "form": form, "page": found, "filtered": bool(form.wanted()), "tabs": tabs("log"),
        "export_url": f"{reverse('log-export')}?{request.GET.urlencode()}", "most": exports.MOST,
    }  # fmt: skip
    return render(request, "people/log.html", context)


@require_POST
def log_export(request):
    """What the filter shows, in the background where it is long; taking it out is itself an entry of the log."""
    log.check_auditor(request.actor)
    check_hat(request)
    rows = log.narrowed(log.of(request.actor), **LogFilter(request.GET).wanted())
    if rows[: exports.MOST + 1].count() > exports.MOST:
        return exporting.ordered(request, "log", request.GET.urlencode())
    rows = log.named(list(rows.order_by(*log.ORDER)))
    notes = [
        ("单位", request.post.organisation.name), ("导出", f"{timezone.localtime():%Y-%m-%d %H:%M}"),
        ("口径", "按筛选条件；只有种类和编号，没有标题和内容。"),
    ]  # fmt: skip
    content = exports.table(log.COLUMNS, [log.line(row) for row in rows], notes)
    records.log_taken_out(request.actor, len(rows))
    response = HttpResponse(content, content_type=XLSX)
    name = f"日志-{timezone.localtime():%Y%m%d}.xlsx"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


@require_safe
def sign_in_page(request):
    log.check_auditor(request.actor)
    form = SignInFilter(request.GET)
    rows = log.sign_ins_narrowed(log.sign_ins(request.actor), **form.wanted())
    found = page(rows, request, log.ORDER, SIZE)
    log.sign_ins_named(found.rows)
    context = {"form": form, "page": found, "filtered": bool(form.wanted()), "tabs": tabs("log-sign-ins")}
    return render(request, "people/sign_ins.html", context)


def tabs(current):
    return [
        {"label": label, "url": reverse(name), "current": name == current, "count": None, "key": ""}
        for label, name in (("办理记录", "log"), ("登录记录", "log-sign-ins"))
    ]
