"""The progress table of collective proposals, by year or by session."""

from django.db.models import Q
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from suggestions.topics import quotas, rules
from weijianyi.workflow import Forbidden

YEARS, SESSIONS = 3, 5


@require_safe
def quota_table(request):
    if not rules.reads_quotas(request.actor):
        raise Forbidden("集体提案进度由提案委、领导和集体经办人查看。")
    organisation = request.post.organisation
    sessions = list(organisation.sessions.order_by("-opens_on")[:SESSIONS])
    this_year = timezone.localdate().year
    asked = request.GET.get("session", "")
    session = next((s for s in sessions if str(s.pk) == asked), None)
    years = range(this_year, this_year - YEARS, -1)
    year = next((y for y in years if str(y) == request.GET.get("year", "")), this_year)
    period = Q(session=session) if session else quotas.year(year)
    chips = [
        {"label": f"{y}年", "url": f"?year={y}", "current": not session and y == year, "count": None}
        for y in years
    ]
    chips += [
        {"label": str(s), "url": f"?session={s.pk}", "current": s == session, "count": None} for s in sessions
    ]
    context = {
        "chips": chips, "period": str(session) if session else f"{year}年", "now": timezone.now(),
        **quotas.table(organisation, period),
    }  # fmt: skip
    return render(request, "proposals/quotas.html", context)
