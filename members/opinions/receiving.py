"""How an opinion arrives: from the public page, or written down by the studio; double taps meet in one row."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from members import contact_keys
from members.models import Opinion, Organisation
from members.models.studio import ALPHABET
from members.opinions import rules as opinion_rules
from members.opinions import steps as opinion_steps
from members.opinions.states import Channel, Level, ReplyBy
from members.states import StudioLevel
from weijianyi import rulebook
from weijianyi.audit.models import RESIDENT
from weijianyi.files import keeping
from weijianyi.workflow import Actor, Forbidden, Step, door, perform

ENTERED = Step(name="enter", label="登记群众意见", done="登记群众意见", who=lambda actor, opinion: True)
COMMUNITY = {StudioLevel.VILLAGE, StudioLevel.TOWNSHIP}


@dataclass(frozen=True)
class Said:
    """What somebody told, cleaned."""

    text: str
    reply_by: str = ReplyBy.CODE
    name: str = ""
    phone: str = ""
    pass_on: bool = False
    second: str = ""
    photos: tuple = ()
    county: Organisation | None = None  # chosen, never guessed


def resident(opinion):
    """The actor of the capability: this opinion and no other."""
    return Actor(kind=RESIDENT, on_behalf_of="群众", link=opinion)


def receive(studio, said, *, form_key, origin="", marks=(), likeness="", at=None):
    """The opinion of a form of the public page; sent twice, the first one again.

    `marks`: why it is kept apart; then nothing runs and nobody is told until somebody has looked.
    """
    at = at or timezone.now()
    if (known := of_form(form_key)) is not None:
        return known
    second = said.second or said.phone[-4:]
    fields = {
        "form_key": form_key, "origin": origin, "suspicion": ",".join(marks), "likeness": likeness,
        "channel": Channel.ONLINE, "second": contact_keys.seal(second),
        "notice_version": str(rulebook.value(studio.organisation_id, "privacy_version")),
    }  # fmt: skip
    try:
        with transaction.atomic():
            opinion = create(studio, said, at, suspect=bool(marks), **fields)
            if not marks:
                perform(opinion, "arrive", actor=resident(opinion), at=at)
    except IntegrityError:  # the other tap was quicker
        opinion = Opinion.objects.get(form_key=form_key)
    return opinion


def of_form(nonce):
    """What this very form has brought already, or None."""
    return Opinion.objects.filter(form_key=nonce).first() if nonce else None


@transaction.atomic
def enter(studio, said, *, actor, channel, at=None):
    """The studio writes down what somebody said in the room or on the phone; whoever writes it has it."""
    if not opinion_rules.enters(actor):
        raise Forbidden("由工作室联络员、委员或提案委登记。")
    at = at or timezone.now()
    if at > timezone.now():
        raise ValidationError({"on": "日期不能晚于今天。"})
    second = said.second or said.phone[-4:]
    sealed = contact_keys.seal(second) if second else ""
    opinion = create(studio, said, at, channel=channel, entered_by=actor.post, second=sealed)
    event = door.record(opinion, ENTERED, actor, "", at, {})
    opinion_steps.begin(opinion, event, actor=actor)
    door.announce(opinion, event)
    return perform(opinion, "take_up", actor=actor, at=at)


def create(studio, said, at, *, suspect=False, **fields):
    opinion = Opinion(
        organisation_id=studio.organisation_id, studio=studio, text=said.text, reply_by=said.reply_by,
        county=said.county,
        level=Level.COMMUNITY if studio.level in COMMUNITY and studio.liaison_id else Level.MEMBER,
        received_at=at, delete_after=delete_after(studio.organisation_id, at, suspect), **fields,
    )  # fmt: skip
    opinion.receipt = new_receipt()
    opinion.save()
    if said.phone or said.name:
        opinion_steps.keep_contact(opinion, name=said.name, phone=said.phone, pass_on=said.pass_on)
    for made in said.photos:
        keeping.keep(opinion, made, actor=resident(opinion))
    return opinion


def delete_after(organisation_id, at, suspect=False):
    """Written at collection; what nobody takes out of the doubtful ones goes sooner."""
    days = rulebook.value(organisation_id, "opinion_suspect_days" if suspect else "opinion_keep_days")
    return timezone.localdate(at) + timedelta(days=days)


def new_receipt():
    """Eight characters that are read out well; about 40 bits, and the second secret beside it."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(8)).upper()
        if not Opinion.objects.filter(receipt=code).exists():
            return code


def second_of(opinion):
    """The four digits, or "" where none are kept."""
    return contact_keys.open_sealed(opinion.second) if opinion.second else ""
