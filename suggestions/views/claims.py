"""领办: the office's list and the member's page, applying, inviting, one claim, recording an activity with photos."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from members.rules import has_role, is_office
from members.states import AUTHORS, Role
from suggestions.claims import claiming
from suggestions.claims import listing as lists
from suggestions.claims import rules as claim_rules
from suggestions.claims.states import ClaimState
from suggestions.forms.claims import ActivityForm, ApplyForm, ClaimFilterForm, InviteForm
from suggestions.models import Claim, Item
from weijianyi import paging
from weijianyi.taking import back_to, blame, buttons, check_hat, key_of, take
from weijianyi.workflow import BadFacts, Forbidden, NotNow


@require_safe
def claim_list(request):
    """M15 for those who lead; for the office and leaders every claim by state."""
    form = ClaimFilterForm(request.GET)
    words = form.wanted().get("q", "")
    if has_role(request.actor, *AUTHORS):
        return mine(request, form, words)
    if not (is_office(request.actor) or has_role(request.actor, Role.LEADER)):
        raise Forbidden("领办由委员、专委会、小组和提案委使用。")
    tab = request.GET.get("tab") if request.GET.get("tab") in lists.TABS else "applied"
    page = paging.page(lists.of_office(request.actor, tab, words).for_lists(), request, lists.ORDER)
    numbers = lists.numbers(request.actor, words)
    context = {
        "form": form, "tab": tab, "page": page, "keep": [("tab", tab)], "clear_url": f"?tab={tab}",
        "rows": [(claim, *lists.standing(claim)) for claim in page.rows],
        "tabs": [
            tab_link(name, label, tab, words, numbers[name], hot=name == "applied")
            for name, (label, _) in lists.TABS.items()
        ],
    }  # fmt: skip
    return render(request, "claims/office.html", context)


def tab_link(name, label, current, words, count=None, *, hot=False):
    query = urlencode({"tab": name} | ({"q": words} if words else {}))
    return {"label": label, "url": f"?{query}", "current": name == current, "count": count,
            "hot": hot and bool(count), "key": ""}  # fmt: skip


def mine(request, form, words):
    tab = lists.FREE if request.GET.get("tab") == lists.FREE else lists.MINE
    context = {
        "tab": tab, "form": form, "keep": [("tab", tab)], "clear_url": f"?tab={tab}",
        "tabs": [tab_link(lists.MINE, "我领办的", tab, ""), tab_link(lists.FREE, "可以领办的", tab, "")],
    }  # fmt: skip
    if tab == lists.FREE:
        page = paging.page(lists.free(request.actor, words), request, ("-dispatched_at", "-pk"))
        return render(request, "claims/mine.html", context | {"page": page, "items": page.rows, "rows": []})
    page = paging.page(lists.mine(request.actor), request, ("ended", *lists.ORDER))
    rows = [(claim, *lists.standing(claim), lists.days_left(claim)) for claim in page.rows]
    return render(request, "claims/mine.html", context | {"page": page, "rows": rows, "items": []})


def apply(request, slug):
    """A member asks to lead; the office decides."""
    item = get_object_or_404(Item.objects.visible_to(request.actor), slug=slug)
    if not claim_rules.applies(request.actor, item):
        raise Forbidden("领办由其他委员、专委会或小组申请；作者和承办单位的人不领办这件事项。")
    form = ApplyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        check_hat(request)
        claim = claiming.apply(item, actor=request.actor, reason=form.cleaned_data["reason"])
        messages.success(request, "已申请领办，等提案委批准。")
        return redirect(claim)
    if not claim_rules.claimable(item):
        raise NotNow("正在办理、同意公开的微建议和提案，才可以领办。", item)
    context = {"item": item, "form": form, "title": "申请领办", "submit": "提出申请", "icon": "hand-finger",
               "after": "提案委批准后开始领办。领办不代替承办单位，答复期限照常计算。"}  # fmt: skip
    return render(request, "claims/form.html", context, status=422 if form.is_bound else 200)


def invite(request, slug):
    """The office asks a member or a collective."""
    item = get_object_or_404(Item.objects.visible_to(request.actor), slug=slug)
    if not claim_rules.invites(request.actor, item):
        raise Forbidden("领办由提案委邀请。")
    if not claim_rules.claimable(item):
        raise NotNow("正在办理、同意公开的微建议和提案，才可以领办。", item)
    form = InviteForm(request.POST if request.method == "POST" else None, item=item)
    if request.method == "POST" and form.is_valid():
        check_hat(request)
        claim = claiming.invite(item, actor=request.actor, **form.cleaned_data)
        messages.success(request, f"已邀请{claim.name}领办，等对方答复。")
        return redirect(claim)
    context = {"item": item, "form": form, "title": "邀请领办", "submit": "发出邀请", "icon": "user-plus",
               "after": "对方同意后开始领办。领办不代替承办单位，答复期限照常计算。"}  # fmt: skip
    return render(request, "claims/form.html", context, status=422 if form.is_bound else 200)


def find(request, slug):
    claims = Claim.objects.visible_to(request.actor).select_related(
        "item__organisation", "member", "collective", "asked_by__user", "decided_by__user"
    )
    return get_object_or_404(claims.prefetch_related("item__authorships__member"), slug=slug)


@require_safe
def claim_detail(request, slug):
    claim, actor = find(request, slug), request.actor
    holder, following = lists.standing(claim)
    return render(request, "claims/detail.html", {
        "subject": claim, "item": claim.item, "holder": holder, "following": following,
        "clock": lists.clock_of(claim), "activities": lists.activities(claim),
        "reads": lists.reads_text(actor, claim), "contacts": lists.contacts(claim),
        "leads": claim_rules.leads(actor, claim),
        "ratings": claim.ratings.select_related("by__user", "authorship"), **actions(claim, actor),
    })  # fmt: skip


def actions(claim, actor):
    """{main, steps}: recording for whoever leads, the decision for the office, the verdict at the end."""
    found = [
        b | {"tone": ""} for b in buttons(claim, actor, "claim") if not b["why"] or b["name"] == "approve"
    ]
    if claim.state == ClaimState.DONE and not lists.may_rate(actor, claim):
        found = [b for b in found if b["name"] != "rate"]
    if claim.state == ClaimState.ACTIVE and claim_rules.keeps(actor, claim):
        url = reverse("claim-activity", args=[claim.slug])
        found.append({"name": "record", "label": "记录进展", "url": url, "tone": "", "icon": "pencil-plus",
                      "why": "", "help": ""})  # fmt: skip
    names = {b["name"]: b for b in found if not b["why"]}
    wanted = ("approve", "accept_invitation", "rate") + (
        ("record",) if claim.plan else ("set_plan", "record")
    )
    main = next((names[name] for name in wanted if name in names), None)
    return {"main": main, "steps": [b for b in found if b is not main]}


def claim_activity(request, slug):
    """走访、调研、微协商、微监督: one record with its photos."""
    claim = find(request, slug)
    offered = Claim.steps()["record_activity"].step
    if not offered.who(request.actor, claim):
        raise Forbidden(f"您现在的岗位不能“{offered.label}”。")
    if claim.state != ClaimState.ACTIVE:
        raise NotNow("这件事项现在没有在领办，不能记录。", claim)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ActivityForm(*posted, subject=claim, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            done = take(request, claim, offered, form)
        except BadFacts as refusal:
            blame(form, refusal)
        else:
            if not getattr(done, "repeated", False):
                latest = done.activities.order_by("-at", "-pk").first()
                for sentence in form.attach_uploads(latest, actor=request.actor):
                    messages.warning(request, sentence)
            messages.success(request, "已记录。")
            return redirect(done)
    context = {"subject": claim, "offered": offered, "form": form, "key": key_of(request),
               "next": back_to(request, claim)}  # fmt: skip
    return render(request, "step.html", context, status=422 if form.is_bound else 200)
