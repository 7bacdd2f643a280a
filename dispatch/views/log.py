"""S16, the auditor's pages: the log of acts with its Excel, and the sign-ins."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from dispatch import exports
from dispatch.exports import XLSX
from dispatch.forms.log import LogFilter, SignInFilter
from dispatch.ledger_columns import Column, fields
from dispatch.people import log
from weijianyi.audit.noting import note
from weijianyi.paging import page
from weijianyi.taking import check_hat

SIZE = 50
COLUMNS = tuple(
    Column(key, label, fields(), width=width)
    for key, label, width in (
        ("at", "时间", 18), ("who", "办理人", 16), ("for", "代表", 16), ("step", "办了什么", 22),
        ("thing", "对什么", 26), ("from", "原状态", 14), ("to", "新状态", 14), ("recorded", "录入时间", 18),
    )
)  # fmt: skip


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
    """The newest of what the filter shows; taking it out is itself an entry of the log."""
    log.check_auditor(request.actor)
    check_hat(request)
    form = LogFilter(request.GET)
    rows = log.named(
        list(log.narrowed(log.of(request.actor), **form.wanted()).order_by("-pk")[: exports.MOST])
    )
    notes = [
        ("单位", request.post.organisation.name), ("导出", f"{timezone.localtime():%Y-%m-%d %H:%M}"),
        ("口径", f"按筛选条件，最近 {exports.MOST} 行以内；只有种类和编号，没有标题和内容。"),
    ]  # fmt: skip
    content = exports.table(COLUMNS, [line(row) for row in rows], notes)
    note(
        request.post.organisation, "export_log", log.PLAIN["export_log"], actor=request.actor, rows=len(rows)
    )
    response = HttpResponse(content, content_type=XLSX)
    name = f"日志-{timezone.localtime():%Y%m%d}.xlsx"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


def line(row):
    minute = "%Y-%m-%d %H:%M:%S"
    return (
        f"{timezone.localtime(row.occurred_at):{minute}}", row.actor_label, row.on_behalf_of, row.label, row.thing,
        row.was, row.now, f"{timezone.localtime(row.recorded_at):{minute}}",
    )  # fmt: skip


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
