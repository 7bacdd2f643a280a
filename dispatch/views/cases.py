"""案例与交流: what others brought up and what became of it, for members and their office."""

from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from dispatch import cases
from dispatch.forms.cases import CaseFilter
from members.rules import has_role
from members.states import AUTHORS, OFFICE, Role
from suggestions import stages
from weijianyi import paging
from weijianyi.workflow import Forbidden


@require_safe
def case_list(request):
    if not has_role(request.actor, *AUTHORS, *OFFICE, Role.LEADER):
        raise Forbidden("案例与交流供委员、集体、提案委和领导使用。")
    form = CaseFilter(request.GET, organisation_id=request.actor.organisation_id)
    wanted = form.wanted()
    tab = wanted.pop("tab", "")
    found = cases.narrowed(cases.public(request.actor), wanted)
    numbers = cases.tallies(found)
    page = paging.page(cases.for_rows(found.filter(cases.TABS[tab][1])), request, ("-dispatched_at", "-pk"))
    context = {
        "form": form, "page": page, "filtered": bool(wanted),
        "rows": [stages.row(item, own=False) for item in page.rows],
        "chips": [
            {"label": label, "url": f"?{urlencode(wanted | ({'tab': key} if key else {}))}", "current": key == tab,
             "count": numbers[key or "all"]}
            for key, (label, _) in cases.TABS.items()
        ],
    }  # fmt: skip
    return render(request, "dispatch/cases.html", context)
