"""What a bulletin says beside 微建议: proposals, 社情民意, the studios; plain data, frozen with the rest."""

from dataclasses import replace

from dispatch.bulletins.states import BulletinKind
from dispatch.figures import bases, counting, opinions, report_counting, report_measures, shares
from dispatch.figures.measures import MEASURES
from dispatch.figures.scope import Scope
from suggestions.states import Kind
from suggestions.upward import reporting as reporting_up
from weijianyi.audit.models import SYSTEM

OF_PROPOSALS = (
    "submitted", "filed", "filed_by_merging", "collective", "dispatched", "replied", "desk_answered", "desk_solved",
    "satisfied", "rated", "desk_face_to_face", "desk_due", "desk_on_time",
)  # fmt: skip
RATES = (
    "filing_rate", "collective_share", "reply_rate", "on_time_rate", "satisfaction", "solved_rate", "face_rate",
)  # fmt: skip
OF_REPORTS = (
    "received", "used", "issues", "sent_above", "adopted_above", "instructed", "instructions", "forwarded",
    "fed_back",
)  # fmt: skip


def made(actor, kind, days, before):
    """{part: {counts, rates}} of what that kind of bulletin speaks of."""
    return {name: MAKERS[name](actor, days, before) for name in parts_of(kind)}


def parts_of(kind):
    if kind == BulletinKind.MONTH:
        return ()
    return ("studios", "reports", "proposals") if kind == BulletinKind.YEAR else ("studios", "reports")


def proposals(actor, days, before):
    scope = Scope(Kind.PROPOSAL)
    now, earlier = (of_proposals(actor, p) for p in (days, before))
    last = shares.rates(earlier, days.until)
    counts = {
        key: {
            "label": MEASURES[key].label, "unit": bases.UNITS[MEASURES[key].table], "now": now[key],
            "before": earlier[key], "year": now[shares.LAST + key], "definition": MEASURES[key].text(scope),
        }
        for key in OF_PROPOSALS
    }  # fmt: skip
    rates = {
        key: {
            "label": f.label, "value": f.value, "over": f.numerator, "under": f.denominator, "before": last[key].value,
            "year": f.before.rstrip("%"), "definition": f.definition,
        }
        for key, f in shares.rates(now, days.until).items() if key in RATES
    }  # fmt: skip
    return {"counts": counts, "rates": rates}


def whole(actor):
    """The system, for the organisation of whoever drafts: the office reads no report, yet their number is public."""
    return replace(actor, kind=SYSTEM)


def reports(actor, days, before):
    now, earlier = (of_reports(actor, p) for p in (days, before))
    counts = {
        key: {
            "label": m.label, "unit": m.unit, "now": now[key], "before": earlier[key], "year": now[shares.LAST + key],
            "definition": m.definition,
        }
        for key, m in report_measures.MEASURES.items() if key in OF_REPORTS
    }  # fmt: skip
    rates = {r.key: rate(r.label, r.over, r.under, r.definition, counts) for r in report_measures.RATES}
    return {"counts": counts, "rates": rates}


def studios(actor, days, before):
    now, earlier, year = (opinions.counted(actor, p) for p in (days, before, days.year_before()))
    counts = {
        m.key: {
            "label": m.label, "unit": "件", "now": now[m.key], "definition": m.definition,
            "before": earlier[m.key], "year": year[m.key],
        }
        for m in opinions.MEASURES
    }  # fmt: skip
    rates = {
        f"{key}_rate": rate(
            f"{opinions.BY_KEY[key].label}占收到", key, "received", f"{label} ÷ 收到。", counts
        )
        for key, label in (("handled", "反映和处理"), ("solved", "推动解决"))
    }
    return {"counts": counts, "rates": rates}


def of_proposals(actor, days):
    return counting.numbers(actor, days, Scope(Kind.PROPOSAL), [MEASURES[key] for key in OF_PROPOSALS])


def of_reports(actor, days):
    return report_counting.counted(whole(actor), days, reporting_up.levels_of(actor.post.organisation))


COUNTED = {"studios": opinions.counted, "reports": of_reports, "proposals": of_proposals}
MAKERS = {"studios": studios, "reports": reports, "proposals": proposals}


def rate(label, over, under, definition, counts):
    def at(when):
        return shares.share(counts[over][when], counts[under][when])

    return {
        "label": label, "value": at("now"), "over": counts[over]["now"], "under": counts[under]["now"],
        "before": at("before"), "year": at("year"), "definition": definition,
    }  # fmt: skip


def by_studio(actor, days):
    """By name: no ranking."""
    rows = [
        {
            "name": row["studio__name"], "received": row["received"], "handled": row["handled"],
            "solved": row["solved"], "share": shares.share(row["solved"], row["received"]),
        }
        for row in opinions.by_studio(actor, days)
    ]  # fmt: skip
    return sorted(rows, key=lambda row: row["name"])
