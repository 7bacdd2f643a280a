"""Residents' opinions for liaison, members and office: list, one opinion, contact on click, writing one down."""

from datetime import datetime, time

from django.contrib import messages
from django.db.models import Count, Max
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from members.models import Opinion
from members.opinions import page as opinion_page
from members.opinions import receiving as opinion_receiving
from members.opinions import routing as opinion_routing
from members.opinions import rules as opinion_rules
from members.opinions import words as opinion_words
from members.opinions.forms import UNCHOSEN, ContactReasonForm, EnterForm, OpinionFilterForm
from members.opinions.states import OPEN, OpinionState
from weijianyi import paging
from weijianyi.taking import buttons, check_hat, key_of
from weijianyi.workflow import Forbidden, perform, perform_many

S = OpinionState
# tab: (label, states)
TABS = {
    "": ("待处理", [S.RECEIVED, S.HEARD]), "working": ("处理中", [S.TAKEN, S.ASKED, S.TURNED]),
    "told": ("已答复", [S.EXPLAINED, S.ANSWERED]), "closed": ("办结", [S.CLOSED, S.WITHDRAWN]),
}  # fmt: skip
DOUBTFUL = "doubtful"
SIZE, BULK = 25, 500
FOUR = ("explain", "answer", "ask_department", "turn")


def check_reads(request):
    if not opinion_rules.reads_list(request.actor):
        raise Forbidden("群众意见由工作室联络员、委员、提案委和领导查看。")


@require_safe
def opinion_list(request):
    """Tabs and filters stand in the address; what is kept apart has a tab of its own, in groups of alike."""
    check_reads(request)
    form, tab = OpinionFilterForm(request.GET, actor=request.actor), request.GET.get("tab", "")
    every = narrowed(Opinion.objects.visible_to(request.actor), form.wanted())
    if tab == DOUBTFUL and request.actor.post.role != "leader":
        return doubtful_list(request, form, every)
    tab = tab if tab in TABS else ""
    rows = every.sorted_out().filter(state__in=TABS[tab][1])
    page = paging.page(rows.for_lists(), request, ("-pk",), size=SIZE)
    due = opinion_page.next_clocks(page.rows)
    context = {
        "form": form, "page": page, "rows": [(o, due.get(o.pk)) for o in page.rows], "tab": tab,
        "tabs": tabs(request, every, tab), "enters": opinion_rules.enters(request.actor),
        "figures": opinion_rules.reads_figures(request.actor), "now": timezone.now(),
    }  # fmt: skip
    return render(request, "opinions/list.html", context)


def narrowed(rows, wanted):
    if wanted.get("q"):
        rows = rows.filter(text__contains=wanted["q"])
    if wanted.get("county"):
        rows = rows.filter(county=None if wanted["county"] == UNCHOSEN else int(wanted["county"]))
    return rows.filter(studio=wanted["studio"]) if wanted.get("studio") else rows


def tabs(request, every, current):
    """One statement for the numbers of all tabs."""
    numbers = {}
    for state, mark, number in every.order_by().values_list("state", "suspicion").annotate(n=Count("pk")):
        numbers[state, bool(mark)] = numbers.get((state, bool(mark)), 0) + number
    kept = {n: v for n, v in request.GET.items() if n in ("q", "studio", "county") and v}
    rows = [
        (key, label, sum(numbers.get((s, False), 0) for s in states)) for key, (label, states) in TABS.items()
    ]
    if request.actor.post.role not in ("leader", "member"):
        rows.append((DOUBTFUL, "可疑", numbers.get((S.RECEIVED, True), 0)))
    return [
        {"label": label, "url": f"?{urlencode(kept | {'tab': key})}", "current": key == current, "count": count,
         "hot": key == "" and count > 0, "key": ""}
        for key, label, count in rows
    ]  # fmt: skip


def doubtful_list(request, form, every):
    """The largest groups first; one act for a whole group."""
    groups = (
        every.doubtful().order_by().values("likeness", "studio").annotate(n=Count("pk"), last=Max("pk"))
        .order_by("-n", "-last")[:SIZE]
    )  # fmt: skip
    groups = list(groups)
    shown = every.for_lists().in_bulk([g["last"] for g in groups])
    context = {
        "form": form, "groups": [(shown[g["last"]], g["n"]) for g in groups], "tab": DOUBTFUL,
        "tabs": tabs(request, every, DOUBTFUL), "key": key_of(request), "most": BULK,
        "enters": opinion_rules.enters(request.actor), "figures": opinion_rules.reads_figures(request.actor),
    }  # fmt: skip
    return render(request, "opinions/doubtful.html", context)


