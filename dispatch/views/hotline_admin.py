"""热线对接 under 接口管理: lines, their settings and secret, the table of states, the log of exchanges."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from dispatch.forms.hotline import LineForm, StatusForm
from dispatch.hotline import lines
from dispatch.models import HotlineExchange, HotlineLine, HotlineStatus
from weijianyi import paging, rulebook
from weijianyi.interfacing import admin_only, tabs
from weijianyi.taking import check_fresh, check_hat, fingerprint


@admin_only
@require_safe
def line_list(request):
    rows = HotlineLine.objects.for_actor(request.actor).select_related("department")
    return render(request, "dispatch/hotline_lines.html", {"rows": rows, "tabs": tabs("interface-hotline")})


@admin_only
def line_new(request):
    return line_form(request, HotlineLine(), "登记热线")


@admin_only
def line_edit(request, pk):
    line = of(request, pk)
    check_fresh(request, line)
    return line_form(request, line, "修改对接设置")


def of(request, pk):
    line = HotlineLine.objects.for_actor(request.actor).select_related("department").filter(pk=pk).first()
    if line is None:
        raise Http404
    return line


def line_form(request, line, title):
    version = fingerprint(line)
    form = LineForm(
        request.POST if request.method == "POST" else None,
        instance=line,
        organisation=request.post.organisation,
    )
    if form.is_bound and form.is_valid():
        check_hat(request)
        saved = lines.save(form)
        messages.success(request, f"“{saved.name}”已保存。")
        return redirect("interface-hotline-line", saved.pk)
    back = reverse("interface-hotline-line", args=[line.pk]) if line.pk else reverse("interface-hotline")
    context = {
        "title": title, "form": form, "version": version, "history": [], "note": "", "back": back,
        "trail": [("热线对接", reverse("interface-hotline"))],
    }  # fmt: skip
    return render(request, "rulebook/change.html", context, status=422 if form.errors else 200)


@admin_only
@require_safe
def line_page(request, pk):
    line = of(request, pk)
    return shown(request, line)


def shown(request, line, secret=""):
    recent = HotlineExchange.objects.for_actor(request.actor).filter(line=line).defer("payload")[:5]
    context = {
        "line": line, "statuses": statuses(line), "inbound_url": inbound_url(request, line), "secret": secret,
        "recent": recent, "version": fingerprint(line),
    }  # fmt: skip
    return render(request, "dispatch/hotline_line.html", context)


def statuses(line):
    """The table with the word of each class of reply."""
    labels = {e.code: e.label for e in rulebook.entries(line.organisation_id, "result_class")}
    rows = list(line.statuses.all())
    for row in rows:
        row.result_label = labels.get(row.result_code or lines.USUAL, row.result_code)
    return rows


def inbound_url(request, line):
    if not line.inbound_key:
        return ""
    return request.build_absolute_uri(reverse("hotline-inbound", args=[line.inbound_key]))


@admin_only
@require_POST
def line_secret(request, pk):
    """A new secret, shown on this answer and never again; the one before counts for some days more."""
    line = of(request, pk)
    check_hat(request)
    secret = lines.renew_secret(line, request.POST.get("version", ""))
    return shown(request, of(request, pk), secret)


@admin_only
@require_safe
def exchanges(request, pk):
    """When, which way, with what outcome; what was said stays with the office."""
    line = of(request, pk)
    rows = HotlineExchange.objects.for_actor(request.actor).filter(line=line).defer("payload")
    page = paging.page(rows, request, ["-id"])
    return render(request, "dispatch/hotline_exchanges.html", {"line": line, "page": page, "rows": page.rows})


@admin_only
def status(request, pk, word=None):
    """One row of the table: new, changed, or taken out."""
    line = of(request, pk)
    row = HotlineStatus(line=line)
    if word is not None:
        row = line.statuses.filter(pk=word).first()
        if row is None:
            raise Http404
    version = fingerprint(row)
    check_fresh(request, row)
    form = StatusForm(
        request.POST if request.method == "POST" else None, instance=row, organisation_id=line.organisation_id
    )
    back = reverse("interface-hotline-line", args=[line.pk])
    if form.is_bound and form.is_valid():
        check_hat(request)
        form.save()
        messages.success(request, f"“{row.word}”已保存。")
        return redirect(back)
    context = {
        "title": row.word if word else "补充对方状态", "form": form, "version": version, "history": [],
        "note": "改动只影响以后收到的消息；此前等着处理的，对方重发或人工登记后按新的对照办理。", "back": back,
        "trail": [("热线对接", reverse("interface-hotline")), (line.name, back)],
    }  # fmt: skip
    return render(request, "rulebook/change.html", context, status=422 if form.errors else 200)
