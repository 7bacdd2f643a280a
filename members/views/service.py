"""履职记录: the list, a new one, a workbook with preview, voiding."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from members.models import ServiceRecord
from members.scores import recording, rules
from members.scores.forms import ImportForm, ReasonForm, RecordForm
from weijianyi import paging
from weijianyi.taking import blame, check_hat
from weijianyi.workflow import BadFacts, Forbidden

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SIZE = 50


def check(request):
    if not rules.records_service(request.actor):
        raise Forbidden("履职记录由组织的办公室、专委会经办人录入。")


@require_safe
def listed(request):
    check(request)
    rows = ServiceRecord.objects.visible_to(request.actor).select_related(
        "member", "kind", "recorded_by__user"
    )
    wanted = request.GET.get("q", "").strip()
    if wanted:
        rows = rows.filter(member__name__contains=wanted) | rows.filter(title__contains=wanted)
    page = paging.page(rows, request, ("-held_on", "-pk"), size=SIZE)
    for row in page.rows:
        row.may_void = row.voided_at is None and rules.may_void(request.actor, row)
    return render(request, "scores/records.html", {"page": page, "rows": page.rows, "q": wanted})


def new(request):
    check(request)
    form = RecordForm(
        request.POST if request.method == "POST" else None, organisation_id=request.post.organisation_id
    )
    if form.is_bound and form.is_valid():
        check_hat(request)
        try:
            row = recording.record(actor=request.actor, **form.cleaned_data)
        except ValidationError as refusal:
            blame(form, BadFacts(refusal))
        else:
            messages.success(request, f"已记录：{row.member}，{row.title}。")
            return redirect("service-list")
    context = {"form": form, "title": "记一条履职", "submit": "保存", "back": reverse("service-list"),
               "trail": [("履职记录", reverse("service-list"))]}  # fmt: skip
    return render(request, "scores/form.html", context, status=422 if form.errors else 200)


def importing(request):
    """Without a token: reads the file and shows what it holds; with it: writes what was shown."""
    check(request)
    rows, problems, token = [], [], request.POST.get("token", "")
    posted = request.method == "POST" and not token
    form = ImportForm(*((request.POST, request.FILES) if posted else ()))
    if token:
        check_hat(request)
        try:
            written, held = recording.confirm(token, actor=request.actor)
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
            return redirect("service-import")
        messages.success(
            request, f"已记录 {written} 条" + (f"，{held} 条以前记过，没有重复记。" if held else "。")
        )
        return redirect("service-list")
    if posted and form.is_valid():
        try:
            rows, problems = recording.read(form.cleaned_data["file"], request.actor)
            token = recording.sealed(rows, request.actor)
        except ValidationError as refusal:
            blame(form, BadFacts({"file": refusal.messages}))
    return render(
        request, "scores/import.html",
        {"form": form, "rows": recording.shown(rows[:50]), "number": len(rows), "problems": problems[:100],
         "wrong": len(problems), "token": token, "read": bool(rows or problems)},
        status=422 if form.errors else 200,
    )  # fmt: skip


@require_safe
def template(request):
    check(request)
    response = HttpResponse(recording.template(request.post.organisation_id), content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, "履职记录模板.xlsx")
    return response


def void(request, pk):
    check(request)
    row = get_object_or_404(ServiceRecord.objects.visible_to(request.actor).select_related("member"), pk=pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        check_hat(request)
        recording.void(row, actor=request.actor, **form.cleaned_data)
        messages.success(request, "已作废，相应的分已冲销。")
        return redirect("service-list")
    context = {"form": form, "title": f"作废：{row.member}，{row.title}", "submit": "作废",
               "back": reverse("service-list"), "trail": [("履职记录", reverse("service-list"))]}  # fmt: skip
    return render(request, "scores/form.html", context, status=422 if form.errors else 200)