@require_POST
def opinion_sort(request, slug):
    """A whole group of alike ones: void, or taken out."""
    check_hat(request)
    opinion = get_object_or_404(Opinion.objects.visible_to(request.actor).doubtful(), slug=slug)
    step = "clear" if request.POST.get("name") == "clear" else "mark_spam"
    alike = Opinion.objects.visible_to(request.actor).doubtful()
    alike = list(alike.filter(studio=opinion.studio_id, likeness=opinion.likeness).order_by("pk")[:BULK])
    if not opinion_rules.keeps(request.actor, opinion):
        raise Forbidden("由工作室联络员或提案委整理。")
    done = perform_many(alike, step, actor=request.actor, key=request.POST.get("key"))
    messages.success(request, f"{Opinion.steps()[step].step.done} {len(done.done)} 条。")
    return redirect(f"{reverse('opinion-list')}?tab={DOUBTFUL}")


@require_safe
def opinion_detail(request, slug):
    check_reads(request)
    actor = request.actor
    opinion = opinion_page.find(actor, slug)
    found = [b for b in buttons(opinion, actor, "opinion") if b["name"] not in beside_the_point(opinion)]
    made = opinion_words.made_of(opinion, actor) if opinion_page.was_made_into(opinion) else []
    context = {
        "subject": opinion, "photos": opinion.photos, "steps": found,
        "four": [b for b in found if b["name"] in FOUR], "others": [b for b in found if b["name"] not in FOUR],
        "visits": [(visit, opinion.visit_files[visit.pk]) for visit in opinion.seen],
        "voids": opinion_page.may_void(actor, opinion), "contact": getattr(opinion, "contact", None),
        "sees_contact": opinion_rules.sees_contact(actor, opinion), "warns": opinion_words.warnings(opinion.text),
        "clocks": opinion.clocks if opinion.state in OPEN else [], "now": timezone.now(),
        "events": opinion_page.events(actor, opinion), "made": made,
        "open": opinion.state in OPEN, "belongs_to": routed(opinion, found),
    }  # fmt: skip
    return render(request, "opinions/detail.html", context)


def beside_the_point(opinion):
    """Steps that are no choice here at all, rather than one that is refused."""
    offered = {"publish": opinion.state == S.CLOSED, "clear": opinion.suspicion != ""}
    return {name for name, here in offered.items() if not here}


def routed(opinion, steps):
    """The committee it seems to belong to, asked only where handing over is offered."""
    return next((opinion_routing.belongs_to(opinion) for b in steps if b["name"] == "hand_over"), None)


@cache_control(private=True, no_store=True)
def opinion_contact(request, slug):
    """GET asks why, POST writes the event and shows the contact once."""
    opinion = get_object_or_404(
        Opinion.objects.visible_to(request.actor).select_related("contact", "studio"), slug=slug
    )
    if not opinion_rules.sees_contact(request.actor, opinion):
        raise Forbidden("群众的联系方式只有工作室联络员和提案委可以查看。")
    form = ContactReasonForm(
        request.POST if request.method == "POST" else None, subject=opinion, actor=request.actor
    )
    contact, facts = getattr(opinion, "contact", None), None
    if request.method == "POST" and form.is_valid():
        check_hat(request)
        perform(opinion, "show_contact", actor=request.actor, key=request.POST.get("key"), **form.facts())
        facts = contact.shown if contact else {}
    context = {"subject": opinion, "form": form, "facts": facts, "contact": contact, "key": key_of(request)}
    return render(
        request,
        "opinions/contact.html",
        context,
        status=422 if form.is_bound and not form.is_valid() else 200,
    )


def opinion_enter(request):
    """What somebody said in the room or on the phone."""
    if not opinion_rules.enters(request.actor):
        raise Forbidden("由工作室联络员、委员或提案委登记。")
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = EnterForm(*data, actor=request.actor)
    if request.method == "POST":
        check_hat(request)
        if form.is_valid():
            opinion = opinion_receiving.enter(
                form.cleaned_data["studio"], form.said(), actor=request.actor,
                channel=form.cleaned_data["channel"], at=moment(form.cleaned_data["on"]),
            )  # fmt: skip
            messages.success(request, f"已登记。请告诉群众查询码：{opinion.receipt}")
            return redirect(opinion)
    context = {"form": form}
    return render(request, "opinions/enter.html", context, status=422 if form.is_bound else 200)


def moment(day):
    """Noon of a day that is over; now when it is today."""
    return (
        timezone.now()
        if day == timezone.localdate()
        else timezone.make_aware(datetime.combine(day, time(12)))
    )
