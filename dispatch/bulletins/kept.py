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

OVER = {rate.key: (rate.over, rate.under) for rate in RATES}
LISTS = {"studios": "opinion-figures-list", "reports": "report-figures-list", "proposals": "ledger"}
HEADS = {"studios": "群众意见", "reports": "社情民意", "proposals": "提案"}


def rows_of(actor, measure, slug):
    """The rows of that measure as frozen; none for whoever may not open them."""
    table = apps.get_model("dispatch", "BulletinBasis").objects
    found = table.filter(bulletin__slug=slug, bulletin__organisation=actor.organisation_id).first()
    if found is None or not rules.is_inside(actor) or found.rows.get(measure.key) is None:
        return measure.source(actor, PLAIN).none()
    every = bases.BASES[measure.table](actor, PLAIN).model._base_manager.filter(
        pk__in=found.rows[measure.key]
    )
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


def beside(bulletin):
    """[(heading, [(count, address)])]: counted again when opened, with the same days and cut-off."""
    days = Period(bulletin.first, bulletin.last, bulletin.cutoff_at, frozen=True)
    found = []
    for name, part in bulletin.figures.get("beside", {}).items():
        more = {"kind": "proposal"} if name == "proposals" else {}
        rows = [
            (count, f"{reverse(LISTS[name])}?{days.query(metric=key, **more)}")
            for key, count in part["counts"].items()
        ]
        found.append((HEADS[name], rows))
    return found
