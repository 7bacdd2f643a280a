"""提醒记录: what was sent about one item or one desk, and what comes next."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dispatch.ladder import record
from dispatch.models import Assignment
from suggestions.models import Item
from weijianyi import paging
from weijianyi.workflow import Forbidden

ORDER = ("-moment", "-pk")


@require_safe
def of_item(request, slug):
    item = Item.objects.visible_to(request.actor).filter(slug=slug).select_related("organisation").first()
    if item is None:
        raise Http404
    return shown(request, item, None)


@require_safe
def of_desk(request, slug):
    desks = Assignment.objects.visible_to(request.actor).filter(slug=slug)
    desk = desks.select_related("item__organisation", "department", "link__organisation").first()
    if desk is None:
        raise Http404
    return shown(request, desk.item, desk)


def shown(request, item, desk):
    if not record.reads(request.actor):
        raise Forbidden("提醒记录由提案委、督查室、领导和承办单位查看。")
    page = paging.page(record.lines_of(request.actor, item=item, desk=desk), request, ORDER)
    context = {
        "item": item, "desk": desk, "page": page, "rows": record.with_results(page.rows),
        "coming": record.coming(request.actor, item, desk=desk), "about": desk or item,
    }  # fmt: skip
    return render(request, "dispatch/reminders.html", context)
