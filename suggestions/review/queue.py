"""The review desk's queue: which items wait in which tab, in what order, and how the day stands."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    Case,
    Count,
    Exists,
    Min,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Value,
    When,
    prefetch_related_objects,
)
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404
from django.utils import timezone

from members.models import Member
from suggestions import rules
from suggestions.models import Authorship, Item, ItemLink, Review
from suggestions.states import UNDER_REVIEW, Kind, Outcome, State
from weijianyi import paging
from weijianyi.audit.models import PendingStep
from weijianyi.bundling import Children, unpack, with_children
from weijianyi.clock import review
from weijianyi.clock.workdays import ONE, morning
from weijianyi.files.models import Attachment
from weijianyi.workflow import seconding

TABS = {"new": "待审", "consult": "会商", "again": "补充再审"}
# What is decided on this desk comes first; a proposal has a page of its own.
SORTS = {
    "oldest": ("等候最久", ("elsewhere", "submitted_at", "pk")),
    "newest": ("最新提交", ("-submitted_at", "-pk")),
}
FIRST_LOOK = (State.SUBMITTED, State.IN_REVIEW)


@dataclass(frozen=True)
class Tallies:
    """How the desk stands now: numbers of the tabs and of the day."""

    new: int
    consult: int
    again: int
    pending: int
    decided: int
    due: int
    oldest: datetime | None
    listed: int  # in the tab and filter of the page
    place: int | None  # of the opened item among them, from 1

    @property
    def total(self):
        return self.decided + self.due


def waiting(actor):
    """Everything under review in the actor's office."""
    return with_facts(actor).waiting_for_review()


def with_facts(actor):
    """Items of the office with what a row of the queue and the panel ask of them."""
    passed = ItemLink.objects.passed().filter(to_item=OuterRef("pk"))
    first = Authorship.objects.filter(item=OuterRef("pk"), order=0)
    return Item.objects.visible_to(actor).annotate(
        photos=photo_count(),
        returned_before=returned_before(),
        is_pending=pending_exists(),
        elsewhere=decided_elsewhere(),
        from_elsewhere=Exists(passed),
        author_name=Subquery(first.values("name")[:1]),
        author_sector=Subquery(first.values("sector_name")[:1]),
    )


def with_authors(item):
    """The opened item with its authors and the people behind them, in one statement."""
    prefetch_related_objects([item], Prefetch("authorships", Authorship.objects.select_related("member")))
    return item


def to_look_at(actor):
    """What waits for a first look or for another one; the number beside the desk in the header."""
    return Item.objects.visible_to(actor).waiting_for_review().filter(~pending_exists(), state__in=FIRST_LOOK)


def one_with_authors(actor, slug):
    """An item that is not on the page, with all of that in one statement; 404 where it is none of theirs."""
    authors = Children(Authorship.objects.filter(item=OuterRef("pk")), ("member__user_id",), ("order", "pk"))
    rows = {"authorships": authors}
    item = unpack(get_object_or_404(with_children(with_facts(actor), rows), slug=slug), rows)
    for authorship in item.authorships.all():
        if authorship.member_id:  # as much of the member as the rules ask for
            authorship.member = Member(pk=authorship.member_id, user_id=authorship.member__user_id)
    return item


def in_tab(tab):
    """The items of one tab; what waits for a second person is in none of them."""
    if tab == "consult":
        return Q(state=State.CONSULTING, is_pending=False)
    return Q(state__in=FIRST_LOOK, returned_before=tab == "again", is_pending=False)


def chosen(*, kind="", category=""):
    wanted = Q(kind=kind) if kind in Kind.values else Q()
    return wanted & Q(category_id=int(category)) if category.isdecimal() else wanted


def ahead_of(item, order):
    """What stands before `item` in that order."""
    back = [paging.flipped(name) for name in order]
    return paging.beyond(back, [getattr(item, name.lstrip("-")) for name in order])


