"""Rows of the route test: informants, forwarding, topics and the ledger of reports, cases."""

from tests import forwarded, reported

WRITES = "member member2 operator informant"
READS_TOPICS = f"{WRITES} staff head county editor leader"
INSIDE = "editor leader"


def things(w):
    asked = forwarded.asked(w)
    return {
        "asked": {"slug": asked.slug}, "report-topic": {"slug": forwarded.topic(w).slug},
        "informant": {"pk": forwarded.named(w).pk}, "tracked": {"slug": reported.editing(w).slug},
        "own-report": {"slug": forwarded.by_informant(w).slug},
    }  # fmt: skip


def rows(only, safe, unsafe):
    """{(name, thing, more arguments): (GET, POST)}"""
    editor = only("editor"), only("editor", "422")
    return {
        ("item-new", "", "kind=report"): (
            only(f"{WRITES} editor"), only(f"{WRITES} editor", "422"),
        ),
        ("item-detail", "own-report", ""): safe("informant editor leader", rest="404"),
        ("item-detail", "asked", ""): safe("editor leader staff head", rest="404"),
        ("report-inquiries", "", ""): safe(INSIDE),
        ("report-inquiries", "", "?tab=answered"): safe(INSIDE),
        ("report-track", "tracked", ""): unsafe("editor", "422"),
        ("report-topics", "", ""): safe(READS_TOPICS),
        ("report-topic", "report-topic", ""): safe(READS_TOPICS.replace(" county", ""), _404="county"),
        ("report-topic-new", "", ""): editor,
        ("report-topic-edit", "report-topic", ""): (
            only("editor", _404="county"), only("editor", "422", _404="county"),
        ),
        ("report-ledger", "", ""): safe(INSIDE),
        ("report-ledger-export", "", ""): safe(INSIDE),
        ("informant-list", "", ""): safe(INSIDE),
        ("informant-export", "", ""): safe(INSIDE),
        ("informant-new", "", ""): editor,
        ("informant-edit", "informant", ""): editor,
        ("grid-place-new", "", ""): editor,
        ("case-list", "", ""): safe("member member2 operator staff head county leader"),
        ("step", "tracked", "noun=item name=forward"): (
            only("editor", rest="404", _403="leader member"),
            only("editor", "422", rest="404", _403="leader member"),
        ),
        ("step", "asked", "noun=item name=dispatch"): (
            only("editor staff head", rest="404", _403="leader"),
            only("editor staff head", "422", rest="404", _403="leader"),
        ),
    }  # fmt: skip
