"""预交办 at the unit: what it is asked to take over, with its answer; no clock runs yet."""

from django.shortcuts import render
from django.urls import reverse

from dispatch.models import Assignment
from dispatch.states import DeskState, role_word
from weijianyi import paging, taking
from weijianyi.workflow import may


def planned(actor):
    return Assignment.objects.visible_to(actor).filter(state=DeskState.PLANNED)


def tabs(actor, current):
    """The two tabs of the list; none while nothing is asked."""
    unanswered = planned(actor).filter(pre_answer=None).count()
    if not unanswered and current == "waiting":
        return []
    address = reverse("desk-list")
    return [
        {"label": "待办", "url": address, "current": current == "waiting", "count": None},
        {
            "label": "预交办", "url": f"{address}?tab=asked", "current": current == "asked", "count": unanswered,
            "hot": unanswered > 0,
        },
    ]  # fmt: skip


def asked(request):
    """Unanswered first; agreeing in place, objecting on the page of the step."""
    desks = planned(request.actor).select_related(
        "item__session", "department", "pre_answer", "serves__department"
    )
    page = paging.page(desks.prefetch_related("item__authorships__member"), request, ("preassigned_at", "pk"))
    for desk in page.rows:
        desk.word = role_word(desk.item.kind, desk.role)
        desk.answer = getattr(desk, "pre_answer", None)
        desk.answerable = desk.answer is None and may(desk, "agree_before", request.actor)
    context = {"page": page, "tabs": tabs(request.actor, "asked"), "key": taking.key_of(request)}
    return render(request, "dispatch/desks_asked.html", context)
