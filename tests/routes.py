"""Every address with its written answer: (name, thing, more arguments): (GET, POST); read by test_routes.py."""

from tests import (
    proposal_rows,
    routes_accounts,
    routes_bulk,
    routes_bulletins,
    routes_evaluation,
    routes_figures,
    routes_keyed,
    routes_ladder,
    routes_letters,
    routes_linkage,
    routes_machines,
    routes_opinions,
    routes_people,
    routes_pressure,
    routes_proposals,
    routes_reports,
    routes_scores,
    routes_studios,
    routes_upward,
    routes_writers,
)
from tests.answers import OFFICE, only, safe, unsafe
from tests.rounds import PERSONAS
from tests.test_routes_proposals import ROWS as PROPOSAL_ROWS

SIGNED_IN = " ".join(PERSONAS[1:])
WATCHES = "staff head county supervisor"
WRITES = "member member2 operator staff head county"
UNITS = "handler unitlead handler2 relay"
SEES = "member staff head leader supervisor handler unitlead"  # the desk in hand of the first department
PUBLIC = {
    "account-login", "account-text-size", "account-forgotten", "account-reset", "outside-start", "outside-back",
    "duty-calendar", "files-signed", "health-live", "health-ready", *routes_opinions.PUBLIC,
}  # fmt: skip


def office_item(get, post):
    """Something of the city's office: others lack the right, the county's office does not find it."""
    return only("staff head", get, _404="county"), only(
        "staff head", post, _404="county"
    ) if post != "405" else "405"


def of_admin(post="405", get="200"):
    return only("admin", get), only("admin", post)


ALL = only(SIGNED_IN)
TO_FILL, DECIDED = office_item("200", "422"), only("staff head supervisor", "422", _404="county")
DRAFT = {"rest": "404"}
BLIND = "jobless editor handler2 relay county admin auditor"  # do not find what is dispatched to another department
UNSEEN = f"{BLIND} member2 operator"  # nor its desk
BEFORE = f"{UNSEEN} supervisor handler unitlead"  # do not find what is not yet dispatched
HELD = only("staff head supervisor handler unitlead", _403="member leader", rest="404")
UNSENT = only("handler unitlead", _403="member leader staff head supervisor", rest="404")  # not signed yet

