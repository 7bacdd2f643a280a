"""信息员: the table of units with the gaps, naming one, adding townships and communities."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from dispatch import exports
from dispatch.exports import XLSX
from dispatch.forms.informant import NAMES, GridFilter, InformantForm, PlaceForm
from dispatch.ledgers.columns import Column, fields
from dispatch.models import Informant
from dispatch.reports import grid
from members.rules import has_role
from members.states import Role
from suggestions.views.topics import entry_page
from weijianyi.taking import check_fresh, check_hat, fingerprint
from weijianyi.workflow import Forbidden

REPORTED = (
    "报送：信息员用自己的账号提交的，和由信息编辑代录、写明由其反映的社情民意信息；"
    "下级政协为向本级报送的。草稿和作废的不计。"
)
COLUMNS = tuple(
    Column(key, label, fields(), width=width)
    for key, label, width in (
        ("level", "层级", 18), ("unit", "单位", 30), ("names", "信息员", 24), ("others", "议政员", 30),
        ("phone", "电话", 18), ("account", "账号", 10), ("sent", "报送", 10), ("last", "最近报送", 12),
    )
)  # fmt: skip


@require_safe
def informants(request):
    check_reads(request)
    form, table, shown = asked(request)
    shares = grid.shares(table.units)
    context = {
        "form": form, "units": shown, "shares": shares, "edits": has_role(request.actor, Role.EDITOR),
        "named": sum(s.named for s in shares), "all": sum(s.all for s in shares), "filtered": bool(form.wanted()),
        "recruited": sum(len(unit.deliberators) for unit in table.units),
        "below": [(county, found, sum(s.missing for s in found)) for county, found in table.below],
        "export_url": f"{reverse('informant-export')}?{request.GET.urlencode()}",
    }  # fmt: skip
    return render(request, "reports/informants.html", context)


@require_safe
def informants_export(request):
    check_reads(request)
    _, table, shown = asked(request)
    notes = [
        ("单位", request.post.organisation.name), ("截至", f"{timezone.localtime():%Y-%m-%d %H:%M}"),
        ("口径", REPORTED),
        *((f"{county.short_name}的网格", said(found)) for county, found in table.below),
    ]  # fmt: skip
    content = exports.table(COLUMNS, [line(unit) for unit in shown], notes)
    response = HttpResponse(content, content_type=XLSX)
    name = f"信息员-{timezone.localtime():%Y%m%d}.xlsx"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


def said(shares):
    return "；".join(f"{s.label} {s.named}/{s.all}" for s in shares) or "还没有登记单位"


def line(unit):
    people = unit.informants
    editor = f"{unit.editor}（信息编辑）" if unit.editor else "（空缺）"
    return (
        unit.level_label, unit.name, "、".join(i.name for i in people if i not in unit.deliberators) or editor,
        "、".join(f"{i}（{i.background}）" if i.background else i.name for i in unit.deliberators),
        "、".join(i.phone for i in people if i.phone), "有" if unit.editor or any(i.post_id for i in people) else "无",
        unit.sent, timezone.localdate(unit.last) if unit.last else "",
    )  # fmt: skip


def asked(request):
    form = GridFilter(request.GET)
    table = grid.coverage(request.actor, timezone.localdate())
    return form, table, grid.narrowed(table.units, **form.wanted())


def informant_new(request):
    check_edits(request)
    return informant_form(request, None)


def informant_edit(request, pk):
    check_edits(request)
    return informant_form(request, get_object_or_404(Informant.objects.visible_to(request.actor), pk=pk))


def informant_form(request, row):
    initial = {"unit": request.GET.get("unit", ""), "valid_from": timezone.localdate()}
    if row:
        initial = {name: getattr(row, name) for name in NAMES} | {
            "unit": grid.key_of(row),
            "account": row.post_id,
        }
    data = request.POST if request.method == "POST" else None
    form = InformantForm(data, actor=request.actor, initial=initial)
    if request.method == "POST":
        check_hat(request)
        check_fresh(request, row)
        if form.is_valid():
            row = row or Informant(organisation=request.post.organisation)
            for name in NAMES:
                setattr(row, name, form.cleaned_data[name])
            row.post = form.cleaned_data["account"]
            grid.assign(row, form.cleaned_data["unit"])
            row.save()
            messages.success(request, f"“{row.unit}”的{row.get_kind_display()}：{row}，已保存。")
            return redirect("informant-list")
    context = {
        "title": f"修改{row.get_kind_display()}" if row else "登记信息员、议政员", "form": form, "submit": "保存",
        "back": reverse("informant-list"), "back_label": "信息员", "version": fingerprint(row),
    }  # fmt: skip
    return entry_page(request, context)


def place_new(request):
    check_edits(request)
    organisation = request.post.organisation
    data = request.POST if request.method == "POST" else None
    form = PlaceForm(data, organisation_id=organisation.pk)
    if request.method == "POST":
        check_hat(request)
        if form.is_valid():
            level, new = form.cleaned_data["level"], form.new()
            grid.add_places(organisation, level, new)
            messages.success(request, f"添加了 {len(new)} 个，已有的没有重复添加。")
            return redirect("informant-list")
    context = {
        "title": "添加乡镇、社区、网格", "form": form, "submit": "添加", "back": reverse("informant-list"),
        "back_label": "信息员", "after": "部门、党派团体、专委会和下级政协已经在表里，不用添加。",
    }  # fmt: skip
    return entry_page(request, context)


def check_reads(request):
    if not has_role(request.actor, Role.EDITOR, Role.LEADER):
        raise Forbidden("信息员名册由信息编辑和领导使用。")


def check_edits(request):
    if not has_role(request.actor, Role.EDITOR):
        raise Forbidden("信息员由信息编辑登记。")
