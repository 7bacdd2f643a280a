"""Keeping and dropping a filter of a list."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from dispatch import saved_filters
from dispatch.exporting.lists import LISTS
from dispatch.forms.saved_filter import SavedFilterForm
from weijianyi.taking import check_hat
from weijianyi.workflow import Forbidden


def beside(request, page, view):
    """(the address one's default opens, or ""; what templates/dispatch/saved_filters.html shows beside the list)"""
    saved = saved_filters.rows(page, request.actor)
    if query := saved_filters.opens_with(request.actor, request.GET, saved):
        return f"{reverse(view)}?{query}", {}
    chips = saved_filters.chips(page, view, request.actor, request.GET, saved)
    return "", {"filters": chips, "save": SavedFilterForm.of(request.GET)}


@require_POST
def save(request, page):
    listing = listing_of(request, page)
    check_hat(request)
    form = SavedFilterForm(request.POST, actor=request.actor, page=page)
    base, query = reverse(listing.view), saved_filters.kept(request.POST.get("query", ""))
    if form.is_valid():
        with transaction.atomic():
            row = saved_filters.save(page, request.actor, **form.cleaned_data)
        messages.success(request, f"已保存筛选“{row.name}”。")
    else:
        messages.error(request, "".join(sentence for found in form.errors.values() for sentence in found))
    return redirect(f"{base}?{query or 'all=1'}")


@require_POST
def remove(request, page, pk):
    listing = listing_of(request, page)
    check_hat(request)
    if not saved_filters.remove(request.actor, pk):
        raise Http404
    messages.success(request, "已删除这个筛选。")
    return redirect(f"{reverse(listing.view)}?all=1")


def listing_of(request, page):
    if page not in saved_filters.SHIPPED:
        raise Http404
    listing = LISTS[page]
    if request.post is None or not listing.reads(request.actor):
        raise Forbidden(f"您现在的岗位没有“{listing.label}”。")
    return listing
