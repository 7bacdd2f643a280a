"""重点提案: candidates by rule, the list by tab, one key proposal with its plan, progress and meetings."""

from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from dispatch.forms.keyed import KeyFilterForm, NominateForm
from dispatch.key_proposals import candidates as key_candidates
from dispatch.key_proposals import listing as key_list
from dispatch.key_proposals import rules as key_rules
from dispatch.models import KeyProposal
from members.states import AUTHORS, OFFICE, UNIT, Role
from suggestions.models import Item
from weijianyi import paging
from weijianyi.taking import buttons, check_hat, key_of
from weijianyi.workflow import Forbidden, NotNow

READERS = frozenset({Role.LEADER, Role.SUPERVISOR}) | OFFICE | UNIT | AUTHORS


@require_safe
def key_proposals(request):
    """Tab and filters stand in the address."""
    actor = request.actor
    if actor.post is None or actor.post.role not in READERS:
        raise Forbidden("重点提案由提案委、领导、督查室、承办单位和提案人查看。")
    form = KeyFilterForm(request.GET, actor=actor)
    wanted, known = form.wanted(), key_list.tabs_for(actor)
    tab = request.GET.get("tab") if request.GET.get("tab") in known else "key"
    context = {
        "tab": tab,
        "exports": actor.post.role not in AUTHORS,
        "tabs": tabs(request, known, tab, wanted),
        "form": form,
        "clear_url": f"?tab={tab}",
        "keep": [("tab", tab)],
    }
    context |= candidates(actor, wanted) if tab == key_list.CANDIDATES else chosen(request, tab, wanted)
    return render(request, "dispatch/key_list.html", context)


def candidates(actor, wanted):
    session = key_candidates.session_of(actor.organisation_id, timezone.localdate())
    found = key_candidates.candidates(actor, session, wanted.get("q", ""))
    return {
        "session": session, "candidates": found, "nominates": actor.post.role in OFFICE,
        "least": key_candidates.weights(actor.organisation_id)["key_score_min"],
    }  # fmt: skip


def chosen(request, tab, wanted):
    page = paging.page(key_list.rows(request.actor, tab, wanted), request, key_list.ORDER)
    return {"page": page, "rows": [(key, *key_list.standing(key)) for key in page.rows]}


def tabs(request, known, current, wanted):
    numbers = key_list.numbers(request.actor, wanted)
    filters = {name: value for name, value in request.GET.items() if name in ("q", "committee", "department")}
    return [
        {
            "label": label, "url": f"?{urlencode({'tab': tab} | filters)}", "current": tab == current,
            "count": numbers.get(tab), "hot": tab == "pending" and bool(numbers[tab]), "key": "",
        }
        for tab, label in known.items()
    ]  # fmt: skip


def nominate(request, slug):
    """The grounds the rule finds, and the office's own reason."""
    item = get_object_or_404(Item.objects.visible_to(request.actor), slug=slug)
    if not key_rules.nominates(request.actor, item):
        raise Forbidden("重点提案由提案委提名；提案人不能提名自己的提案。")
    if not key_candidates.may_be_key(item):
        raise NotNow("已立案、还没有办结的提案，才能提名为重点提案。", item)
    grounds = key_candidates.grounds_of(item)
    form = NominateForm(request.POST or None, initial={"reason": "；".join(g["label"] for g in grounds)})
    if request.method == "POST" and form.is_valid():
        check_hat(request)
        key = key_candidates.nominate(item, actor=request.actor, reason=form.cleaned_data["reason"])
        messages.success(request, f"已提名：{item}。等领导或提案委负责人决定。")
        return redirect(key)
    context = {"item": item, "grounds": grounds, "form": form, "key": key_of(request)}
    status = 422 if request.method == "POST" else 200
    return render(request, "dispatch/key_nominate.html", context, status=status)


@require_safe
def detail(request, slug):
    keys = KeyProposal.objects.visible_to(request.actor).select_related(
        "item__organisation", "committee", "leader__user", "decided_by__user", "nominated_by__user"
    )
    key, actor = get_object_or_404(keys, slug=slug), request.actor
    holder, following = key_list.standing(key)
    inside = key_list.sees_candidates(actor) or actor.post.role == Role.SUPERVISOR
    return render(request, "dispatch/key_detail.html", {
        "subject": key, "item": key.item, "holder": holder, "following": following,
        "units": "、".join(key_list.units(key)), "inside": inside,
        "progress": [report(row) for row in key.progress.select_related("by__user", "by__officer__department")],
        "meetings": key_list.meetings(actor, key), **actions(key, actor),
        "may_meet": key_rules.records_meetings(actor, key.item),
        "meeting_url": f"{reverse('meeting-new')}?{urlencode({'key': key.slug})}",
        "again": key.state == "declined" and key_rules.nominates(actor, key.item),
    })  # fmt: skip


def actions(key, actor):
    """{main, steps}: the main act is what is missing next."""
    found = [b | {"tone": ""} for b in buttons(key, actor, "keyproposal")]
    missing = "decide" if key.state == "candidate" else "claim" if not key.leader_id else "set_plan"
    if key.plan:
        missing = "report_progress"
    main = next((b for b in found if b["name"] == missing and not b["why"]), None)
    return {"main": main, "steps": [b for b in found if b is not main]}


def report(row):
    """A line of ui/timeline.html."""
    officer = getattr(row.by, "officer", None)
    where = officer.department.short_name if officer else row.by.label
    return {"title": row.by.user.name, "at": row.at, "who": where, "text": row.text, "tone": "do", "icon": ""}
