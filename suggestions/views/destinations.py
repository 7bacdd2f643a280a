"""报送: recording where a report or an issue was sent, and later what came of it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from suggestions.forms.upward import DestinationForm
from suggestions.models import BriefIssue, Destination, Report
from suggestions.models.about import RELATED
from suggestions.upward import reporting as reporting_up
from suggestions.upward import rules as upward_rules
from suggestions.views.topics import entry_page
from weijianyi.taking import check_fresh, check_hat, fingerprint
from weijianyi.workflow import Forbidden


def report_up(request, slug):
    reports = Report.objects.visible_to(request.actor).select_related("report_facts", "organisation")
    return send(request, get_object_or_404(reports, slug=slug))


def brief_up(request, slug):
    briefs = BriefIssue.objects.visible_to(request.actor).select_related("series", "organisation")
    return send(request, get_object_or_404(briefs, slug=slug))


def send(request, subject):
    reporting_up.check(subject, request.actor)
    form = DestinationForm(posted(request), organisation=subject.organisation)
    if request.method == "POST":
        check_hat(request)
        if form.is_valid():
            try:
                row = reporting_up.send(subject, actor=request.actor, **form.cleaned_data)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                above = f"，{row.link.organisation.short_name}已在本系统收到" if row.link else ""
                messages.success(request, f"已登记：报送{row.to}{above}。")
                return redirect(page_of(subject))
    return entry_page(request, {
        "title": "登记报送", "form": form, "submit": "登记", "back": page_of(subject), "back_label": named(subject),
        "after": "上级政协在本系统里的，登记以后自动收到，这里的信息不变。",
    })  # fmt: skip


def destination_edit(request, pk):
    rows = Destination.objects.visible_to(request.actor).select_related("to", "organisation", *RELATED)
    row = get_object_or_404(rows, pk=pk)
    if not upward_rules.records(request.actor, row):
        raise Forbidden("报送由信息编辑登记。")
    names = ("form", "sent_on", "outcome", "outcome_on", "document_number", "note")
    initial = {name: getattr(row, name) for name in names}
    form = DestinationForm(posted(request), organisation=row.organisation, row=row, initial=initial)
    if request.method == "POST":
        check_hat(request)
        check_fresh(request, row)
        if form.is_valid():
            facts = {name: form.cleaned_data[name] for name in names}
            void = form.cleaned_data["void"]
            try:
                reporting_up.correct(row, actor=request.actor, void=void, **facts)
            except ValidationError as error:
                form.add_error(None, "; ".join(error.messages))
            else:
                messages.success(request, "已作废，不再进入统计。" if void else f"已登记：{row.to}的结果。")
                return redirect(page_of(row.subject))
    return entry_page(request, {
        "title": f"{row.to}的结果", "form": form, "submit": "保存", "back": page_of(row.subject),
        "back_label": named(row.subject), "version": fingerprint(row),
    })  # fmt: skip


def posted(request):
    return request.POST if request.method == "POST" else None


def page_of(subject):
    """The editor's page of a report or an issue."""
    if isinstance(subject, BriefIssue):
        return subject.get_absolute_url()
    return reverse("report-detail", args=[subject.slug])


def named(subject):
    return subject.reference or str(subject)
