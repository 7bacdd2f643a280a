"""The tables figures are counted in: items, their desks, the verdicts on those desks, and what hangs on them."""

from django.db.models import Exists, F, OuterRef, Q, Subquery

from dispatch.figures.scope import PLAIN, WHOLE, at_level, once, passed_in, whole
from dispatch.models import Assignment, Rating, Redo, Reply, Supervision
from dispatch.models.class_change import class_now
from dispatch.states import ANSWERING, GONE, Decision, DeskRole, DeskState
from members.models import Member
from members.rules import is_author, is_unit, reads_overview
from suggestions.claims.states import CLAIM_KNOWN, ClaimState
from suggestions.models import Claim, Item, ItemLink
from suggestions.states import LinkKind
from weijianyi.clock.models import Deadline

ITEM, DESK, RATING, CLAIM, SUPERVISION, MEMBER = "item", "desk", "rating", "claim", "supervision", "member"
UNITS = {ITEM: "件", DESK: "件", RATING: "份", CLAIM: "件", SUPERVISION: "件", MEMBER: "人"}
# From a row of that table to its item and to its desk.
TO_ITEM = {
    ITEM: "", DESK: "item__", RATING: "reply__desk__item__", CLAIM: "item__", SUPERVISION: "desk__item__",
}  # fmt: skip
TO_DESK = {DESK: "", RATING: "reply__desk__", SUPERVISION: "desk__"}
NO_DESK = [DeskState.PLANNED, *GONE]
TOOK_ON = [*CLAIM_KNOWN, ClaimState.CLOSED]


def has_desk():
    """Given to a department; links to other organisations are not."""
    desks = Assignment.objects.filter(item=OuterRef("pk"), role__in=ANSWERING)
    return Q(Exists(desks.exclude(state__in=NO_DESK)))


def converted(**to):
    links = ItemLink.objects.filter(from_item=OuterRef("pk"), kind=LinkKind.CONVERTED, voided_at=None, **to)
    return Q(Exists(links))


def redone():
    redos = Redo.objects.filter(desk__item=OuterRef("pk"), decision=Decision.GRANTED, voided_at=None)
    return Q(Exists(redos.exclude(desk__state__in=NO_DESK)))


def superseded():
    """A later round of that desk has been released."""
    later = Reply.objects.filter(desk=OuterRef("reply__desk"), round__gt=OuterRef("reply__round"))
    again = Q(reply__desk__round__gt=F("reply__round"))  # no need to look where the desk has one round
    return again & Q(Exists(later.filter(released_at__isnull=False)))


# -- items -----------------------------------------------------------------------------------------
def seen(actor, scope):
    """Items whose numbers this actor is told: authors their own, the others what they may open."""
    if scope.level == WHOLE:
        return Item.objects.filter(organisation__in=whole(actor))
    return Item.objects.written_by(actor) if is_author(actor) else Item.objects.visible_to(actor)


def items(actor, scope=PLAIN, last=False):
    """Submitted items, drafts and void ones left out; `last` tells which one stands for a case in 含下级."""
    found = at_level(seen(actor, scope).valid().submitted(), scope)
    return once(found, whole(actor), last) if scope.level == WHOLE else found


def handled(actor, scope=PLAIN):
    return items(actor, scope, last=True)


def received(actor, scope=PLAIN):
    """Passed in by other organisations; not 本级, counted by the day of receipt."""
    found = Item.objects.visible_to(actor).valid().submitted()
    return found.filter(passed_in("pk"), kind__in=scope.kinds)


def all_items(actor, scope=PLAIN):
    """Own and received ones, each once: what may have been passed on."""
    return Item.objects.visible_to(actor).valid().submitted().filter(kind__in=scope.kinds)


# -- desks -----------------------------------------------------------------------------------------
def seen_desks(actor, scope, roles=ANSWERING):
    if scope.level == WHOLE:
        found = Assignment.objects.filter(item__organisation__in=whole(actor))
    else:
        found = Assignment.objects.visible_to(actor)
    if is_author(actor):
        found = found.filter(item__in=Item.objects.written_by(actor).values("pk"))
    return at_level(found.filter(role__in=roles, item__voided_at=None), scope, "item__")


def desks(actor, scope=PLAIN):
    """Their answering desks, with the clock of the first round and the class of the last released reply."""
    return with_clock(seen_desks(actor, scope).exclude(state__in=NO_DESK))


def assists(actor, scope=PLAIN):
    """协办 and 会办; their opinion is no reply to the member."""
    return with_clock(seen_desks(actor, scope, [DeskRole.ASSIST]).exclude(state__in=NO_DESK))


def joined(actor, scope=PLAIN):
    """Answering desks and assisting ones together: the unit's whole load."""
    return with_clock(seen_desks(actor, scope, [*ANSWERING, DeskRole.ASSIST]).exclude(state__in=NO_DESK))


def given(actor, scope=PLAIN):
    """Answering desks that were handed out, those handed back included."""
    return with_clock(seen_desks(actor, scope).exclude(state__in=[DeskState.PLANNED, DeskState.CANCELLED]))


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


# -- verdicts and the rest -------------------------------------------------------------------------
def ratings(actor, scope=PLAIN):
    """Authors' verdicts in both dimensions; a unit sees them when the window has closed (rulings §6)."""
    visible = seen_desks(actor, scope).exclude(state__in=NO_DESK)
    if is_unit(actor):
        visible = visible.filter(state=DeskState.DONE)
    found = Rating.objects.filter(voided_at=None, authorship__remote=False)
    if is_author(actor):
        found = found.filter(
            authorship__member=actor.post.member_id, authorship__collective=actor.post.collective_id
        )
    return with_clock(found.filter(reply__desk__in=visible.values("pk")), "reply__desk")


def claims(actor, scope=PLAIN):
    """领办 that was agreed upon, whatever became of it."""
    if scope.level == WHOLE:
        found = Claim.objects.filter(item__organisation__in=whole(actor))
    else:
        found = Claim.objects.led_by(actor) if is_author(actor) else Claim.objects.visible_to(actor)
    return at_level(found.filter(state__in=TOOK_ON, item__voided_at=None), scope, "item__")


def supervisions(actor, scope=PLAIN):
    found = Supervision.objects.visible_to(actor)
    if scope.level == WHOLE:
        found = Supervision.objects.filter(desk__item__organisation__in=whole(actor))
    return at_level(found.filter(desk__item__voided_at=None), scope, "desk__item__")


def members(actor, scope=PLAIN):
    """Seats; of the organisations below as well where the scope says so. Who is idle is for leaders and office only."""
    if not reads_overview(actor):
        return Member.objects.none()
    found = Member.objects.filter(organisation=actor.organisation_id)
    return Member.objects.filter(organisation__in=whole(actor)) if scope.level == WHOLE else found


BASES = {
    ITEM: items, DESK: desks, RATING: ratings, CLAIM: claims, SUPERVISION: supervisions, MEMBER: members,
}  # fmt: skip
