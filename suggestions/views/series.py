"""/rules/series/: the series an organisation issues, kept by its administrator."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from suggestions.forms.briefs import SeriesForm
from suggestions.models import BriefSeries
from weijianyi.rulebook.pages import org_admin_only, rule_tabs
from weijianyi.taking import check_hat


def own(request):
    return BriefSeries.objects.for_actor(request.actor)


@org_admin_only
@require_safe
def series_list(request):
    return render(request, "briefs/series.html", {"rows": own(request), "tabs": rule_tabs("rules-series")})


@org_admin_only
def series_new(request):
    return series_page(request, BriefSeries(organisation=request.post.organisation), "新增期刊")


@org_admin_only
def series_edit(request, pk):
    row = get_object_or_404(own(request), pk=pk)
    return series_page(request, row, row.name)


def series_page(request, row, title):
    data = request.POST if request.method == "POST" else None
    form = SeriesForm(data, instance=row, organisation=request.post.organisation)
    if request.method == "POST":
        check_hat(request)
        if form.is_valid():
            row = form.save()
            messages.success(request, f"期刊“{row}”已存。")
            return redirect("rules-series")
    context = {
        "title": title, "form": form, "submit": "保存", "back": reverse("rules-series"), "back_label": "期刊",
        "then": "", "second": "", "after": "", "multipart": False, "extra": "", "void_url": "",
    }  # fmt: skip
    return render(request, "proposals/entry.html", context, status=422 if form.is_bound else 200)
