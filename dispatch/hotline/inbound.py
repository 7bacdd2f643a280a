"""The signed way in: HMAC over method, path, body, time and nonce; a call is taken once; JSON becomes a Message."""

import json
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from dispatch.hotline import arriving, log
from dispatch.hotline.arriving import Message, take
from dispatch.hotline.words import Direction, Outcome, Way
from dispatch.models.hotline import HotlineLine, HotlineNonce
from members.models import Post
from members.states import Scope
from weijianyi import sealing
from weijianyi.audit.models import CLIENT
from weijianyi.requests import repaired
from weijianyi.workflow import Actor

LIMITS = {
    "number": 60, "reference": 40, "status": 40, "result": 5000, "ground": 2000, "contact_name": 40,
    "contact_phone": 30, "contact_summary": 2000, "title": 120, "place": 120, "topic": 40, "text": 5000,
}  # fmt: skip
DAYS = ("done_on", "contact_on", "reported_on", "closed_on")
MOST = 500  # messages of one call


class Unreadable(ValueError):
    """The body is no message of theirs; the text says why."""


def authentic(key, request):
    """The line whose secret signed this request, its nonce used up; BadSignature otherwise."""
    lines = HotlineLine.objects.filter(way=Way.HTTP, active=True).exclude(secret="")
    line = lines.select_related("department").filter(inbound_key=key).first()
    # An unknown address takes as long and is answered the same way.
    known = secrets_of(line) if line else [sealing.new_secret()]
    nonce = sealing.verify(
        known, request.headers, method=request.method, path=request.get_full_path(), body=request.body
    )
    if line is None:
        raise sealing.BadSignature
    try:
        with transaction.atomic():
            HotlineNonce.objects.create(line=line, nonce=nonce, seen_at=timezone.now())
    except IntegrityError as error:
        raise sealing.BadSignature from error
    return line


def secrets_of(line):
    """The present one, and for some days the one before."""
    found = [sealing.opened(line.secret)] if line.secret else []
    if line.old_secret and line.old_secret_until and line.old_secret_until > timezone.now():
        found.append(sealing.opened(line.old_secret))
    return found


def client_of(line):
    """The actor the hotline acts as: a client of its own department, with every right of that desk."""
    post = Post.objects.with_hat().get(pk=line.client_id)
    return Actor(kind=CLIENT, user=post.user, post=post, on_behalf_of=line.name, scopes=frozenset(Scope))


def messages(body):
    """[Message] of a JSON body: one object, or {"messages": [...]}. Raises Unreadable."""
    try:
        said = json.loads(body)
    except ValueError as error:
        raise Unreadable("不是 JSON") from error
    rows = said.get("messages", [said]) if isinstance(said, dict) else said
    if not isinstance(rows, list) or not rows or len(rows) > MOST:
        raise Unreadable(f"messages 应为 1 到 {MOST} 条的列表")
    return [message(row, place) for place, row in enumerate(rows)]


def message(row, place=0):
    if not isinstance(row, dict):
        raise Unreadable(f"第 {place + 1} 条不是对象")
    found = {}
    for name, longest in LIMITS.items():
        value = row.get(name) or ""
        if not isinstance(value, str) or len(value) > longest:
            raise Unreadable(f"第 {place + 1} 条的 {name} 应为不超过 {longest} 字的文字")
        found[name] = repaired(value).strip()
    for name in DAYS:
        found[name] = day(row.get(name), name, place)
    found["happened_at"] = moment(row.get("happened_at"), place)
    return Message(**found)


def day(value, name, place):
    try:
        return date.fromisoformat(value) if value else None
    except (TypeError, ValueError) as error:
        raise Unreadable(f"第 {place + 1} 条的 {name} 应为 2026-01-31 这样的日期") from error


def moment(value, place):
    try:
        found = datetime.fromisoformat(value) if value else None
    except (TypeError, ValueError) as error:
        raise Unreadable(
            f"第 {place + 1} 条的 happened_at 应为 2026-01-31T09:30:00+08:00 这样的时间"
        ) from error
    if found is not None and timezone.is_naive(found):
        found = timezone.make_aware(found)
    if found is not None and not 2000 <= found.year <= 2100:
        raise Unreadable(f"第 {place + 1} 条的 happened_at 不在合理范围")
    return found


def taken(line, rows, way=Way.HTTP, actor=None):
    """[{number, reference, outcome, sentence}], one for each message, in their order."""
    actor = actor or client_of(line)
    found = []
    for row in rows:
        exchange = take(line, row, actor=actor, way=way)
        found.append(
            {"number": row.number, "reference": row.reference, "outcome": exchange.outcome,
             "sentence": exchange.sentence}
        )  # fmt: skip
    return found


def once_more(ticket, *, actor):
    """What waited for a person is taken again as it came; None where nothing waits."""
    waiting = arriving.last_held(ticket)
    if waiting is None:
        return None
    return take(ticket.line, message(waiting.payload), actor=actor, way=waiting.way)


def note_refusal(line, sentence):
    """A signed call that could not be read leaves its trace."""
    log.write(line, None, Direction.IN, Way.HTTP, "status", Outcome.REFUSED, sentence=sentence)


def sweep(now):
    """Nonces older than any time stamp that is still accepted."""
    old = HotlineNonce.objects.filter(seen_at__lt=now - 2 * sealing.SKEW - timedelta(minutes=1))
    return old.delete()[0]
