"""我的履职: a member's own year, its objections."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from members.models import ScoreEntry, ScoreObjection
from members.scores import doings, file, objecting, rules, tables
from members.scores.forms import ObjectionForm
from weijianyi.taking import blame, buttons, check_hat
from weijianyi.workflow import BadFacts, Forbidden


def year_asked(request, labels):
    """The year of the address if it can be looked at, else the latest, else the calendar's."""
    wanted = request.GET.get("year", "")
    if wanted.isascii() and wanted.isdigit() and int(wanted) in labels:
        return int(wanted)
    return labels[0] if labels else timezone.localdate().year


def chips(labels, label, more=""):
    return [
        {"label": f"{year}年度", "url": f"?year={year}{more}", "current": year == label, "count": None}
        for year in labels
    ]


@require_safe
def mine(request):
    if not rules.reads_ledger(request.actor):
        raise Forbidden("履职档案由委员本人查看。")
    member, today = request.post.member, timezone.localdate()
    labels = doings.labels(member, today)
    label = year_asked(request, labels)
    found = file.ledger(member, label)
    year = found.year if found else doings.calendar_year(label)
    done = doings.with_lists(member, year.starts, year.ends, request.actor)
    return render(request, "scores/mine.html", {
        "ledger": found, "label": label, "year": year, "chips": chips(labels, label),
        "done": done.numbers, "lists": done.lists, "member": member, "own": rules.has_ledger(request.actor),
        "objections": ScoreObjection.objects.visible_to(request.actor).filter(year=label).select_related("entry"),
    })  # fmt: skip


def objection_new(request):
    """GET ?entry= or ?year= asks, POST raises it."""
    if not rules.has_ledger(request.actor):
        raise Forbidden("异议由委员本人提出。")
    entry, asked = None, request.GET.get("entry") or request.POST.get("entry") or ""
    if asked:
        own = ScoreEntry.objects.visible_to(request.actor).standing().filter(member=request.post.member)
        entry = get_object_or_404(own, pk=asked if asked.isascii() and asked.isdigit() else 0)
    labels = tables.labels(request.post.organisation_id, timezone.localdate())
    year = entry.year if entry else year_asked(request, labels)
    form = ObjectionForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        check_hat(request)
        try:
            row = objecting.raise_objection(actor=request.actor, year=year, entry=entry, **form.cleaned_data)
        except ValidationError as refusal:
            blame(form, BadFacts(refusal))
        else:
            messages.success(request, "异议已提交，提案委核对后会告诉您结果。")
            return redirect(row)
    context = {"form": form, "entry": entry, "label": year, "back": f"{reverse('my-scores')}?year={year}"}
    return render(request, "scores/objection_new.html", context, status=422 if form.errors else 200)


@require_safe
def objection(request, slug):
    rows = ScoreObjection.objects.visible_to(request.actor).select_related(
        "member__sector", "entry__rule", "entry__reversal", "decided_by__user"
    )
    row = get_object_or_404(rows, slug=slug)
    return render(request, "scores/objection.html", {
        "subject": row, "steps": buttons(row, request.actor, "scoreobjection"),
        "entries": row.entries.select_related("made_by__user"), "own": rules.has_ledger(request.actor),
    })  # fmt: skip


@require_safe
def objection_list(request):
    if not rules.keeps_scores(request.actor):
        raise Forbidden("计分异议由提案委处理。")
    rows = ScoreObjection.objects.visible_to(request.actor).select_related(
        "member", "entry", "decided_by__user"
    )
    tab = "done" if request.GET.get("tab") == "done" else "open"
    shown = rows.exclude(state="open") if tab == "done" else rows.open().order_by("raised_at")
    tabs = [
        {"label": "待处理", "url": "?", "current": tab == "open", "count": rows.open().count(), "key": ""},
        {"label": "已处理", "url": "?tab=done", "current": tab == "done", "count": None, "key": ""},
    ]
    return render(request, "scores/objections.html", {"rows": shown[:200], "tabs": tabs, "tab": tab})


def own_or_404(member):
    if member is None:
        raise Http404
    return member
