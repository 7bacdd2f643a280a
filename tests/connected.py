"""Short verbs for the hotline and the interface: a line, a desk at it, signed calls, keys."""

import json
import time
import uuid
from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from dispatch.hotline import inbound, lines
from dispatch.hotline.words import FIRST_TABLE, Way
from dispatch.models import HotlineLine, HotlineStatus
from members.states import Scope
from weijianyi import sealing
from weijianyi.api import keys
from weijianyi.work import outbox
from weijianyi.work.models import Outbox

SECRET = "a shared secret of the test"


def line(w, way=Way.MANUAL, name="12345热线", url="", **fields):
    """A hotline of the city with the first table of states."""
    department = w.departments.get(name) or w.department(name, paper=True, phone="12345")
    made = HotlineLine.objects.create(
        department=department, name=name, way=way, url=url, secret=sealing.sealed(SECRET), **fields
    )
    HotlineStatus.objects.bulk_create(
        HotlineStatus(line=made, word=word, effect=effect, result_code=code)
        for word, effect, code in FIRST_TABLE
    )
    if way == Way.HTTP:
        lines.connect(made)
    return made


def at_hotline(w, item=None, name="12345热线"):
    """(desk, ticket) of an item handed to the hotline."""
    desk = w.dispatched(item, lead=name)
    return desk, desk.hotline_tickets.get()


def allow(settings, *hosts):
    """These hosts on this machine may be called."""
    settings.OUTGOING_HOSTS = list(hosts)
    settings.OUTGOING_PRIVATE_NETWORKS = ["127.0.0.0/8"]


def drain():
    """Everything that waits is taken up once, also what was to be tried later."""
    Outbox.objects.waiting().update(available_at=timezone.now(), leased_until=None)
    return outbox.empty()


def tell(client, made, said, *, secret=SECRET, at=None, nonce=None, path=None, body=None):
    """A signed call of the hotline."""
    url = reverse("hotline-inbound", args=[made.inbound_key])
    sent = json.dumps(said, ensure_ascii=False, default=str).encode()
    at = int(time.time()) if at is None else at
    signed = sealing.headers(secret, method="POST", path=path or url, body=sent, at=at, nonce=nonce)
    return client.post(url, body or sent, content_type="application/json", headers=signed)


def news(ticket, status, **fields):
    """What a hotline says of a ticket."""
    return {"reference": ticket.reference, "number": "HL-1", "status": status} | fields


def machine(made):
    return inbound.client_of(made)


def key(w, *scopes, department="城管局", days=30):
    """(ApiKey, the headers of a call under it) for a department's system, or for reading only."""
    purpose = "department" if department else "read"
    made, clear = keys.issue(
        w.city, by=w["admin"].post, form_key=uuid.uuid4().hex, name="系统", purpose=purpose,
        scopes=scopes or tuple(Scope), expires_on=timezone.localdate() + timedelta(days=days),
        department=w.departments.get(department),
    )  # fmt: skip
    return made, {"Authorization": f"Bearer {clear}"}


def posting(client, path, said, headers, once=None, **more):
    once = once or uuid.uuid4().hex
    return client.post(
        f"/api/v1/{path}", json.dumps(said), content_type="application/json",
        headers={**headers, "Idempotency-Key": once, **more},
    )  # fmt: skip


assert settings.OUTGOING_HOSTS == [], "tests call nobody they have not named"
