"""交办单: what went out, what is unsigned, and urging several desks at once."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dispatch import handouts
from dispatch.forms import UrgeForm
from members.rules import is_office, watches_desks
from weijianyi import paging
from weijianyi.taking import check_hat, key_of
from weijianyi.workflow import BadFacts, Forbidden, NotNow, may, perform


@require_safe
def handout_list(request):
    """Desks handed out today or this week, unsigned by unit with their age, or late with the letter at hand."""
    check_watches(request)
    tab = request.GET.get("tab", "today")
    if tab not in (*handouts.DISPATCHED, handouts.UNSIGNED, handouts.LATE):
        tab = "today"
    today = timezone.localdate()
    rows, order = handouts.handed_out(request.actor, tab, today)
    page = paging.page(rows, request, order, size=handouts.MOST)
    for desk in page.rows:
        desk.age = handouts.age(desk.offered_at)
    context = {"page": page, "tab": tab, "tabs": tabs(request, tab, today), "most": handouts.MOST}
    context["is_office"] = is_office(request.actor)
    return render(request, "dispatch/handouts.html", context)


def urge(request):
    """GET: a preview of the ticked desks; POST: each is urged by its own event, each reports its own result."""
    check_watches(request)
    slugs = (request.POST if request.method == "POST" else request.GET).getlist("desk")[: handouts.MOST]
    desks = list(handouts.desks(request.actor).filter(slug__in=slugs).select_related("item", "department"))
    for desk in desks:
        desk.possible = may(desk, "urge", request.actor)
    form = UrgeForm(request.POST if request.method == "POST" else None, actor=request.actor)
    done = request.method == "POST" and form.is_valid()
    if done:
        check_hat(request)
        for desk in desks:
            desk.result = urged(request, desk, form.cleaned_data["note"])
    ready = sum(desk.possible for desk in desks)
    context = {"desks": desks, "form": form, "ready": ready, "done": done, "key": key_of(request)}
    status = 422 if form.is_bound and not done else 200
    return render(request, "dispatch/handouts_urge.html", context, status=status)


def urged(request, desk, note):
    """ "" when it went through, else why not; one refusal leaves the others alone."""
    key = request.POST.get("key")
    try:
        perform(desk, "urge", actor=request.actor, key=f"{key}-{desk.pk}" if key else None, note=note)
    except NotNow as refusal:
        return refusal.sentence
    except Forbidden as refusal:
        return str(refusal)
    except BadFacts as refusal:
        return "；".join(refusal.messages)
    return ""


def tabs(request, current, today):
    """The tabs of both pages: what went out, and what waits for a decision."""
    numbers = handouts.numbers(request.actor, today)
    found = []
    for tab, label in {**handouts.DISPATCHED, handouts.UNSIGNED: "未签收", handouts.LATE: "超期"}.items():
        found.append((tab, label, f"/handouts/?tab={tab}"))
    for tab, label in {**handouts.REQUESTS, **handouts.OF_ITEMS}.items():
        found.append((tab, label, f"/handouts/requests/?tab={tab}"))
    return [
        {
            "label": label, "url": url, "current": tab == current, "count": numbers[tab],
            "hot": bool(numbers[tab]) and tab not in handouts.DISPATCHED, "key": "",
        }
        for tab, label, url in found
        if tab in numbers
    ]  # fmt: skip


def check_watches(request):
    if not (watches_desks(request.actor)):
        raise Forbidden("交办单由提案委工作人员和督查室使用。")
