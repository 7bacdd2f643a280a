"""Rows of the route test: studios, duties, posters, sheets, calendar links."""

from tests import stationed

READERS = "member member2 operator staff head county editor leader admin liaison"
OWN = "member member2 operator staff head editor leader admin liaison"  # of the same committee
KEEPS = "staff head admin liaison"
MANAGES = "staff head county admin"
BLIND = "jobless supervisor handler unitlead handler2 relay county auditor informant"


def things(w):
    studio = stationed.studio(w)
    stationed.code(w)
    duty = stationed.duty(w, 5)
    return {
        "studio": {"slug": studio.slug}, "duty": {"slug": duty.slug},
        "seat": {"slug": studio.slug, "pk": studio.seats.first().pk},
        "rule": {"slug": studio.slug, "pk": stationed.rule(studio).pk},
        "swap": {"slug": stationed.asked(w, first=stationed.duty(w, 9)).slug},
        "duty-feed": {"secret": stationed.feed(w).secret},
    }  # fmt: skip


def rows(only, safe, unsafe):
    """{(name, thing, more arguments): (GET, POST)}"""
    kept = only(KEEPS, _404=BLIND), only(KEEPS, "422", _404=BLIND)
    managed = only("staff head admin", _404=BLIND, _403="liaison")
    return {
        ("studio-list", "", ""): safe(READERS),
        ("studio-new", "", ""): (only(MANAGES), only(MANAGES, "422")),
        ("studio-posters", "", ""): safe(f"{MANAGES} liaison"),
        ("studio-sheets", "", ""): safe(f"{MANAGES} leader liaison"),
        ("studio-sheets-export", "", ""): safe(f"{MANAGES} leader liaison"),
        ("studio-detail", "studio", ""): safe(OWN, rest="404"),
        ("studio-edit", "studio", ""): (kept[0], only(KEEPS, "302_422", _404=BLIND)),
        ("studio-close", "studio", ""): (managed, only("staff head admin", "302", _404=BLIND, _403="liaison")),
        ("studio-seat-new", "studio", ""): kept,
        ("studio-seat", "seat", ""): (kept[0], only(KEEPS, "302", _404=BLIND)),
        ("duty-rule-new", "studio", ""): kept,
        ("duty-rule", "rule", ""): kept,
        ("duty-month", "studio", ""): safe(OWN, rest="404"),
        ("duty-plan", "studio", ""): (kept[0], only(KEEPS, "409", _404=BLIND)),
        ("duty-new", "studio", ""): kept,
        ("studio-code", "studio", ""): (kept[0], only(KEEPS, "409", _404=BLIND)),
        ("studio-code-picture", "studio", ""): safe(KEEPS, _404=BLIND),
        ("studio-poster", "studio", ""): safe(KEEPS, _404=BLIND),
        ("studio-poster-file", "studio", ""): safe(KEEPS, _404=BLIND),
        ("studio-sheet", "studio", ""): safe(f"{KEEPS} leader", _404=BLIND),
        ("studio-feed", "studio", ""): unsafe(OWN, rest="404"),
        ("duty-mine", "", ""): safe("member member2"),
        ("duty-feed", "", ""): unsafe("member member2"),
        ("duty-calendar", "duty-feed", ""): (only(READERS, rest="200", _200="anonymous"), "405"),
        ("duty-detail", "duty", ""): safe(OWN, rest="404"),
        ("duty-swap", "duty", ""): (
            only("member", _404=BLIND, _403="liaison"), only("member", "422", _404=BLIND, _403="liaison"),
        ),
        ("step", "duty", "noun=duty name=assign"): (
            only(KEEPS, _404=BLIND), only(KEEPS, "422", _404=BLIND),
        ),
        ("step", "swap", "noun=dutyswap name=agree"): (
            only("member2", _404=f"{BLIND} operator editor leader", _403="liaison"),
            only("member2", "302", _404=f"{BLIND} operator editor leader", _403="liaison"),
        ),
    }  # fmt: skip
