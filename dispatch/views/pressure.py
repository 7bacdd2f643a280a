"""交督一览: everything handed out with its state of pressure, as a page and as a workbook."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from dispatch import saved_filters
from dispatch.forms.saved_filter import SavedFilterForm
from dispatch.forms.supervision import PressureFilterForm
from dispatch.supervision import pressure
from dispatch.supervision.states import PRESSURE_TONES, Pressure
from dispatch.views import exporting
from dispatch.views.ledger import SIZE
from members.states import OFFICE, Role
from weijianyi import paging
from weijianyi.workflow import Forbidden

READERS = frozenset({Role.LEADER, Role.SUPERVISOR}) | OFFICE
KEPT = ("q", "kind", "department", "from", "to", "urged")


@require_safe
def pressure_list(request):
    form, wanted = asked(request)
    today, saved = timezone.localdate(), saved_filters.rows("pressure", request.actor)
    if query := saved_filters.opens_with(request.actor, request.GET, saved):
        return redirect(f"{reverse('pressure-list')}?{query}")
    found = pressure.asked(request.actor, wanted, today)
    page = paging.page(pressure.for_lists(found.found), request, found.order, size=SIZE)
    for desk in page.rows:
        desk.word, desk.pressure_tone = Pressure(desk.pressure).label, PRESSURE_TONES[desk.pressure]
    numbers = pressure.numbers(request.actor, wanted, today)
    context = {
        "form": form, "page": page, "chips": chips(request, numbers), "number": numbers[wanted.get("pressure") or ""],
        "total": numbers[""], "definition": pressure.DEFINITION, "now": timezone.now(),
        "export_url": f"{reverse('pressure-export')}?{request.GET.urlencode()}",
        "filters": saved_filters.chips("pressure", "pressure-list", request.actor, request.GET, saved),
        "save": SavedFilterForm.of(request.GET),
    }  # fmt: skip
    return render(request, "dispatch/pressure.html", context)


@require_safe
def pressure_export(request):
    """What is seen, as Excel."""
    asked(request)
    return exporting.inline(request, "pressure")


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
