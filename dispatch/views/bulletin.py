"""通报: the list, a new one, writing it, reading it, the receipt, the correction, Word and Excel."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from dispatch.bulletins import (
    comparing,
    comparing_tables,
    kept,
    listing,
    making,
    printing,
    reading,
    rules,
    workbook,
)
from dispatch.bulletins import public as without_names
from dispatch.bulletins.forms import BulletinFilter, BulletinForm, NewBulletinForm
from dispatch.bulletins.states import TABLES
from dispatch.evaluation.sheets import XLSX
from dispatch.models import Bulletin
from dispatch.views.letter import attached
from members.rules import holds_post, in_organisation
from suggestions.briefs import drafting as briefs
from suggestions.briefs.drafting import TABS, TONES
from suggestions.proposals.differences import differences
from suggestions.states import BriefState
from weijianyi import paging
from weijianyi.taking import buttons, check_hat
from weijianyi.workflow import Forbidden, perform


@require_safe
def bulletin_list(request):
    """Office and leaders by state; everybody else what is issued."""
    if not holds_post(request.actor):
        raise Forbidden("您现在没有岗位，不能看通报。")
    inside = rules.is_inside(request.actor)
    form = BulletinFilter(request.GET)
    chosen, tab = form.chosen(), request.GET.get("tab", "")
    if not inside or tab not in BriefState.values:
        tab = BriefState.ISSUED
    found = listing.narrowed(Bulletin.objects.visible_to(request.actor).for_lists(), chosen)
    page = paging.page(found.filter(state=tab), request, ("-last", "-pk"))
    context = {
        "page": page, "form": form, "inside": inside, "tab": tab, "narrowed": bool(chosen),
        "kept_tab": [("tab", tab)], "clear_url": f"{reverse('bulletin-list')}?tab={tab}",
        "tabs": tab_links(found, tab, chosen) if inside else [], "begins": rules.begins(request.actor),
        "promise": listing.next_promise(),
    }  # fmt: skip
    return render(request, "bulletins/list.html", context)


def tab_links(found, current, chosen):
    counts = listing.tallies(found)
    return [
        {"label": label, "url": f"{reverse('bulletin-list')}?{urlencode(chosen | {'tab': state})}",
         "current": state == current, "count": counts[state], "hot": False}
        for state, label in TABS.items()
    ]  # fmt: skip


def bulletin_new(request):
    if not rules.begins(request.actor):
        raise Forbidden("通报由提案委起草。")
    form = NewBulletinForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        check_hat(request)
        if form.is_valid():
            try:
                bulletin = making.begin_by_hand(request.actor, *form.wanted())
            except ValidationError as refusal:
                form.add_error("period", refusal.messages[0])
            else:
                messages.success(request, "数字和各节文字已经生成，可以接着改。")
                return redirect("bulletin-edit", bulletin.slug)
    return render(request, "bulletins/new.html", {"form": form}, status=422 if form.is_bound else 200)


def bulletin_edit(request, slug):
    """Save, or with `then=generate` save and count anew; hand edits stay either way."""
    bulletin = found(request, slug)
    making.editable(bulletin, request.actor)
    form = BulletinForm(
        request.POST if request.method == "POST" else None, bulletin=bulletin, actor=request.actor
    )
    if request.method == "POST":
        check_hat(request)
        if form.is_valid():
            again = request.POST.get("then") == "generate"
            seen = request.POST.get("version", "")
            making.save(bulletin, form.values(), actor=request.actor, seen=seen, again=again)
            messages.success(request, "已按现在的数字重新生成，改过的文字没有动。" if again else "已存。")
            return redirect("bulletin-edit", slug) if again else redirect(bulletin)
    context = {
        "bulletin": bulletin, "form": form, "changed": comparing.changed(bulletin, request.actor),
        "new_tables": [TABLES[key] for key in making.new_tables(bulletin)],
        "rows": [
            {"section": s, "use": use, "order": order, "text": text,
             "difference": differences(s.generated, s.edited) if s.edited else []}
            for s, use, order, text in form.section_rows
        ],
    }  # fmt: skip
    return render(request, "bulletins/edit.html", context, status=422 if form.is_bound else 200)


@require_safe
def bulletin_detail(request, slug):
    """The reading view; `?public=1` is the version without names, `?print=1` nothing but the paper."""
    bulletin = found(request, slug)
    inside, public = is_inside(request, bulletin), "public" in request.GET
    if public and (check := without_names.opened(bulletin, request.actor)):
        return redirect(check)
    context = {
        "bulletin": bulletin, "inside": inside, "public": public, "parts": reading.parts(bulletin, public=public),
        "head": reading.head_of(bulletin.organisation), "office": reading.maker(bulletin.organisation),
        **reading.head_words(bulletin, public=public),
    }  # fmt: skip
    if "print" in request.GET:
        return render(request, "bulletins/print.html", context)
    return render(request, "bulletins/detail.html", context | beside(request, bulletin, inside))


def beside(request, bulletin, inside):
    """What stands at the side of the paper: steps and warnings for the makers, the receipt for readers."""
    issued = bulletin.state == BriefState.ISSUED
    receipts = (
        list(bulletin.receipts.select_related("post__user", "post__organisation")) if inside or issued else []
    )
    mine = next((r for r in receipts if r.post_id == request.post.pk), None)
    makes = inside and bulletin.state in (BriefState.DRAFT, BriefState.CHECKING, BriefState.SIGNING)
    asked = [r for r in receipts if r.asked]
    return {
        "steps": buttons(bulletin, request.actor, "bulletin") if inside else [],
        "edits": bulletin.state == BriefState.DRAFT and rules.drafts(request.actor, bulletin),
        "events": briefs.history(bulletin) if inside else [], "next": next_sentence(bulletin),
        "tone": TONES[bulletin.state], "mine": mine, "reads": confirms(issued, inside, mine),
        "asked": asked if inside else [], "read": sum(1 for r in asked if r.read_at),
        "changed": comparing.changed(bulletin, request.actor) if makes and bulletin.figures else [],
        "in_wechat": "MicroMessenger" in request.headers.get("User-Agent", ""),
        "query": "?public=1" if "public" in request.GET else "",
        "opens_public": rules.drafts(request.actor, bulletin) or without_names.checked(bulletin),
    }  # fmt: skip


def confirms(issued, inside, mine):
    """Who is asked confirms until it is done; office and leaders that are not asked have no form."""
    unread = issued and (mine is None or mine.read_at is None)
    return unread and (not inside or (mine is not None and mine.asked))


def next_sentence(bulletin):
    """Who has it and what comes next."""
    return {
        BriefState.DRAFT: "由提案委完成起草，然后送核。",
        BriefState.CHECKING: "由提案委负责人核稿。",
        BriefState.SIGNING: "由领导签发；签发以后数字不再变动，并通知读者。",
        BriefState.ISSUED: "已经印发，数字不再变动；以后的更正另印更正说明。",
        BriefState.WITHDRAWN: "已经撤回，读者看不到。",
    }[bulletin.state]


@require_POST
def bulletin_read(request, slug):
    """已阅: only a form writes it down, never the opening of the page."""
    bulletin = found(request, slug)
    check_hat(request)
    reading.mark_read(bulletin, request.actor)
    messages.success(request, "已登记：您读过这份通报。")
    return redirect(bulletin)


@require_safe
def bulletin_correction(request, slug):
    """更正说明: what was issued, what it is today, which items moved and why."""
    bulletin = found(request, slug)
    if not is_inside(request, bulletin):
        raise Forbidden("更正说明由提案委和领导使用。")
    if bulletin.state not in (BriefState.ISSUED, BriefState.WITHDRAWN):
        raise Http404
    context = {
        "bulletin": bulletin, "lines": comparing.corrections(bulletin, request.actor),
        "tables": comparing_tables.corrections(bulletin, request.actor),
        "left_out": comparing_tables.left_out(bulletin),
    }  # fmt: skip
    return render(request, "bulletins/correction.html", context)


@require_safe
def bulletin_figures(request, slug):
    """Every number of the bulletin with the list behind it."""
    bulletin = found(request, slug)
    if not is_inside(request, bulletin):
        raise Forbidden("数字背后的清单由提案委和领导查看。")
    if not bulletin.figures:
        raise Http404
    counts, rates = kept.lines(bulletin)
    context = {
        "bulletin": bulletin,
        "counts": counts,
        "rates": rates,
        "beside": kept.beside(bulletin, request.actor),
    }
    return render(request, "bulletins/figures.html", context)


def bulletin_public(request, slug):
    """The check before the version without names: what is masked in words written by hand; POST confirms."""
    bulletin = found(request, slug)
    if not rules.drafts(request.actor, bulletin):
        raise Forbidden("公开版由提案委核对。")
    if request.method == "POST":
        check_hat(request)
        perform(bulletin, "confirm_public", actor=request.actor, version=request.POST.get("version"))
        messages.success(request, "已核对，公开版可以打开、打印和下载。")
        return redirect(f"{bulletin.get_absolute_url()}?public=1")
    context = {
        "bulletin": bulletin, "names": without_names.found(bulletin), "checked": without_names.checked(bulletin),
        "words": reading.head_words(bulletin, public=True),
    }  # fmt: skip
    return render(request, "bulletins/public.html", context)


@require_safe
def bulletin_word(request, slug):
    bulletin = found(request, slug)
    if "public" in request.GET and (check := without_names.opened(bulletin, request.actor)):
        return redirect(check)
    return attached(*printing.make(bulletin, public="public" in request.GET))


@require_safe
def bulletin_excel(request, slug):
    bulletin = found(request, slug)
    if "public" in request.GET and (check := without_names.opened(bulletin, request.actor)):
        return redirect(check)
    public = "public" in request.GET or not is_inside(request, bulletin)
    name = f"{printing.file_name(bulletin, public=public)}.xlsx"
    answer = attached(name, workbook.of(bulletin, public=public))
    answer["Content-Type"] = XLSX
    return answer


def found(request, slug):
    rows = Bulletin.objects.visible_to(request.actor).select_related(
        "organisation", "drafted_by__user", "checked_by__user", "signed_by__user"
    )
    return get_object_or_404(rows, slug=slug)


def is_inside(request, bulletin):
    return rules.is_inside(request.actor) and in_organisation(request.actor, bulletin.organisation_id)