# (name, thing, more arguments): (GET, POST)
ROWS = {
    ("home", "", ""): (only("jobless member member2 operator leader auditor", rest="302"), "405"),
    ("account-login", "", ""): (only("", rest="302", _200="anonymous"), only("", rest="302", _200="anonymous")),
    ("account-logout", "", ""): ("405", only(SIGNED_IN, "login")), ("parked-drop", "", ""): unsafe(SIGNED_IN),
    ("account-welcome", "", ""): (ALL, only(SIGNED_IN, "302")),
    ("account-settings", "", ""): safe(SIGNED_IN),
    ("account-shortcuts", "", ""): unsafe(SIGNED_IN),
    ("hat-switch", "", ""): unsafe(SIGNED_IN, "404"),
    ("account-text-size", "", ""): ("405", only(f"anonymous {SIGNED_IN}", "302")),
    ("member-home", "", ""): safe("member member2 operator informant"),
    ("item-list", "", ""): safe("member member2 operator informant former"),
    ("item-start", "", ""): safe(OFFICE, _302="member member2 operator informant editor"),
    ("item-new", "", "kind=suggestion"): (only(WRITES), only(WRITES, "422")),
    ("item-edit", "draft", ""): (only("member", **DRAFT), only("member", "422", **DRAFT)),
    ("item-edit", "submitted", ""): (only("member", "409", _404=BEFORE), only("member", "409", _404=BEFORE)),
    ("item-edit", "item", ""): (only("member", "409", _404=BLIND), only("member", "409", _404=BLIND)),
    ("item-autosave-new", "", "kind=suggestion"): unsafe(WRITES, "204"),
    ("item-files-new", "", "kind=suggestion"): unsafe("member member2 operator", "200", _422=OFFICE),
    ("item-similar", "", "kind=suggestion"): safe(WRITES),
    ("item-authors", "", ""): safe(f"{OFFICE} editor"),
    ("item-autosave", "draft", ""): unsafe("member", "200", **DRAFT),
    ("item-discard", "draft", ""): (only("member", **DRAFT), only("member", "302", **DRAFT)),
    ("item-check", "draft", ""): (only("member", **DRAFT), only("member", "422", **DRAFT)),
    ("item-sent", "submitted", ""): safe("member", _404=BEFORE),
    ("item-calendar", "submitted", ""): safe("member", _404=BEFORE),
    ("search", "", ""): safe(SIGNED_IN),
    ("review-pending", "", ""): safe(f"{OFFICE} editor leader"),
    ("review-pending-decide", "pending", ""): (
        only("staff head", _404="county editor leader"),
        only("staff head", "422", _404="county editor leader"),
    ),
    ("review-undo", "act", ""): unsafe("staff", "302_409", _404=BLIND),
    ("review-sitting", "", ""): (only(OFFICE), only("staff head", "422", _302="county")),
    ("review-sittings", "", ""): safe(OFFICE),
    ("review-protocol", "protocol", ""): office_item("200", "405"),
    ("review-alike", "", ""): safe(OFFICE),
    ("review-similar", "submitted", ""): office_item("200", "405"),
    ("item-detail", "draft", ""): safe("member", **DRAFT),
    ("item-detail", "submitted", ""): safe("member staff head leader", rest="404"),
    ("item-detail", "item", ""): safe(f"{SEES} member2 operator", rest="404"),
    ("item-detail", "relayed", ""): safe("member member2 operator staff head leader supervisor relay", rest="404"),
    ("item-print", "draft", ""): safe("member", **DRAFT),
    ("item-print", "item", ""): safe(f"{SEES} member2 operator", rest="404"),
    ("overview", "", ""): safe(f"{OFFICE} leader supervisor handler unitlead handler2"),
    ("ledger", "", ""): safe(f"{WATCHES} leader editor"),
    ("ledger-export", "", ""): safe(f"{WATCHES} leader editor"),
    ("review-desk", "", ""): safe(OFFICE),
    ("review-week", "", ""): safe(OFFICE),
    ("review-item", "submitted", ""): office_item("200", "405"),
    ("review-step", "submitted", "name=accept"): TO_FILL,
    ("review-step", "submitted", "name=send_back"): TO_FILL,
    ("handout-list", "", ""): safe(WATCHES),
    ("decision-list", "", ""): safe(WATCHES),
    ("check-list", "", ""): safe(WATCHES),
    ("check-item", "checking", ""): (only("staff head supervisor", _404="county"), DECIDED),
    ("check-fail", "checking", ""): (only("staff head supervisor", _404="county"), DECIDED),
    ("desk-list", "", ""): safe(UNITS),
    ("desk-answered", "", ""): safe(UNITS),
    ("desk-rate", "released", ""): (only("member", _404=UNSEEN), only("member", "422", _404=UNSEEN)),
    ("desk-rate-back", "released", ""): unsafe("member", _404=UNSEEN),
    ("desk-rate-paper", "released", ""): (
        only("staff head", _404=UNSEEN), only("staff head", "422", _404=UNSEEN),
    ),
    ("desk-detail", "working", ""): safe("staff head leader supervisor handler unitlead", "404", _302="member"),
    ("desk-detail", "relay", ""): safe("staff head leader supervisor relay", "404", _302="member"),
    ("desk-detail", "checking", ""): safe("staff head leader supervisor handler unitlead", "404", _302="member"),
    ("desk-act", "working", "name=record_contact"): (
        only(SEES, "302", "404"), only("handler unitlead", "422", _404=UNSEEN),
    ),
    ("desk-act", "working", "name=send_for_signature"): (
        only(SEES, "302", "404"), only("handler unitlead", "422", _404=UNSEEN),
    ),
    ("desk-contact", "contact", ""): (
        only("handler unitlead", _404=UNSEEN), only("handler unitlead", "422", _404=UNSEEN),
    ),
    ("desk-reply-save", "working", ""): unsafe("handler unitlead", _404=UNSEEN),
    ("inbox", "", ""): safe(SIGNED_IN),
    ("inbox-read-all", "", ""): unsafe(SIGNED_IN),
    ("inbox-open", "notice", ""): unsafe("member", rest="404"),
    ("rules-limits", "", ""): of_admin(),
    ("rules-limit", "limit", ""): of_admin("200"),
    ("rules-calendar", "", "year=2026"): of_admin(),
    ("rules-calendar-day", "", "year=2026"): of_admin("422", "405"),
    ("rules-calendar-review", "", "year=2026"): of_admin("422", "405"),
    ("rules-calendar-import", "", "year=2027"): of_admin("404", "404"),  # the uppermost organisation's
    ("clock-why", "clock", ""): safe(SEES, "404"),
    ("rules-settings", "", ""): of_admin(),
    ("rules-setting", "", "key=title_max"): of_admin("200"),
    ("rules-words", "", ""): of_admin(),
    ("rules-dictionary", "", "dictionary=category"): of_admin(),
    ("rules-word-add", "", "dictionary=category"): of_admin("200"),
    ("rules-word", "", "dictionary=category code=city"): of_admin("200"),
    ("files-upload", "upload-draft", "?kind=photo"): unsafe("member", rest="404"),
    ("files-upload", "upload-desk", "?kind=photo"): unsafe("handler unitlead", _404=UNSEEN),
    ("files-upload", "upload-item", "?kind=photo"): unsafe("", _404=BLIND),
    ("files-signed", "token", ""): (only(f"anonymous {SIGNED_IN}"), "405"),
    ("files-download", "photo", ""): safe("member staff head leader", "404"),
    ("files-download", "evidence", ""): (UNSENT, "405"),
    ("files-thumb", "photo", ""): safe("member staff head leader", "404"),
    ("files-thumb", "evidence", ""): (UNSENT, "405"),
    ("files-view", "photo", ""): safe("member staff head leader", "404"),
    ("files-view", "evidence", ""): (UNSENT, "405"),
    ("files-remove", "photo", ""): unsafe("", _404=BEFORE),
    ("files-remove", "evidence", ""): unsafe("handler unitlead", _404=UNSEEN),
    ("step", "submitted", "noun=item name=withdraw"): (
        only("member", _404=BEFORE), only("member", "422", _404=BEFORE),
    ),
    ("step", "item", "noun=item name=ask_withdrawal"): (
        only("member", _404=BLIND), only("member", "422", _404=BLIND),
    ),
    ("step", "working", "noun=desk name=ask_extension"): (
        only("handler unitlead", _404=UNSEEN), only("handler unitlead", "422", _404=UNSEEN),
    ),
    ("step", "working", "noun=desk name=urge"): (
        only("staff head supervisor", _404=UNSEEN), only("staff head supervisor", "302", _404=UNSEEN),
    ),
    ("step", "working", "noun=desk name=sign_reply"): (
        only("unitlead", _404=UNSEEN), only("unitlead", "409", _404=UNSEEN),
    ),
    ("step", "working", "noun=desk name=nonsense"): (only("", rest="404"), only("", rest="404")),
    ("step", "working", "noun=nonsense name=urge"): (only("", rest="404"), only("", rest="404")),
    **proposal_rows.writing(only, safe), ("help", "", ""): safe(SIGNED_IN),
    ("styleguide", "", ""): safe(SIGNED_IN),
    ("health-live", "", ""): (only(f"anonymous {SIGNED_IN}"), "405"),
    ("health-ready", "", ""): (only(f"anonymous {SIGNED_IN}", "503"), "405"),
    **routes_keyed.rows(only, safe),
}  # fmt: skip
ROWS |= PROPOSAL_ROWS
ROWS["work", "", ""] = safe(
    "member member2 operator staff head county leader supervisor handler unitlead handler2 editor informant",
    rest="404",
)
ROWS |= routes_evaluation.rows(only, safe)
ROWS |= routes_letters.rows(only, safe, of_admin, HELD)
ROWS |= routes_proposals.ROWS
ROWS |= routes_bulk.rows(only, safe, unsafe)
ROWS |= routes_ladder.rows(only, safe, unsafe)
ROWS |= routes_reports.rows(only, safe, unsafe, of_admin)
ROWS |= routes_accounts.rows(only, safe, unsafe)
ROWS |= routes_upward.rows(only, safe)
ROWS |= routes_writers.rows(only, safe, unsafe)
ROWS |= routes_pressure.rows(only, safe)
ROWS |= routes_bulletins.rows(only, safe)
ROWS |= routes_figures.rows(only, safe)
ROWS |= routes_linkage.rows(only, safe, unsafe)
ROWS |= routes_machines.rows(only, safe, unsafe, of_admin)
ROWS |= routes_studios.rows(only, safe, unsafe)
ROWS |= routes_opinions.rows(only, safe, unsafe)
ROWS |= routes_scores.rows(only, safe, unsafe)
ROWS |= routes_people.rows(only, safe, unsafe)