def tallies(actor, now=None, *, listed=None, opened=None, order=()):
    """One statement for all numbers of the desk; `listed` picks the rows of the page, `opened` stands among them."""
    listed = Q(pk__in=[]) if listed is None else listed & Q(state__in=UNDER_REVIEW)
    here = listed & Q(pk=opened.pk) if opened else Q(pk__in=[])
    ahead = listed & ahead_of(opened, order) if opened and opened.submitted_at else Q(pk__in=[])
    today = timezone.localdate(now)
    begun = morning(today)
    reviewed = Review.objects.filter(item=OuterRef("pk"), voided_at=None, occurred_at__gte=begun)
    touched = Q(reviewed_at__gte=begun) | Q(pk__in=reviewed_since(actor, begun).values("item"))
    items = Item.objects.visible_to(actor).filter(Q(state__in=UNDER_REVIEW) | touched, voided_at=None)
    items = items.annotate(
        returned_before=returned_before(),
        is_pending=pending_exists(),
        elsewhere=decided_elsewhere(),
        seen_today=Exists(reviewed),
    )
    looked_at = Q(state__in=FIRST_LOOK, is_pending=False)
    due = looked_at & Q(review_on__lte=today)
    decided = (Q(reviewed_at__gte=begun) | Q(seen_today=True)) & ~due
    found = items.aggregate(
        new=Count("pk", filter=looked_at & Q(returned_before=False)),
        again=Count("pk", filter=looked_at & Q(returned_before=True)),
        consult=Count("pk", filter=Q(state=State.CONSULTING, is_pending=False)),
        pending=Count("pk", filter=Q(is_pending=True)),
        decided=Count("pk", filter=decided),
        due=Count("pk", filter=due),
        oldest=Min("submitted_at", filter=looked_at & ~Q(kind=Kind.PROPOSAL)),
        listed=Count("pk", filter=listed),
        here=Count("pk", filter=here),
        ahead=Count("pk", filter=ahead),
    )
    place = found.pop("ahead") + 1
    return Tallies(**found | {"place": place}) if found.pop("here") else Tallies(**found, place=None)


def reviewed_since(actor, moment):
    """The reviews of the actor's organisation that stand, since `moment`."""
    return Review.objects.filter(
        item__organisation_id=actor.organisation_id, voided_at=None, occurred_at__gte=moment
    )


def day_in_words(organisation, today):
    """(is it a review day, the next review day after today)."""
    is_today = review.is_review_day(organisation, today)
    return is_today, review.next_review_day(organisation, today + ONE)


def waited(since, now=None):
    """How long an item has waited, in words: 今天 08:15, 2 天."""
    days = (timezone.localdate(now or timezone.now()) - timezone.localdate(since)).days
    return f"等候 {days} 天" if days else f"今天 {timezone.localtime(since):%H:%M}"


def returned_before():
    return Exists(Review.objects.filter(item=OuterRef("pk"), outcome=Outcome.RETURN, voided_at=None))


def decided_elsewhere():
    return Case(When(kind=Kind.PROPOSAL, then=Value(1)), default=Value(0))


def pending_exists():
    kind = ContentType.objects.get_for_model(Item)
    return Exists(PendingStep.objects.filter(content_type=kind, object_id=OuterRef("pk"), decided_at=None))


def photo_count():
    kind = ContentType.objects.get_for_model(Item)
    rows = Attachment.objects.photos().filter(content_type=kind, object_id=OuterRef("pk"), voided_at=None)
    counted = rows.order_by().values("object_id").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), Value(0))


def pending(actor, pk=None):
    """Proposals on items that wait for a second person, oldest first; with `pk` that one, decided or not."""
    rows = PendingStep.objects.filter(
        organisation_id=actor.organisation_id, content_type=ContentType.objects.get_for_model(Item)
    )
    rows = rows.filter(pk=pk) if pk else rows.filter(decided_at=None)
    rows = list(rows.select_related("proposed_by__user", "decided_by__user").order_by("proposed_at", "pk"))
    # Not prefetch_related("subject"): it compares classes, and every item comes back as its kind's proxy.
    items = Item.objects.visible_to(actor).in_bulk([row.object_id for row in rows])
    for row, facts in zip(rows, seconding.unpack_many([row.facts for row in rows]), strict=True):
        row.item, row.facts_shown = items.get(row.object_id), facts_in_words(facts)
    return [row for row in rows if row.item and rules.seconds(actor, row.item)]


def facts_in_words(facts):
    """[(label, text)] of what the proposer wrote."""
    labels = {"reason": "理由", "opinion": "对委员的说明和指导"}
    return [(labels[name], str(facts[name])) for name in labels if facts.get(name)]
