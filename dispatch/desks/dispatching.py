"""Handing an item out: which desks, their clocks, the relay office between, and taking them back."""

from django.core.exceptions import ValidationError

from dispatch.states import GONE, DeskRole
from dispatch.states import DeskState as D
from suggestions.codes import slug
from suggestions.models import ItemLink
from suggestions.rules import of_editor
from suggestions.states import Complexity, Kind, LinkKind
from weijianyi.clock import deadlines
from weijianyi.clock.many import start_many
from weijianyi.workflow import SYSTEM_ACTOR, perform
from weijianyi.workflow.storing import store_many

HANDLE_LIMIT = {
    Complexity.URGENT: "handle_urgent",
    Complexity.NORMAL: "handle_normal",
    Complexity.COMPLEX: "handle_complex",
}


def open_desks(item, *, lead=None, splits=(), assists=(), note=""):
    """The planned desks of a hand-out, those that answer first."""
    if not lead and not splits:
        raise ValidationError({"lead": "请选择承办单位。"})
    doubled = {lead, *splits} & set(assists)
    word = "会办" if item.kind == Kind.PROPOSAL else "协办"
    if doubled:
        raise ValidationError({"assists": f"{doubled.pop()}已经是承办单位，不能再{word}。"})
    main = [open_desk(item, d, DeskRole.SPLIT, note=note) for d in splits]
    if lead:
        role = DeskRole.LEAD if assists else DeskRole.SOLE
        main = [open_desk(item, lead, role, note=note), *main]
    return main + [open_desk(item, d, DeskRole.ASSIST, serves=main[0], note=note) for d in assists]


def open_desk(item, department, role, *, serves=None, note=""):
    """A planned desk of `department` on `item`; the caller offers it, now or after the relay."""
    if department.organisation_id != item.organisation_id or not department.active:
        raise ValidationError({"lead": f"{department}现在不能承办，请另选单位。"})
    standing = item.desks.filter(department=department).exclude(state__in=GONE).exclude(role=DeskRole.RELAY)
    if role != DeskRole.RELAY and standing.exists():
        raise ValidationError({"lead": f"{department}已经在办这件事项，请另选单位。"})
    desks = item.desks.model
    return desks.objects.create(
        item=item,
        organisation_id=item.organisation_id,
        department=department,
        role=role,
        serves=serves,
        complexity=item.complexity or Complexity.NORMAL,
        note=note,
    )


def limit_code(desk):
    """Which limit the answer of this desk runs under."""
    if desk.role == DeskRole.ASSIST:
        return "assist"
    if desk.role == DeskRole.RELAY:
        return "relay"
    if desk.kind == Kind.PROPOSAL:
        return "reply"
    if desk.kind == Kind.INQUIRY:
        return "inquiry_report" if of_editor(desk.item) else "inquiry"
    return HANDLE_LIMIT[desk.complexity or Complexity.NORMAL]


def start_clocks(desk, event, *, actor, **facts):
    """The unit's clock runs from the moment its desk is offered, not from its signature."""
    at = event.occurred_at
    if desk.role == DeskRole.LINK:
        set_due(desk, deadlines.start(desk, "link_receipt", at=at))
        return
    deadlines.start(desk, "sign_receipt", at=at)
    if desk.owes_answer:
        deadlines.start(desk, "handback", at=at)
        if desk.kind == Kind.PROPOSAL:
            deadlines.start(desk, "first_contact", at=at)
    set_due(desk, deadlines.start(desk, "handle", at=at, limit_code=limit_code(desk), label="答复"))


