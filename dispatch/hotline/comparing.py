"""The comparison: which tickets of theirs and items of ours are one matter, in three lists."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from dispatch.hotline.words import OVER, Direction
from dispatch.models.hotline import HotlineMatch, HotlineTicket
from suggestions.models import Item
from suggestions.search import grams, similar
from suggestions.states import UNSENT, Kind, State
from weijianyi import rulebook
from weijianyi.workflow import NotNow

OPEN_HERE = (
    State.SUBMITTED, State.CONSULTING, State.IN_REVIEW, State.ACCEPTED, State.HANDLING, State.PASSED_ON,
)  # fmt: skip
BACK = timedelta(days=180)  # older items are no match for what people ring about today
AGAIN = timedelta(days=60)  # an item of ours may come after the ticket
MOST = 3  # look-alikes of one ticket
SAME_PLACE = 0.15  # what an equal place adds


def compare(line, *, anew=False):
    """Look for the look-alikes of tickets of theirs not compared yet; `anew`: of all that are open without one."""
    least = rulebook.value(line.organisation_id, "hotline_alike_percent") / 100
    tickets = HotlineTicket.objects.filter(line=line, direction=Direction.IN)
    waiting = Q(compared_at=None)
    if anew:
        waiting |= Q(matches=None, closed_on=None, reported_on__gte=timezone.localdate() - AGAIN)
    tickets, found = list(tickets.filter(waiting)), []
    for ticket in tickets:
        for item, score in alike(ticket, line.organisation_id, least):
            found.append(HotlineMatch(ticket=ticket, item=item, score=round(score * 100)))
    HotlineMatch.objects.bulk_create(found, ignore_conflicts=True, batch_size=500)
    done = HotlineTicket.objects.filter(pk__in=[ticket.pk for ticket in tickets])
    done.update(compared_at=timezone.now())
    return len(found)


def alike(ticket, organisation_id, least):
    """[(item, score)] by title, place and text, most alike first."""
    place = set(grams.tokens(ticket.place))
    head = set(grams.tokens(ticket.title)) | place
    whole = head | set(grams.tokens(ticket.text))
    ids = similar.candidates(head | whole)
    items = Item.objects.filter(pk__in=ids, organisation_id=organisation_id, voided_at=None)
    items = items.filter(kind__in=[Kind.SUGGESTION, Kind.PROPOSAL, Kind.INQUIRY]).exclude(
        state__in=[*UNSENT, State.WITHDRAWN]
    )
    items = items.filter(submitted_at__gte=timezone.now() - BACK)
    scored = []
    for item in items:
        score = similar.score(head, whole, item)
        there = set(grams.tokens(item.district, item.place))
        if place and there and (place <= there or there <= place):
            score = min(1.0, score + SAME_PLACE)
        if score >= least:
            scored.append((item, score))
    return sorted(scored, key=lambda pair: (-pair[1], -pair[0].pk))[:MOST]


# -- the three lists -------------------------------------------------------------------------------
def matches(actor):
    """Pairs nobody has called different, with what the lists show."""
    rows = HotlineMatch.objects.visible_to(actor).exclude(same=False)
    return rows.select_related("ticket__line", "item", "decided_by__user")


def theirs_open():
    return Q(ticket__closed_on=None) & ~Q(ticket__effect__in=OVER)


def ours_open():
    return Q(item__state__in=OPEN_HERE)


def pushed():
    """Items that we ourselves handed to a hotline."""
    ours = HotlineTicket.objects.filter(
        direction=Direction.OUT, desk__item=OuterRef("item_id"), stopped_at=None
    )
    return Exists(ours)


def twice():
    """A ticket of theirs beside one we handed over, or beside another ticket about the same item."""
    other = HotlineMatch.objects.filter(item=OuterRef("item_id")).exclude(ticket=OuterRef("ticket_id"))
    return pushed() | Exists(other.exclude(same=False))


LISTS = {
    "open": ("两边都在办", lambda rows: rows.filter(theirs_open(), ours_open())),
    "closed": ("对方已办结，我方未结", lambda rows: rows.filter(~theirs_open(), ours_open())),
    "twice": ("重复反映", lambda rows: rows.filter(twice())),
}


def listed(actor, name):
    return LISTS[name][1](matches(actor))


def numbers(actor):
    return {name: listed(actor, name).count() for name in LISTS}


def ended_there(actor):
    """Tickets we handed over that are over there while our desk is not: by number, without any guess."""
    over = Q(effect__in=OVER) | Q(closed_on__isnull=False)
    rows = HotlineTicket.objects.visible_to(actor).filter(over, direction=Direction.OUT, stopped_at=None)
    return rows.filter(desk__state__in=["offered", "working", "signing", "return_asked"]).select_related(
        "line", "desk__item", "desk__department"
    )


def decide(match, same, *, actor):
    """Whether the two are one matter: said by a person, changed until the next says otherwise."""
    if match.same == same:
        raise NotNow("已经这样登记过了。", match)
    match.same, match.decided_by, match.decided_at = same, actor.post, timezone.now()
    match.save()
