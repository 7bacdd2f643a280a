"""Rows of the route test: key proposals, meetings, promises. `only` and `safe` come from tests/test_routes.py."""

OFFICE = "staff head county"
READ = "member staff head leader supervisor handler unitlead"  # one matter, dispatched to their department
LEDGER = f"{OFFICE} leader supervisor handler unitlead handler2"
BLIND = "jobless member2 operator editor handler2 relay county admin auditor"


def rows(only, safe):
    """{(name, thing, more arguments): (GET, POST)}"""
    of_office = only("staff head", _404=BLIND)
    refused = only("staff head", "422", _404=BLIND)
    return {
        ("key-list", "", ""): safe(f"{LEDGER} member member2 operator"),
        ("key-nominate", "filed", ""): (
            only("staff head", "200", "404", _403="member leader"),
            only("staff head", "422", "404", _403="member leader"),
        ),
        ("key-detail", "key", ""): safe(READ, "404"),
        ("meeting-new", "", "?kind=evaluation"): (only(OFFICE), only(OFFICE, "422")),
        ("meeting-new", "", ""): (only("", rest="404"), only("", rest="404")),
        ("meeting-detail", "meeting", ""): (only(READ, rest="404"), only("staff head", "302", _404=BLIND)),
        ("meeting-edit", "meeting", ""): (of_office, refused),
        ("meeting-sheet", "meeting", ""): safe(READ, "404"),
        ("promise-list", "", ""): safe(LEDGER),
        ("promise-export", "", ""): safe(LEDGER),
        ("promise-detail", "promise", ""): safe(READ, "404"),
        ("step", "key", "noun=keyproposal name=claim"): (
            only("head leader", _404=BLIND), only("head", "422", _404=BLIND, _302="leader"),
        ),
        ("step", "promise", "noun=promise name=keep"): (
            only("handler unitlead", _404=BLIND), only("handler unitlead", "422", _404=BLIND),
        ),
    }  # fmt: skip
