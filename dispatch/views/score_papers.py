"""履职证明 and the year's table as files: a member's own, one member's, everybody's, Excel."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from dispatch.exports import XLSX
from dispatch.letters import certifying
from dispatch.views.letter import attached
from members.scores import doings, file, rules, tables
from members.views.my_scores import own_or_404, year_asked
from members.views.score_office import asked
from weijianyi.workflow import Forbidden


@require_safe
def own(request):
    if not rules.reads_ledger(request.actor):
        raise Forbidden("履职证明由委员本人或提案委下载。")
    member = request.post.member
    labels = doings.labels(member, timezone.localdate())
    return attached(*certifying.one(member, year_asked(request, labels)))


@require_safe
def certificate(request, pk):
    label, _ = asked(request)
    return attached(*certifying.one(own_or_404(file.member_for(request.actor, pk)), label))


@require_safe
def certificates(request):
    label, _ = asked(request)
    made = certifying.everybody(request.post.organisation_id, label)
    return (
        attached(*made)
        if made
        else redirect(f"{reverse('export-start', args=['certificates'])}?year={label}")
    )


@require_safe
def export(request):
    label, _ = asked(request)
    by = tables.COUNTS if request.GET.get("by") == tables.COUNTS else tables.POINTS
    notes = [
        ("单位", request.post.organisation.name),
        ("导出时间", f"{timezone.localtime():%Y-%m-%d %H:%M}"),
        ("导出人", f"{request.user.name}（{request.post.label}）"),
    ]
    content = certifying.workbook(request.post.organisation_id, label, by, notes)
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, f"委员计分-{label}年度.xlsx")
    return response
