"""The lists behind the frozen numbers of a bulletin: the rows that were counted, whatever became of them since."""

from django.apps import apps
from django.urls import reverse
from django.utils.http import urlencode

from dispatch.bulletins import rules
from dispatch.figures import bases
from dispatch.figures.measures import MEASURES
from dispatch.figures.period import Period
from dispatch.figures.rates import RATES
from dispatch.figures.scope import PLAIN
from suggestions.states import Kind
from suggestions.upward import rules as upward_rules

OVER = {rate.key: (rate.over, rate.under) for rate in RATES}
LISTS = {"studios": "opinion-figures-list", "reports": "report-figures-list", "proposals": "ledger"}
HEADS = {"studios": "群众意见", "reports": "社情民意", "proposals": "提案"}
PARTS = {Kind.PROPOSAL: "proposals"}


def ids_of(actor, slug, key):
    """The row ids of one number as frozen, none for whoever may not open them."""
    table = apps.get_model("dispatch", "BulletinBasis").objects
    found = table.filter(bulletin__slug=slug, bulletin__organisation=actor.organisation_id).first()
    return found.rows.get(key) or [] if found and rules.is_inside(actor) else []


def beside_rows(actor, part, measure, rows, slug):
    """Of 社情民意 and residents' opinions: `rows` as counted now, or those frozen in the bulletin of that address."""
    if not slug:
        return rows
    # An opinion that was found doubtful later was still counted: it stays in the list, and opens for nobody new.
    every = rows.model.objects if part == "studios" else rows.model.objects.visible_to(actor)
    return every.filter(pk__in=ids_of(actor, slug, f"{part}:{measure.key}"))


def rows_of(actor, measure, slug, kind=PLAIN.kind):
    """The rows of that measure as frozen; none for whoever may not open them."""
    ids = ids_of(actor, slug, measure.key if kind == PLAIN.kind else f"{PARTS.get(kind)}:{measure.key}")
    every = bases.BASES[measure.table](actor, PLAIN).model._base_manager.filter(pk__in=ids)
    if measure.table in (bases.DESK, bases.RATING):
        return bases.with_clock(every, "pk" if measure.table == bases.DESK else "reply__desk")
    return every


def lines(bulletin):
    """[(count, address of its list or "")] of the counts, and [(rate, addresses of numerator and denominator)]."""
    kept, figures = bulletin.basis.rows, bulletin.figures

    def url(key):
        asked = {"metric": key, "bulletin": bulletin.slug}
        return f"{reverse('ledger')}?{urlencode(asked)}" if kept.get(key) is not None else ""

    counts = [(count, url(key)) for key, count in figures["counts"].items() if key in MEASURES]
    rates = [
        (rate, url(OVER[key][0]), url(OVER[key][1])) for key, rate in figures["rates"].items() if key in OVER
    ]
    return counts, rates


def beside(bulletin, actor):
    """[(heading, [(count, address of its list or "")])]; a bulletin that kept no rows of them counts them again."""
    days = Period(bulletin.first, bulletin.last, bulletin.cutoff_at, frozen=True)
    found = []
    for name, part in bulletin.figures.get("beside", {}).items():
        rows = []
        for key, count in part["counts"].items():
            asked = {"kind": Kind.PROPOSAL} if name == "proposals" else {}
            if f"{name}:{key}" in bulletin.basis.rows:
                asked["bulletin"] = bulletin.slug
            # The office knows how many reports there are, and reads none of them.
            opens = name != "reports" or upward_rules.is_inside(actor)
            rows.append((count, f"{reverse(LISTS[name])}?{days.query(metric=key, **asked)}" if opens else ""))
        found.append((HEADS[name], rows))
    return found
