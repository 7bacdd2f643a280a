"""The three tables figures are counted in: own 微建议, their answering desks, the ratings of those desks."""

from django.db.models import Exists, OuterRef, Q, Subquery

from dispatch.models import Assignment, Rating, Redo, Reply
from dispatch.models.class_change import class_now
from dispatch.states import ANSWERING, GONE, Decision, DeskState, Dimension
from members.rules import is_unit
from suggestions.models import Item, ItemLink
from suggestions.states import Kind, LinkKind
from weijianyi.clock.models import Deadline

ITEM, DESK, RATING = "item", "desk", "rating"
UNITS = {ITEM: "件", DESK: "件", RATING: "份"}
NO_DESK = [DeskState.PLANNED, *GONE]


def passed_in(item):
    """Received from another organisation: not 本级."""
    return Exists(ItemLink.objects.passed().filter(to_item=OuterRef(item)))


def has_desk():
    """Given to a department; links to other organisations are not."""
    desks = Assignment.objects.filter(item=OuterRef("pk"), role__in=ANSWERING)
    return Q(Exists(desks.exclude(state__in=NO_DESK)))


def converted():
    links = ItemLink.objects.filter(from_item=OuterRef("pk"), kind=LinkKind.CONVERTED, voided_at=None)
    return Q(Exists(links))


def redone():
    redos = Redo.objects.filter(desk__item=OuterRef("pk"), decision=Decision.GRANTED, voided_at=None)
    return Q(Exists(redos.exclude(desk__state__in=NO_DESK)))


def superseded():
    """A later round of that desk has been released."""
    later = Reply.objects.filter(desk=OuterRef("reply__desk"), round__gt=OuterRef("reply__round"))
    return Q(Exists(later.filter(released_at__isnull=False)))


def items(actor):
    """微建议 of this organisation's own members, drafts and void ones left out."""
    found = Item.objects.visible_to(actor).valid().submitted()
    return found.filter(~passed_in("pk"), kind=Kind.SUGGESTION)


def received(actor):
    """微建议 passed in by other organisations; not 本级, counted by the day of receipt."""
    found = Item.objects.visible_to(actor).valid().submitted()
    return found.filter(passed_in("pk"), kind=Kind.SUGGESTION)


def all_items(actor):
    """Own and received ones, each once: what may have been passed on."""
    return Item.objects.visible_to(actor).valid().submitted().filter(kind=Kind.SUGGESTION)


def desks(actor):
    """Their answering desks, with the clock of the first round and the class of the last released reply."""
    found = Assignment.objects.visible_to(actor).exclude(state__in=NO_DESK)
    found = found.filter(
        ~passed_in("item"), role__in=ANSWERING, item__kind=Kind.SUGGESTION, item__voided_at=None
    )
    return with_clock(found)


def with_clock(found, desk="pk"):
    """`desk` is the way from the row to its desk."""
    handle = Deadline.objects.on(Assignment).filter(object_id=OuterRef(desk), code="handle").order_by("pk")
    replies = Reply.objects.filter(desk=OuterRef(desk), released_at__isnull=False).order_by("-round")
    return found.annotate(
        first_due=Subquery(handle.values("due_on")[:1]),
        first_due_at=Subquery(handle.values("due_at")[:1]),
        first_paused=Subquery(handle.values("paused_since")[:1]),
        first_stopped_at=Subquery(handle.values("stopped_at")[:1]),
        first_outcome=Subquery(handle.values("outcome")[:1]),
        last_result=Subquery(replies.annotate(now=class_now("code")).values("now")[:1]),
        last_result_label=Subquery(replies.annotate(now=class_now("label")).values("now")[:1]),
        last_result_own=Subquery(replies.values("result_class__label")[:1]),
    )


def ratings(actor):
    """Authors' verdicts on the result; a unit sees them when the window has closed (rulings §6)."""
    visible = desks(actor).filter(state=DeskState.DONE) if is_unit(actor) else desks(actor)
    found = Rating.objects.filter(dimension=Dimension.RESULT, voided_at=None, authorship__remote=False)
    return with_clock(found.filter(reply__desk__in=visible.values("pk")), "reply__desk")


BASES = {ITEM: items, DESK: desks, RATING: ratings}
