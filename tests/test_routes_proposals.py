"""The rows of test_routes for the pages of proposals."""

from tests.answers import OFFICE, only, safe, unsafe

TOPICS = "member member2 operator staff head county leader"
JOINT = "member operator"  # the collective's operator and the member named to draft
ENTERS = (only(OFFICE), only(OFFICE, "422"))
OF_OFFICE = (only("staff head", _404="county"), only("staff head", "422", _404="county"))
DRAFTS = (only(JOINT, rest="404"), only(JOINT, "422", rest="404"))

ROWS = {
    ("topic-list", "", ""): safe(TOPICS),
    ("topic-new", "", ""): (only(TOPICS), only(TOPICS, "422")),
    ("topic-detail", "topic", ""): safe("member member2 operator staff head leader", _404="county"),
    ("topic-call-new", "", ""): ENTERS,
    ("topic-call-edit", "call", ""): OF_OFFICE,
    ("step", "topic", "noun=topic name=drop"): (
        only("staff head", rest="404", _403="member member2 operator leader"),
        only("staff head", "422", rest="404", _403="member member2 operator leader"),
    ),
    ("research-new", "joint", ""): DRAFTS,
    ("research-edit", "research", ""): DRAFTS,
    ("research-remove", "research", ""): unsafe(JOINT, rest="404"),
    ("draft-list", "", ""): safe("member member2 operator"),
    ("draft-versions", "joint", ""): DRAFTS,
    ("draft-version-restore", "joint", "number=1"): unsafe(JOINT, rest="404"),
    ("quota-table", "", ""): safe("staff head county leader operator"),
    ("upper-list", "", ""): safe("staff head county leader"),
    ("upper-export", "", ""): safe("staff head county leader"),
    ("upper-new", "", ""): ENTERS,
    ("upper-edit", "upper", ""): OF_OFFICE,
    ("upper-void", "upper", ""): unsafe("staff head", _404="county"),
}  # fmt: skip
