"""Rows of the route test: the editor's desk, issues, series."""

from tests import reported

HAVE_POSTS = (
    "member member2 operator staff head editor leader supervisor handler unitlead handler2 relay county "
    "admin auditor"
)


def things(w):
    report = reported.revised(w)
    return {
        "report": {"slug": report.slug}, "report-new": {"slug": reported.sent(w).slug},
        "brief": {"slug": reported.drafted(w, report).slug}, "issued": {"slug": reported.issued(w).slug},
        "series": {"pk": reported.series(w).pk},
    }  # fmt: skip


def rows(only, safe, unsafe, of_admin):
    """{(name, thing, more arguments): (GET, POST)}"""
    return {
        ("report-list", "", ""): safe("editor leader"),
        ("report-list", "", "?tab=editing"): safe("editor leader"),
        ("report-detail", "report", ""): safe("editor leader"),
        ("report-detail", "report-new", ""): safe("editor leader"),
        ("report-revise", "report", ""): (only("editor leader", "302"), only("editor", "422")),
        ("brief-list", "", ""): safe(HAVE_POSTS),
        ("brief-new", "", ""): (only("editor"), only("editor", "422")),
        ("brief-detail", "brief", ""): safe("editor leader", "404"),
        ("brief-detail", "issued", ""): safe("editor leader supervisor", "404"),
        ("brief-edit", "brief", ""): (
            only("editor", rest="404", _403="leader"), only("editor", "422", rest="404", _403="leader"),
        ),
        ("brief-edit", "issued", ""): (
            only("editor", "409", rest="404", _403="leader supervisor"),
            only("editor", "409", rest="404", _403="leader supervisor"),
        ),
        ("brief-read", "issued", ""): unsafe("supervisor", rest="404", _403="editor leader"),
        ("step", "brief", "noun=brief name=send_to_check"): (
            only("editor", rest="404", _403="leader"), only("editor", "302", rest="404", _403="leader"),
        ),
        ("step", "issued", "noun=brief name=withdraw"): (
            only("editor leader", rest="404", _403="supervisor"),
            only("editor leader", "422", rest="404", _403="supervisor"),
        ),
        ("rules-series", "", ""): of_admin(),
        ("rules-series-new", "", ""): of_admin("422"),
        ("rules-series-edit", "series", ""): of_admin("422"),
    }  # fmt: skip
