"""届, its end with a preview, and the hand-over lists of a member, a person of a unit, a whole term."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header, urlencode
from django.views.decorators.http import require_safe

from dispatch import exports
from dispatch.exports import XLSX
from dispatch.forms.groups import EndTermForm, TermForm
from dispatch.people import directory, handing_over, terms, units
from members.models import Term
from suggestions.views.topics import entry_page
from weijianyi.taking import check_fresh, check_hat, fingerprint
from weijianyi.workflow import Forbidden


@require_safe
def term_list(request):
    directory.check_reads(request.actor)
    rows = list(terms.of(request.actor))
    return render(request, "people/terms.html", {"rows": rows, "seats": terms.seats(request.actor).count()})


def term_new(request):
    directory.check_edits(request.actor)
    return term_form(request, Term(organisation=request.post.organisation))


def term_edit(request, pk):
    directory.check_edits(request.actor)
    return term_form(request, get_object_or_404(terms.of(request.actor), pk=pk))


def term_form(request, term):
    version = fingerprint(term)
    check_fresh(request, term)
    form = TermForm(request.POST if request.method == "POST" else None, instance=term)
    if request.method == "POST":
        check_hat(request)
        if form.is_valid():
            form.save()
            messages.success(request, f"{term}已保存。")
            return redirect("term-list")
    context = {
        "title": str(term) if term.pk else "登记一届", "form": form, "submit": "保存", "version": version,
        "back": reverse("term-list"), "back_label": "届",
    }  # fmt: skip
    return entry_page(request, context)


def term_end(request, pk):
    """Who goes on is ticked; the rest leave on the last day."""
    directory.check_edits(request.actor)
    term, rows = get_object_or_404(terms.of(request.actor), pk=pk), terms.seats(request.actor)
    form = EndTermForm(request.POST if request.method == "POST" else None, rows=rows, term=term)
    if request.method == "POST":
        check_hat(request)
        if form.is_valid():
            left = terms.end(request.actor, term, form.cleaned_data["on"], list(form.cleaned_data["staying"]))
            messages.success(request, f"{term}已换届：{left} 位委员离任。新委员请用名册导入。")
            return redirect("term-list")
    context = {
        "title": f"{term}换届", "text": "先看会发生什么：", "form": form, "submit": "办理换届",
        "consequences": [
            f"现在有 {rows.count()} 位委员；没有选的，任期到最后一天，小组、工作室和岗位同一天结束。",
            "他们提交的事项照常办理，署名、当时的界别和各种统计都不变。",
            "没有办结的事项、承诺和期限，可以先打印本届的移交清单。",
        ],
        "cancel_url": reverse("term-list"), "post": request.post.pk, "version": None, "key": "", "after": "",
        "action": "", "form_id": "", "multipart": False, "tone": "w", "icon": "",
    }  # fmt: skip
    return render(request, "ui/confirm.html", context, status=422 if form.is_bound else 200)


# -- hand-over -------------------------------------------------------------------------------------
@require_safe
def handover_member(request, pk):
    directory.check_reads(request.actor)
    member = get_object_or_404(directory.of(request.actor), pk=pk)
    found = handing_over.of_member(request.actor, member)
    return handover(request, f"委员{member}", found, reverse("member", args=[pk]))


@require_safe
def handover_term(request, pk):
    directory.check_reads(request.actor)
    term = get_object_or_404(terms.of(request.actor), pk=pk)
    if "as" in request.GET and handing_over.still_open(request.actor).count() > handing_over.MOST:
        return redirect(f"{reverse('export-start', args=['handover'])}?{urlencode({'term': term.pk})}")
    return handover(request, str(term), handing_over.of_everything(request.actor), reverse("term-list"))


@require_safe
def handover_post(request, pk):
    """`pk`: the unit; `?post=`: whose desks of it. For the unit's own people and the office."""
    unit = get_object_or_404(units.of(request.actor), pk=pk)
    wanted = request.GET.get("post", "")
    people = list(units.people(unit, timezone.localdate()))
    post = next((p for p in people if str(p.pk) == wanted), None)
    if post is None:
        raise Forbidden("请从单位页上选择是谁移交。")
    found = handing_over.of_officer(request.actor, post.officer)
    return handover(request, f"{unit.short_name}{post.user}", found, reverse("unit", args=[pk]))


def handover(request, title, found, back):
    if request.GET.get("as") == "xlsx":
        notes = handing_over.notes(title, len(found))
        content = exports.table(handing_over.COLUMNS, [line.cells() for line in found], notes)
        response = HttpResponse(content, content_type=XLSX)
        name = f"移交清单-{title}-{timezone.localdate():%Y%m%d}.xlsx"
        response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
        return response
    again = request.GET.copy()
    again["as"] = "xlsx"
    context = {
        "title": title, "lines": found, "back": back, "now": timezone.now(), "most": handing_over.MOST,
        "export_url": f"{request.path}?{again.urlencode()}",
    }  # fmt: skip
    return render(request, "people/handover.html", context)
