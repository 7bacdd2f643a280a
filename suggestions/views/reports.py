"""The editor's desk: the list of reports, one report with its edited text; the next opens by itself."""

from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from members.rules import has_role
from members.states import Role
from suggestions.briefs import rules as brief_rules
from suggestions.forms.reports import ReportFilter, ReviseForm, TrackForm
from suggestions.reports import inquiry_list
from suggestions.reports import listing as report_list
from suggestions.reports import page as report_page
from suggestions.states import State, state_word
from suggestions.upward import page as upward_page
from suggestions.upward import tracking
from weijianyi import paging
from weijianyi.files.models import attachments_for
from weijianyi.taking import blame, check_hat, key_of, take
from weijianyi.workflow import BadFacts, Forbidden, may


class Listing:
    """The tab and the filters of the address."""

    def __init__(self, request):
        data = request.GET
        self.tab = data.get("tab") if data.get("tab") in report_list.TABS else "todo"
        self.form = ReportFilter(data, organisation_id=request.actor.organisation_id)
        self.chosen = self.form.chosen()
        self.found = report_list.narrowed(report_list.reports(request.actor), self.chosen)

    @property
    def rows(self):
        return self.found.filter(report_list.condition(self.tab))

    def query(self, tab=None):
        tab = tab or self.tab
        kept = self.chosen | ({"tab": tab} if tab != "todo" else {})
        return f"?{urlencode(kept)}" if kept else ""

    def url(self, tab=None):
        return reverse("report-list") + self.query(tab)

    def address(self, item):
        return reverse("report-detail", args=[item.slug]) + self.query()

    def tab_links(self):
        tallies = report_list.tallies(self.found)
        return [
            {"label": label, "url": self.url(tab), "current": tab == self.tab, "count": tallies[tab], "hot": False}
            for tab, label in report_list.TABS.items()
        ]  # fmt: skip


@require_safe
def reports(request):
    check_reads(request)
    listing = Listing(request)
    rows = report_list.for_rows(listing.rows)
    page = paging.page(rows, request, report_list.order_of(listing.tab))
    context = {
        "listing": listing, "tabs": listing.tab_links(), "page": page, "kept_tab": [("tab", listing.tab)],
        "rows": [row(item, listing) for item in page.rows], "narrowed": bool(listing.chosen),
        "clear_url": reverse("report-list") + f"?tab={listing.tab}",
    }  # fmt: skip
    return render(request, "reports/list.html", context)


def row(item, listing):
    names = [a.name for a in item.authorships.all() if not a.via_id]
    issued = [entry.brief for entry in item.brief_entries.all() if entry.brief.number]
    return {
        "item": item, "facts": item.report_facts, "url": listing.address(item), "briefs": issued,
        "title": item.report_facts.edited.get("title") or str(item), "word": state_word(item.kind, item.state),
        "authors": "、".join(names[:2]) + (f"等 {len(names)} 人" if len(names) > 2 else ""),
    }  # fmt: skip


@require_safe
def report(request, slug):
    check_reads(request)
    return show(request, report_page.find(request.actor, slug))


def revise(request, slug):
    """The edited text; the report stays open."""
    check_reads(request)
    item = report_page.find(request.actor, slug)
    listing = Listing(request)
    if request.method != "POST":
        return redirect(listing.address(item))
    if not has_role(request.actor, Role.EDITOR):
        raise Forbidden("文字由信息编辑修改。")
    form = ReviseForm(request.POST, subject=item, actor=request.actor)
    if form.is_valid():
        try:
            take(request, item, type(item).steps()["revise"].step, form)
        except BadFacts as refusal:
            blame(form, refusal)
        else:
            messages.success(request, "编辑后的文字已存，反映人的原文没有改动。")
            return redirect(listing.address(item))
    return show(request, item, form=form)


@require_POST
def track(request, slug):
    """The day of the next look, or its end."""
    check_reads(request)
    item = report_page.find(request.actor, slug)
    if not brief_rules.edits_reports(request.actor, item):
        raise Forbidden("跟踪由信息编辑登记。")
    check_hat(request)
    if request.POST.get("then") == "end":
        tracking.end(item)
        messages.success(request, "不再跟踪。")
        return redirect("report-detail", item.slug)
    form = TrackForm(request.POST)
    if not form.is_valid():
        return show(request, item, track_form=form)
    tracking.track(item, actor=request.actor, **form.cleaned_data)
    messages.success(request, "已登记，到那一天提醒您。")
    return redirect("report-detail", item.slug)


def show(request, item, form=None, track_form=None):
    listing = Listing(request)
    after = report_list.after(listing.rows, item)
    onward = listing.address(after) if after else listing.url()
    closed, here = report_page.closed_because(item, request.actor), listing.address(item)
    edits = not closed and item.state == State.EDITING
    context = {
        "item": item, "facts": item.report_facts, "word": state_word(item.kind, item.state), "listing": listing,
        "passages": report_page.passages(item), "attachments": attachments_for([item])[item.pk],
        "reviews": [r for r in item.reviews.all() if r.opinion], "closed": closed, "here": here,
        "after": listing.address(after) if after else "", "key": key_of(request),
        "takes_up": not closed and item.state == State.SUBMITTED,
        "form": (form or ReviseForm(subject=item, actor=request.actor)) if edits else None,
        "steps": [] if closed else report_page.links(item, request.actor, onward),
        "briefs": report_page.briefs_of(item), "drafts": report_page.open_briefs(item, request.actor) if edits else [],
        **upward_page.context(item, request.actor),
        "pending_url": reverse("review-pending") if item.is_pending else "", "tracking": tracking.open_on(item),
        "asked": inquiry_list.of_report(item), "track_form": track_form or TrackForm(),
        "tracks": brief_rules.edits_reports(request.actor, item),
        "forwards": may(item, "forward", request.actor) and not item.is_pending,
    }  # fmt: skip
    bad = form is not None or track_form is not None
    return render(request, "reports/detail.html", context, status=422 if bad else 200)


def check_reads(request):
    if not has_role(request.actor, Role.EDITOR, Role.LEADER):
        raise Forbidden("社情民意信息由信息编辑处理。")
