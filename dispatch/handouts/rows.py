"""What was handed out and what units ask for: the rows and numbers behind the office's lists."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from dispatch.models import Assignment, Extension, Handback, Redo
from dispatch.states import WITH_UNIT, DeskRole, DeskState
from members.rules import is_office
from suggestions.models import Item
from suggestions.states import State
from weijianyi import rulebook
from weijianyi.clock.workdays import morning
from weijianyi.templatetags.ui import cn_time

D = DeskState
DISPATCHED, UNSIGNED = {"today": "今天", "week": "本周"}, "unsigned"
LATE = "late"
REQUESTS = {"returns": "退办申请", "extensions": "延期申请", "redos": "重办申请"}
OF_ITEMS = {"withdrawals": "撤回申请", "accepted": "待交办"}
DECIDABLE = {Handback: [D.RETURN_ASKED], Extension: [D.WORKING, D.SIGNING], Redo: [D.RELEASED]}
MOST = 50  # of one bulk act (rulings §10)


@dataclass(frozen=True)
class Waiting:
    """One request that waits for a decision, whatever its table."""

    item: object
    desk: object
    asked_at: datetime
    asked_by: str
    text: str
    steps: tuple  # (noun, slug, step, label), the first is the main one
    note: str = ""


def desks(actor):
    """Desks of units the actor watches; links to other organisations have their own page."""
    return Assignment.objects.visible_to(actor).exclude(role=DeskRole.LINK).exclude(state=D.CANCELLED)


def narrowed(wanted):
    """The filter of the page: words of the title or of the unit's name."""
    words = wanted.get("q")
    if not words:
        return Q()
    return (
        Q(item__title__contains=words)
        | Q(department__name__contains=words)
        | Q(department__short_name__contains=words)
    )


def handed_out(actor, tab, today, wanted):
    """(queryset, order) of desks offered today, this week, not signed yet, or with a unit past the due day."""
    found = desks(actor).filter(narrowed(wanted)).select_related("item", "department")
    if tab == UNSIGNED:
        return found.filter(state=D.OFFERED), ("department_id", "offered_at", "pk")
    if tab == LATE:
        return found.filter(late(today)), ("due_on", "pk")
    since = today - timedelta(days=today.weekday()) if tab == "week" else today
    return found.filter(offered_at__gte=morning(since)), ("-offered_at", "-pk")


def late(today):
    """As the clocks see it: past the due day; what is being checked is paused and not late."""
    return Q(state__in=WITH_UNIT, due_on__lt=today)


def numbers(actor, today, wanted=None):
    """{tab: number} in two statements, one where the actor is no office."""
    own = narrowed(wanted or {})
    week = morning(today - timedelta(days=today.weekday()))
    visible = Assignment.objects.visible_to(actor)
    found = (
        desks(actor)
        .filter(
            Q(offered_at__gte=week)
            | Q(state__in=[D.OFFERED, D.RETURN_ASKED, D.WORKING, D.SIGNING, D.RELEASED])
        )
        .aggregate(
            today=Count("pk", filter=own & Q(offered_at__gte=morning(today))),
            week=Count("pk", filter=own & Q(offered_at__gte=week)),
            unsigned=Count("pk", filter=own & Q(state=D.OFFERED)),
            late=Count("pk", filter=own & late(today)),
            returns=Count("pk", filter=Q(state=D.RETURN_ASKED)),
            extensions=Count("pk", filter=Q(pk__in=asked(Extension, visible).values("desk"))),
            redos=Count("pk", filter=Q(pk__in=asked(Redo, visible).filter(voided_at=None).values("desk"))),
        )
    )
    if is_office(actor):
        found |= Item.objects.visible_to(actor).aggregate(
            withdrawals=Count("pk", filter=wants_back()), accepted=Count("pk", filter=to_hand_out())
        )
    return found


def asked(model, visible):
    """Undecided requests on visible desks, as long as their desk is where they can be decided."""
    found = model.objects.filter(decision="", desk__in=visible.values("pk"), desk__state__in=DECIDABLE[model])
    return found.filter(round=F("desk__round")) if model is Extension else found


def wants_back():
    return Q(state__in=[State.HANDLING, State.ANSWERED], withdrawal_asked_at__isnull=False, voided_at=None)


