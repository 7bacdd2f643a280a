"""Search for every role: number, words, an author's name, in what the actor may see."""

from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from members.rules import is_author
from suggestions import stages
from suggestions.search import searching
from weijianyi.paging import page


@require_safe
@vary_on_headers("HX-Request")
def search(request):
    words = request.GET.get("q", "").strip()[: searching.LONGEST]
    found = page(stages.with_unit(searching.search(request.actor, words).for_lists()), request, ("-pk",))
    member = is_author(request.actor)
    context = {
        "words": words, "page": found, "rows": [stages.row(item, own=False) for item in found.rows],
        "shows_authors": not member,
        "empty_text": "可以搜编号、标题里的词" + ("。" if member else "、正文里的词和委员姓名。"),
    }  # fmt: skip
    return render(request, "suggestions/search.html", context)
