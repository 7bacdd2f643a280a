"""提案交办: plans and answers before the hand-out, handing out in bulk, the sheet of each unit for the 交办会."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dispatch.handouts import proposals as lists
from dispatch.letters.facts.words import meeting
from dispatch.states import DeskRole, role_word
from dispatch.views.handouts import check_watches
from members.rules import is_office
from suggestions.proposals.listing import ORDER
from weijianyi import paging
from weijianyi.stepforms import StepForm
from weijianyi.taking import check_hat, key_of
from weijianyi.workflow import BadFacts, Forbidden

SHOWN = 50


@dataclass(frozen=True)
class Act:
    label: str
    icon: str
    tab: str
    take: object


ACTS = {
    "suggest": Act("按推荐单位预交办", "users", "plan", lists.take_suggestions),
    "hand_out": Act("交办", "send", "ready", lists.hand_out),
}
OF_TAB = {"plan": "suggest", "asked": "hand_out", "ready": "hand_out"}


def address(tab):
    return reverse("handout-proposals") + f"?tab={tab}"


@require_safe
def proposals(request):
    check_watches(request)
    tabs = lists.tabs_of(request.actor)
    tab = request.GET.get("tab") if request.GET.get("tab") in tabs else next(iter(tabs))
    tallies = lists.tallies(request.actor)
    act = OF_TAB.get(tab)
    context = {
        "tab": tab, "act": act and ACTS[act], "act_name": act, "here": address(tab),
        "tabs": [
            {"label": label, "url": address(name), "current": name == tab, "count": tallies[name], "hot": False}
            for name, label in tabs.items()
        ],
        **content(request, tab),
    }  # fmt: skip
    return render(request, "dispatch/proposal_handouts.html", context)


def content(request, tab):
    if tab == "sheets":
        return {"units": list(lists.units(request.actor)), "page": None}
    if tab == "out":
        page = paging.page(lists.handed_out(request.actor), request, ("-offered_at", "-pk"))
        for desk in page.rows:
            desk.word = role_word("proposal", desk.role)
        return {"page": page}
    found = lists.for_rows(lists.in_tab(request.actor, tab), request.actor, tab)
    page = paging.page(found, request, ORDER)
    suggested = lists.suggestions_for(page.rows) if tab == "plan" else {}
    for item in lists.read(page.rows):
        item.suggested, item.ground = suggested.get(item.pk, (None, ""))
        for desk in item.own_plan:
            desk.word, desk.answer = role_word("proposal", desk.role), getattr(desk, "pre_answer", None)
    return {"page": page}


def bulk(request):
    """GET: how many and to whom; POST: handed out, refusals one by one."""
    check_watches(request)
    data = request.POST if request.method == "POST" else request.GET
    name = data.get("act", "")
    if name not in ACTS:
        raise Http404
    if name == "suggest" and not is_office(request.actor):
        raise Forbidden("预交办由提案委选定单位。")
    act = ACTS[name]
    tab = data.get("tab") if OF_TAB.get(data.get("tab")) == name else act.tab
    items = chosen(request.actor, data, tab)
    context = {"act": act, "name": name, "back": address(tab), "tab": tab, "key": key_of(request)}
    if request.method == "POST":
        check_hat(request)
        try:
            done = act.take(items, actor=request.actor, key=request.POST.get("key") or None)
        except BadFacts as refusal:  # a plan was changed meanwhile; nothing of the batch was done
            messages.error(request, "".join(refusal.messages))
            return redirect(address(tab))
        if done.refused:
            return render(request, "bulk/done.html", context | {"done": done})
        messages.success(request, said(act, done))
        return redirect(address(tab))
    context |= {
        "items": items,
        "slugs": ",".join(item.slug for item in items),
        "shown": SHOWN,
        "form": StepForm(),
    }
    context["unsettled"] = sum(item.unsettled for item in items)
    suggested = lists.suggestions_for(items[:SHOWN]) if name == "suggest" else {}
    for item in items:
        item.suggested, _ = suggested.get(item.pk, (None, ""))
    return render(request, "dispatch/proposal_handouts_bulk.html", context)


def chosen(actor, data, tab):
    if data.get("all"):
        return list(lists.in_tab(actor, tab).order_by(*ORDER))
    slugs = data["items"].split(",") if data.get("items") else data.getlist("item")
    return list(lists.named(actor, slugs))


def said(act, done):
    if done.repeated:
        return "这一批刚才已经办过，没有重复办理。"
    return f"{act.label}：{len(done.done)} 件" if done.done else "没有可以办的提案，可能刚才已经办过。"


@require_safe
def sheet(request, pk):
    """One unit's list, to be printed on A4 and signed for."""
    check_watches(request)
    unit = lists.department(request.actor, pk)
    if unit is None:
        raise Http404
    session = lists.latest_session(request.actor)
    rows = [sheet_row(desk) for desk in lists.sheet(request.actor, unit, session)]
    context = {
        "unit": unit,
        "meeting": session and meeting(request.actor.post.organisation, session),
        "rows": rows,
    }
    return render(request, "dispatch/proposal_sheet.html", context)


def sheet_row(desk):
    """Lead and helpers by name, whoever of them this unit is."""
    every = desk.item.all_desks
    leads = [d.unit_short for d in every if d.role != DeskRole.ASSIST and d.pk != desk.pk]
    helpers = [d.unit_short for d in every if d.role == DeskRole.ASSIST and d.pk != desk.pk]
    return {
        "desk": desk, "item": desk.item, "role": role_word("proposal", desk.role),
        "authors": "、".join(a.name for a in desk.proposers),
        "leads": "、".join(leads) if desk.role == DeskRole.ASSIST else "", "helpers": "、".join(helpers),
    }  # fmt: skip
