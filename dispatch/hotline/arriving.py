"""What a hotline tells us, however it comes: kept as it was, taken once, and turned into steps of the desk."""

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from dispatch.hotline import log, stepping
from dispatch.hotline.words import OVER, Direction, Outcome
from dispatch.models.hotline import HotlineExchange, HotlineTicket
from weijianyi.workflow import Forbidden, NotNow, NotVisible

PHONE = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}-?\d{7,8})(?!\d)")
ID_CARD = re.compile(r"(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])")


@dataclass(frozen=True)
class Message:
    """One line of their news about one ticket."""

    number: str = ""
    reference: str = ""
    status: str = ""
    happened_at: datetime | None = None
    result: str = ""
    ground: str = ""
    done_on: date | None = None
    contact_name: str = ""
    contact_phone: str = ""
    contact_on: date | None = None  # when they spoke with the member, and what was said
    contact_summary: str = ""
    title: str = ""
    place: str = ""
    topic: str = ""
    text: str = ""
    reported_on: date | None = None
    closed_on: date | None = None

    @property
    def fingerprint(self):
        said = json.dumps(asdict(self), default=str, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(said.encode()).hexdigest()

    @property
    def kept(self):
        """As it is stored: what residents' tickets say of persons is left out."""
        said = {name: value for name, value in asdict(self).items() if value}
        if not self.reference:
            said.pop("contact_name", None), said.pop("contact_phone", None)
            said |= {name: masked(said[name]) for name in ("title", "text", "result") if name in said}
        return json.loads(json.dumps(said, default=str))


def masked(text):
    return ID_CARD.sub("〔证件号〕", PHONE.sub("〔电话〕", text))


def take(line, message, *, actor, way):
    """The HotlineExchange of this message. Changes the ticket and its desk at most once per content."""
    with transaction.atomic():
        ticket = find(line, message)
        known = line.statuses.filter(word=message.status).first() if message.status else None
        if ticket is None:
            outcome, sentence, ticket = heard_of(line, message, known)
        else:
            outcome, sentence = judged(ticket, message, known, actor)
        return log.write(
            line, ticket, Direction.IN, way, "status", outcome, sentence=sentence, number=message.number,
            status=message.status, happened_at=message.happened_at, payload=message.kept,
            fingerprint=message.fingerprint, by=actor.post,
        )  # fmt: skip


def find(line, message):
    """By our own mark first, then by their number; locked, so that two messages follow each other."""
    tickets = HotlineTicket.objects.filter(line=line).select_for_update(of=("self",))
    tickets = tickets.select_related("line__department", "desk__item")
    slug, _, turn = message.reference.rpartition("-")
    if slug and turn.isascii() and turn.isdecimal() and len(turn) < 4:
        ticket = tickets.filter(desk__slug=slug, round=int(turn), direction=Direction.OUT).first()
        if ticket is not None:
            return ticket
    return tickets.filter(number=message.number).first() if message.number else None


def heard_of(line, message, known):
    """A ticket of theirs we did not know: kept for the comparison, without what it says of persons."""
    if message.reference:
        return Outcome.HELD, "没有找到这个来件标识对应的事项。", None
    if not message.number:
        return Outcome.HELD, "没有工单编号，也没有来件标识，不知道是哪一件。", None
    ticket, made = HotlineTicket.objects.get_or_create(
        line=line, number=message.number, defaults={"direction": Direction.IN, "title": "（没有标题）"}
    )
    if made:
        describe(ticket, message, known)
        ticket.save()
    return Outcome.NOTED, "", ticket


def describe(ticket, message, known):
    """Put what they say on the ticket."""
    said = message.kept
    limits = {"title": 120, "place": 120, "topic": 40, "text": None, "result": None}
    for name, longest in limits.items():
        if said.get(name) and (ticket.direction == Direction.IN or name == "result"):
            setattr(ticket, name, said[name][:longest])
    for name in ("reported_on", "closed_on"):
        if getattr(message, name):
            setattr(ticket, name, getattr(message, name))
    if message.status:
        ticket.status, ticket.effect = message.status, known.effect if known else ""
        ticket.status_at = message.happened_at or timezone.now()
        if ticket.effect in OVER and not ticket.closed_on:
            ticket.closed_on = timezone.localdate(ticket.status_at)
    ticket.fingerprint = message.fingerprint


def judged(ticket, message, known, actor):
    """(outcome, sentence) of news about a ticket we know."""
    before = HotlineExchange.objects.filter(ticket=ticket, direction=Direction.IN)
    if before.filter(fingerprint=message.fingerprint).exclude(outcome=Outcome.HELD).exists():
        return Outcome.REPEATED, ""
    if clash := numbered(ticket, message):
        return held(ticket, clash)
    changed = before.filter(
        status=message.status,
        happened_at=message.happened_at,
        happened_at__isnull=False,
        outcome=Outcome.APPLIED,
    )
    if ticket.direction == Direction.OUT and changed.exists():
        return held(ticket, "同一编号、同一时间的内容与上次不同，请核对；原来的内容没有改动。")
    if message.happened_at and ticket.status_at and message.happened_at < ticket.status_at:
        return Outcome.LATE, ""
    if ticket.direction == Direction.IN:
        describe(ticket, message, known)
        ticket.save()
        return Outcome.APPLIED, ""
    return applied(ticket, message, known, actor)


def numbered(ticket, message):
    """Take over their number; the sentence where it contradicts what we know."""
    if not message.number or message.number == ticket.number:
        return ""
    if ticket.number:
        return f"这件事项的工单编号是 {ticket.number}，来的是 {message.number}，请核对。"
    if HotlineTicket.objects.filter(line=ticket.line_id, number=message.number).exists():
        return f"编号 {message.number} 已经登记在另一件上，请核对。"
    HotlineTicket.objects.filter(pk=ticket.pk).update(number=message.number)
    ticket.number = message.number
    return ""


def applied(ticket, message, known, actor):
    """Our desk follows, or the message waits for a person with the reason why it could not."""
    if message.status and known is None:
        return held(ticket, f"对照表里没有“{message.status}”这个状态，请先补充。")
    try:
        with transaction.atomic():
            sentence = stepping.follow(ticket, message, known, actor) if known else ""
    except ValidationError as error:
        return held(ticket, "".join(error.messages))
    except (NotNow, Forbidden) as refusal:
        return held(ticket, str(refusal))
    except NotVisible:
        return held(ticket, "这件事项已经不在热线手里。")
    describe(ticket, message, known)
    ticket.problem = ""
    ticket.sent_at = ticket.sent_at or timezone.now()
    ticket.save()
    return Outcome.APPLIED, sentence


def last_held(ticket):
    """The exchange that waits for a person, if it is the last thing they said."""
    last = ticket.exchanges.filter(direction=Direction.IN).order_by("-pk").first()
    return last if last is not None and last.outcome == Outcome.HELD else None


def held(ticket, sentence):
    ticket.problem = sentence[:200]
    HotlineTicket.objects.filter(pk=ticket.pk).update(problem=ticket.problem)
    return Outcome.HELD, sentence
