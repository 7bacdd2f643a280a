"""督导工作组: the rounds, starting one, the page of one with its visits and findings."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from dispatch.forms.inspection import InspectionForm
from dispatch.models import Inspection
from dispatch.supervision import inspecting, inspection_page
from dispatch.supervision import rules as supervision_rules
from dispatch.views.supervision import check_reader
from members.rules import is_unit
from weijianyi import paging
from weijianyi.taking import buttons, check_hat
from weijianyi.workflow import Forbidden


@require_safe
def inspection_list(request):
    check_reader(request)
    page = paging.page(inspection_page.listed(request.actor), request, inspection_page.ORDER)
    context = {
        "page": page, "starts": supervision_rules.starts_inspection(request.actor),
        "of_unit": is_unit(request.actor),
    }  # fmt: skip
    return render(request, "dispatch/inspections.html", context)


def inspection_new(request):
    if not supervision_rules.starts_inspection(request.actor):
        raise Forbidden("督导由提案委和督查室发起。")
    form = InspectionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        check_hat(request)
        made = inspecting.start(actor=request.actor, facts=form.cleaned_data)
        messages.success(request, f"已发起：{made}。")
        return redirect(made)
    return render(
        request, "dispatch/inspection_form.html", {"form": form}, status=422 if form.is_bound else 200
    )


@require_safe
def inspection_detail(request, slug):
    rounds = Inspection.objects.visible_to(request.actor).select_related("started_by__user")
    inspection, actor = get_object_or_404(rounds, slug=slug), request.actor
    visits, findings = inspection_page.rows_of(actor, inspection)
    found = [b | {"tone": ""} for b in buttons(inspection, actor, "inspection") if not b["why"]]
    left = any(f.settled_at is None for f in findings)
    found = [b for b in found if left or b["name"] not in ("report_finding", "settle_finding")]
    context = {
        "subject": inspection, "visits": visits, "findings": findings, "of_unit": is_unit(actor),
        "main": found[0] if found else None, "steps": found[1:], "left": sum(f.settled_at is None for f in findings),
    }  # fmt: skip
    return render(request, "dispatch/inspection.html", context)
