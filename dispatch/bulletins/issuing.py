"""Issuing a bulletin: its number, whom it goes to; withdrawing it: gone for its readers, the number stays used."""

from django.apps import apps
from django.db.models import Q
from django.utils import timezone

from dispatch.bulletins import making
from dispatch.bulletins.states import RED
from members.models import Post
from members.states import OFFICE, UNIT, Role
from suggestions import numbering
from weijianyi.notices import inbox

SERIES = "bulletin"
READERS = {Role.LEADER, Role.SUPERVISOR, Role.OPERATOR, *UNIT}
INSIDE = {Role.LEADER, Role.SUPERVISOR, *OFFICE}


def give_number(bulletin, at):
    """Per organisation and year; the month's table has none."""
    if bulletin.number is None and bulletin.kind in RED:
        bulletin.year = timezone.localtime(at).year
        bulletin.number = numbering.next_number(bulletin.organisation_id, SERIES, bulletin.year)
        bulletin.number_word = number_word(bulletin.organisation)


def number_word(organisation):
    """云政协办 where the dictionary does not say otherwise."""
    return making.word(organisation, "number") or f"{organisation.short_name[:1]}政协办"


def issue(bulletin, event, *, actor, **facts):
    """Everybody who is to read it gets a receipt to confirm; the signer has read it."""
    receipt = apps.get_model("dispatch", "BulletinReceipt")
    others = readers(bulletin).exclude(pk=bulletin.signed_by_id)
    receipt.objects.bulk_create(receipt(bulletin=bulletin, post=post) for post in others)


def readers(bulletin):
    """Posts that are asked to read: units, supervision, leaders, operators and the offices below."""
    posts = Post.objects.current(timezone.localdate())
    own = Q(organisation_id=bulletin.organisation_id)
    if bulletin.kind not in RED:
        return posts.filter(own, role__in=INSIDE)
    below = Q(organisation__parent_id=bulletin.organisation_id, role__in=OFFICE)
    return posts.filter(own & Q(role__in=READERS) | below).order_by("pk")


def withdraw(bulletin, event, *, actor, **facts):
    inbox.take_back(bulletin.thread, "dispatch_bulletin_issued")
