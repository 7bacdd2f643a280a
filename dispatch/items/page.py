"""What the item page reads, in four statements however many desks and events: the item, its desks, files, timeline."""

from enum import StrEnum

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.http import Http404

from dispatch.desks import progress
from dispatch.desks import rows as desk_rows
from dispatch.models import Assignment, Contact, KeyProposal, LinkMessage, Meeting, Rating, Supervision
from dispatch.models.request import Request
from dispatch.states import DeskState
from members.models import Member
from members.rules import department_of, has_role, is_office, reads_own
from members.states import Role
from suggestions import rules
from suggestions.models import Authorship, Claim, Item, ItemLink, Review
from suggestions.states import Kind, State
from weijianyi.audit.models import Event, PendingStep
from weijianyi.bundling import Children, unpack, with_children
from weijianyi.clock.models import Deadline
from weijianyi.clock.models.deadline import WINDOWS
from weijianyi.files.models import Attachment


class Reader(StrEnum):
    """In whose words the page speaks and how much it says."""

    AUTHOR = "author"
    OFFICE = "office"  # the office, the editor, the leader: everything
    SUPERVISOR = "supervisor"  # the desks of one side
    UNIT = "unit"  # its own desks
    PUBLIC = "public"  # other members: title, place, state, unit, released reply


def reader_of(actor, item):
    if reads_own(actor):
        return Reader.AUTHOR if rules.reads_text(actor, item) else Reader.PUBLIC
    if is_office(actor) or has_role(actor, Role.LEADER, Role.EDITOR):
        return Reader.OFFICE
    return Reader.SUPERVISOR if has_role(actor, Role.SUPERVISOR) else Reader.UNIT


def thread_of_item():
    return Concat(Value("item-"), Cast(OuterRef("pk"), CharField()))


def links(actor, end):
    """Links of the item with what the page says of the item at the other `end`."""
    here = {"to_item": "from_item", "from_item": "to_item"}[end]
    seen = Item.objects.visible_to(actor).filter(pk=OuterRef(end))
    rows = ItemLink.objects.filter(**{here: OuterRef("pk")}, voided_at=None).annotate(seen=Exists(seen))
    facts = tuple(f"{end}__{name}" for name in ("title", "slug", "kind", "state", "open_consent"))
    return Children(rows, (*facts, "organisation__short_name", "seen"))


def custody(**of):
    """The signed-off messages of its hand-overs, each end by itself: both are found by an index."""
    rows = LinkMessage.objects.filter(link__voided_at=None, **of).custody()
    return Children(
        rows, ("sender__short_name", "sender__level", "receiver__short_name"), ("occurred_at", "pk")
    )


def children(actor):
    kind = ContentType.objects.get_for_model(Item)
    pending = PendingStep.objects.filter(content_type=kind, object_id=OuterRef("pk"), decided_at=None)
    return {
        "authorships": Children(
            Authorship.objects.filter(item=OuterRef("pk")), ("member__user_id",), ("order", "pk")
        ),
        "reviews": Children(
            Review.objects.filter(item=OuterRef("pk"), voided_at=None),
            ("reason__label", "reader__user__name"),
        ),
        "links_out": links(actor, "to_item"),
        "links_in": links(actor, "from_item"),
        "requests": Children(Request.objects.filter(item=OuterRef("pk")), order=("number",)),
        "told_out": custody(link__from_item=OuterRef("pk")),
        "told_in": custody(link__to_item=OuterRef("pk")),
        "clocks": Children(
            Deadline.objects.running().filter(thread=thread_of_item()), order=("due_on", "pk")
        ),
        "pending": Children(pending, ("proposed_by__user__name",)),
        "keys": Children(KeyProposal.objects.visible_to(actor).filter(item=OuterRef("pk"))),
        "meetings": Children(
            Meeting.objects.visible_to(actor).valid().filter(item=OuterRef("pk")), order=("held_on", "pk")
        ),
        "claims": Children(Claim.objects.shown_to(actor).filter(item=OuterRef("pk"))),
        "own_claims": Children(Claim.objects.visible_to(actor).filter(item=OuterRef("pk"))),
        "supervised": Children(
            Supervision.objects.visible_to(actor).filter(desk__item=OuterRef("pk")),
            ("desk__department__short_name",),
        ),
    }


