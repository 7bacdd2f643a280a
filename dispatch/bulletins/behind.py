"""The rows behind what stands beside 微建议 in a bulletin, kept at its figures and compared with those of today."""

from dispatch.bulletins import beside as bulletin_beside
from dispatch.bulletins import figures as bulletin_figures
from dispatch.bulletins.figures import MOST
from dispatch.figures import opinions, report_bases, report_measures
from dispatch.figures.measures import MEASURES
from dispatch.figures.scope import Scope
from dispatch.reports import ledger as report_ledger
from suggestions.models import Item
from suggestions.states import Kind

PROPOSALS = Scope(Kind.PROPOSAL)
NAMES = {"proposals": "提案", "reports": "社情民意", "studios": "群众意见"}


def key_of(part, key):
    """Where the row ids stand in the basis."""
    return f"{part}:{key}"


def basis(actor, days, parts):
    """{part:metric: row ids} of every count those parts print; None where there are too many to keep."""
    found = {}
    for part in parts:
        counted = proposals(actor, days) if part == "proposals" else listed(actor, days, part)
        found |= {key_of(part, key): ids for key, ids in counted.items()}
    return found


def proposals(actor, days):
    return bulletin_figures.basis(actor, days, bulletin_beside.OF_PROPOSALS, PROPOSALS)


def listed(actor, days, part):
    of_reports, found = part == "reports", {}
    eyes = bulletin_beside.whole(actor) if of_reports else actor
    for key in bulletin_beside.OF_REPORTS if of_reports else opinions.BY_KEY:
        rows = measure(part, key).rows(eyes, days)
        ids = sorted(set(rows.order_by().values_list("pk", flat=True)[: MOST + 1]))
        found[key] = ids if len(ids) <= MOST else None
    return found


def measure(part, key):
    known = {"proposals": MEASURES, "reports": report_measures.MEASURES, "studios": opinions.BY_KEY}
    return known[part][key]


def unit(part, key):
    return "件" if part == "studios" else measure(part, key).unit


def label(part, key):
    return f"{NAMES[part]}：{measure(part, key).label}"


def moved(actor, days, kept):
    """[(part, metric, then, now, gone ids, come ids)] of what counts other rows today than those kept."""
    parts = {key.partition(":")[0] for key in kept if ":" in key}
    today, rows = basis(actor, days, [part for part in NAMES if part in parts]), []
    for place, now in today.items():
        part, _, key = place.partition(":")
        then = kept.get(place)
        if then is None or now is None:
            continue
        gone, come = sorted(set(then) - set(now)), sorted(set(now) - set(then))
        if gone or come:
            rows.append((part, key, len(then), len(now), gone, come))
    return rows


def changed(bulletin, actor, days):
    """[(label, then, now)] of the counts that differ today."""
    found = []
    for part, held in bulletin.figures.get("beside", {}).items():
        today = bulletin_beside.COUNTED[part](actor, days)
        rows = [(key, held["counts"][key]["now"], today[key]) for key in held["counts"]]
        found += [(label(part, key), then, now) for key, then, now in rows if then != now]
    return found


def source(part, key):
    """(part, table) whose rows a metric counts; opinions have one table only."""
    return part, "" if part == "studios" else measure(part, key).table


def subjects(actor, part, table, ids):
    """{row id: (thread, address, words)} of the rows this actor may open."""
    if part == "proposals":
        return items_behind(actor, table, ids)
    if part == "studios":
        rows = opinions.Opinion.objects.visible_to(actor).filter(pk__in=ids)
        return {row.pk: (row.thread, row.get_absolute_url(), str(row)) for row in rows}
    rows = report_bases.BASES[table](actor).model.objects.visible_to(actor).filter(pk__in=ids)
    return {row.pk: of_reports(table, row) for row in report_ledger.read_along(table, rows)}


def items_behind(actor, table, ids):
    """The same of items, by the ids of what hangs on them."""
    to_item = bulletin_figures.items_of(table, ids)
    items = Item.objects.visible_to(actor).in_bulk(set(to_item.values()))
    return {pk: of_item(items[item]) for pk, item in to_item.items() if item in items}


def of_reports(table, row):
    words = f"{report_ledger.COLUMNS[table][1].show(row)} {report_ledger.COLUMNS[table][0].show(row)}"
    return getattr(row, "thread", ""), report_ledger.address(table, row), words


def of_item(item):
    return item.thread, item.get_absolute_url(), f"{item.reference} {item.title}"
