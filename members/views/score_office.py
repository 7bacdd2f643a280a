"""计分 of the office: the year's table, one member's ledger, corrections by hand; participation for leaders."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from members.models import ScoreEntry, ScoreExemption, ScoreObjection
from members.scores import doings, file, objecting, rules, tables
from members.scores.forms import AdjustForm, ReasonForm
from members.scores.objecting import scheme_of_year
from members.views.my_scores import chips, own_or_404, year_asked
from weijianyi.taking import check_hat
from weijianyi.workflow import Forbidden

SIZE = 50  # members on a page


def asked(request):
    """(year label, years) for a page of the office. Raises Forbidden."""
    if not rules.keeps_scores(request.actor):
        raise Forbidden("委员计分由提案委查看和调整。")
    labels = tables.labels(request.post.organisation_id, timezone.localdate())
    return year_asked(request, labels), labels


@require_safe
def table(request):
    label, labels = asked(request)
    by = tables.COUNTS if request.GET.get("by") == tables.COUNTS else tables.POINTS
    scheme, year, rows = tables.table(request.post.organisation_id, label, by)
    if wanted := request.GET.get("q", "").strip():
        rows = [row for row in rows if wanted in row.member.name or wanted in str(row.member.sector or "")]
    sorts = [
        {"label": "按分数排", "url": f"?{urlencode({'year': label})}", "current": by == tables.POINTS, "count": None},
        {"label": "按次数排", "url": f"?{urlencode({'year': label, 'by': tables.COUNTS})}",
         "current": by == tables.COUNTS, "count": None},
    ]  # fmt: skip
    return render(request, "scores/table.html", {
        "scheme": scheme, "year": year, **part_of(request, rows), "label": label, "by": by, "q": wanted, "sorts": sorts,
        "chips": chips(labels, label, f"&by={by}"), "columns": scheme.groups.all() if scheme else (),
        "open": ScoreObjection.objects.visible_to(request.actor).open().count(),
    })  # fmt: skip


def part_of(request, rows):
    """{rows, addresses of the pages before and after}: places are known only when all have been reckoned."""
    wanted, last = request.GET.get("page", ""), max(0, (len(rows) - 1) // SIZE)
    number = min(int(wanted), last) if wanted.isascii() and wanted.isdigit() and len(wanted) < 6 else 0

    def address(page):
        query = request.GET.copy()
        query["page"] = page
        return f"{request.path}?{query.urlencode()}"

    return {
        "rows": rows[number * SIZE : (number + 1) * SIZE], "number": len(rows),
        "prev_url": address(number - 1) if number else "", "next_url": address(number + 1) if number < last else "",
    }  # fmt: skip


@require_safe
def member(request, pk):
    label, labels = asked(request)
    person = own_or_404(file.member_for(request.actor, pk))
    found = file.ledger(person, label)
    year = found.year if found else doings.calendar_year(label)
    done = doings.with_lists(person, year.starts, year.ends, request.actor)
    outside = ScoreExemption.objects.visible_to(request.actor).filter(
        member=person, year=label, ended_at=None
    )
    return render(request, "scores/member.html", {
        "ledger": found, "label": label, "year": year, "chips": chips(labels, label), "member": person, "own": False,
        "done": done.numbers, "lists": done.lists, "outside": outside.first(),
        "objections": ScoreObjection.objects.visible_to(request.actor)
        .filter(member=person, year=label).select_related("entry"),
    })  # fmt: skip


def page_of(person, label):
    return f"{reverse('score-member', args=[person.pk])}?year={label}"


def adjust(request, pk):
    label, _ = asked(request)
    person = own_or_404(file.member_for(request.actor, pk))
    scheme = scheme_of_year(person.organisation_id, label)
    if scheme is None:
        raise Http404
    form = AdjustForm(request.POST if request.method == "POST" else None, scheme=scheme)
    if form.is_bound and form.is_valid():
        check_hat(request)
        objecting.adjust(actor=request.actor, member=person, year=label, **form.cleaned_data)
        messages.success(request, "已调整，明细里写明了理由和经办人。")
        return redirect(page_of(person, label))
    return asking(request, form, f"调整 {person} 的 {label} 年度计分", "调整", page_of(person, label))


def outside(request, pk):
    """GET asks for the reason; POST puts the member outside the ranking, or back into it."""
    label, _ = asked(request)
    person = own_or_404(file.member_for(request.actor, pk))
    held = ScoreExemption.objects.visible_to(request.actor).filter(member=person, year=label, ended_at=None)
    back = page_of(person, label)
    if request.method == "POST" and held.update(ended_at=timezone.now()):
        messages.success(request, f"{person}已恢复参加 {label} 年度排名。")
        return redirect(back)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        check_hat(request)
        ScoreExemption(
            organisation_id=person.organisation_id, member=person, year=label, made_by=request.post,
            reason=form.cleaned_data["reason"][:100],
        ).save()  # fmt: skip
        messages.success(request, f"{person}不参与 {label} 年度排名，分数照记。")
        return redirect(back)
    return asking(request, form, f"{person} 不参与 {label} 年度排名", "确定", back)


def reverse_entry(request, pk):
    asked(request)
    rows = ScoreEntry.objects.visible_to(request.actor).standing().select_related("member")
    entry = get_object_or_404(rows, pk=pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    back = page_of(entry.member, entry.year)
    if form.is_bound and form.is_valid():
        check_hat(request)
        objecting.take_back(actor=request.actor, entry=entry, **form.cleaned_data)
        messages.success(request, "已冲销，原来的一条保留在明细里。")
        return redirect(back)
    return asking(request, form, f"冲销：{entry.title}，{entry.points} 分", "冲销", back)


def asking(request, form, title, submit, back):
    context = {
        "form": form,
        "title": title,
        "submit": submit,
        "back": back,
        "trail": [("委员计分", reverse("score-table"))],
    }
    return render(request, "scores/form.html", context, status=422 if form.errors else 200)


@require_safe
def participation(request):
    if not rules.reads_participation(request.actor):
        raise Forbidden("履职参与情况由领导和提案委查看。")
    organisation_id = request.post.organisation_id
    labels = tables.labels(organisation_id, timezone.localdate())
    label, year = year_asked(request, labels), file.this_year(organisation_id)
    scheme = scheme_of_year(organisation_id, label)
    if scheme is not None:
        year = tables.year_named(scheme, label)
    people = list(tables.members_of(organisation_id, year))
    sectors, best, silent = file.participation(organisation_id, year.starts, year.ends, people)
    return render(request, "scores/participation.html", {
        "sectors": sectors, "best": best, "silent": silent, "of_all": f"全体 {len(people)} 人", "year": year,
        "chips": chips(labels, label), "active": len(people) - len(silent),
    })  # fmt: skip
