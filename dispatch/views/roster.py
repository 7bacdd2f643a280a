"""S11: template, upload, preview with its problems, progress, the sheets of one-time passwords; giving a list out."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header, urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from dispatch import exports
from dispatch.exports import XLSX
from dispatch.forms.roster import ReasonForm, UploadForm
from dispatch.models import RosterImport, RosterKind
from dispatch.people.rosters import items, running, workbook
from dispatch.views import exporting
from suggestions.views.topics import entry_page
from weijianyi.audit.noting import note
from weijianyi.taking import check_hat
from weijianyi.workflow import Forbidden

SHOWN = 100  # problems on the page; all of them in the workbook


@require_safe
def roster_list(request):
    kinds = running.kinds(request.actor)
    if not kinds:
        raise Forbidden("名册由提案委和单位管理员导入、导出。")
    rows = RosterImport.objects.visible_to(request.actor).select_related("made_by__user").defer("rows")
    context = {"kinds": [(k.value, k.label) for k in kinds], "rows": list(rows[:20])}
    return render(request, "people/rosters.html", context)


@require_safe
def roster_template(request, kind):
    check(request, kind)
    return workbook_answer(workbook.template(kind), f"{RosterKind(kind).label}模板.xlsx")


def roster_new(request, kind):
    check(request, kind)
    label = RosterKind(kind).label
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(*data, actor=request.actor, kind=kind)
    if request.method == "POST":
        check_hat(request)
        if form.is_valid():
            return redirect("roster", form.roster.pk)
    context = {
        "title": f"导入{label}", "form": form, "submit": "上传并检查", "multipart": True,
        "back": reverse("roster-list"), "back_label": "导入和导出",
        "after": f"先下载{label}模板填写；自己的表只要表头相同也行。",
    }  # fmt: skip
    return entry_page(request, context)


def roster_export(request, kind):
    """The list as it stands, with a reason in the log; it can be read in again unchanged."""
    check(request, kind)
    label = RosterKind(kind).label
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        check_hat(request)
        if form.is_valid() and is_long(request, kind):
            return exporting.ordered(request, "past-items", urlencode(form.cleaned_data))
        if form.is_valid():
            content, number = workbook.exported(kind, request.post.organisation)
            note(
                request.post.organisation, "export_rows", "导出名册", actor=request.actor, kind=kind, rows=number,
                reason=form.cleaned_data["reason"],
            )  # fmt: skip
            return workbook_answer(content, f"{label}-{timezone.localdate():%Y%m%d}.xlsx")
    context = {
        "title": f"导出{label}", "form": form, "submit": "导出 Excel", "back": reverse("roster-list"),
        "back_label": "导入和导出",
    }  # fmt: skip
    return entry_page(request, context)


def is_long(request, kind):
    """Members, units and their people are a few hundred; past items may be decades of them."""
    return kind == RosterKind.ITEMS and items.all_of(request.actor.organisation_id).count() > exports.MOST


@require_safe
def roster(request, pk):
    row = found(request, pk)
    counts = row.counts
    context = {
        "row": row, "problems": row.problems[:SHOWN], "more": max(0, len(row.problems) - SHOWN),
        "counts": [(label, counts.get(key, 0)) for key, label in (
            ("new", "新增"), ("changed", "更新"), ("same", "没有变化"), ("refused", "有问题"),
        )],
        "running": bool(row.confirmed_at and not row.finished_at), "sheet": running.SHEET,
        "changes": counts.get("new", 0) + counts.get("changed", 0),
    }  # fmt: skip
    return render(request, "people/roster.html", context)


@require_safe
def roster_problems(request, pk):
    row = found(request, pk)
    return workbook_answer(workbook.of_problems(row), "导入问题.xlsx")


@require_POST
def roster_confirm(request, pk):
    row = found(request, pk)
    check_hat(request)
    running.confirm(row, request.actor)
    return redirect("roster", pk)


@require_POST
def roster_discard(request, pk):
    done = running.discard(found(request, pk))
    messages.success(request, "已放弃，什么也没有保存。" if done else "已经确认过，不能放弃。")
    return redirect("roster-list")


@require_POST
@never_cache
@sensitive_variables("made")
def roster_sheet(request, pk):
    row = found(request, pk)
    check_hat(request)
    made = running.sheet(row, request.actor)
    if not made:
        messages.info(request, "没有要发的了：都已经发过，或者本人已经登录。")
        return redirect("roster", pk)
    context = {"made": made, "place": request.post.organisation, "back": reverse("roster", args=[pk])}
    return render(request, "people/slips.html", context)


def found(request, pk):
    return get_object_or_404(RosterImport.objects.visible_to(request.actor), pk=pk)


def check(request, kind):
    if kind not in RosterKind.values:
        raise Http404
    running.check_may(request.actor, kind)


def workbook_answer(content, name):
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response
