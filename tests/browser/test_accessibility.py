"""axe finds nothing on the main screens: 390 and 1440 px, normal and large text; nothing scrolls sideways at 320."""

import pytest
from django.urls import reverse

from dispatch.models import Assignment
from suggestions.models import Item
from tests import proposals, situations

pytestmark = pytest.mark.browser

SCREENS = {
    "member": (
        "/",
        "/items/new/suggestion/",
        "/items/new/proposal/",
        "{proposal}edit/",
        "{proposal}section/wishes/",
        "{cosigning}edit/",
        "{cosigning}section/authors/",
        "{cosigning}invite/",
        "/cosign/",
        "/items/",
        "{item}",
        "{desk}rate/",
        "/inbox/",
        "{answered}",
        "{pairing}",
        "/me/settings/",
        "/help/",
    ),
    "operator": ("/proposals/quotas/",),
    "staff": (
        "/review/",
        "/handouts/",
        "/handouts/requests/",
        "/checks/",
        "/ledger/",
        "{item}",
        "/review/week/",
        "/proposals/",
        "{reading}",
        "/handouts/proposals/?tab=out",
        reverse("work"),
    ),
    "supervisor": ("{sheet}", "/promises/"),
    "handler": ("/desks/", "{working}", "{proposal_desk}", "/desks/answered/"),
    "unitlead": ("{signing}",),
    "leader": ("/overview/", "/ledger/", "{key}"),
    "admin": ("/rules/", "/rules/settings/", "/rules/words/", "/rules/calendar/2026/", "/rules/sessions/"),
    None: ("/login/",),
}


# Fragments that come after the page have arrived and are at rest.
SETTLED = "() => !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling, .htmx-added')"


def addresses(city):
    """Addresses of one item in each of the situations shown."""
    released = situations.released(city)
    working, signing = situations.working(city), situations.signing(city)
    city.submitted("member2")
    city.draft()
    proposal, cosigning = situations.proposal(city), situations.cosigning(city)
    return {
        "proposal": f"/items/{proposal.slug}/",
        "cosigning": f"/items/{cosigning.slug}/",
        "item": Item.objects.get(pk=released.item_id).get_absolute_url(),
        "desk": released.get_absolute_url(),
        "working": Assignment.objects.get(pk=working.pk).get_absolute_url(),
        "signing": Assignment.objects.get(pk=signing.pk).get_absolute_url(),
        **addresses_of_proposals(city),
    }


def addresses_of_proposals(city):
    """One proposal under review, with its unit, nominated, answered and under evaluation; one promise."""
    reading, pairing, key = (
        getattr(situations, n)(city) for n in ("proposal_in_review", "pairing", "key_candidate")
    )
    handling = proposals.contacted(city, proposals.planned(city, situations.proposal_working(city)), "before")
    situations.promised(city)
    return {
        "reading": f"/proposals/{reading.slug}/",
        "pairing": pairing.get_absolute_url(),
        "answered": pairing.desk.item.get_absolute_url(),
        "key": key.get_absolute_url(),
        "proposal_desk": handling.get_absolute_url(),
        "sheet": f"/handouts/sheet/{handling.department_id}/",
    }


@pytest.fixture
def places(city):
    return addresses(city)


@pytest.mark.long
@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing(page, city, places, axe, shoot, width, large):
    found = []
    for name, paths in SCREENS.items():
        user = city[name].user if name else None
        if user:
            user.large_text = large
            user.save()
        tab = page(user, width=width)
        for path in paths:
            tab.goto(path.format(**places))
            tab.wait_for_function(SETTLED)
            found += [f"{name} {path}: {violation}" for violation in axe(tab)]
            shoot(
                tab,
                f"{name}-{path.strip('/{}').replace('/', '-') or 'home'}-{width}{'-large' if large else ''}",
            )
    assert not found, "\n".join(found)


@pytest.mark.long
def test_nothing_scrolls_sideways_on_the_smallest_phone(page, city, places):
    wide = []
    for name, paths in SCREENS.items():
        tab = page(city[name].user if name else None, width=320)
        for path in paths:
            tab.goto(path.format(**places))
            if tab.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
                wide.append(f"{name} {path}")
    assert not wide
