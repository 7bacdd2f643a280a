"""答复提示统计: the table by unit and the replies behind each number."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dispatch.figures.period import CHIPS, chosen
from dispatch.models import Remark
from dispatch.overview import finding_board
from dispatch.views.handouts import check_watches
from weijianyi import paging


@require_safe
def table(request):
    check_watches(request)
    period = chosen(request.GET, timezone.now())
    rows = finding_board.units(request.actor, period)
    context = {
        "rows": rows, "total": finding_board.total(rows), "period": period, "remarks": Remark.choices,
        "chips": [
            {"label": label, "url": f"?period={key}", "current": key == period.key} for key, label in CHIPS.items()
        ],
        "query": period.query(),
    }  # fmt: skip
    return render(request, "dispatch/findings.html", context)


@require_safe
def replies(request):
    check_watches(request)
    period, code = chosen(request.GET, timezone.now()), request.GET.get("code", "")
    found = finding_board.behind(request.actor, period, request.GET.get("unit", ""), code)
    page = paging.page(found, request, finding_board.ORDER)
    label = dict(Remark.choices).get(code, "有提示的答复")
    return render(
        request, "dispatch/finding_replies.html",
        {"page": page, "label": label, "period": period, "query": period.query()},
    )  # fmt: skip