def start_clocks_many(pairs, *, actor, facts_of):
    """The same for many desks of departments offered at one moment."""
    wanted = []
    for desk, _ in pairs:
        wanted.append((desk, "sign_receipt", None, None))
        if desk.owes_answer:
            wanted.append((desk, "handback", None, None))
            if desk.kind == Kind.PROPOSAL:
                wanted.append((desk, "first_contact", None, None))
        wanted.append((desk, "handle", limit_code(desk), "答复"))
    made = start_many(wanted, at=pairs[0][1].occurred_at)
    due = {clock.object_id: clock.due_on for clock in made if clock.code == "handle"}
    for desk, _ in pairs:
        desk.due_on = due[desk.pk]
    store_many([desk for desk, _ in pairs], ["due_on"])


def set_due(desk, clock):
    """Keep the desk's own copy of its due day, for lists; the clock row explains it."""
    desk.due_on = clock.due_on if clock else None
    type(desk).objects.filter(pk=desk.pk).update(due_on=desk.due_on)


def stop_sign_clock(desk, event, *, actor, **facts):
    deadlines.stop(desk, "sign_receipt", at=event.occurred_at)


def stop_clocks(desk, event, *, actor, **facts):
    deadlines.stop_all(desk, event.occurred_at, cancelled=True)
    set_due(desk, None)


def forward(desk, event, *, actor, **facts):
    """The relay office passes the item on: every planned desk is offered now and its clock starts."""
    deadlines.stop_all(desk, event.occurred_at)
    set_due(desk, None)
    for planned in desk.item.desks.filter(state=D.PLANNED):
        perform(planned, "offer", actor=SYSTEM_ACTOR, act=event.act, at=event.occurred_at)


def officer_of(actor, desk):
    """The signing handler becomes the named holder; nobody where the office signs for a paper desk."""
    officer = getattr(actor.post, "officer", None) if actor.post else None
    return officer if officer and officer.department_id == desk.department_id else desk.holder_officer


def cancel_desks(item, event, *, actor, **facts):
    """The plan of withdrawal and 作废: every desk that is not finished is cancelled."""
    reason = facts.get("reason") or item.withdrawal_reason or event.label
    for desk in item.desks.exclude(state__in=[D.DONE, D.RETURNED, D.CANCELLED]):
        perform(desk, "cancel", actor=SYSTEM_ACTOR, act=event.act, at=event.occurred_at, reason=str(reason))


def pass_on(item, event, *, actor, organisation, note="", **facts):
    """The plan of the item's step `pass_on`: a link with its desk; the receiver's item is created at receipt."""
    kind = LinkKind.PASSED_UP if item.organisation.parent_id == organisation.pk else LinkKind.PASSED_DOWN
    came_from = [
        x.from_item.organisation for x in item.links_in.passed().select_related("from_item__organisation")
    ]
    if organisation in came_from:
        raise ValidationError(
            {"organisation": f"这件事项就是{organisation.short_name}转来的，请用“退回来件”。"}
        )
    link = ItemLink.objects.by_step(item, event, kind, organisation=organisation, reason=note, code=slug())
    desk = item.desks.model.objects.create(
        item=item, organisation_id=item.organisation_id, link=link, role=DeskRole.LINK, note=note
    )
    deadlines.stop(item, "review", at=event.occurred_at)
    if item.dispatched_at is None:
        type(item).objects.filter(pk=item.pk).update(dispatched_at=event.occurred_at)
        item.dispatched_at = event.occurred_at
    perform(desk, "offer", actor=actor, act=event.act, at=event.occurred_at)


def link_received(desk, event, *, actor, **facts):
    deadlines.stop(desk, "link_receipt", at=event.occurred_at)
    set_due(desk, None)
    desk.link.received_at = event.occurred_at
    desk.link.save(update_fields=["received_at"])


def link_refused(desk, event, *, actor, **facts):
    deadlines.stop_all(desk, event.occurred_at)
    set_due(desk, None)
    desk.link.refused_at = event.occurred_at
    desk.link.save(update_fields=["refused_at"])


def link_recalled(desk, event, *, actor, **facts):
    stop_clocks(desk, event, actor=actor)
    desk.link.recalled_at = event.occurred_at
    desk.link.save(update_fields=["recalled_at"])
