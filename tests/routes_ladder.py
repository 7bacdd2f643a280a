"""Rows of the route test about reminders: rules, records, the switches of short messages."""

KEEPERS = "admin staff head county"
READ = "staff head leader supervisor handler unitlead"


def rows(only, safe, unsafe):
    """{(name, thing, more arguments): (GET, POST)}"""
    return {
        ("rules-ladder", "", ""): (only(KEEPERS), only(KEEPERS, "405")),
        ("rules-rung", "", "code=near_1"): (only(KEEPERS), only(KEEPERS, "422")),
        ("rules-rung", "", "code=submitted"): (only(KEEPERS), only(KEEPERS, "422")),
        ("item-reminders", "item", ""): safe(READ, rest="404", _403="member member2 operator"),
        ("item-reminders", "submitted", ""): safe("staff head leader", rest="404", _403="member"),
        ("desk-reminders", "working", ""): safe(READ, rest="404", _403="member"),
        ("item-letter", "working", "kind=urge_notice"): safe("", rest="404"),  # not late
        ("account-sms", "", ""): unsafe(
            "jobless member member2 operator staff head editor leader supervisor handler unitlead handler2 relay"
            " county admin auditor"
        ),
    }
