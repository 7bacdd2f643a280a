"""月报: the sheet of a studio and month, the list of all studios, the same as a workbook."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from members.duties import rules as duty_rules
from members.duties import when as duties
from members.models import Duty, Studio
from members.states import Role
from members.studios import sheet as studio_sheet
from members.views.studio import found
from weijianyi import workbook
from weijianyi.workflow import Forbidden

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
READERS = duty_rules.WATCHERS | {Role.LIAISON}


@require_safe
def sheets(request):
    """By name, without ranks; a liaison sees the own studios."""
    first, rows = asked(request)
    return render(request, "studios/sheets.html", {
        "first": first, "rows": rows, "before": duties.previous_month(first), "after": duties.next_month(first),
        "notes": studio_sheet.NOTES, "total": studio_sheet.total([counts for _, counts in rows]),
    })  # fmt: skip


@require_safe
def export(request):
    first, rows = asked(request)
    lines = [[column.show(studio, counts) for column in studio_sheet.COLUMNS] for studio, counts in rows]
    notes = [
        ("单位", request.post.organisation.name),
        ("月份", f"{first.year}年{first.month}月"),
        ("导出时间", f"{timezone.localtime():%Y-%m-%d %H:%M}"),
        ("导出人", f"{request.user.name}（{request.post.label}）"),
        *studio_sheet.NOTES,
    ]
    response = HttpResponse(workbook.table(studio_sheet.COLUMNS, lines, notes), content_type=XLSX)
    name = f"委员工作室月报-{first:%Y%m}.xlsx"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


def asked(request):
    """(first day of the month, [(studio, Counts)])."""
    actor = request.actor
    if actor.post is None or actor.post.role not in READERS:
        raise Forbidden("月报由提案委、领导、单位管理员和工作室联络员查看。")
    first = duties.month_of(request.GET.get("month"))
    studios = Studio.objects.visible_to(actor).in_use(first, duties.last_of(first))
    if actor.post.role == Role.LIAISON:
        studios = studios.filter(liaison=actor.post)
    studios = list(studios.select_related("liaison__user").order_by("name", "pk"))
    counts = studio_sheet.counts_of(studios, first)
    return first, [(studio, counts[studio.pk]) for studio in studios]


@require_safe
def sheet(request, slug):
    """One studio and month, to be printed and hung up."""
    studio = found(request, slug, duty_rules.watches, "月报由提案委、领导和本工作室联络员查看。")
    first = duties.month_of(request.GET.get("month"))
    held = Duty.objects.visible_to(request.actor).live().filter(studio=studio)
    return render(request, "studios/sheet.html", {
        "studio": studio, "first": first, "counts": studio_sheet.counts(studio, first),
        "duties": held.between(first, duties.last_of(first)).with_names(), "notes": studio_sheet.NOTES,
        "before": duties.previous_month(first), "after": duties.next_month(first),
    })  # fmt: skip
