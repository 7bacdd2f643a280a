"""Rows of the route test: bulletins, the half-year appraisal, excellent cases."""

from tests import bulletined
from weijianyi.workflow import perform

OFFICE = "staff head"
INSIDE = "staff head leader"
CITY = f"member member2 operator {INSIDE} editor supervisor handler unitlead handler2 relay admin auditor informant"
READERS = f"county {CITY}"


def things(w):
    draft = bulletined.drafted(w)
    issued = perform(bulletined.issued(w, kind="half"), "confirm_public", actor=w["staff"])
    return {
        "bulletin": {"slug": draft.slug}, "bulletin-issued": {"slug": issued.slug},
        "case-written": {"slug": bulletined.written(w).slug}, "case-asked": {"slug": bulletined.consenting(w).slug},
        "half": {"slug": bulletined.half(w, 2025, 1).slug},
        "case-out": {"slug": bulletined.published(w).slug},
    }  # fmt: skip


def rows(only, safe):
    """{(name, thing, more arguments): (GET, POST)}"""
    drafts = only(OFFICE, rest="404", _403="leader")
    return {
        ("bulletin-list", "", ""): safe(READERS),
        ("bulletin-new", "", ""): (only("staff head county"), only("staff head county", "422")),
        ("bulletin-detail", "bulletin", ""): safe(INSIDE, "404"),
        ("bulletin-detail", "bulletin-issued", ""): safe(READERS, "404"),
        ("bulletin-detail", "bulletin-issued", "?public=1&print=1"): safe(READERS, "404"),
        ("bulletin-edit", "bulletin", ""): (drafts, only(OFFICE, "422", rest="404", _403="leader")),
        ("bulletin-edit", "bulletin-issued", ""): (
            only("", rest="403", _409=OFFICE, _404="jobless"), only("", rest="403", _409=OFFICE, _404="jobless"),
        ),
        ("bulletin-read", "bulletin-issued", ""): ("405", only(READERS, "302", rest="404")),
        ("bulletin-correction", "bulletin-issued", ""): safe(INSIDE, _404="jobless"),
        ("bulletin-figures", "bulletin-issued", ""): safe(INSIDE, _404="jobless"),
        ("bulletin-public", "bulletin", ""): (drafts, only(OFFICE, "302", rest="404", _403="leader")),
        ("bulletin-word", "bulletin-issued", ""): safe(READERS, "404"),
        ("bulletin-excel", "bulletin-issued", ""): safe(READERS, "404"),
        ("step", "bulletin", "noun=bulletin name=send_to_check"): (
            drafts, only(OFFICE, "302", rest="404", _403="leader"),
        ),
        ("excellence-list", "", ""): safe(READERS),
        ("excellence-half", "", ""): safe("staff head leader county"),
        ("excellence-propose", "", ""): ("405", only("staff head county", "302")),
        ("excellence-open", "", ""): ("405", only("staff head county", "302")),
        ("step", "half", "noun=half name=strike"): (
            only("head", rest="404", _403="staff leader"), only("head", "422", rest="404", _403="staff leader"),
        ),
        ("excellent-case", "case-written", ""): safe(INSIDE, "404"),
        ("excellent-case", "case-asked", ""): safe(f"{INSIDE} member handler unitlead", "404"),
        ("excellent-case", "case-out", ""): safe(CITY, "404"),
        ("excellent-case-word", "case-out", ""): safe(CITY, "404"),
        ("step", "case-asked", "noun=excellent name=answer_author"): (
            only("member", rest="404", _403=f"{INSIDE} handler unitlead"),
            only("member", "422", rest="404", _403=f"{INSIDE} handler unitlead"),
        ),
    }  # fmt: skip
