"""Handing out: at once, or negotiated with the units first (预交办); singly, or a whole session together."""

from django.core.exceptions import ValidationError

from dispatch import rules
from dispatch.desks import dispatching, requests_of
from dispatch.models import Assignment
from dispatch.states import DeskRole, DeskState
from suggestions.states import Complexity
from weijianyi.workflow import SYSTEM_ACTOR, perform, perform_many


def dispatch(item, event, *, actor, lead=None, splits=(), assists=(), relay=None, note="", **facts):
    """The plan of the item's step `dispatch`: one lead or several split desks, assisting desks, a relay.

    Without a unit named, what was negotiated before is handed out.
    """
    requests_of.keep(item)
    if not lead and not splits and planned(item):
        offer_planned(item, event, actor)
        return
    drop_plan(item, event, actor)
    desks = dispatching.open_desks(item, lead=lead, splits=splits, assists=assists, note=note)
    if relay:
        desks = [dispatching.open_desk(item, relay, DeskRole.RELAY, note=note)]
    for desk in desks:
        perform(desk, "offer", actor=actor, act=event.act, at=event.occurred_at)


def planned(item):
    """Desks that wait to be handed out, as negotiated."""
    return [d for d in item.desks.all() if d.state == DeskState.PLANNED and d.preassigned_at]


def preassign(item, event, *, actor, lead=None, splits=(), assists=(), note="", **facts):
    """The plan of the step `preassign`: planned desks the units may see and answer; an earlier plan gives way."""
    drop_plan(item, event, actor)
    made = dispatching.open_desks(item, lead=lead, splits=splits, assists=assists, note=note)
    check_own_side(made, actor)
    Assignment.objects.filter(pk__in=[d.pk for d in made]).update(preassigned_at=event.occurred_at)


def preassign_many(pairs, *, actor, facts_of):
    """The plan of `preassign` for many proposals, each with the units its facts name."""
    for item, event in pairs:
        drop_plan(item, event, actor)
    made = [(desk, event) for item, event in pairs for desk in desks_of(item, **facts_of[item.pk])]
    check_own_side([desk for desk, _ in made], actor)
    for desk, event in made:
        desk.preassigned_at = event.occurred_at
    for serves in (False, True):  # a desk names the one it serves, so those come first
        rows = [desk for desk, _ in made if (desk.serves is not None) == serves]
        Assignment.objects.bulk_create(rows, batch_size=200)


def drop_plan(item, event, actor):
    """An earlier plan gives way; one that names units of other sides only the committee's office may change."""
    old = planned(item)
    if len(own_part(old, actor)) < len(old):
        raise ValidationError({"lead": "已经预交办给其他系统的单位，方案请由提案委改变。"})
    for desk in old:
        perform(desk, "cancel", actor=SYSTEM_ACTOR, act=event.act, at=event.occurred_at, reason="改变预交办")


def check_own_side(desks, actor):
    if len(own_part(desks, actor)) < len(desks):
        raise ValidationError({"lead": "只能预交办给本系统的单位，其他单位请由提案委选定。"})


def own_part(desks, actor):
    """Which planned desks this office hands out: its side's units, the committee's office all."""
    return [desk for desk in desks if rules.dispatches(actor, desk)]


def offer_planned(item, event, actor):
    """Hand out as negotiated; each of the three offices its own part."""
    mine = own_part(planned(item), actor)
    if not mine:
        raise ValidationError({"lead": "还没有预交办给本系统的单位，请先选择承办单位。"})
    for desk in mine:
        perform(desk, "offer", actor=actor, act=event.act, at=event.occurred_at)


def dispatch_many(pairs, *, actor, facts_of):
    """The plan of `dispatch` for a session's proposals at once: as named in the facts, else as negotiated."""
    fresh, mine = [], []
    requests_of.keep_many([item for item, _ in pairs])
    for item, _ in pairs:
        facts = facts_of[item.pk]
        if facts.get("lead") or facts.get("splits"):
            fresh += desks_of(item, **facts)
        else:
            mine += part_of(item, actor)
    # A desk names the one it serves, so those come first.
    leads = [desk for desk in fresh if desk.serves is None]
    Assignment.objects.bulk_create(leads, batch_size=200)
    helpers = [desk for desk in fresh if desk.serves is not None]
    Assignment.objects.bulk_create(helpers, batch_size=200)
    event = pairs[0][1]
    done = perform_many([*leads, *helpers, *mine], "offer", actor=actor, at=event.occurred_at, act=event.act)
    if done.refused:
        desk, sentence = done.refused[0]
        raise ValidationError(f"{desk.item.reference}：{sentence}")


def part_of(item, actor):
    mine = own_part(planned(item), actor)
    if not mine:
        raise ValidationError(f"{item.reference}还没有选定承办单位。")
    return mine


def desks_of(item, *, lead=None, splits=(), assists=(), note="", **facts):
    """Unsaved desks as open_desks would make them; nothing of the item is handed out yet."""
    named = [d for d in (lead, *splits, *assists) if d]
    wrong = next((d for d in named if d.organisation_id != item.organisation_id or not d.active), None)
    if wrong or len(set(named)) < len(named):
        raise ValidationError(f"{item.reference}：承办单位重复，或已停用，请另选。")

    def desk(department, role, serves=None):
        return Assignment(
            item=item, organisation_id=item.organisation_id, department=department, role=role, serves=serves,
            complexity=item.complexity or Complexity.NORMAL, note=note,
        )  # fmt: skip

    main = [desk(d, DeskRole.SPLIT) for d in splits]
    if lead:
        main = [desk(lead, DeskRole.LEAD if assists else DeskRole.SOLE), *main]
    return main + [desk(d, DeskRole.ASSIST, main[0]) for d in assists]
