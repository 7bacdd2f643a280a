"""Figures of residents' opinions with the list behind each number; a department's look at a contact, with consent."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header, urlencode
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from dispatch import exports, rules
from dispatch.bulletins import kept
from dispatch.exports import XLSX
from dispatch.figures import opinions, period
from dispatch.models import Assignment
from dispatch.opinions import contacts as opinion_contacts
from dispatch.opinions import rows as opinion_rows
from dispatch.overview import opinion_board
from members.opinions import rules as opinion_rules
from members.opinions.forms import ContactReasonForm
from weijianyi import paging
from weijianyi.taking import check_hat
from weijianyi.workflow import Forbidden

SIZE = 25


def check_reads(request):
    if not opinion_rules.reads_figures(request.actor):
        raise Forbidden("群众意见的统计由工作室联络员、提案委和领导查看。")


@require_safe
def figures(request):
    check_reads(request)
    days = period.chosen(request.GET, timezone.now())
    context = opinion_board.sections(request.actor, days) | {
        "days": days,
        "places": opinions.places(request.actor, days.today), "query": days.query(),
        "chips": [
            {"label": label, "current": days.key == key, "url": f"?{urlencode({'period': key})}"}
            for key, label in period.CHIPS.items()
        ],
    }  # fmt: skip
    return render(request, "opinions/figures.html", context)


@require_safe
def figures_list(request):
    """Exactly the rows of one number."""
    check_reads(request)
    measure = opinions.BY_KEY.get(request.GET.get("metric"))
    if measure is None:
        raise Http404
    days = period.chosen(request.GET, timezone.now())
    rows, slug = measure.rows(request.actor, days), request.GET.get("bulletin", "")
    rows = kept.beside_rows(request.actor, "studios", measure, rows, slug).distinct()
    county = request.GET.get("county", "")
    rows = opinions.of_county(rows, county)
    if of_studio := request.GET.get("studio", ""):
        rows = rows.filter(studio__slug=of_studio)
    page = paging.page(rows.for_lists().select_related("county"), request, ("-pk",), size=SIZE)
    context = {
        "measure": measure, "days": days, "page": page, "number": rows.count(), "query": days.query(),
        "county": opinions.county_label(county),
    }  # fmt: skip
    return render(request, "opinions/figures_list.html", context)


@require_safe
def ledger_export(request):
    """The 台账 of the period as Excel; without contacts, those are exported nowhere."""
    check_reads(request)
    days = period.chosen(request.GET, timezone.now())
    rows, county = opinions.BY_KEY["received"].rows(request.actor, days), request.GET.get("county", "")
    rows = opinions.of_county(rows, county)
    if rows.count() > exports.MOST:
        county = urlencode({"county": county})
        return redirect(f"{reverse('export-start', args=['opinions'])}?{days.query()}&{county}")
    found = list(opinion_rows.for_rows(rows).order_by("-received_at", "-pk"))
    notes = [
        ("单位", request.post.organisation.name), ("导出时间", f"{timezone.localtime():%Y-%m-%d %H:%M}"),
        ("导出人", f"{request.user.name}（{request.post.label}）"), ("口径", opinions.BY_KEY["received"].definition),
        ("个人信息", "不含联系方式；文字里的号码已略去。"),
    ]  # fmt: skip
    lines = [opinion_rows.cells(row) for row in opinion_rows.rows_of(found, timezone.localdate())]
    response = HttpResponse(exports.table(opinion_rows.COLUMNS, lines, notes), content_type=XLSX)
    name = f"群众意见台账-{timezone.localtime():%Y%m%d-%H%M}.xlsx"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


@cache_control(private=True, no_store=True)
def desk_resident(request, slug):
    """GET asks why, POST writes the event and shows the contact of a resident who has agreed to that."""
    desks = Assignment.objects.visible_to(request.actor).select_related("item", "department")
    desk = get_object_or_404(desks, slug=slug)
    if not rules.unit_of(request.actor, desk):
        raise Forbidden("由承办单位查看。")
    contact = opinion_contacts.contact_behind(desk)
    data, facts = request.POST if request.method == "POST" else None, None
    form = ContactReasonForm(data, subject=desk, actor=request.actor)
    if request.method == "POST" and contact and form.is_valid():
        check_hat(request)
        facts = opinion_contacts.show(desk, actor=request.actor, reason=form.cleaned_data["reason"])
    wrong = form.is_bound and contact and not form.is_valid()
    context = {"desk": desk, "form": form, "contact": contact, "facts": facts}
    return render(request, "dispatch/desk_resident.html", context, status=422 if wrong else 200)
