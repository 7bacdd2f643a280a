"""What the review desk proposes, each with its ground: which department, and until when under each class."""

from copy import copy
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.db.models import Count, F, JSONField, OuterRef, Q
from django.db.models.functions import JSONObject
from django.utils import timezone

from dispatch.desks.dispatching import HANDLE_LIMIT
from dispatch.models import Assignment, Department
from dispatch.states import ANSWERING, GONE
from suggestions.states import Complexity, Kind
from weijianyi.bundling import PackedRows
from weijianyi.clock import deadlines
from weijianyi.clock.calendars import calendar_for
from weijianyi.clock.due import explain
from weijianyi.clock.limits import limit_for
from weijianyi.clock.models import Deadline
from weijianyi.clock.templatetags.clock import cn_date
from weijianyi.clock.workdays import DayKind

YEAR = timedelta(days=365)
COMMON = {"管理", "服务", "公共", "工作", "城区", "建设", "办理"}  # pairs that say nothing about a duty


def departments(item, now=None):
    """Active departments of the item's organisation, each with `same_kind`: matters of this category in a year."""
    since = (now or timezone.now()) - YEAR
    alike = Q(
        desks__item__category=item.category_id, desks__role__in=ANSWERING, desks__offered_at__gte=since
    ) & ~Q(desks__state__in=GONE)
    found = Department.objects.filter(organisation_id=item.organisation_id, active=True)
    return found.annotate(same_kind=Count("desks", filter=alike)).order_by("pk")


def departments_for(items, now=None):
    """{category: departments as `departments` gives them}, for items of one organisation, in one statement."""
    since, categories = (now or timezone.now()) - YEAR, {item.category_id for item in items}
    handled = Assignment.objects.filter(
        item__category__in=categories, department=OuterRef("pk"), role__in=ANSWERING, offered_at__gte=since
    ).exclude(state__in=GONE)
    counted = handled.order_by().values("item__category").annotate(number=Count("pk"))
    counted = counted.values(packed=JSONObject(category=F("item__category"), number=F("number")))
    every = Department.objects.filter(organisation_id=items[0].organisation_id, active=True)
    found = {category: [] for category in categories}
    for department in every.annotate(handled=PackedRows(counted, output_field=JSONField())).order_by("pk"):
        number = {row["category"]: row["number"] for row in department.handled}
        for category in categories:
            found[category].append(copy(department))
            found[category][-1].same_kind = number.get(category, 0)
    return found


def suggest(item, departments):
    """(department, its ground in a sentence), or (None, "") where nothing speaks for anyone."""
    candidates = [d for d in departments if not d.relays]
    total = sum(d.same_kind for d in candidates)
    best, ground, score = None, "", 0
    for department in candidates:
        wished = bool(item.wished_unit) and item.wished_unit in (department.name, department.short_name)
        duty, shared = nearest_duty(item, department)
        points = 4 * wished + 2 * min(shared, 3) + (3 * department.same_kind / total if total else 0)
        if points > score:
            best, score = department, points
            ground = in_words(wished, duty, department.same_kind, total)
    return best, ground


def matching(item, departments, most=3):
    """[(department, duty)]: the units whose duty lists fit the item best."""
    found = [(d, *nearest_duty(item, d)) for d in departments if not d.relays]
    best = sorted((row for row in found if row[2]), key=lambda row: (-row[2], row[0].pk))
    return [(department, duty) for department, duty, _ in best[:most]]


def in_words(wished, duty, handled, total):
    """The grounds that hold, in one line."""
    grounds = ["委员建议由该单位办理"] if wished else []
    if duty:
        grounds.append(f"职责清单“{duty}”")
    if handled:
        most = f"近一年同类 {total} 件" + (
            "均由该单位办理" if handled == total else f"，其中 {handled} 件由该单位办理"
        )
        grounds.append(most)
    return "；".join(grounds)


def nearest_duty(item, department):
    """(the duty that shares most word pairs with the item, how many)."""
    text = pairs(f"{item.title}，{item.situation}，{item.advice}")
    found = [(len(pairs(duty) & text), duty) for duty in department.duties.splitlines() if duty.strip()]
    shared, duty = max(found, default=(0, ""), key=lambda row: row[0])
    return (duty.strip(), shared) if shared else ("", 0)


@lru_cache(maxsize=4096)
def pairs(text):
    return frozenset(text[i : i + 2] for i in range(len(text) - 1)) - COMMON


@dataclass(frozen=True)
class Term:
    """One class of difficulty with the day it would lead to if handed out now."""

    value: str
    label: str
    length: str
    due_on: date
    skipped: str
    provisional: bool
    closing: str

    @property
    def day(self):
        return cn_date(self.due_on)


def terms(item, now=None):
    """A Term per class, for dispatch at this moment; only suggestions know classes."""
    now = now or timezone.now()
    calendar = calendar_for(item.organisation_id)
    classes = Complexity.choices if item.kind == Kind.SUGGESTION else [(Complexity.NORMAL.value, "答复")]
    return [term(item, value, label, calendar, now) for value, label in classes]


def term(item, value, label, calendar, now):
    code = HANDLE_LIMIT[value] if item.kind == Kind.SUGGESTION else "reply"
    limit = limit_for(item.organisation_id, item.kind, code, timezone.localdate(now))
    clock = Deadline(
        organisation_id=item.organisation_id, kind=item.kind, started_at=now, unit=limit.unit, value=limit.value,
        fixed_date=limit.fixed_date,
    )  # fmt: skip
    day = deadlines.computed_due(clock, calendar, [])
    skipped = [
        line.day for line in explain(calendar, timezone.localdate(now), day, limit.unit) if not line.count
    ]
    closing = deadlines.cutoff_for(item.organisation_id, now)
    return Term(
        value, label, clock.limit_text, day, skipped_in_words(skipped),
        calendar.provisional(day), f"{closing:%H:%M}",
    )  # fmt: skip


def skipped_in_words(days):
    """已避开周末和元旦, or nothing."""
    names = [d.name for d in days if d.kind == DayKind.HOLIDAY and d.name]
    if any(d.kind == DayKind.WEEKEND for d in days):
        names.insert(0, "周末")
    return "已避开" + "、".join(dict.fromkeys(names)) if names else ""
