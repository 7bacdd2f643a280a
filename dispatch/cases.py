"""案例与交流: the public facts of what members of the same organisation brought up, once it is with its unit."""

from django.db.models import Count, OuterRef, Q, Subquery

from dispatch.models import Assignment, Reply
from dispatch.states import ANSWERING, GONE, DeskState
from suggestions import stages
from suggestions.models import Item
from suggestions.states import DISPATCHED, Kind, State

KINDS = (Kind.SUGGESTION, Kind.PROPOSAL)
TABS = {"": ("全部", Q()), "done": ("已办结", Q(state=State.CLOSED)), "answered": ("已答复", Q(state=State.ANSWERED)),
        "handling": ("办理中", Q(state=State.HANDLING))}  # fmt: skip


def public(actor):
    """What everybody of the organisation may know of: dispatched, open, valid; title and place, never the text."""
    own = Item.objects.visible_to(actor).filter(organisation_id=actor.organisation_id)
    return own.filter(kind__in=KINDS, state__in=DISPATCHED, open_consent=True).valid()


def narrowed(found, wanted):
    for name in ("kind", "category"):
        if wanted.get(name):
            found = found.filter(**{name: wanted[name]})
    if wanted.get("department"):
        desks = Assignment.objects.filter(department=wanted["department"], role__in=ANSWERING)
        desks = desks.exclude(state__in=[DeskState.PLANNED, *GONE])
        found = found.filter(pk__in=desks.values("item"))
    for word in wanted.get("q", "").split()[:5]:
        found = found.filter(Q(title__icontains=word) | Q(place__icontains=word))
    return found


def tallies(found):
    """{tab: number} in one statement."""
    return found.aggregate(
        **{key or "all": Count("pk", filter=condition) for key, (_, condition) in TABS.items()}
    )


def for_rows(found):
    """With the unit that answers and the beginning of its last released reply."""
    replies = Reply.objects.filter(
        desk__item=OuterRef("pk"), desk__role__in=ANSWERING, released_at__isnull=False
    )
    replies = replies.exclude(desk__state__in=GONE).order_by("-released_at", "-pk")
    return (
        stages.with_unit(found)
        .select_related("category")
        .annotate(
            said=Subquery(replies.values("facts")[:1]),
            result=Subquery(replies.values("result_class__label")[:1]),
        )
    )