def to_hand_out():
    return Q(state=State.ACCEPTED, voided_at=None)


def waiting(actor, tab):
    """The requests of one tab, oldest first."""
    visible = Assignment.objects.visible_to(actor)
    if tab == "returns":
        return [of_return(row, actor) for row in returns(visible)]
    if tab in OF_ITEMS:
        condition = wants_back() if tab == "withdrawals" else to_hand_out()
        items = Item.objects.visible_to(actor).filter(condition).prefetch_related("authorships")
        order = F("withdrawal_asked_at" if tab == "withdrawals" else "holder_since").asc(nulls_first=True)
        build = of_withdrawal if tab == "withdrawals" else of_accepted
        return [build(item) for item in items.order_by(order, "pk")[:MOST]]
    if tab == "extensions":
        rows = asked(Extension, visible).select_related(*ON_DESK, "asked_by__user")
        return [of_extension(row) for row in rows.order_by("asked_at", "pk")[:MOST]]
    rows = asked(Redo, visible).filter(voided_at=None).select_related(*ON_DESK, "asked_by")
    return [of_redo(row) for row in rows.order_by("asked_at", "pk")[:MOST]]


ON_DESK = ("desk__item", "desk__department")


def returns(visible):
    """Hand-back requests with how often their item has come back already."""
    before = Assignment.objects.filter(item=OuterRef("desk__item"), state=D.RETURNED).order_by()
    before = before.values("item").annotate(number=Count("pk")).values("number")
    rows = asked(Handback, visible).select_related(*ON_DESK, "reason", "proposed", "asked_by__user")
    rows = rows.annotate(before=Coalesce(Subquery(before), Value(0)))
    return rows.order_by("asked_at", "pk")[:MOST]


def of_return(row, actor):
    limit = rulebook.value(actor.organisation_id, "handback_window_decider_after")
    proposed = row.proposed.name if row.proposed else row.proposed_text
    note = f"这件已退办 {row.before} 次，" if row.before else ""
    note += "由负责人决定。" if row.before + 1 >= limit else ""
    return Waiting(
        row.desk.item, row.desk, row.asked_at, f"{row.desk.unit_short} {row.asked_by.user.name}",
        f"{row.reason.label}：{row.note} 建议由{proposed}办理。", steps_of(row.desk, "grant_return", "refuse_return"),
        note.rstrip("，"),
    )  # fmt: skip


def of_extension(row):
    text = f"原期限 {cn_time(row.old_due)}，申请延至 {cn_time(row.until)}。{row.reason}"
    return Waiting(
        row.desk.item, row.desk, row.asked_at, f"{row.desk.unit_short} {row.asked_by.user.name}", text,
        steps_of(row.desk, "grant_extension", "refuse_extension"),
    )  # fmt: skip


def of_redo(row):
    who = row.asked_by.name if row.asked_by else "提案委"
    return Waiting(
        row.desk.item, row.desk, row.asked_at, who, f"第 {row.round} 轮不满意：{row.reason}",
        steps_of(row.desk, "grant_redo", "refuse_redo"),
    )  # fmt: skip


def of_withdrawal(item):
    first = item.first_author
    return Waiting(
        item, None, item.withdrawal_asked_at, first.name if first else "", item.withdrawal_reason,
        (("item", item.slug, "grant_withdrawal", "同意撤回"), ("item", item.slug, "refuse_withdrawal", "不同意")),
    )  # fmt: skip


def of_accepted(item):
    return Waiting(
        item, None, item.holder_since or item.accepted_at, "", "已受理，还没有承办单位。",
        (("item", item.slug, "dispatch", "交办"),),
    )  # fmt: skip


def steps_of(desk, yes, no):
    """The two steps a request leads to, with the words of their declaration."""
    steps = type(desk).steps()
    return tuple(("desk", desk.slug, name, steps[name].step.label) for name in (yes, no))


def age(since, now=None):
    """How long a desk has lain: 今天 09:14, 2 天."""
    days = (timezone.localdate(now or timezone.now()) - timezone.localdate(since)).days
    return f"{days} 天" if days else f"今天 {timezone.localtime(since):%H:%M}"
