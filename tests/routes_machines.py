"""Rows of the route test: the hotline, the interface and its pages."""

from dispatch.hotline.words import Way
from dispatch.models import HotlineMatch, HotlineTicket
from members.states import Scope
from tests import connected
from tests.machine_addresses import MACHINE
from weijianyi import sealing
from weijianyi.api.models import WebhookDelivery, WebhookSubscription
from weijianyi.audit.models import Event

OFFICE = "staff head county"
READS_TOPICS = "member member2 operator staff head county leader editor"
POSTS = {"api-sign", "api-contact", "api-return", "api-reply", "api-reply-sign", "api-attach", "api-extension",
         "api-contact-attach", "hotline-inbound"}  # fmt: skip
WITH_SLUG = POSTS | {
    "api-item",
    "api-assignment",
    "api-replies",
    "api-item-files",
    "api-files",
    "api-extensions",
    "api-contacts",
    "api-contact-files",
}
WITH_FILE = {"api-item-file", "api-file", "api-contact-file"}
OF_CONTACT = {"api-contact-files", "api-contact-file", "api-contact-attach"}
# One address: GET reads, POST adds.
BOTH = {
    "api-files",
    "api-attach",
    "api-contacts",
    "api-contact",
    "api-contact-files",
    "api-contact-attach",
}


def things(w):
    line = connected.line(w, Way.FILE)
    _, ticket = connected.at_hotline(w)
    theirs = HotlineTicket.objects.create(line=line, direction="in", number="R-1", title="路灯")
    match = HotlineMatch.objects.create(ticket=theirs, item=ticket.desk.item, score=70)
    at = ticket.desk.offered_at
    listed = line.lists.create(name="a.xlsx", sha256="0", uploaded_by=w["staff"].post, uploaded_at=at)
    key, _ = connected.key(w, Scope.READ_ITEMS, Scope.READ_DESKS)
    hook = WebhookSubscription.objects.create(
        key=key,
        organisation=w.city,
        name="大屏",
        url="https://a.example/",
        secret=sealing.sealed("s"),
        events=[],
    )
    sent = WebhookDelivery.objects.create(
        subscription=hook, event=Event.objects.latest("pk"), state="failed", created_at=at
    )
    return {
        "ticket": {"pk": ticket.pk}, "hotline-list": {"pk": listed.pk}, "match": {"pk": match.pk},
        "line": {"pk": line.pk}, "line-word": {"pk": line.pk, "word": line.statuses.first().pk},
        "api-key": {"pk": key.pk},
        "hook": {"pk": hook.pk}, "sent": {"pk": sent.pk}, "machine": {"slug": ticket.desk.slug},
        "inbound": {"key": "0123456789abcdef"},
    }  # fmt: skip


def rows(only, safe, unsafe, of_admin):
    """{(name, thing, more arguments): (GET, POST)}"""
    found = {
        ("hotline-list", "", ""): safe(OFFICE),
        ("hotline-export", "", ""): safe(OFFICE),
        ("hotline-import", "", ""): (only(OFFICE), only(OFFICE, "422")),
        ("hotline-preview", "hotline-list", ""): (
            only("staff head", rest="404"), only("staff head", "302", rest="404"),
        ),
        ("hotline-matches", "", ""): safe(OFFICE),
        ("hotline-match-export", "", ""): safe(OFFICE),
        ("hotline-match", "match", ""): unsafe("staff head", rest="404"),
        ("hotline-topics", "", ""): safe(READS_TOPICS),
        ("hotline-ticket", "ticket", ""): (only("staff head", rest="404"), only("staff head", "422", rest="404")),
        ("hotline-send", "ticket", ""): unsafe("", rest="404", _409="staff head"),
        ("hotline-again", "ticket", ""): unsafe("", rest="404", _409="staff head"),
        ("interface-hotline", "", ""): of_admin(),
        ("interface-hotline-new", "", ""): of_admin("422"),
        ("interface-hotline-line", "line", ""): of_admin(),
        ("interface-hotline-edit", "line", ""): of_admin("422"),
        ("interface-hotline-secret", "line", ""): of_admin("409", "405"),
        ("interface-hotline-log", "line", ""): of_admin(),
        ("interface-hotline-word-new", "line", ""): of_admin("422"),
        ("interface-hotline-word", "line-word", ""): of_admin("422"),
        ("interface-keys", "", ""): of_admin(),
        ("interface-key-new", "", ""): of_admin("422"),
        ("interface-key-revoke", "api-key", ""): of_admin("302"),
        ("interface-docs", "", ""): of_admin(),
        ("interface-webhooks", "", ""): of_admin(),
        ("interface-webhook-new", "", ""): of_admin("422"),
        ("interface-webhook", "hook", ""): of_admin(),
        ("interface-webhook-switch", "hook", ""): of_admin("302", "405"),
        ("interface-webhook-again", "sent", ""): of_admin("302", "405"),
    }  # fmt: skip
    return found | machines(only)


def machines(only):
    """Whoever is signed in is a stranger here: without a key it is 401 for everybody, the anonymous included."""
    stranger = dict.fromkeys(only(""), "401")
    found = {}
    for name in MACHINE:
        thing = "inbound" if name == "hotline-inbound" else "machine" if name in WITH_SLUG | WITH_FILE else ""
        more = " ".join(["contact=1"] * (name in OF_CONTACT) + ["file=x"] * (name in WITH_FILE))
        reads, writes = name not in POSTS or name in BOTH, name in POSTS | BOTH
        found[name, thing, more] = (stranger if reads else "405", stranger if writes else "405")
    return found
