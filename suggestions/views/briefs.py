"""Issues (期): the list, drafting one, reading it, the receipt of having read it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from members.rules import has_role, holds_post
from members.states import Role
from suggestions.briefs import drafting as briefs
from suggestions.briefs import rules as brief_rules
from suggestions.forms.briefs import BriefFilter, BriefForm, shown_to
from suggestions.models import BriefIssue
from suggestions.reports import inquiry_list
from suggestions.states import BriefState
from suggestions.upward import page as upward_page
from weijianyi import paging
from weijianyi.taking import buttons, check_hat
from weijianyi.workflow import Forbidden


@require_safe
def brief_list(request):
    """Editors and leaders see every state; a reader what was issued to him."""
    check_post(request)
    inside = has_role(request.actor, Role.EDITOR, Role.LEADER)
    form = BriefFilter(request.GET, organisation_id=request.actor.organisation_id)
    chosen, tab = form.chosen(), request.GET.get("tab", "")
    if not inside or tab not in BriefState.values:
        tab = BriefState.ISSUED if not inside or has_role(request.actor, Role.LEADER) else BriefState.DRAFT
    found = briefs.narrowed(shown_to(request.actor), chosen)
    page = paging.page(found.filter(state=tab), request, briefs.order_of(tab))
    context = {
        "page": page, "form": form, "inside": inside, "tab": tab, "kept_tab": [("tab", tab)],
        "tabs": tab_links(found, tab, chosen) if inside else [], "narrowed": bool(chosen),
        "clear_url": f"{reverse('brief-list')}?tab={tab}", "edits": has_role(request.actor, Role.EDITOR),
    }  # fmt: skip
    return render(request, "briefs/list.html", context)


def tab_links(found, current, chosen):
    counts = briefs.tallies(found)
    return [
        {"label": label, "url": f"{reverse('brief-list')}?{urlencode(chosen | {'tab': state})}",
         "current": state == current, "count": counts[state], "hot": False}
        for state, label in briefs.TABS.items()
    ]  # fmt: skip


def brief_new(request):
    check_edits(request)
    taken = request.GET.getlist("report")
    form = BriefForm(request.POST if request.method == "POST" else None, actor=request.actor, taken=taken)
    if request.method == "POST":
        check_hat(request)
        if form.is_valid():
            brief = briefs.begin(request.actor, form.values())
            messages.success(request, "这一期的草稿已存，正文按收入的信息生成，可以接着改。")
            return redirect("brief-edit", brief.slug)
    return form_page(request, form, None)


def brief_edit(request, slug):
    brief = found(request, slug)
    briefs.editable(brief, request.actor)
    taken = request.GET.getlist("report")
    data = request.POST if request.method == "POST" else None
    form = BriefForm(data, actor=request.actor, brief=brief, taken=taken)
    if request.method == "POST":
        check_hat(request)
        if form.is_valid():
            values, again = form.values(), request.POST.get("then") == "generate"
            values["body"] = "" if again else values["body"]
            briefs.save(brief, values, actor=request.actor, seen=request.POST.get("version", ""))
            messages.success(request, "正文已按收入的信息重新生成。" if again else "已存。")
            return redirect("brief-edit", slug) if again else redirect(brief)
    return form_page(request, form, brief)


def form_page(request, form, brief):
    context = {
        "form": form, "brief": brief, "title": "修改这一期" if brief else "编新的一期",
        "back": brief.get_absolute_url() if brief else reverse("brief-list"),
        "no_series": not form.fields["series"].queryset.exists(),
        "no_reports": not form.fields["reports"].queryset.exists(),
    }  # fmt: skip
    return render(request, "briefs/form.html", context, status=422 if form.is_bound else 200)


@require_safe
def brief_detail(request, slug):
    brief = found(request, slug)
    inside = has_role(request.actor, Role.EDITOR, Role.LEADER)
    rows = list(brief.recipients.select_related("post__user"))
    mine = next((row for row in rows if row.post_id == request.post.pk), None)
    context = {
        "brief": brief, "inside": inside, "mains": [r.name for r in rows if not r.copy and not r.post_id],
        "readers": [r.name for r in rows if r.post_id and inside],
        "copies": [r.name for r in rows if r.copy], "receipts": [r for r in rows if r.post_id], "mine": mine,
        "entries": brief.entries.select_related("report__report_facts") if inside else [],
        "steps": buttons(brief, request.actor, "brief") if inside else [],
        "edits": brief.state == BriefState.DRAFT and brief_rules.drafts(request.actor, brief),
        "events": briefs.history(brief) if inside else [], "next": briefs.next_sentence(brief),
        "tone": briefs.TONES[brief.state], "asked": inquiry_list.of_brief(brief) if inside else [],
        "reads": mine is not None and mine.read_at is None and brief.state == BriefState.ISSUED,
        "read": sum(1 for r in rows if r.read_at), **(upward_page.context(brief, request.actor) if inside else {}),
    }  # fmt: skip
    return render(request, "briefs/detail.html", context)


@require_POST
def brief_read(request, slug):
    """已阅: only a form writes it down, never the opening of the page."""
    brief = found(request, slug)
    check_hat(request)
    briefs.mark_read(brief, request.actor)
    messages.success(request, "已登记：您读过这一期。")
    return redirect(brief)


def found(request, slug):
    rows = BriefIssue.objects.visible_to(request.actor).select_related(
        "series", "organisation", "drafted_by__user", "checked_by__user", "signed_by__user"
    )
    return get_object_or_404(rows, slug=slug)


def check_post(request):
    if not holds_post(request.actor):
        raise Forbidden("您现在没有岗位，不能看期刊。")


def check_edits(request):
    if not has_role(request.actor, Role.EDITOR):
        raise Forbidden("由信息编辑起草。")
