"""交督一览: everything handed out with its state of pressure, as a page and as a workbook."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header, urlencode
from django.views.decorators.http import require_safe

from dispatch import exports, pressure
from dispatch.forms.supervision import PressureFilterForm
from dispatch.supervision_states import PRESSURE_TONES, Pressure
from dispatch.views.ledger import SIZE, XLSX
from members.states import OFFICE, Role
from weijianyi import paging
from weijianyi.workflow import Forbidden

READERS = frozenset({Role.LEADER, Role.SUPERVISOR}) | OFFICE
KEPT = ("q", "kind", "department", "from", "to", "urged")


@require_safe
def pressure_list(request):
    form, wanted = asked(request)
    today = timezone.localdate()
    found = pressure.asked(request.actor, wanted, today)
    page = paging.page(pressure.for_lists(found.found), request, found.order, size=SIZE)
    for desk in page.rows:
        desk.word, desk.pressure_tone = Pressure(desk.pressure).label, PRESSURE_TONES[desk.pressure]
    numbers = pressure.numbers(request.actor, wanted, today)
    context = {
        "form": form, "page": page, "chips": chips(request, numbers), "number": numbers[wanted.get("pressure") or ""],
        "total": numbers[""], "definition": pressure.DEFINITION, "now": timezone.now(),
        "export_url": f"{reverse('pressure-export')}?{request.GET.urlencode()}",
    }  # fmt: skip
    return render(request, "dispatch/pressure.html", context)


@require_safe
def pressure_export(request):
    """What is seen, as Excel."""
    form, wanted = asked(request)
    found = pressure.asked(request.actor, wanted, timezone.localdate())
    if found.found.count() > exports.MOST:
        messages.warning(request, f"筛选结果超过 {exports.MOST} 行，不能直接导出。请缩小范围后再导出。")
        return redirect(f"{reverse('pressure-list')}?{request.GET.urlencode()}")
    notes = [
        ("单位", request.post.organisation.name),
        ("导出时间", f"{timezone.localtime():%Y-%m-%d %H:%M}"),
        ("导出人", f"{request.user.name}（{request.post.label}）"),
        ("口径", pressure.DEFINITION),
        *((f"筛选：{label}", value) for label, value in form.in_words()),
    ]
    name = f"交督一览-{timezone.localtime():%Y%m%d-%H%M}.xlsx"
    response = HttpResponse(exports.workbook(found, notes), content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


def asked(request):
    if request.post is None or request.post.role not in READERS:
        raise Forbidden("交督一览由提案委、督查室和领导使用。")
    form = PressureFilterForm(request.GET, actor=request.actor)
    return form, form.wanted()


def chips(request, numbers):
    """One for all, and one for each state of pressure; their numbers add up."""
    others = {name: value for name, value in request.GET.items() if name in KEPT and value}
    current = request.GET.get("pressure", "")
    return [
        {"label": label, "url": f"?{urlencode({'pressure': state} | others)}", "current": state == current,
         "count": numbers[state]}
        for state, label in (("", "全部"), *Pressure.choices)
    ]  # fmt: skip
