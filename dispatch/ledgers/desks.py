"""台账: which rows somebody sees, under which filters, in which order; the page and the workbook share them."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Case, DateField, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from dispatch.bulletins import kept as bulletin_basis
from dispatch.figures import scope as scopes
from dispatch.figures.bases import CLAIM, DESK, ITEM, MEMBER, NO_DESK, RATING, SUPERVISION, TO_DESK, TO_ITEM
from dispatch.figures.conditions import overdue
from dispatch.figures.measures import MEASURES
from dispatch.figures.period import chosen
from dispatch.figures.scope import PLAIN, WHOLE
from dispatch.ledgers.columns import ABROAD, COLUMNS, OF_DESK, USUAL, abroad
from dispatch.models import Assignment, Rating
from dispatch.states import ANSWERING, Dimension
from suggestions.models import Authorship, Item
from suggestions.search import searching

VOID, NONE = "void", "none"
MOST = 1000  # what is counted exactly; above it the page says 1000+
NEVER = Value(date.max, output_field=DateField())
# The moment a row is sorted by, and its due day.
MOMENT = {
    ITEM: Coalesce("submitted_at", "created_at"), DESK: F("offered_at"), RATING: F("occurred_at"),
    CLAIM: F("decided_at"), SUPERVISION: F("opened_at"), MEMBER: F("pk"),
}  # fmt: skip
DUE = {
    ITEM: "next_due", DESK: "due_on", RATING: "reply__desk__due_on", CLAIM: "due_on",
    SUPERVISION: "desk__due_on", MEMBER: "valid_to",
}  # fmt: skip
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
    scope: object = PLAIN

    def number(self, most=MOST):
        """How many rows, at most one more than `most`."""
        return self.found.order_by().values("pk")[: most + 1].count()


def asked(actor, wanted, params, now):
    """`wanted` is the cleaned filter form, `params` the address with measure, days and columns."""
    measure, period, scope = MEASURES.get(params.get("metric", "")), None, PLAIN
    if measure:
        period, scope = chosen(params, now), scopes.chosen(params)
        kept = params.get("bulletin", "")
        rows = (
            bulletin_basis.rows_of(actor, measure, kept, scope.kind)
            if kept
            else measure.rows(actor, period, scope)
        )
    else:
        rows = Item.objects.visible_to(actor)
        rows = rows.exclude(voided_at=None) if wanted.get("state") == VOID else rows.valid()
        if wanted.get("from") or wanted.get("to"):
            period = chosen({"from": params.get("from"), "to": params.get("to")}, now)
            rows = rows.filter(period.within("submitted_at"))
    table = measure.table if measure else ITEM
    columns = picked(table, params.getlist("cols"))
    if scope.level == WHOLE:
        columns, wanted = abroad(table), {k: v for k, v in wanted.items() if k != "author"}
    found = narrowed(rows, table, actor, wanted, timezone.localdate(now))
    if measure:
        found = of_rows(found, table, params)
    sort = params.get("sort") if params.get("sort") in SORTS else "new"
    shape = shaped(found, table, columns, actor.organisation_id if scope.level == WHOLE else None)
    return Ledger(table, found, shape, SORTS[sort][1], columns, period, measure, scope)


def of_rows(found, table, params):
    """The row of a table of figures the number stands in: a sector, a member, an organisation."""
    asked = {name: params.get(name, "") for name in ("sector", "member", "organisation")}
    key = {name: int(value) for name, value in asked.items() if value.isdecimal() and len(value) < 10}
    if table == MEMBER:
        own = {"sector": "sector", "member": "pk", "organisation": "organisation"}
        found = found.filter(**{own[name]: value for name, value in key.items()})
        return found.filter(sector=None) if asked["sector"] == NONE else found
    item = TO_ITEM[table]
    if "organisation" in key:
        found = found.filter(**{f"{item}organisation": key.pop("organisation")})
    if asked["sector"] == NONE:
        key["sector"] = None
    for name, value in key.items():
        first = Authorship.objects.filter(
            item=OuterRef(f"{item}pk"), order=0, remote=False, member__isnull=False
        )
        found = found.filter(Exists(first.filter(**{"member__sector" if name == "sector" else name: value})))
    return found


def only(found, slugs):
    """The same question asked of the ticked rows alone."""
    rows = found.found.filter(**{f"{TO_DESK.get(found.table, '')}slug__in": slugs})
    return replace(found, found=rows, rows=shaped(rows, found.table, found.columns))


def narrowed(rows, table, actor, wanted, today):
    """The filters of the page, whatever the table; members are no items."""
    if table == MEMBER:
        return rows
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
    if table in TO_DESK:
        return Q(**{f"{TO_DESK[table]}department": department})
    desks = Assignment.objects.filter(item=OuterRef(f"{TO_ITEM[table]}pk"), department=department)
    return Q(Exists(desks.exclude(state__in=NO_DESK)))


def late(table, wanted, today):
    if not wanted.get("overdue"):
        return Q()
    desks = Assignment.objects.filter(overdue(Today(today)), role__in=ANSWERING)
    if table not in TO_DESK:
        return Q(Exists(desks.filter(item=OuterRef(f"{TO_ITEM[table]}pk"))))
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


def shaped(rows, table, columns, own=None):
    """Only what is shown is read, as named tuples; of items outside `own` organisation neither title nor address."""
    item = TO_ITEM.get(table, "")
    slug = F(f"{item}slug") if table != MEMBER else Value("")
    if own:
        ours = When(**{f"{item}organisation": own}, then=slug) if table != MEMBER else None
        slug = Case(ours, default=Value("")) if ours else slug
    pick = F(f"{TO_DESK.get(table, '')}slug") if table != MEMBER else Value("")
    sources = {"slug": slug, "pick": pick, "moment": MOMENT[table], "due_key": Coalesce(DUE[table], NEVER)}
    for column in columns:
        prefix = TO_DESK.get(table, "") if column in OF_DESK else item
        if own and column.key == "title" and table != MEMBER:
            title = Case(When(**{f"{item}organisation": own}, then=F(f"{item}title")), default=Value(ABROAD))
            sources["title_0"] = title
            continue
        sources |= {f"{column.key}_{n}": source for n, source in enumerate(column.sources(prefix))}
    names = {f"c_{key}": source for key, source in sources.items() if key not in ("moment", "due_key")}
    keys = {key: sources[key] for key in ("moment", "due_key")}
    return rows.order_by().annotate(**names, **keys).values_list("pk", *names, *keys, named=True)


def cells(row, columns):
    """The printed values of one row."""
    width = {column.key: len(column.sources("")) for column in columns}
    return [c.show(*(getattr(row, f"c_{c.key}_{n}") for n in range(width[c.key]))) for c in columns]
