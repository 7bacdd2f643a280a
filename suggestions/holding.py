"""Who has an item before it is dispatched, since when, and what is due next."""

from suggestions.models.item import Item
from suggestions.rules import of_editor
from suggestions.states import Kind, SignerState, State
from weijianyi.clock import deadlines
from weijianyi.clock.many import next_due_of
from weijianyi.workflow.seconding import open_for
from weijianyi.workflow.storing import store_many

FROM = "民意直通"  # entered_from of what a studio made of a resident's opinion
AUTHOR, OFFICE, NOBODY = "author", "office", ""


def holder_of(item):
    """(kind, label) for an item without desks."""
    if item.voided_at:
        return NOBODY, ""
    if not item.free_of_proposals and open_for(item) is not None:
        return OFFICE, f"{office_of(item)}（复核）"  # authors read it too: not what was proposed
    if item.state in (State.DRAFT, State.COSIGNING, State.RETURNED):
        return AUTHOR, author_of(item)
    if item.state in (State.SUBMITTED, State.CONSULTING, State.IN_REVIEW, State.EDITING, State.ACCEPTED):
        return OFFICE, office_of(item)
    return NOBODY, ""


def office_of(item):
    """Who looks at the kind."""
    return "信息编辑" if item.kind == Kind.REPORT or of_editor(item) else "提案委"


def asker_of(item):
    """Who passes an inquiry's answer on: the studio that asked for a resident, else the office."""
    return "委员工作室" if item.entered_from == FROM else office_of(item)


def author_of(item):
    """The first author; while others are asked to sign, how many of them have not answered."""
    authorships = list(item.authorships.all())
    first = authorships[0] if authorships else None
    name = f"{first.name}委员" if first and first.member_id else (first.name if first else "作者")
    if item.state != State.COSIGNING:
        return name
    asked = sum(a.state == SignerState.INVITED for a in authorships)
    return f"{name}（等 {asked} 位委员确认联名）" if asked else f"{name}（联名已答复完，等提交）"


def derived(item):
    """The derived columns of an item that has not been dispatched."""
    kind, label = holder_of(item)
    return {"holder_kind": kind, "holder": label, "next_due": next_due(item)}


def settle(item, at):
    """Store holder and next due of an item that has not been dispatched; in the transaction of the step."""
    store(item, derived(item), at)


def next_due(item):
    running = deadlines.next_running(item.thread)
    return running.due_on if running else None


def store(row, values, at=None):
    """Write derived columns of a locked item or desk and keep the instance in step; a new holder has it since `at`."""
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    if changed.keys() & {"holder_kind", "holder"}:
        changed["holder_since"] = at if values["holder"] else None
    if changed:
        type(row)._base_manager.filter(pk=row.pk).update(**changed)
        for name, value in changed.items():
            setattr(row, name, value)


def settle_many(items, at):
    """The same for many items that have not been dispatched."""
    due = next_due_of([item.thread for item in items])
    for item in items:
        kind, label = holder_of(item)
        keep(item, {"holder_kind": kind, "holder": label, "next_due": due.get(item.thread)}, at)
    write(items)


def keep(row, values, at):
    """The derived columns on the instance only; a new holder has it since `at`."""
    if any(getattr(row, name) != values[name] for name in ("holder_kind", "holder") if name in values):
        row.holder_since = at if values["holder"] else None
    for name, value in values.items():
        setattr(row, name, value)


def write(items):
    store_many(items, ["holder_kind", "holder", "holder_since", "next_due"])


def after_many(pairs):
    items = [subject for subject, _ in pairs if isinstance(subject, Item) and subject.dispatched_at is None]
    if items:
        settle_many(items, pairs[0][1].occurred_at)


def after_step(subject, event):
    """Items before dispatch; desks and dispatched items are settled by dispatch/desks/progress.py."""
    if isinstance(subject, Item) and subject.dispatched_at is None:
        settle(subject, event.occurred_at)
