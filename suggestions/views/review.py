"""Pieces of the review desk that stand alone: the look-alikes of the opened item."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from members.rules import is_office
from suggestions import promised
from suggestions.models import Item
from suggestions.review import alike, merging
from suggestions.search import similar
from weijianyi import paging
from weijianyi.workflow import Forbidden, may


@require_safe
def alike_counts(request):
    """The tags “n 件相近” of the queue's rows, asked for once the page stands."""
    if not is_office(request.actor):
        raise Forbidden("审核台由提案委工作人员使用。")
    wanted = request.GET.getlist("item")[: paging.SIZE]
    rows = list(Item.objects.visible_to(request.actor).waiting_for_review().filter(slug__in=wanted))
    alike.count(rows, request.actor)
    return render(request, "review/alike.html", {"rows": rows})


@vary_on_headers("HX-Request")
@require_safe
def look_alikes(request, slug):
    """A fragment under the opened item; without scripts a page of its own."""
    if not is_office(request.actor):
        raise Forbidden("审核台由提案委工作人员使用。")
    item = get_object_or_404(Item.objects.visible_to(request.actor).for_lists(), slug=slug)
    found = similar.like(item, request.actor)
    context = {
        "item": item,
        "found": found,
        "promised": promised.on(other for other, _ in found),
        "merges": may(item, "merge", request.actor),
        "open_main": merging.MAIN_OPEN,
    }
    return render(request, "review/similar.html" if request.htmx else "review/similar_page.html", context)
