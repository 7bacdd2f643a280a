"""Rows of the route test: residents' opinions; the public addresses by name. `only`, `safe`, `unsafe` as elsewhere."""

from members.opinions import receipts
from tests import opinions

PUBLIC = {
    "opinion-new", "opinion-sent", "opinion-lookup", "opinion-own", "opinion-own-act", "opinion-privacy",
    "opinion-solved",
}  # fmt: skip
EVERYBODY = (
    "anonymous jobless member member2 operator staff head editor leader supervisor handler unitlead handler2 relay "
    "county admin auditor informant liaison"
)
READ = "liaison member member2 staff head leader county"
BLIND = "member2 county"  # of another studio, of another organisation


def things(w):
    taken = opinions.taken(w)
    doubtful = opinions.received(w, marks=["quick"])
    asked = opinions.asked(w)
    return {
        "opinion": {"slug": taken.slug}, "doubtful": {"slug": doubtful.slug},
        "poster": {"token": opinions.code(w).token}, "opinion-link": {"link": receipts.own_link(taken)},
        "opinion-desk": {"slug": opinions.inquiry_desk(asked).slug},
    }  # fmt: skip


def rows(only, safe, unsafe):
    """{(name, thing, more arguments): (GET, POST)}"""
    page = (only(EVERYBODY), "405")
    own = "liaison staff head"
    return {
        ("opinion-new", "poster", ""): (only(EVERYBODY), only(EVERYBODY, "422")),
        ("opinion-lookup", "", ""): (only(EVERYBODY), only(EVERYBODY, "422")),
        ("opinion-sent", "opinion-link", ""): page,
        ("opinion-own", "opinion-link", ""): page,
        ("opinion-own-act", "opinion-link", "name=correct"): (only(EVERYBODY), only(EVERYBODY, "422")),
        ("opinion-own-act", "opinion-link", "name=nonsense"): (only("", rest="404", _404="anonymous"),) * 2,
        ("opinion-privacy", "", ""): page,
        ("opinion-solved", "poster", ""): page,
        ("opinion-list", "", ""): safe(READ),
        ("opinion-enter", "", ""): (
            only("liaison member member2 staff head county"), only("liaison member member2 staff head county", "422"),
        ),
        ("opinion-detail", "opinion", ""): safe("liaison member staff head leader", _404=BLIND),
        ("opinion-contact", "opinion", ""): (
            only(own, _403="member leader", rest="404"), only(own, "422", _403="member leader", rest="404"),
        ),
        ("opinion-sort", "doubtful", ""): unsafe(own, rest="404"),
        ("opinion-figures", "", ""): safe("liaison staff head leader county"),
        ("opinion-figures-list", "", "?metric=received"): safe("liaison staff head leader county"),
        ("opinion-ledger-export", "", ""): safe("liaison staff head leader county"),
        ("desk-resident", "opinion-desk", ""): (
            only("handler unitlead", _403="staff head leader supervisor", rest="404"),
            only("handler unitlead", _403="staff head leader supervisor", rest="404"),
        ),
        ("step", "opinion", "noun=opinion name=answer"): (
            only("liaison member staff head", _403="leader", rest="404"),
            only("liaison member staff head", "422", _403="leader", rest="404"),
        ),
    }  # fmt: skip
