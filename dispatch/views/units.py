"""S10 and H7, units: list, one unit with its people and duties, its facts, a new name, a merger."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from dispatch.forms.people import MergeForm, RenameForm, UnitFilter, UnitForm
from dispatch.models import Department
from dispatch.people import reshaping, units
from suggestions.views.topics import entry_page
from weijianyi.paging import page
from weijianyi.taking import check_fresh, check_hat, fingerprint


@require_safe
def unit_list(request):
    if not units.reads_list(request.actor):
        raise PermissionDenied("承办单位一览由提案委、领导和单位管理员查看。")
    form = UnitFilter(request.GET)
    rows = units.narrowed(units.counted(units.of(request.actor)), **form.wanted())
    found = page(rows, request, units.ORDER)
    units.with_handlers(found.rows, timezone.localdate())
    context = {
        "form": form, "page": found, "filtered": bool(form.wanted()), "edits": units.edits(request.actor)
    }  # fmt: skip
    return render(request, "people/units.html", context)


@require_safe
def unit_page(request, pk):
    unit = get_object_or_404(units.counted(units.of(request.actor)).select_related("successor"), pk=pk)
    today = timezone.localdate()
    people = list(units.people(unit, today))
    context = {
        "unit": unit, "people": people, "edits": units.edits(request.actor), "list": units.reads_list(request.actor),
        "duties": [line.strip() for line in unit.duties.splitlines() if line.strip()],
        "former": list(unit.former_names.all()), "merged": list(unit.predecessors.all()),
        "deputies": units.deputies(people, today), "handlers": sum(p.role == "handler" for p in people),
    }  # fmt: skip
    return render(request, "people/unit.html", context)


def unit_new(request):
    reshaping.check_edits(request.actor)
    return unit_form(request, Department(organisation=request.post.organisation))


def unit_edit(request, pk):
    reshaping.check_edits(request.actor)
    return unit_form(request, get_object_or_404(units.of(request.actor), pk=pk))


def unit_form(request, unit):
    version = fingerprint(unit)
    check_fresh(request, unit)
    form = UnitForm(request.POST if request.method == "POST" else None, instance=unit)
    if request.method == "POST":
        check_hat(request)
        if form.is_valid():
            form.save()
            messages.success(request, f"{unit}已保存。")
            return redirect("unit", unit.pk)
    back = reverse("unit", args=[unit.pk]) if unit.pk else reverse("unit-list")
    context = {
        "title": f"修改：{unit.short_name}" if unit.pk else "登记承办单位", "form": form, "submit": "保存",
        "back": back, "back_label": "承办单位", "version": version,
    }  # fmt: skip
    return entry_page(request, context)


def unit_rename(request, pk):
    reshaping.check_edits(request.actor)
    unit = get_object_or_404(units.of(request.actor), pk=pk)
    form = RenameForm(request.POST if request.method == "POST" else None, unit=unit)
    if request.method == "POST":
        check_hat(request)
        if form.is_valid():
            reshaping.rename(request.actor, unit, **form.cleaned_data)
            messages.success(request, f"已更名为{unit}，以前的文书仍印旧名。")
            return redirect("unit", pk)
    context = {
        "title": f"更名：{unit}", "form": form, "submit": "更名", "back": reverse("unit", args=[pk]),
        "back_label": unit.short_name, "after": "已经办结的事项和签发过的答复仍印原来的名称；没有办结的用新名称。",
    }  # fmt: skip
    return entry_page(request, context)


def unit_merge(request, pk):
    """Two steps on one page: choose the successor, read what comes of it, then confirm."""
    reshaping.check_edits(request.actor)
    unit = get_object_or_404(units.of(request.actor), pk=pk)
    form = MergeForm(request.POST if request.method == "POST" else None, unit=unit)
    consequences, blocked, ready = [], [], False
    if request.method == "POST":
        check_hat(request)
        if form.is_valid():
            successor, on = form.cleaned_data["successor"], form.cleaned_data["on"]
            if request.POST.get("sure"):
                reshaping.merge(request.actor, unit, successor, on)
                messages.success(request, f"{unit}已并入{successor}。")
                return redirect("unit", successor.pk)
            consequences = reshaping.what_merging_does(unit, successor, on)
            blocked = reshaping.blocked(unit, successor)
            ready = not blocked
    context = {"unit": unit, "form": form, "consequences": consequences, "blocked": blocked, "ready": ready}
    return render(request, "people/merge.html", context, status=422 if form.errors else 200)
