"""Requests that wait for the office or the supervisor; each row leads to the page of its step."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from dispatch import bulk
from dispatch.handouts import rows as handouts
from dispatch.views.handouts import check_watches, tabs
from members.rules import is_office


@require_safe
def decision_list(request):
    check_watches(request)
    known = {**handouts.REQUESTS, **(handouts.OF_ITEMS if is_office(request.actor) else {})}
    tab = request.GET.get("tab") if request.GET.get("tab") in known else "returns"
    rows = [(row, links(row, tab)) for row in handouts.waiting(request.actor, tab)]
    context = {
        "rows": rows,
        "tab": tab,
        "tabs": tabs(request, tab, timezone.localdate()),
        "label": known[tab],
        **bulk_acts(request.actor, tab, len(rows)),
    }
    return render(request, "dispatch/decisions.html", context)


def bulk_acts(actor, tab, number):
    """What is decided for many at once: extensions as asked for, and items to one unit."""
    source = {"extensions": "requests", "accepted": "accepted"}.get(tab)
    acts = bulk.offered(source, actor) if source else []
    return {"source": source, "acts": acts, "query": f"tab={tab}", "number": number} if acts else {}


def links(row, tab):
    """[(label, url)] of the steps, each returning to this list."""
    back = f"{reverse('decision-list')}?tab={tab}"
    return [
        (label, f"{reverse('step', args=[noun, slug, step])}?next={back}")
        for noun, slug, step, label in row.steps
    ]
