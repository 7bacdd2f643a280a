"""提案审查: the office's list of proposals, and steps on many of them with a page that asks before."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from members.rules import is_office
from suggestions import bulk, kept_filters, stages
from suggestions.forms.proposal import ADVICE
from suggestions.forms.proposal_list import ProposalFilter
from suggestions.proposals import listing as proposal_list
from weijianyi import paging
from weijianyi.taking import blame, check_hat, key_of
from weijianyi.workflow import BadFacts, Forbidden

SHOWN = 50  # titles on the page that asks before; the number says all


class Listing:
    """The list as the address asks for it: tab, filters, and the addresses its links carry on."""

    def __init__(self, request, data=None):
        data = request.GET if data is None else data
        self.organisation_id = request.actor.organisation_id
        self.named = proposal_list.tabs(self.organisation_id)
        self.tab = data.get("tab") if data.get("tab") in self.named else "new"
        self.form = ProposalFilter(data, organisation_id=self.organisation_id)
        self.chosen = self.form.chosen()
        self.every = proposal_list.proposals(request.actor)
        self.found = proposal_list.narrowed(self.every, self.chosen)

    @property
    def rows(self):
        return proposal_list.in_tab(self.found, self.tab, self.organisation_id)

    def query(self, tab=None):
        tab = tab or self.tab
        kept = self.chosen | ({"tab": tab} if tab != "new" else {})
        return f"?{urlencode(kept)}" if kept else ""

    def url(self, tab=None):
        return reverse("proposal-list") + self.query(tab)

    def tab_links(self):
        tallies = proposal_list.tallies(self.found, self.organisation_id)
        return [
            {"label": label, "url": self.url(tab), "current": tab == self.tab, "count": tallies[tab], "hot": False}
            for tab, label in self.named.items()
        ]  # fmt: skip

    @property
    def kept_tab(self):
        """What the filter's own form carries along."""
        return [("tab", self.tab)]

    @property
    def kept(self):
        """What the form of the ticked rows carries along."""
        return [*self.chosen.items(), ("tab", self.tab)]


@require_safe
def proposals(request):
    check_office(request)
    opens, kept = kept_filters.beside(request, "proposals", "proposal-list")
    if opens:
        return redirect(opens)
    listing = Listing(request)
    page = paging.page(proposal_list.for_rows(listing.rows), request, proposal_list.ORDER)
    context = {
        "listing": listing, "tabs": listing.tab_links(), "page": page, "acts": bulk.offered(listing.tab, request.actor),
        "rows": [row(item, listing) for item in proposal_list.unpacked(page.rows)],
        "no_session": not listing.form.has_session,
        "narrowed": bool(listing.chosen), "clear_url": reverse("proposal-list") + f"?tab={listing.tab}", **kept,
    }  # fmt: skip
    return render(request, "proposals/list.html", context)


def row(item, listing):
    """What the list shows of one proposal."""
    advice, names = dict(ADVICE), [a.name for a in item.signatures if not a.via_id]
    return stages.row(item, own=False) | {
        "url": reverse("proposal-review", args=[item.slug]) + listing.query(),
        "authors": "、".join(names[:2]) + (f"等 {len(names)} 人" if len(names) > 2 else ""),
        "facts": item.proposal_facts,
        "read_by": item.read_by or "",
        "advises": advice.get(item.advised, ""),
    }


def bulk_act(request):
    """GET: how many, which numbers, who is left out; POST: the step, then what was refused, one by one."""
    check_office(request)
    data = request.POST if request.method == "POST" else request.GET
    name = data.get("act", "")
    if name not in bulk.ACTS:
        raise Http404
    act = bulk.ACTS[name]
    if not act.who(request.actor):
        raise Forbidden(f"您现在的岗位不能“{act.label}”，请由提案委负责人办理。")
    listing = Listing(request, data)
    named = chosen(listing, data)
    form = act.form(request.POST if request.method == "POST" else None, actor=request.actor)
    context = {"act": act, "name": name, "listing": listing, "form": form, "key": key_of(request)}
    if request.method == "POST" and form.is_valid():
        done = taken(request, named, name, form)
        if done and not done.refused:
            messages.success(request, said(act, done))
            return redirect(listing.url())
        if done:
            return render(request, "bulk/done.html", context | {"done": done, "back": listing.url()})
    made = bulk.batch(named, name, request.actor)
    context |= {"made": made, "numbers": bulk.numbers(made, name), "shown": SHOWN}
    return render(request, "proposals/bulk.html", context, status=422 if form.is_bound else 200)


def chosen(listing, data):
    """The ticked ones, all that the filters find, or those the page before has named."""
    if data.get("all"):
        return listing.rows
    slugs = data["items"].split(",") if data.get("items") else data.getlist("item")
    return listing.every.filter(slug__in=slugs)


def taken(request, named, name, form):
    check_hat(request)
    try:
        return bulk.take(
            named, name, actor=request.actor, key=request.POST.get("key") or None, facts=form.facts()
        )
    except BadFacts as refusal:
        blame(form, refusal)
        return None


def said(act, done):
    if done.repeated:
        return "这一批刚才已经办过，没有重复办理。"
    return f"{act.label}：{len(done.done)} 件" if done.done else "没有可以办的提案，可能刚才已经办过。"


def check_office(request):
    if not is_office(request.actor):
        raise Forbidden("提案审查由提案委工作人员使用。")
