"""When desks move, the item moves: the only bridge between the two machines (rulings §2)."""

from datetime import date

from dispatch.models import Assignment, Handback
from dispatch.states import FINISHED, GONE, OPEN, REQUIRED, Decision, DeskRole, DeskState
from suggestions import holding
from suggestions.models import Item
from suggestions.states import ENDED, Kind, State
from weijianyi.clock.many import next_due_of
from weijianyi.workflow import SYSTEM_ACTOR, perform
from weijianyi.workflow.storing import store_many

D = DeskState
LEFT = {State.WITHDRAWN, State.PASSED_ON}
COMPUTED = {State.ACCEPTED, State.HANDLING, State.ANSWERED, State.CLOSED, State.PASSED_ON}


def state_from(desks):
    """The item's state as its desks say: a pure function of [(role, state)]."""
    relay_open = any(role == DeskRole.RELAY and state in OPEN for role, state in desks)
    required = [(role, state) for role, state in desks if role in REQUIRED and state not in GONE]
    if not required:
        return State.HANDLING if relay_open else State.ACCEPTED
    still = [role for role, state in required if state not in FINISHED]
    if relay_open or still:
        only_links = not relay_open and all(role == DeskRole.LINK for role in still)
        return State.PASSED_ON if only_links else State.HANDLING
    if any(state == D.RELEASED for _, state in required):
        return State.ANSWERED
    return State.CLOSED


def after_step(subject, event):
    """Called inside the transaction of every step."""
    if isinstance(subject, Assignment):
        settle_desk(subject, event)
        item = Item.objects.get(pk=subject.item_id)
        if moves(item):
            follow(item, event)
        settle_item(item, event.occurred_at)
    elif isinstance(subject, Item):
        if event.from_state == State.ACCEPTED and subject.state in LEFT:
            drop_plan(subject, event)
        if subject.dispatched_at is not None:
            settle_item(subject, event.occurred_at)


def drop_plan(item, event):
    """Withdrawn, merged or passed on before the hand-out: the units that were asked are asked no longer."""
    for desk in item.desks.filter(state=D.PLANNED):
        perform(desk, "cancel", actor=SYSTEM_ACTOR, act=event.act, at=event.occurred_at, reason=event.label)


def moves(item):
    """Whether the item is one its desks decide: dispatched, not withdrawn, void, converted or merged."""
    return item.dispatched_at is not None and item.state in COMPUTED and item.voided_at is None


def follow(item, event):
    desks = list(item.desks.values_list("role", "state"))
    to = state_from(desks)
    if to == State.ACCEPTED and nothing_further(item):
        to = State.CLOSED
    if to != item.state:
        perform(item, "move", actor=SYSTEM_ACTOR, act=event.act, at=event.occurred_at, to=to)
        item.refresh_from_db()


def nothing_further(item):
    """Whether the last hand-back that was granted said 无需再办."""
    granted = Handback.objects.filter(desk__item=item, decision=Decision.GRANTED)
    last = granted.order_by("decided_at", "pk").last()
    return last is not None and last.no_further


def after_many(pairs):
    """The bridge for a bulk step on desks or on dispatched items: every item concerned, each read once."""
    at = pairs[0][1].occurred_at
    desks = [subject for subject, _ in pairs if isinstance(subject, Assignment)]
    items = [
        subject for subject, _ in pairs if isinstance(subject, Item) and subject.dispatched_at is not None
    ]
    if desks:
        for desk in desks:
            holding.keep(desk, {"holder": holder_of_desk(desk)}, at)
        store_many(desks, ["holder", "holder_since"])
        items = list(Item.objects.filter(pk__in={desk.item_id for desk in desks}))
    if not items:
        return
    of_item = {}
    rows = Assignment.objects.filter(item__in=items).select_related(
        "department", "holder_officer__post__user"
    )
    for desk in rows:
        of_item.setdefault(desk.item_id, []).append(desk)
    act_of = {getattr(subject, "item_id", subject.pk): event for subject, event in pairs}
    due = next_due_of([item.thread for item in items])
    for item in items:
        own = of_item.get(item.pk, [])
        if moves(item) and state_from([(d.role, d.state) for d in own]) != item.state:
            follow(item, act_of[item.pk])
        kind, label = holder_of_item(item, own)
        days = [day for day in (due.get(item.thread), far_due(own)) if day]
        day = min(days, default=None)
        holding.keep(item, {"holder_kind": kind, "holder": label, "next_due": day}, at)
    holding.write(items)


