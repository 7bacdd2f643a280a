"""The ledger of the proposals that higher-level members living here made there, and the help they were given."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from members.rules import is_office
from suggestions.forms.upper import NAMES, UpperFilter, UpperForm
from suggestions.models import UpperProposal
from suggestions.topics import rules, upper_export
from suggestions.views.topics import entry_page
from weijianyi import paging
from weijianyi.taking import check_fresh, check_hat, fingerprint
from weijianyi.workflow import Forbidden

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def upper_list(request):
    form, rows = asked(request)
    context = {
        "form": form, "page": paging.page(rows, request, ("-pk",)), "number": rows.count(),
        "filtered": bool(form.wanted()), "is_office": is_office(request.actor),
        "export_url": f"{reverse('upper-export')}?{request.GET.urlencode()}",
    }  # fmt: skip
    return render(request, "proposals/upper.html", context)


@require_safe
def upper_export_file(request):
    form, rows = asked(request)
    if rows.count() > upper_export.MOST:
        return redirect(f"{reverse('export-start', args=['upper'])}?{request.GET.urlencode()}")
    name = f"上级委员提案-{timezone.localtime():%Y%m%d-%H%M}.xlsx"
    content = upper_export.workbook(rows.order_by("-pk"), request.actor, form.in_words())
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


def upper_new(request):
    check_office(request)
    return upper_form(request, None)


def upper_edit(request, pk):
    check_office(request)
    return upper_form(request, get_object_or_404(UpperProposal.objects.visible_to(request.actor), pk=pk))


@require_POST
def upper_void(request, pk):
    check_office(request)
    check_hat(request)
    row = get_object_or_404(UpperProposal.objects.visible_to(request.actor), pk=pk)
    row.voided_at = timezone.now()
    row.save(update_fields=["voided_at"])
    messages.success(request, f"“{row}”已作废，不再列入台账。")
    return redirect("upper-list")


def upper_form(request, row):
    initial = {name: getattr(row, name) for name in NAMES} if row else {}
    form = UpperForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST":
        check_hat(request)
        check_fresh(request, row)
        if form.is_valid():
            row = row or UpperProposal(organisation=request.post.organisation, entered_by=request.post)
            for name in NAMES:
                setattr(row, name, form.cleaned_data[name])
            row.save()
            messages.success(request, f"“{row}”已记入台账。")
            return redirect("upper-list")
    context = {
        "title": "修改上级委员提案" if row else "登记上级委员提案", "form": form, "submit": "保存",
        "back": reverse("upper-list"), "back_label": "上级委员提案",
        "version": fingerprint(row), "void_url": row and reverse("upper-void", args=[row.pk]),
    }  # fmt: skip
    return entry_page(request, context)


def asked(request):
    """The filter form and the rows it asks for."""
    if not rules.reads_upper(request.actor):
        raise Forbidden("这本台账由提案委和领导使用。")
    form = UpperFilter(request.GET)
    return form, upper_export.narrowed(UpperProposal.objects.visible_to(request.actor), form.wanted())


def check_office(request):
    if not is_office(request.actor):
        raise Forbidden("这本台账由提案委登记。")
