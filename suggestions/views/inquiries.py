"""转办: inquiries made of reports and issues, by where they stand; each opens on the page of every item."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from members.rules import has_role
from members.states import Role
from suggestions.reports import inquiry_list
from suggestions.states import state_word
from weijianyi import paging
from weijianyi.workflow import Forbidden


@require_safe
def inquiries(request):
    if not has_role(request.actor, Role.EDITOR, Role.LEADER):
        raise Forbidden("信息转办由信息编辑处理。")
    found = inquiry_list.inquiries(request.actor)
    numbers = inquiry_list.tallies(found)
    tab = request.GET.get("tab") if request.GET.get("tab") in inquiry_list.TABS else "accepted"
    words = request.GET.get("q", "").strip()[:40]
    rows = inquiry_list.narrowed(found.filter(state=tab), words)
    page = paging.page(inquiry_list.for_rows(rows), request, ("-submitted_at", "-pk"))
    today = timezone.localdate()
    context = {
        "tab": tab, "words": words, "page": page, "today": today,
        "tabs": [
            {"label": label, "url": f"?tab={key}", "current": key == tab, "count": numbers[key],
             "hot": key in ("accepted", "answered") and numbers[key] > 0}
            for key, label in inquiry_list.TABS.items()
        ],
        "rows": [
            {"item": item, "word": state_word(item.kind, item.state), "late": item.next_due and item.next_due < today}
            for item in page.rows
        ],
    }  # fmt: skip
    return render(request, "reports/inquiries.html", context)
