"""Rows of the route test: supervision, the 督导工作组, 领办. `only` and `safe` come from tests/test_routes.py."""

from tests import pressed

OFFICE = "staff head county"
WATCHES = f"{OFFICE} leader supervisor"
UNITS = "handler unitlead handler2"
DESK = "member staff head leader supervisor handler unitlead"  # one desk's readers
BLIND = "jobless member2 operator editor handler2 relay county admin auditor"
UNCLAIMED = "jobless editor operator handler2 relay county admin auditor"


def things(w):
    desk = w.working()
    supervision = pressed.acted(w, pressed.placed(w, desk))
    proposal = pressed.proposed(w, desk)
    return {
        "supervision": {"pk": supervision.pk}, "supervised": {"slug": supervision.slug},
        "proposed": {"slug": proposal.slug}, "inspection": {"slug": pressed.found(w).slug},
        "claim": {"slug": pressed.planned(w).slug}, "claimable": {"slug": w.working().item.slug},
    }  # fmt: skip


def rows(only, safe):
    """{(name, thing, more arguments): (GET, POST)}"""
    presses = {"_404": BLIND}
    leads = {"_404": UNCLAIMED, "_403": "member leader supervisor handler unitlead"}
    applies = {"_403": "member staff head leader supervisor handler unitlead"}
    return {
        ("supervision-list", "", ""): safe(f"{WATCHES} {UNITS}"),
        ("supervision-list", "", "?tab=proposals"): safe(f"{WATCHES} {UNITS}"),
        ("supervision-led", "", ""): safe("leader"),
        ("supervision-effect", "", ""): safe(WATCHES),
        ("pressure-list", "", ""): safe(WATCHES),
        ("pressure-export", "", ""): safe(WATCHES),
        ("inspection-list", "", ""): safe(f"{WATCHES} {UNITS}"),
        ("inspection-new", "", ""): (only(f"{OFFICE} supervisor"), only(f"{OFFICE} supervisor", "422")),
        ("inspection-detail", "inspection", ""): safe("staff head leader supervisor handler unitlead", "404"),
        ("supervision-detail", "supervision", ""): safe(DESK, "404"),
        ("supervision-record", "supervision", ""): (
            only("staff head supervisor", **presses), only("staff head supervisor", "422", **presses),
        ),
        ("supervision-letter", "supervision", ""): safe("staff head supervisor handler unitlead", **presses),
        ("claim-list", "", ""): safe(f"member member2 operator {OFFICE} leader"),
        ("claim-apply", "claimable", ""): (
            only("member2 operator", rest="404", **applies), only("member2 operator", "422", "404", **applies),
        ),
        ("claim-invite", "claimable", ""): (
            only("staff head", rest="404", _403="member member2 operator leader supervisor handler unitlead"),
            only("staff head", "422", "404", _403="member member2 operator leader supervisor handler unitlead"),
        ),
        ("claim-detail", "claim", ""): safe(f"{DESK} member2", "404"),
        ("claim-activity", "claim", ""): (
            only("member2 staff head", **leads), only("member2 staff head", "422", **leads),
        ),
        ("step", "supervised", "noun=supervision name=respond"): (
            only("handler unitlead", **presses), only("handler unitlead", "422", **presses),
        ),
        ("step", "supervised", "noun=supervision name=instruct"): (
            only("leader", **presses), only("leader", "422", **presses),
        ),
        ("step", "proposed", "noun=supervisionproposal name=dismiss"): (
            only("staff head supervisor", rest="404", _403="leader"),
            only("staff head supervisor", "422", "404", _403="leader"),
        ),
        ("step", "inspection", "noun=inspection name=record_finding"): (
            only("staff head supervisor", rest="404", _403="leader handler unitlead"),
            only("staff head supervisor", "422", "404", _403="leader handler unitlead"),
        ),
        ("step", "claim", "noun=claim name=set_plan"): (
            only("member2", _404=UNCLAIMED), only("member2", "422", _404=UNCLAIMED),
        ),
    }  # fmt: skip
