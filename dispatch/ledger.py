"""台账: which rows somebody sees, under which filters, in which order; the page and the workbook share them."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import DateField, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from dispatch.figures.bases import DESK, ITEM, NO_DESK, RATING
from dispatch.figures.conditions import overdue
from dispatch.figures.measures import MEASURES
from dispatch.figures.period import chosen
from dispatch.ledger_columns import COLUMNS, OF_DESK, USUAL
from dispatch.models import Assignment, Rating
from dispatch.states import ANSWERING, Dimension
from suggestions import searching
from suggestions.models import Authorship, Item

VOID, NONE = "void", "none"
MOST = 1000  # what is counted exactly; above it the page says 1000+
NEVER = Value(date.max, output_field=DateField())
# The way from a row to its item, to its desk, and the moment it is sorted by.
TO_ITEM = {ITEM: "", DESK: "item__", RATING: "reply__desk__item__"}
TO_DESK = {DESK: "", RATING: "reply__desk__"}
MOMENT = {ITEM: Coalesce("submitted_at", "created_at"), DESK: F("offered_at"), RATING: F("occurred_at")}
DUE = {ITEM: "next_due", DESK: "due_on", RATING: "reply__desk__due_on"}
SORTS = {
    "new": ("新的在前", ("-moment", "-pk")),
    "old": ("旧的在前", ("moment", "pk")),
    "due": ("期限近的在前", ("due_key", "pk")),
}


@dataclass(frozen=True)
class Ledger:
    """One question put to the ledger."""

    table: str
    found: object  # the plain queryset, to count
    rows: object  # the same as a queryset of named tuples: pk, slug, moment, due_key, the columns' sources
    order: tuple
    columns: tuple
    period: object = None
    measure: object = None

    def number(self, most=MOST):
        """How many rows, at most one more than `most`."""
        return self.found.order_by().values("pk")[: most + 1].count()


def asked(actor, wanted, params, now):
    """`wanted` is the cleaned filter form, `params` the address with measure, days and columns."""
    measure, period = MEASURES.get(params.get("metric", "")), None
    if measure:
        period = chosen(params, now)
        rows = measure.rows(actor, period)
    else:
        rows = Item.objects.visible_to(actor)
        rows = rows.exclude(voided_at=None) if wanted.get("state") == VOID else rows.valid()
        if wanted.get("from") or wanted.get("to"):
            period = chosen({"from": params.get("from"), "to": params.get("to")}, now)
            rows = rows.filter(period.within("submitted_at"))
    table = measure.table if measure else ITEM
    columns = picked(table, params.getlist("cols"))
    found = narrowed(rows, table, actor, wanted, timezone.localdate(now))
    sort = params.get("sort") if params.get("sort") in SORTS else "new"
    return Ledger(table, found, shaped(found, table, columns), SORTS[sort][1], columns, period, measure)


def only(found, slugs):
    """The same question asked of the ticked rows alone."""
    rows = found.found.filter(**{f"{TO_DESK.get(found.table, '')}slug__in": slugs})
    return replace(found, found=rows, rows=shaped(rows, found.table, found.columns))


def narrowed(rows, table, actor, wanted, today):
    """The filters of the page, whatever the table."""
    item = TO_ITEM[table]
    for name in ("kind", "state", "category"):
        value = wanted.get(name)
        if value and value != VOID:
            rows = rows.filter(**{f"{item}{name}": None if value == NONE else value})
    if wanted.get("author"):
        authors = Authorship.objects.filter(name__contains=wanted["author"], remote=False)
        rows = rows.filter(**{f"{item}pk__in": authors.values("item")})
    if wanted.get("q"):
        rows = rows.filter(**{f"{item}pk__in": searching.search(actor, wanted["q"]).values("pk")})
    rows = rows.filter(of_department(table, wanted.get("department")), late(table, wanted, today))
    return rows.filter(waiting(table, wanted), this_week(table, wanted, today), graded(table, wanted))


def waiting(table, wanted):
    """What the office holds now."""
    return Q(**{f"{TO_ITEM[table]}holder_kind": "office"}) if wanted.get("mine") else Q()


def this_week(table, wanted, today):
    """Due from today to Sunday."""
    if wanted.get("due") != "week":
        return Q()
    sunday = today + timedelta(days=6 - today.weekday())
    return Q(**{f"{DUE[table]}__range": (today, sunday)})


def graded(table, wanted):
    """A standing verdict on the result of any desk of the item."""
    if not wanted.get("grade"):
        return Q()
    found = Rating.objects.filter(voided_at=None, dimension=Dimension.RESULT, grade=wanted["grade"])
    return Q(**{f"{TO_ITEM[table]}pk__in": found.values("reply__desk__item")})


def of_department(table, department):
    if not department:
        return Q()
    if table != ITEM:
        return Q(**{f"{TO_DESK[table]}department": department})
    desks = Assignment.objects.filter(item=OuterRef("pk"), department=department)
    return Q(Exists(desks.exclude(state__in=NO_DESK)))


def late(table, wanted, today):
    if not wanted.get("overdue"):
        return Q()
    desks = Assignment.objects.filter(overdue(Today(today)), role__in=ANSWERING)
    if table == ITEM:
        return Q(Exists(desks.filter(item=OuterRef("pk"))))
    return Q(**{f"{TO_DESK[table]}pk__in": desks.values("pk")})


@dataclass(frozen=True)
class Today:
    """As much of a Period as 超期 asks for."""

    today: date


def picked(table, keys):
    """The columns asked for, in their own order; number and title always."""
    keys = {key for part in keys for key in part.split(",")}
    found = [c for c in COLUMNS[table] if c.key in keys]
    if not found:
        return tuple(c for c in COLUMNS[table] if c.key in USUAL[table])
    return tuple(c for c in COLUMNS[table] if c in found or c.key in ("number", "title"))


def shaped(rows, table, columns):
    """Only what is shown is read, as named tuples."""
    sources = {
        "slug": F(f"{TO_ITEM[table]}slug"),
        "pick": F(f"{TO_DESK.get(table, '')}slug"),
        "moment": MOMENT[table],
        "due_key": Coalesce(DUE[table], NEVER),
    }
    for column in columns:
        prefix = TO_DESK.get(table, "") if column in OF_DESK else TO_ITEM[table]
        sources |= {f"{column.key}_{n}": source for n, source in enumerate(column.sources(prefix))}
    names = {f"c_{key}": source for key, source in sources.items() if key not in ("moment", "due_key")}
    keys = {key: sources[key] for key in ("moment", "due_key")}
    return rows.order_by().annotate(**names, **keys).values_list("pk", *names, *keys, named=True)


def cells(row, columns):
    """The printed values of one row."""
    width = {column.key: len(column.sources("")) for column in columns}
    return [c.show(*(getattr(row, f"c_{c.key}_{n}") for n in range(width[c.key]))) for c in columns]
