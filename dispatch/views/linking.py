"""三级联动 for the office: what waits, what went out and came back; one arrival; flows by county for leaders."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from dispatch.figures import levels
from dispatch.figures.measures import MEASURES
from dispatch.figures.period import CHIPS, chosen
from dispatch.figures.shares import share
from dispatch.linkage import pages, rules
from dispatch.linkage.states import ArrivalState
from dispatch.models import Arrival
from members.rules import has_role, is_office
from weijianyi import paging
from weijianyi.files.models import Attachment
from weijianyi.taking import buttons
from weijianyi.workflow import Forbidden


def check_reader(request):
    if not has_role(request.actor, *rules.READERS):
        raise Forbidden("三级联动由提案委和领导使用。")


@require_safe
def link_list(request):
    """One tab of hand-overs; filters stand in the address."""
    check_reader(request)
    tab = request.GET.get("tab") if request.GET.get("tab") in dict(pages.TABS) else "waiting"
    way, words = request.GET.get("way", ""), request.GET.get("q", "").strip()[:40]
    found, order = pages.rows(request.actor, tab, way, words)
    page, office = paging.page(found, request, order), is_office(request.actor)
    context = {
        "tab": tab, "tabs": pages.tabs(request.actor, tab), "chips": pages.chips(tab, way), "page": page,
        "incoming": tab in pages.IN, "q": words, "way": way, "empty": pages.EMPTY[tab],
        "rows": page.rows if tab in pages.IN else [(desk, pages.acts(desk, office)) for desk in page.rows],
        "office": office,
    }  # fmt: skip
    return render(request, "linking/links.html", context)


@require_safe
def arrival(request, slug):
    """What another organisation passed here, with receipt and refusal; once ended, no more than its title."""
    arrivals = (
        Arrival.objects.visible_to(request.actor)
        .for_lists()
        .select_related("organisation", "received_by__user")
    )
    found = get_object_or_404(arrivals, slug=slug)
    steps = [b | {"tone": ""} for b in buttons(found, request.actor, "arrival") if not b["why"]]
    main = next((b for b in steps if b["name"] == "receive"), None)
    waits = found.state == ArrivalState.WAITING
    context = {
        "subject": found, "main": main, "steps": [b for b in steps if b is not main], "waits": waits,
        "body": found.body if waits else {}, "files": Attachment.objects.of(found) if waits else [],
        "source": found.sender, "back": reverse("link-list"),
    }  # fmt: skip
    return render(request, "linking/arrival.html", context)


@require_safe
def counties(request):
    """L4: what went down and came up by county in the period, and the four parts of our own figures."""
    check_reader(request)
    days, own = chosen(request.GET, timezone.now()), request.post.organisation
    numbers = levels.split(request.actor, days)
    split = [
        {"label": MEASURES[key].label if key != "submitted" else "本级提交", "value": numbers[key],
         "url": f"{reverse('ledger')}?{days.query(metric=key)}", "definition": MEASURES[key].definition}
        for key in levels.SPLIT
    ]  # fmt: skip
    rows = [
        {"county": county, "down": down, "up": up, "rate": share(down["answered"], down["received"])}
        for county, down, up in levels.by_county(own, days)
    ]
    chips = [
        {"label": label, "url": f"?period={key}", "current": key == days.key} for key, label in CHIPS.items()
    ]
    context = {
        "days": days, "split": split, "rows": rows, "chips": chips, "matters": numbers["matters"], "own": own,
    }  # fmt: skip
    return render(request, "linking/counties.html", context)