def settle_desk(desk, event):
    """Who of the unit has it, since when."""
    holding.store(desk, {"holder": holder_of_desk(desk)}, event.occurred_at)


def holder_of_desk(desk):
    if desk.state in (D.DONE, D.PLANNED, *GONE):
        return ""
    if desk.state == D.RELEASED and desk.kind == Kind.INQUIRY:
        return f"{holding.asker_of(desk.item)}（转告结果）"
    if desk.state == D.RELEASED:
        return "提案委（是否重办）" if desk.open_redo else "委员（评价）"
    if desk.state in (D.RETURN_ASKED, D.CHECKING):
        if desk.state == D.RETURN_ASKED and desk.return_goes_to_head:
            return "提案委负责人（决定退办）"
        return holding.office_of(desk.item) if desk.kind == Kind.INQUIRY else "提案委"
    if desk.state == D.SIGNING:
        return f"{desk.unit_short}（{'分管领导' if desk.owes_answer else '负责人'}签发）"
    if desk.role == DeskRole.LINK:
        far = desk.link.far_holder if desk.state == D.WORKING else ""
        return f"{desk.unit_short}（{far}）"[:80] if far else desk.unit_short
    officer = desk.holder_officer
    return f"{desk.unit_short} {officer}" if officer else desk.unit_short


def holder_of_item(item, desks):
    """(kind, label): one holder, or the earliest due and 等 n 家."""
    if item.voided_at or item.state in ENDED:
        return "", ""
    if item.withdrawal_asked_at and item.state in (State.HANDLING, State.ANSWERED):
        return "office", "提案委（是否同意撤回）"
    busy = [d for d in desks if d.holder and (d.state != D.RELEASED or item.state == State.ANSWERED)]
    if not busy:
        return ("", "") if item.state == State.PASSED_ON else ("office", holding.office_of(item))
    busy.sort(key=lambda d: (d.role not in REQUIRED, d.due_on or date.max, d.pk))
    label = busy[0].holder
    if len(busy) > 1:
        label += f"等 {len(busy)} 家"
    return kind_of_holder(busy[0]), label[:80]


def kind_of_holder(desk):
    """Who acts next at a desk: its unit, the office that decides, or the authors who rate."""
    if desk.state in (D.RETURN_ASKED, D.CHECKING) or (desk.state == D.RELEASED and desk.open_redo):
        return "office"
    if desk.state == D.RELEASED and desk.kind == Kind.INQUIRY:
        return "office"
    return "author" if desk.state == D.RELEASED else "unit"


def next_due(item, desks):
    """The earliest running clock; of what another organisation works on, the day it has told."""
    own, far = holding.next_due(item), far_due(desks)
    return min(own or far, far or own) if own or far else None


def far_due(desks):
    days = [d.due_on for d in desks if d.role == DeskRole.LINK and d.state == D.WORKING and d.due_on]
    return min(days, default=None)


def derived(item, desks):
    """The derived columns of an item that has been dispatched."""
    kind, label = holder_of_item(item, desks)
    return {"holder_kind": kind, "holder": label, "next_due": next_due(item, desks)}


def settle_item(item, at):
    desks = list(item.desks.select_related("department", "holder_officer__post__user"))
    holding.store(item, derived(item, desks), at)
