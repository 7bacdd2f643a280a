"""Rows of the route test: 报送, 批示, 成果转化, figures of 社情民意, the Word file of an issue."""

from tests import reported, upward

INSIDE = "editor leader"
READ = f"{INSIDE} staff head supervisor county"  # the lists of instructions, each with its own


def things(w):
    issued = reported.issued(w)
    report = upward.adopted(w)
    return {
        "adopted": {"slug": report.slug}, "out": {"slug": issued.slug},
        "destination": {"pk": upward.sent(w, report).pk},
        "instruction": {"slug": upward.followed(w, upward.instructed(w, issued, roles=["head"])).slug},
        "uptake": {"slug": upward.proposed(w, report).slug},
    }  # fmt: skip


def rows(only, safe):
    """{(name, thing, more arguments): (GET, POST)}"""
    editor = only("editor", rest="404", _403="leader")
    fills = only("editor", "422", rest="404", _403="leader")
    return {
        ("report-up", "adopted", ""): (
            only("editor", rest="404", _403="leader member"),
            only("editor", "422", rest="404", _403="leader member"),
        ),
        ("brief-up", "out", ""): (
            only("editor", rest="404", _403="leader supervisor"),
            only("editor", "422", rest="404", _403="leader supervisor"),
        ),
        ("destination-edit", "destination", ""): (editor, fills),
        ("instruction-list", "", ""): safe(READ),
        ("instruction-new", "", ""): (only("", rest="404"), only("", rest="404")),
        ("instruction-detail", "instruction", ""): safe(f"{INSIDE} head supervisor", "404"),
        ("instruction-edit", "instruction", ""): (
            only("editor", rest="404", _403="leader head supervisor"),
            only("editor", "422", rest="404", _403="leader head supervisor"),
        ),
        ("step", "instruction", "noun=instruction name=finish"): (
            only("editor supervisor", rest="404", _403="leader head"),
            only("editor supervisor", "422", rest="404", _403="leader head"),
        ),
        ("uptake-list", "", ""): safe(INSIDE),
        ("uptake-new", "", ""): (only("editor"), only("editor", "422")),
        ("uptake-detail", "uptake", ""): safe(INSIDE),
        ("uptake-edit", "uptake", ""): (editor, fills),
        ("step", "uptake", "noun=uptake name=approve"): (
            only("leader", rest="404", _403="editor"), only("leader", "422", rest="404", _403="editor"),
        ),
        ("brief-word", "out", ""): safe(f"{INSIDE} supervisor", "404"),
        ("report-figures", "", ""): safe(INSIDE),
        ("report-figures-export", "", ""): safe(INSIDE),
        ("report-figures-list", "", "?metric=received"): safe(INSIDE),
        ("report-list-export", "", "?metric=received"): safe(INSIDE),
        ("report-month", "", ""): safe(INSIDE),
    }  # fmt: skip
