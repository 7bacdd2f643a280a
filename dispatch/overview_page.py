"""What the overview prints: tiles, tables, bars and charts, each number with the address of the list behind it."""

from django.urls import reverse

from dispatch import charts
from dispatch.figures import shares
from dispatch.figures.measures import AGES, HOLDERS

FEW = 3  # a unit with fewer cases is listed apart: one case more or less would turn its rate around
GRADES = (("satisfied", "满意", "k-ok"), ("mostly", "基本满意", "k-ok2"), ("dissatisfied", "不满意", "k-bad"))
NARROW_MONTHS = 6
SHOWN = (
    "desk_offered", "desk_replied", "desk_on_time", "desk_due", "overdue", "satisfied", "rated",
    "grade_dissatisfied",
)  # fmt: skip


def sections(counts, days):
    """The context of templates/dispatch/overview.html."""
    return {
        "headline": headline(counts, days), "rates": table(counts, days),
        "wide": months(counts, days, charts.WIDE), "narrow": months(counts, days, charts.NARROW, NARROW_MONTHS),
        "months": month_rows(counts), "ratings": ratings(counts, days), "units": units(counts, days),
        "categories": categories(counts, days), "holders": stock(counts, days, HOLDERS, "held_{}"),
        "ages": stock(counts, days, [(a, label) for a, _, label in AGES], "age_{}"),
        "open": {"value": counts["open"], "url": link("open", days)},
    }  # fmt: skip


def link(key, days, **more):
    """The list behind a number."""
    return f"{reverse('ledger')}?{days.query(metric=key, **more)}"


def headline(counts, days):
    """Six figures, each with what it was made of."""
    rate, spans = shares.rates(counts, days.until), shares.durations(counts.days, days.until)
    late = counts["overdue"]
    return [
        tile("委员提交", counts["submitted"], "件", compared(counts), link("submitted", days)),
        tile("受理", counts["accepted"], "件", f"另 {counts['turned']} 件转为提案等", link("accepted", days)),
        tile_of(rate["reply_rate"], f"{counts['replied']} / {counts['dispatched']} 件", days),
        tile_of(rate["satisfaction"], f"已评 {counts['rated']} 份，解决率 {said(rate['solved_rate'])}", days),
        tile_of(spans["mean_days"], f"中位 {spans['median_days'].value}，{counts['desk_answered']} 件", days),
        tile("超期未复", late, "件", "截至统计时", link("overdue", days), "bad" if late else ""),
    ]  # fmt: skip


def tile(label, value, unit, note, url, tone=""):
    return {"label": label, "value": value, "unit": unit, "note": note, "url": url, "tone": tone}


def tile_of(figure, note, days):
    return tile(figure.label, figure.value, figure.unit, note, link(figure.over, days))


def said(figure):
    return f"{figure.value}{figure.unit}"


def compared(counts):
    now, before = counts["submitted"], counts["last_submitted"]
    if not before:
        return "上年同期没有数据"
    if now == before:
        return "与上年同期持平"
    return f"较上年同期{'多' if now > before else '少'} {abs(now - before)} 件"


def table(counts, days):
    """Every rate with numerator, denominator, last year's value and its definition; the links lead to both lists."""
    before = days.year_before()
    return [
        {
            "figure": figure, "over": link(figure.over, days), "under": link(figure.under, days),
            "before": link(figure.under, before) if figure.before != shares.NOTHING else "",
        }
        for figure in shares.rates(counts, days.until).values()
    ]  # fmt: skip


def month_rows(counts):
    return [
        {
            "month": month, "submitted": submitted, "closed": closed,
            "submitted_url": link("submitted", month), "closed_url": link("closed", month),
        }
        for month, submitted, closed in counts.months
    ]  # fmt: skip


def months(counts, days, drawing, most=12):
    """The column chart of the newest months."""
    rows = counts.months[-most:]
    unfinished = rows[-1][0].last if rows and days.last == days.today else None
    groups = [
        (
            f"{month.first.month}月", (submitted, closed),
            {"url": link("submitted", month), "now": month.last == unfinished, "first": month.first},
        )
        for month, submitted, closed in rows
    ]  # fmt: skip
    return charts.columns(drawing, groups)


def ratings(counts, days):
    """The parts of the verdicts; 未表态 stands beside and in no rate."""
    parts = [
        {"label": label, "tone": tone, "value": counts[f"grade_{grade}"], "url": link(f"grade_{grade}", days)}
        for grade, label, tone in GRADES
    ]
    lapsed = {"label": "未表态", "tone": "k-un", "value": counts["lapsed"], "url": link("lapsed", days)}
    rate = shares.rates(counts, days.until)
    return {
        "parts": [*parts, lapsed], "arcs": charts.ring([(part["tone"], part["value"]) for part in parts]),
        "rate": rate["satisfaction"], "first": rate["first_satisfaction"], "solved": rate["solved_rate"],
        "rated": {"value": counts["rated"], "url": link("rated", days)},
        "paper": {"value": counts["on_paper"], "url": link("on_paper", days)},
        "redone": {"value": counts["redone"], "url": link("redone", days)},
    }  # fmt: skip


def units(counts, days):
    """(units with enough cases, the others): by volume, no ranking."""
    rows = [unit_row(unit, days) for unit in counts.units if any(unit[key] for key in SHOWN)]
    return {
        "many": [row for row in rows if row["desk_offered"]["value"] >= FEW],
        "few": [row for row in rows if row["desk_offered"]["value"] < FEW],
    }


def unit_row(unit, days):
    cells = {key: {"value": unit[key], "url": link(key, days, department=unit.pk)} for key in SHOWN}
    replied, offered = unit["desk_replied"], unit["desk_offered"]
    rate = replied / offered if offered else None
    return cells | {
        "name": unit.name,
        "rate": rate,
        "low": unit["overdue"] > 0,
        "mean": shares.mean(unit.days),
    }


def categories(counts, days):
    rows = [
        {"label": label, "value": number, "url": link("submitted", days, category=pk or "none")}
        for pk, label, number in counts.categories
    ]
    return {"bars": rows, "top": rows[0]["value"] if rows else 1}


def stock(counts, days, parts, name):
    """What is open now, by holder or by age."""
    rows = [
        {"label": label, "value": counts[name.format(key)], "url": link(name.format(key), days)}
        for key, label in parts
    ]
    return {"bars": rows, "top": max((row["value"] for row in rows), default=0) or 1}
