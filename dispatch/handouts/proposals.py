"""Handing proposals out: which wait for a plan, which units are being asked, which may go, what each unit got."""

from django.db.models import Count, Exists, OuterRef, Prefetch, Q

from dispatch.desks import handing_out
from dispatch.items import advice
from dispatch.models import Assignment, Department
from dispatch.states import GONE, DeskRole, DeskState
from members.models import Session
from members.rules import is_office
from suggestions.models import Authorship, Proposal
from suggestions.proposals.listing import ORDER, proposals, unpacked, with_authors
from suggestions.states import SignerState, State
from weijianyi.bundling import Children, unpack, with_children
from weijianyi.workflow import Many, perform_many, repeated

D = DeskState
TABS = {"plan": "待预交办", "asked": "预交办中", "ready": "可交办", "out": "已交办", "sheets": "交办会"}
TO_HAND_OUT = (State.ACCEPTED, State.HANDLING)


def own_desks(actor):
    """Desks of proposals this office hands out: its side's units, the committee's office all."""
    found = Assignment.objects.visible_to(actor).filter(item__kind="proposal").exclude(state__in=GONE)
    return found.exclude(role=DeskRole.LINK)


def plans(actor):
    return own_desks(actor).filter(state=D.PLANNED, preassigned_at__isnull=False)


def with_plan(actor):
    """Proposals with `planned` (a unit of one's own side is chosen) and `unsettled` (one has not agreed)."""
    own = plans(actor).filter(item=OuterRef("pk"))
    any_plan = Assignment.objects.filter(item=OuterRef("pk"), state=D.PLANNED, preassigned_at__isnull=False)
    found = proposals(actor).filter(voided_at=None, state__in=TO_HAND_OUT)
    return found.annotate(
        planned=Exists(own), unsettled=Exists(own.exclude(pre_answer__agrees=True)), any_plan=Exists(any_plan)
    )


CONDITIONS = {
    "plan": Q(any_plan=False, state=State.ACCEPTED),
    "asked": Q(planned=True, unsettled=True),
    "ready": Q(planned=True, unsettled=False),
}


def tabs_of(actor):
    """The plan is the committee's office's; the others hand out what is chosen for their side."""
    return {tab: label for tab, label in TABS.items() if tab != "plan" or is_office(actor)}


def tallies(actor):
    """{tab: number} in two statements."""
    named = tabs_of(actor)
    wanted = {tab: Count("pk", filter=CONDITIONS[tab]) for tab in CONDITIONS if tab in named}
    found = with_plan(actor).aggregate(**wanted)
    offered = own_desks(actor).exclude(offered_at=None)
    return found | offered.aggregate(out=Count("pk"), sheets=Count("department", distinct=True))


def in_tab(actor, tab):
    """Proposals of one tab; `for_rows` brings what a row says of each."""
    return with_plan(actor).filter(CONDITIONS[tab]).select_related("category", "session", "proposal_facts")


def for_rows(found, actor, tab):
    """With the authors, and where there is a plan its desks with the units' answers."""
    if tab != "plan":
        desks = plans(actor).select_related("department", "pre_answer__proposed", "serves")
        found = found.prefetch_related(Prefetch("desks", desks, to_attr="own_plan"))
    return with_authors(found)


def read(rows):
    for item in unpacked(rows):
        item.own_plan = getattr(item, "own_plan", [])
    return rows


def handed_out(actor):
    return own_desks(actor).exclude(offered_at=None).select_related("item__session", "department")


def suggestions_for(items):
    """{item pk: (department, ground)}; (None, "") where nothing speaks for any."""
    if not items:
        return {}
    departments = advice.departments_for(items)
    return {item.pk: advice.suggest(item, departments[item.category_id]) for item in items}


# -- in bulk ---------------------------------------------------------------------------------------
def named(actor, slugs):
    return with_plan(actor).filter(slug__in=slugs).order_by(*ORDER)


def take_suggestions(items, *, actor, key):
    """Ask the suggested units; what has a plan already, or no suggestion, is left out with its sentence."""
    if repeated(key, "preassign", actor):
        return Many(repeated=True)
    suggested, found = suggestions_for(items), Many()
    ready, facts_of = [], {}
    for item in items:
        department, _ = suggested[item.pk]
        if department is None:
            found.refused.append((item, "没有可以推荐的单位，请单独选择。"))
        elif item.any_plan:
            found.refused.append((item, "已经选定承办单位。"))
        else:
            ready.append(item)
            facts_of[item.pk] = {"lead": department}
    return merged(found, perform_many(ready, "preassign", actor=actor, key=key, facts_of=facts_of))


def hand_out(items, *, actor, key):
    """As negotiated: those not yet out by their own step, those that are by the desks of one's side."""
    if repeated(key, "dispatch", actor) or repeated(key, "offer", actor):
        return Many(repeated=True)
    found = Many()
    items = list(Proposal.for_many(Proposal.objects.filter(pk__in=[item.pk for item in items])))
    first, later = [], []
    for item in in_order(items):
        mine = handing_out.own_part(handing_out.planned(item), actor)
        if not mine:
            found.refused.append((item, "还没有选定由本办交办的单位，或已经交办。"))
        elif item.state == State.ACCEPTED:
            first.append(item)
        else:
            later += mine
    found = merged(found, perform_many(first, "dispatch", actor=actor, key=key))
    handed = perform_many(later, "offer", actor=actor, key=key)
    handed.done = list({desk.item_id: desk.item for desk in handed.done}.values())
    handed.refused = [(desk.item, why) for desk, why in handed.refused]
    return merged(found, handed)


def in_order(items):
    return sorted(items, key=lambda item: (item.proposal_facts.serial or 0, item.pk))


def merged(one, other):
    return Many(one.done + other.done, one.refused + other.refused, one.repeated or other.repeated)


# -- the sheet of one unit for the 交办会 ----------------------------------------------------------
def units(actor):
    """Units with what was handed out to them, with how many as what."""
    handed = Q(desks__in=own_desks(actor).exclude(offered_at=None))
    answering = handed & ~Q(desks__role=DeskRole.ASSIST)
    found = Department.objects.filter(organisation_id=actor.organisation_id)
    found = found.annotate(
        main=Count("desks", filter=answering), helping=Count("desks", filter=handed & ~answering)
    )
    return found.filter(Q(main__gt=0) | Q(helping__gt=0)).order_by("side", "pk")


def department(actor, pk):
    """A unit of the actor's organisation, of the own side for the others; or None."""
    found = Department.objects.filter(organisation_id=actor.organisation_id, pk=pk)
    if not is_office(actor):
        found = found.filter(side=actor.post.side)
    return found.first()


def latest_session(actor):
    return Session.objects.filter(organisation_id=actor.organisation_id).first()


def sheet(actor, unit, session=None):
    """What the unit got, by 提案号, each with proposers and the other units."""
    signed = Authorship.objects.filter(item=OuterRef("item"), state=SignerState.SIGNED)
    others = (
        Assignment.objects.exclude(state__in=GONE).exclude(role=DeskRole.RELAY).select_related("department")
    )
    authors = {"proposers": Children(signed, order=("order", "pk"))}
    desks = own_desks(actor).filter(department=unit).exclude(offered_at=None)
    if session is not None:
        desks = desks.filter(item__session=session)
    desks = desks.select_related("item__session").order_by("item__number", "pk")
    desks = desks.prefetch_related(Prefetch("item__desks", others, to_attr="all_desks"))
    return [unpack(desk, authors) for desk in with_children(desks, authors)]
