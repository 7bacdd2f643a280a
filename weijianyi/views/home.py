"""Home: one address, the page of the role."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from dispatch.views import overview as overview_views
from members.states import OFFICE, UNIT, WRITERS, Role
from suggestions.views import home as member_home


@require_safe
def home(request):
    role = request.post.role if request.post else None
    if role in WRITERS:
        return member_home.member(request)
    if role in OFFICE:
        return redirect("review-desk")
    if role in UNIT or role == Role.RELAY:
        return redirect("desk-list")
    if role == Role.LEADER:
        return overview_views.overview(request)
    if role == Role.SUPERVISOR:
        return redirect("handout-list")
    if role == Role.EDITOR:
        return redirect("report-list")
    if role == Role.LIAISON:
        return redirect("opinion-list")
    if role == Role.ORG_ADMIN:
        return redirect("rules-limits")
    return render(request, "home/plain.html")
