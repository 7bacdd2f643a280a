"""My items: tabs with counts, words to narrow them, pages by keyset."""

from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from members.rules import is_author, reads_own
from suggestions import mine, stages
from weijianyi.paging import page
from weijianyi.workflow import Forbidden


@require_safe
@vary_on_headers("HX-Request")
def mine_list(request):
    if not reads_own(request.actor):
        raise Forbidden("这一页是委员的“我提交的”。请从上面的菜单进入您的工作页。")
    tab = request.GET.get("tab") if request.GET.get("tab") in mine.TABS else "all"
    words = request.GET.get("q", "").strip()[:60]
    items = mine.containing(mine.in_tab(mine.items_of(request.actor), tab), words)
    found = page(items, request, ("-touched_at", "-pk"))
    numbers = mine.counts(request.actor)
    title, text = ("没有找到", f"没有包含“{words}”的事项。") if words else mine.EMPTY[tab]
    context = {
        "rows": [stages.row(item) for item in found.rows], "page": found, "tab": tab, "words": words,
        "tabs": [
            {"label": label, "url": f"?tab={key}", "current": key == tab, "count": numbers[key],
             "hot": key == "rate" and numbers[key] > 0, "key": ""}
            for key, (label, _) in mine.TABS.items()
        ],
        "empty_title": title, "empty_text": text, "writes": is_author(request.actor),
    }  # fmt: skip
    return render(request, "suggestions/mine.html", context)
