"""The figures a bulletin prints, as plain data: the only module of the bulletins that asks `dispatch.figures`."""

from django.db.models import Case, Count, Q, Value, When

from dispatch.bulletins import beside as bulletin_beside
from dispatch.bulletins import tables as bulletin_tables
from dispatch.figures import ahead, bases, levels, narrowing, passes, shares
from dispatch.figures.desk_conditions import last_replies
from dispatch.figures.measures import MEASURES, STOCK
from dispatch.figures.period import MONTHS, Period
from dispatch.figures.scope import PLAIN
from dispatch.models import Assignment, Rating, Supervision
from suggestions.models import Claim, Item
from suggestions.states import UNDER_REVIEW, Kind
from weijianyi import rulebook
from weijianyi.clock.workdays import morning

NOTHING = shares.NOTHING
KEPT = [key for key in MEASURES if key not in STOCK]  # what can be counted again later
MOST = 20_000  # rows of one metric whose numbers are kept for a correction


def period_of(bulletin):
    return Period(bulletin.first, bulletin.last, bulletin.cutoff_at, frozen=True)


def snapshot(actor, kind, days, tables):
    """Everything the sections and tables of that kind may say; plain numbers and words, ready for JSON."""
    previous = days.months_before(MONTHS[kind])
    now = counted(actor, days, kind)
    links = levels.split(actor, days)
    return {
        "cutoff": days.until.isoformat(),
        # What does not fit 微建议 is not counted, and an uncounted number is not 0.
        "counts": {key: count_of(key, now, links) for key in MEASURES if now.knows(key) or key in links},
        "rates": rates(now, days),
        "days": {key: f.value for key, f in shares.durations(now.days, days.until).items()},
        "months": [[f"{m.first:%Y-%m}", submitted, closed] for m, submitted, closed in now.months],
        "classes": classes(actor, days),
        "review": review(actor, days),
        "beside": bulletin_beside.made(actor, kind, days, previous),
        "tables": bulletin_tables.made(actor, kind, days, tables, now),
        "least": rulebook.value(actor.organisation_id, "ranking_min_cases"),
        "satisfied": rulebook.value(actor.organisation_id, "satisfied_grades"),
    }


def counted(actor, days, kind):
    """The period, the year before and the period before."""
    return ahead.beside(actor, days, passes.of_bulletin(days, MONTHS[kind]), tuple(MEASURES.values()))


def count_of(key, now, links):
    """{now, before, year}: the last two are None for what is a stock, or was not counted."""
    measure = MEASURES[key]
    found = {"label": measure.label, "unit": bases.UNITS[measure.table], "definition": measure.definition}
    if key in links and key not in now.whole:
        return found | {"now": links[key], "before": None, "year": None}
    stock = key in STOCK
    return found | {
        "now": now[key], "before": None if stock else now[shares.PREVIOUS + key],
        "year": None if stock else now[shares.LAST + key],
    }  # fmt: skip


def rates(now, days):
    return {
        key: {
            "label": f.label, "value": f.value, "over": f.numerator, "under": f.denominator,
            "before": f.previous.rstrip("%"), "year": f.before.rstrip("%"), "definition": f.definition,
        }
        for key, f in shares.rates(now, days.until).items()
    }  # fmt: skip


def classes(actor, days):
    """[[letter and label, how many]] of the last replies of the desks first answered in the period."""
    words = {e.code: e for e in rulebook.entries(actor.organisation_id, "result_class")}
    desks = MEASURES["desk_answered"].rows(actor, days).order_by().values("pk")
    found = last_replies(since=morning(days.first)).filter(desk__in=desks).values_list("code_now")
    tally = {code: number for code, number in found.annotate(n=Count("pk")) if code}
    named = [(words.get(code), code, n) for code, n in tally.items()]
    rows = [
        [f"{w.data.get('letter', '')} {w.label}".strip() if w else code, n, w.order if w else 99]
        for w, code, n in named
    ]
    return [[label, n] for label, n, _ in sorted(rows, key=lambda row: row[2])]


def review(actor, days):
    """What waits for the office's reading, and how much of it is late."""
    waiting = Item.objects.visible_to(actor).valid().filter(kind=Kind.SUGGESTION, state__in=UNDER_REVIEW)
    return waiting.aggregate(waiting=Count("pk"), late=Count("pk", filter=Q(next_due__lt=days.today)))


# -- what is behind the frozen figures -------------------------------------------------------------
def basis(actor, days, keys=tuple(MEASURES), scope=PLAIN, counts=()):
    """{metric: row ids} of every count, a statement a base; None where there are too many to keep. `counts` of a
    snapshot, where there is one: what is too many by them is not even read."""
    many = {key for key in counts if (counts[key]["now"] or 0) > MOST}
    asked = [key for key in keys if key not in many]
    found = {key: [] for key in asked}
    for base, measures in passes.by_base([MEASURES[key] for key in asked], scope).items():
        rows = narrowing.touched(base(actor, scope).order_by("pk"), base, [days], asked)
        marks = {f"is_{m.key}": marked(m, days, actor.organisation_id, scope) for m in measures}
        for pk, *counted in rows.annotate(**marks).values_list("pk", *marks).iterator():
            for measure, yes in zip(measures, counted, strict=True):
                if yes:
                    found[measure.key].append(pk)
    return {key: found[key] if key in found and len(found[key]) <= MOST else None for key in keys}


def marked(measure, days, organisation_id, scope):
    """Whether the measure counts the row."""
    return Case(When(measure.picks(days, organisation_id, scope), then=Value(True)), default=Value(False))


def moved(actor, days, kept):
    """[(metric, table, then, now, gone ids, come ids)] of the metrics whose rows are others than those kept."""
    known, rows = [key for key in KEPT if kept.get(key) is not None], []
    today = basis(actor, days, known)
    for key in known:
        then, now = kept[key], today[key]
        if now is None:
            continue
        gone, come = sorted(set(then) - set(now)), sorted(set(now) - set(then))
        if gone or come:
            rows.append((MEASURES[key], len(then), len(now), gone, come))
    return rows


MODELS = {
    bases.ITEM: (Item, "pk"), bases.DESK: (Assignment, "item"), bases.RATING: (Rating, "reply__desk__item"),
    bases.CLAIM: (Claim, "item"), bases.SUPERVISION: (Supervision, "desk__item"),
}  # fmt: skip


def items_of(table, ids):
    """{row id: item id}, void rows included; members are no items."""
    if table not in MODELS:
        return {}
    model, to_item = MODELS[table]
    return dict(model._base_manager.filter(pk__in=ids).values_list("pk", to_item))
