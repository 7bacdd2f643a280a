"""The rows of test_routes for evaluation and awards: (name, thing, more arguments): (GET, POST)."""

SIDES = "member handler unitlead"
WATCH = "staff head leader"
ELSEWHERE = "member2 operator handler2 county"  # may use the pages, and do not find this round
CITY = "member member2 operator staff head editor leader supervisor handler unitlead handler2 relay admin auditor"


def rows(only, safe):
    """`only` and `safe` are the words of test_routes."""
    takes_part = only(f"{SIDES} {WATCH}", _404=ELSEWHERE)
    judged = only(WATCH, rest="404")
    return {
        ("evaluation-list", "", ""): (
            only(f"{SIDES} {WATCH} {ELSEWHERE}"), only("staff head county", "422"),
        ),
        ("evaluation-round", "evaluation", ""): (takes_part, "405"),
        ("evaluation-pairing", "pairing", ""): (takes_part, only(SIDES, "422", _404=ELSEWHERE)),
        ("evaluation-meeting", "evaluation", ""): (takes_part, only("staff head", "422", _404=ELSEWHERE)),
        ("evaluation-export", "evaluation", ""): safe("", _409=WATCH, _404=ELSEWHERE),
        ("award-list", "", ""): (only(f"jobless county {CITY}"), only("staff head county", "422")),
        ("award-round", "award", ""): (judged, "405"),
        ("award-score", "award", ""): (judged, only(WATCH, "422", "404")),
        ("award-decide", "award", ""): (
            only("head leader", rest="404", _403="staff"), only("head leader", "422", "404", _403="staff"),
        ),
        ("award-export", "awarded", ""): safe(CITY, "404"),
        ("award-print", "awarded", ""): safe(CITY, "404"),
        ("award-print", "award", ""): safe("", "404"),
    }  # fmt: skip