def find(actor, slug):
    """The item with its rows, or 404."""
    rows = children(actor)
    items = Item.objects.visible_to(actor).filter(slug=slug)
    items = items.select_related("organisation", "case", "category", "found_via", "entered_by__user")
    items = items.annotate(operator=operator(), as_written=F("proposal_facts__original"))
    item = with_children(items, rows).first()
    if item is None:
        raise Http404
    unpack(item, rows)
    for a in item.authorships.all():
        if a.member_id:  # as much of the member as the rules ask for
            a.member = Member(pk=a.member_id, user_id=a.member__user_id)
    return item


def operator():
    """Who handed the item in for a collective."""
    sent = Event.objects.filter(thread=thread_of_item(), step="submit").exclude(on_behalf_of="")
    return Subquery(sent.order_by("-pk").values("user__name")[:1])


def desks_of(item):
    """All desks of the item, each with its rows; what a reader may not see is left out by the cards."""
    if item.dispatched_at is None and (item.kind, item.state) != (Kind.PROPOSAL, State.ACCEPTED):
        return []
    rows = desk_rows.children()
    found = Assignment.objects.filter(item=item).select_related("department", "link__organisation")
    desks = [desk_rows.unpacked(desk, rows) for desk in with_children(found, rows)]
    returned = sum(desk.state == DeskState.RETURNED for desk in desks)
    for desk in desks:
        desk.item, desk.returns = item, returned
    return desks


def sees_whole(actor, reader, desk):
    """Whether the reader sees contacts, requests and history of this desk."""
    if reader in (Reader.AUTHOR, Reader.OFFICE):
        return True
    if desk.department is None:
        return False
    if reader == Reader.SUPERVISOR:
        return desk.department.side == actor.post.side
    return reader == Reader.UNIT and desk.department_id == department_of(actor)


VERDICT_CLOCKS = ("rate", "redo_decision")


def hush(item, desks):
    """For readers the verdict is not told to yet (rulings §6): an asked redo reads as a reply still to be rated."""
    item.clocks = [c for c in item.clocks if c.code not in VERDICT_CLOCKS]
    asked = [desk for desk in desks if desk.open_redo]
    for desk in desks:
        desk.clocks = [c for c in desk.clocks if c.code not in VERDICT_CLOCKS]
    for desk in asked:
        desk.redos.all()._result_cache = [r for r in desk.redos.all() if r.decision]  # as read by unpack
        desk.holder, desk.holder_since = progress.holder_of_desk(desk), desk.released_at
    if asked:
        item.holder = progress.holder_of_item(item, desks)[1]
        item.holder_since = max(desk.released_at for desk in asked)


def next_clock(clocks):
    """The clock that says what is due next: no mere window, and a paused one waits behind those that run."""
    waiting = [c for c in clocks if c.code not in WINDOWS]
    return min(waiting, key=lambda c: (c.paused, c.due_on, c.pk), default=None)


def files_of(item, desks):
    """{("item"|"desk"|"rating"|"contact", pk): [attachment]} in one statement."""
    owners = {
        ContentType.objects.get_for_model(Item).pk: ("item", [item.pk]),
        ContentType.objects.get_for_model(Assignment).pk: ("desk", [d.pk for d in desks]),
        ContentType.objects.get_for_model(Contact).pk: (
            "contact", [c.pk for d in desks for c in d.contacts.all()],
        ),
        ContentType.objects.get_for_model(Rating).pk: ("rating", [r.pk for d in desks for r in d.ratings]),
    }  # fmt: skip
    wanted = Q()
    for kind, (_, keys) in owners.items():
        wanted |= Q(content_type=kind, object_id__in=keys)
    found = {}
    for attachment in Attachment.objects.filter(wanted, voided_at=None):
        name, _ = owners[attachment.content_type_id]
        found.setdefault((name, attachment.object_id), []).append(attachment)
    for contact in (c for desk in desks for c in desk.contacts.all()):
        contact.photos = found.get(("contact", contact.pk), [])
    return found
