"""Answers of the addresses of proposals, person by person; rows of tests/test_routes.py."""

from tests.rounds import PERSONAS

OFFICE, WATCHES = "staff head county", "staff head county supervisor"


def answers(code_of, rest="403"):
    """{persona: code}: `code_of` names the personas by code."""
    found = dict.fromkeys(PERSONAS, rest) | {"anonymous": "login"}
    for code, personas in code_of.items():
        found |= dict.fromkeys(personas.split(), code)
    return found


LET_IN = answers({"200": "staff head", "404": "county"})
ROWS = {
    ("proposal-list", "", ""): (answers({"200": OFFICE}), "405"),
    ("proposal-bulk", "", "?act=assign"): (answers({"200": OFFICE}), answers({"404": OFFICE})),
    ("proposal-review", "proposal", ""): (LET_IN, "405"),
    ("proposal-read", "proposal", ""): (
        answers({"302": "staff head", "404": "county"}), answers({"422": "staff head", "404": "county"}),
    ),
    ("handout-proposals", "", ""): (answers({"200": WATCHES}), "405"),
    ("handout-bulk", "", "?act=hand_out"): (answers({"200": WATCHES}), answers({"404": WATCHES})),
    ("handout-sheet", "unit", ""): (answers({"200": "staff head supervisor", "404": "county"}), "405"),
    ("session-list", "", ""): (answers({"200": "admin"}), answers({"405": "admin"})),
    ("session-new", "", ""): (answers({"200": "admin"}), answers({"422": "admin"})),
    ("session-edit", "session", ""): (answers({"200": "admin"}), answers({"422": "admin"})),
    ("step", "proposal", "noun=item name=assign_reader"): (
        answers({"200": "staff head", "403": "member leader"}, "404"),
        answers({"422": "staff head", "403": "member leader"}, "404"),
    ),
}  # fmt: skip
