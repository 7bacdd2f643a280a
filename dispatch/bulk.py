"""Bulk acts of the office's lists: which list offers which, whom a selection names, dispatch to one unit at once."""

import uuid

from django.db import transaction
from django.db.models import Prefetch
from django.http import QueryDict
from django.utils import timezone

from dispatch.desks import handing_out
from dispatch.figures.bases import ITEM
from dispatch.forms.bulk import AcceptManyForm, DispatchManyForm, ExtendManyForm
from dispatch.forms.decisions import UrgeForm
from dispatch.forms.ledger import LedgerForm
from dispatch.forms.supervision import BoardFilterForm, HandoutFilterForm
from dispatch.handouts import rows as handouts
from dispatch.ledgers import desks as ledger
from dispatch.ledgers.desks import TO_DESK
from dispatch.models import Assignment
from dispatch.states import OPEN, DeskRole, DeskState
from dispatch.supervision import board
from members.rules import is_office, reads_ledger, watches_desks
from suggestions import bulk as proposals
from suggestions import rules
from suggestions.models import Item
from suggestions.review import queue as desk_queue
from suggestions.states import Kind
from weijianyi import bulk
from weijianyi.bulk import Act
from weijianyi.workflow import perform_many

NO_DESK = "没有正在办理的交办件。"


def not_planned(item, actor):
    """What was negotiated with units is handed out as negotiated."""
    if handing_out.planned(item):
        return "已有预交办方案，请在“提案交办”里交办。"
    return not_own(item, actor)


def not_own(item, actor):
    return "您是作者之一，请由其他同志办理。" if rules.is_party(actor, item) else ""


def accepted_here(item, actor):
    if item.kind == Kind.PROPOSAL:
        return "提案在“提案审查”里立案。"
    return not_own(item, actor)


def accept_and_dispatch(items, *, actor, key, complexity, lead, note=""):
    """通过并交办 of many: two steps, two events each, all of one act; both or neither."""
    with transaction.atomic():
        act, at = uuid.uuid4(), timezone.now()
        found = perform_many(items, "accept", actor=actor, key=key, act=act, at=at, complexity=complexity)
        handed = perform_many(found.done, "dispatch", actor=actor, act=act, at=at, lead=lead, note=note)
    found.done, found.refused = handed.done, found.refused + handed.refused
    return found


# name: the act; those of DESKS take a step of desks, the others of items.
ACTS = {
    "urge": Act("urge", "催办", UrgeForm, watches_desks, "bell-ringing"),
    "extend": Act("grant_extension", "同意延期", ExtendManyForm, watches_desks, "calendar-plus"),
    "dispatch": Act("dispatch", "交办", DispatchManyForm, is_office, "send", None, not_planned),
    "accept": Act(
        "accept",
        "成批通过并交办",
        AcceptManyForm,
        is_office,
        "send",
        bulk.MOST,
        accepted_here,
        accept_and_dispatch,
    ),
    "assign": Act(
        "assign_reader", "分配审读", proposals.ACTS["assign"].form, is_office, "users", also=not_own
    ),
}
DESKS = frozenset({"urge", "extend"})
OFFERED = {
    "ledger": ("urge", "extend", "dispatch", "assign"),
    "handouts": ("urge",),
    "late": ("urge",),
    "requests": ("extend",),
    "accepted": ("dispatch",),
    "review": ("accept",),
}
READS = {"ledger": reads_ledger, "review": is_office, "accepted": is_office}


def reads(actor, source):
    return READS.get(source, watches_desks)(actor)


def offered(source, actor):
    return [(name, ACTS[name]) for name in OFFERED[source] if ACTS[name].who(actor)]


# -- whom a selection names ------------------------------------------------------------------------
def everything(source, actor, query):
    """The queryset a list shows under the filters of its address: items or desks."""
    params = QueryDict(query)
    if source == "ledger":
        found = ledger.asked(actor, LedgerForm(params, actor=actor).wanted(), params, timezone.now())
        if found.table == ITEM:
            return found.found
        keys = found.found.values("pk" if TO_DESK[found.table] == "" else "reply__desk")
        return Assignment.objects.visible_to(actor).filter(pk__in=keys)
    if source == "late":
        return on_board(actor, params)
    if source == "handouts":
        wanted = HandoutFilterForm(params, actor=actor).wanted()
        return handouts.handed_out(actor, params.get("tab", "today"), timezone.localdate(), wanted)[0]
    if source == "requests":
        return Assignment.objects.filter(
            pk__in=handouts.asked(handouts.Extension, visible(actor)).values("desk")
        )
    if source == "accepted":
        return Item.objects.visible_to(actor).filter(handouts.to_hand_out())
    if source == "review":
        tab = params.get("tab") if params.get("tab") in desk_queue.TABS else "new"
        listed = desk_queue.chosen(kind=params.get("kind", ""), category=params.get("category", ""))
        return desk_queue.waiting(actor).filter(desk_queue.in_tab(tab) & listed)
    return visible(actor)


def on_board(actor, params):
    """The desks of one tab of the supervision board under its filters."""
    tab = params.get("tab") if params.get("tab") in board.OF_DESKS else board.LATE
    return board.rows(actor, tab, BoardFilterForm(params, actor=actor).wanted(), timezone.localdate())


def visible(actor):
    return Assignment.objects.visible_to(actor)


def chosen(source, actor, data):
    """All the list finds, or those ticked; whoever is named and may not be seen is left out."""
    if data.get("all"):
        return everything(source, actor, data.get("query", ""))
    slugs = data["items"].split(",") if data.get("items") else data.getlist("item")
    wanted = Assignment if names_desks(source, data) else Item
    return wanted.objects.visible_to(actor).filter(slug__in=slugs)


def names_desks(source, data):
    """Whether the ticked slugs are desks': a list says so beside its boxes."""
    return data.get("of", "desk" if source in ("handouts", "late", "requests") else "item") == "desk"


def subjects(found, name, actor):
    """(subjects of the act in a fixed order, (item, why) of items without one, how many more were chosen)."""
    act, lacking = ACTS[name], []
    if name in DESKS:
        desks, lacking = as_desks(found, actor)
        asked = ("extensions",) if name == "extend" else ()
        rows = Assignment.for_many(desks).prefetch_related(*asked).order_by("due_on", "pk")
    else:
        items = found if found.model is not Assignment else Item.objects.filter(pk__in=found.values("item"))
        items = Item.objects.visible_to(actor).filter(pk__in=items.values("pk"))
        items = items.annotate(is_pending=desk_queue.pending_exists())
        desks = Prefetch("desks", Assignment.objects.select_related("department"))
        rows = Item.for_many(items).prefetch_related(desks).order_by("submitted_at", "pk")
    if act.most is None:
        return list(rows), lacking, 0
    taken = list(rows[: act.most + 1])
    beyond = rows.count() - act.most if len(taken) > act.most else 0
    return taken[: act.most], lacking[: act.most], beyond


def as_desks(found, actor):
    """The desks at work behind items, and the items that have none."""
    if found.model is Assignment:
        return found.exclude(role=DeskRole.LINK), []
    desks = visible(actor).filter(item__in=found.values("pk"), state__in=OPEN - {DeskState.PLANNED})
    desks = desks.exclude(role=DeskRole.LINK)
    without = Item.objects.filter(pk__in=found.values("pk")).exclude(pk__in=desks.values("item"))
    return desks, [(item, NO_DESK) for item in without.order_by("pk")[: bulk.MOST]]
