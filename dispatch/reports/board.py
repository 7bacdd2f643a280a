"""What the figures' page of 社情民意 prints: tiles, measures, sources, rankings, each number with its list."""

from django.urls import reverse

from dispatch.figures import report_counting, shares
from dispatch.figures.report_measures import MEASURES, STOCK, shown
from dispatch.figures.shares import LAST
from suggestions.upward import reporting as reporting_up
from weijianyi import rulebook

DIRECT = ("advice_line", "opinion_line", "politics_line", "masses_line")  # 四个直通车, always printed
RATE = "收到的信息中，到统计时已经采用的占多少：采用 ÷ 收到。"


def link(key, days, **more):
    """The list behind a number."""
    return f"{reverse('report-figures-list')}?{days.query(metric=key, **more)}"


def counts_of(actor, days, organisation):
    return report_counting.counted(actor, days, reporting_up.levels_of(organisation))


def tiles(counts, days):
    """Six figures, each with what it was made of."""
    received, used = counts["received"], counts["used"]
    rate = shares.share(used, received)

    def tile(key, note):
        return {"label": MEASURES[key].label, "value": counts[key], "unit": MEASURES[key].unit, "note": note,
                "url": link(key, days)}  # fmt: skip

    return [
        tile("received", compared(counts, "received")),
        {"label": "采用率", "value": rate, "unit": "" if rate == shares.NOTHING else "%",
         "note": f"采用 {used} / 收到 {received} 条", "url": link("used", days)},
        tile("issues", f"收入信息 {counts['printed']} 条"),
        tile("sent_above", f"报本级党委政府 {counts['sent_1']} 件"),
        tile("adopted_above", f"本级党委政府采用 {counts['adopted_1']} 件"),
        tile("instructed", f"{counts['instructions']} 人次"),
    ]  # fmt: skip


def compared(counts, key):
    now, before = counts[key], counts[LAST + key]
    if not before:
        return "上年同期没有数据"
    return f"上年同期 {before}，{'持平' if now == before else '多' if now > before else '少'}" + (
        "" if now == before else f" {abs(now - before)}"
    )


def table(counts, days, organisation):
    """Every measure with number, the year before and definition."""
    before = days.year_before()
    rows = [
        {
            "label": m.label, "value": counts[m.key], "unit": m.unit, "url": link(m.key, days), "text": m.definition,
            "before": None if m.key in STOCK else counts[LAST + m.key], "before_url": link(m.key, before),
        }
        for m in shown(reporting_up.levels_of(organisation))
    ]  # fmt: skip
    rate = shares.share(counts["used"], counts["received"])
    last = shares.share(counts[f"{LAST}used"], counts[f"{LAST}received"])
    rows.insert(2, {
        "label": "采用率", "value": rate, "unit": "" if rate == shares.NOTHING else "%", "url": link("used", days),
        "text": RATE, "before": last if last == shares.NOTHING else f"{last}%", "before_url": link("used", before),
    })  # fmt: skip
    return rows


def ranking(actor, days, dimension, order):
    """The ranking of one dimension, with a list behind every number."""
    least = rulebook.value(actor.organisation_id, "ranking_min_cases")
    rows = report_counting.units(actor, days, dimension)
    placed, few, none = report_counting.ranked(rows, order, least)
    return {
        "placed": [unit_row(row, days, dimension) for row in placed],
        "few": [unit_row(row, days, dimension) for row in few],
        "none": unit_row(none, days, dimension) if none else None, "least": least,
    }  # fmt: skip


def unit_row(row, days, dimension):
    cells = {
        key: {"value": row[key], "url": link(key, days, by=dimension, unit=row.key)}
        for key in report_counting.OF_UNITS
    }
    return {"name": row.name, "place": row.place, "rate": row.rate, **cells}


def sources(actor, days):
    """By channel: the four direct lines first, whether used or not, then what else there was."""
    rows = {row.key: row for row in report_counting.units(actor, days, "source")}
    entries = rulebook.entries(actor.organisation_id, "report_source")
    none = dict.fromkeys(report_counting.OF_UNITS, 0)
    first = [
        rows.pop(e.pk, None) or report_counting.Row(e.pk, e.label, none) for e in entries if e.code in DIRECT
    ]
    if report_counting.NONE in rows:
        unknown = rows[report_counting.NONE]
        rows[report_counting.NONE] = report_counting.Row(unknown.key, "没有写来源", unknown.counts)
    rest = sorted(rows.values(), key=lambda row: (row.key == report_counting.NONE, -row["received"]))
    return [unit_row(row, days, "source") for row in [*first, *rest]]
