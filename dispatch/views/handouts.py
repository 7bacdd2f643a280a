"""交办单: what went out and what is unsigned; several are urged by the bulk flow."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from dispatch import bulk
from dispatch.forms.supervision import HandoutFilterForm
from dispatch.handouts import rows as handouts
from dispatch.views.saved_filters import beside
from members.rules import is_office, watches_desks
from weijianyi import paging
from weijianyi.workflow import Forbidden


@require_safe
def handout_list(request):
    """Desks handed out today or this week, unsigned by unit with their age, or late with the letter at hand."""
    check_watches(request)
    tab = request.GET.get("tab", "today")
    if tab not in (*handouts.DISPATCHED, handouts.UNSIGNED, handouts.LATE):
        tab = "today"
    opens, kept = beside(request, "handouts", "handout-list")
    if opens:
        return redirect(opens)
    today, form = timezone.localdate(), HandoutFilterForm(request.GET, actor=request.actor)
    wanted = form.wanted()
    rows, order = handouts.handed_out(request.actor, tab, today, wanted)
    page = paging.page(rows, request, order, size=handouts.MOST)
    for desk in page.rows:
        desk.age = handouts.age(desk.offered_at)
    context = {
        "page": page,
        "tab": tab,
        "tabs": tabs(request, tab, today, wanted),
        "most": handouts.MOST,
        **kept,
    }
    context |= {"form": form, "keep": [("tab", tab)], "narrowed": any(wanted.values())}
    context["is_office"] = is_office(request.actor)
    context |= {"acts": bulk.offered("handouts", request.actor), "query": f"tab={tab}{chosen(wanted)}"}
    context["number"] = next(t["count"] for t in context["tabs"] if t["current"])
    return render(request, "dispatch/handouts.html", context)


def chosen(wanted):
    """The filters in use, as the address carries them on."""
    found = urlencode({name: value for name, value in wanted.items() if value})
    return f"&{found}" if found else ""


def tabs(request, current, today, wanted=None):
    """The tabs of both pages: what went out, and what waits for a decision."""
    numbers, kept = handouts.numbers(request.actor, today, wanted), chosen(wanted or {})
    found = []
    for tab, label in {**handouts.DISPATCHED, handouts.UNSIGNED: "未签收", handouts.LATE: "超期"}.items():
        found.append((tab, label, f"/handouts/?tab={tab}{kept}"))
    for tab, label in {**handouts.REQUESTS, **handouts.OF_ITEMS}.items():
        found.append((tab, label, f"/handouts/requests/?tab={tab}"))
    return [
        {
            "label": label, "url": url, "current": tab == current, "count": numbers[tab],
            "hot": bool(numbers[tab]) and tab not in handouts.DISPATCHED, "key": "",
        }
        for tab, label, url in found
        if tab in numbers
    ]  # fmt: skip


def check_watches(request):
    if not (watches_desks(request.actor)):
        raise Forbidden("交办单由提案委工作人员和督查室使用。")
