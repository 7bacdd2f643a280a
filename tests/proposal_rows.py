"""Rows of tests/test_routes.py for the pages of proposals."""

WRITES = "member member2 operator staff head county"


def writing(only, safe):
    """Task list, sections, import and co-signing."""
    own = {"rest": "404"}
    return {
        ("proposal-new", "", ""): (only(WRITES), only(WRITES, "422")),
        ("item-edit", "writing", ""): (only("member", **own), only("member", "302", **own)),
        ("item-edit", "cosigning", ""): (
            only("member", _403="member2", **own), only("member", "302", _403="member2", **own),
        ),
        ("proposal-section", "writing", "name=advice"): (only("member", **own), only("member", "422", **own)),
        ("proposal-section", "cosigning", "name=advice"): (
            only("member", "409", _403="member2", **own), only("member", "409", _403="member2", **own),
        ),
        ("proposal-import", "writing", ""): (only("member", **own), only("member", "422", **own)),
        ("proposal-invite", "writing", ""): (only("member", **own), only("member", "422", **own)),
        ("proposal-invite", "cosigning", ""): (
            only("member", _403="member2", **own), only("member", "422", _403="member2", **own),
        ),
        ("cosign-list", "", ""): safe("member member2"),
        ("cosign-item", "cosigning", ""): (
            only("member2", _404="member"), only("member2", "422", _404="member"),
        ),
        ("item-detail", "cosigning", ""): safe("member", _302="member2", **own),
    }  # fmt: skip
