"""A unit is renamed or merged: the preview, and the act that keeps every old record right."""

from django.db import transaction

from dispatch.desks import succession
from dispatch.models import Assignment, FormerName
from dispatch.states import GONE, DeskRole, DeskState
from members.models import Post
from members.rules import is_office
from weijianyi.audit.noting import note
from weijianyi.workflow import SYSTEM_ACTOR, Forbidden, NotNow, perform

OVER = [DeskState.DONE, *GONE]


def check_edits(actor):
    if not is_office(actor):
        raise Forbidden("承办单位的资料由提案委维护。")


@transaction.atomic
def rename(actor, unit, *, name, short_name, on):
    """From `on` under the new name; papers of what had come to its end keep the old one."""
    check_edits(actor)
    FormerName.objects.create(department=unit, name=unit.name, short_name=unit.short_name, until=on)
    ended = Assignment.objects.filter(department=unit, state__in=OVER, unit_then="")
    ended.update(unit_then=unit.name, short_then=unit.short_name)
    # A reply that was signed keeps the name it was signed under.
    for desk in Assignment.objects.filter(department=unit).exclude(state__in=OVER):
        succession.keep_signatures(desk, None, actor=actor, left=unit.name)
    unit.name, unit.short_name = name, short_name
    unit.full_clean()
    unit.save()
    note(unit, "rename_unit", "单位更名", actor=actor, on=on.isoformat())


def to_move(unit):
    """Desks that go to the successor: everything not yet done."""
    rows = Assignment.objects.filter(department=unit).exclude(state__in=OVER)
    return rows.select_related("item", "department").order_by("pk")


def blocked(unit, successor):
    """Desks that cannot simply move: the successor answers for the same matter already."""
    found = []
    for desk in to_move(unit):
        other = succession.standing(desk, successor)
        if other is not None and desk.role != DeskRole.ASSIST and other.role != DeskRole.ASSIST:
            found.append(desk)
    return found


def what_merging_does(unit, successor, on):
    """Sentences for the preview."""
    desks = list(to_move(unit))
    people = Post.objects.current(on).filter(officer__department=unit).count()
    found = [
        f"{len(desks)} 件没有办结的移交{successor.short_name}，期限不变，每一件都记一笔，并通知对方经办人。",
        f"已经办结的仍署{unit.name}，统计不变。",
        f"{people} 个岗位同一天结束；要继续办理的，请单位管理员在{successor.short_name}给他们加岗位。",
        f"{unit.short_name}不再出现在交办的单位里。",
    ]
    twice = [d for d in desks if succession.standing(d, successor) is not None]
    helping = len(twice) - len(blocked(unit, successor))
    if helping:
        found.insert(1, f"{helping} 件两个单位都在办：协办的那一边撤销，由承办的一边继续。")
    return found


@transaction.atomic
def merge(actor, unit, successor, on):
    """Every open desk moves through the door, one event each; the unit is closed for new ones."""
    check_edits(actor)
    if not unit.active:
        raise NotNow(f"{unit}已经停用。")
    if hard := blocked(unit, successor):
        raise NotNow(f"“{hard[0].item}”两个单位都要答复，请先在事项页上处理，再办合并。")
    for desk in to_move(unit):
        move(actor, desk, unit, successor)
    for post in Post.objects.current(on).filter(officer__department=unit):
        post.valid_to = max(on, post.valid_from)
        post.save(update_fields=["valid_to"])
    unit.active, unit.successor, unit.ended_on = False, successor, on
    unit.save(update_fields=["active", "successor", "ended_on"])
    note(unit, "merge_unit", "单位合并", actor=actor, on=on.isoformat(), successor=successor.pk)


def move(actor, desk, unit, successor):
    """To the successor; where both are on the matter, the helping desk goes first."""
    reason = f"{unit.short_name}并入{successor.short_name}"
    other = succession.standing(desk, successor)
    if other is not None and desk.role == DeskRole.ASSIST:
        perform(desk, "cancel", actor=SYSTEM_ACTOR, reason=reason)
        return
    if other is not None:
        perform(other, "cancel", actor=SYSTEM_ACTOR, reason=reason)
    perform(desk, "take_over", actor=actor, successor=successor, left=unit.name)
