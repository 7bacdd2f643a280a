"""What the overview prints: tiles, tables, bars and charts, each number with the address of the list behind it."""

from dataclasses import dataclass

from django.urls import reverse

from dispatch.figures import desk_stock, opinions, shares
from dispatch.figures.counting import Counts
from dispatch.figures.measures import AGES, HOLDERS, LETTERS, MEASURES
from dispatch.figures.period import Period
from dispatch.overview import charts
from suggestions.states import Kind

GRADES = (("satisfied", "满意", "k-ok"), ("mostly", "基本满意", "k-ok2"), ("dissatisfied", "不满意", "k-bad"))
NARROW_MONTHS = 6
OF_ITEMS, OF_DESKS = ("submitted", "closed"), ("desk_offered", "desk_answered")  # what the months count
SHOWN = (
    "desk_offered", "desk_replied", "desk_on_time", "desk_due", "overdue", "satisfied", "rated",
    "grade_dissatisfied",
)  # fmt: skip


@dataclass(frozen=True)
class Board:
    """The numbers of a page, its days and its scope: the scope is the numbers' own."""

    counts: Counts
    days: Period

    def __getitem__(self, key):
        return self.counts[key]

    def link(self, key, days=None, **more):
        """The list behind a number."""
        asked = (days or self.days).query(metric=key, **self.counts.scope.params(), **more)
        return f"{reverse('ledger')}?{asked}"

    def rates(self):
        return shares.rates(self.counts, self.days.until)

    def number(self, key, **more):
        return {"label": MEASURES[key].label, "value": self.counts[key], "url": self.link(key, **more)}


def sections(board):
    """The context of templates/dispatch/overview.html."""
    counts = board.counts
    return {
        "headline": headline(board), "rates": table(board),
        **by_month(board, OF_ITEMS), "ratings": ratings(board), "units": units(board),
        "categories": categories(board), "holders": stock(board, HOLDERS, "held_{}"),
        "ages": stock(board, [(a, label) for a, _, label in AGES], "age_{}"),
        "open": board.number("open"), "classes": classes(board), "beside": beside(board),
        "hotline": hotline(board),
        "rule": counts.rules.words(),
    }  # fmt: skip


def headline(board):
    """Six figures, each with what it was made of."""
    rate, spans = board.rates(), shares.durations(board.counts.days, board.days.until)
    late, proposals = board["overdue"], board.counts.scope.kind == Kind.PROPOSAL
    second = rate["filing_rate"] if proposals else shares.count(board.counts, "accepted", board.days.until)
    note = (
        f"{second.numerator} / {second.denominator} 件" if proposals else f"另 {board['turned']} 件转为提案等"
    )
    return [
        tile("委员提交", board["submitted"], "件", compared(board.counts), board.link("submitted")),
        tile_of(second, note, board),
        tile_of(rate["reply_rate"], f"{board['replied']} / {board['dispatched']} 件", board),
        tile_of(
            rate["satisfaction"],
            f"{parts(rate['satisfaction'])}，解决率 {said(rate['solved_rate'])}", board,
        ),
        tile_of(spans["mean_days"], f"中位 {spans['median_days'].value}，{board['desk_answered']} 件", board),
        tile(
            "超期未复", late, "件", f"在办交办件 {board['desk_open']} 件", board.link("overdue"), "bad" if late else ""
        ),
    ]  # fmt: skip


def tile(label, value, unit, note, url, tone=""):
    return {"label": label, "value": value, "unit": unit, "note": note, "url": url, "tone": tone}


def tile_of(figure, note, board):
    return tile(figure.label, figure.value, figure.unit, note, board.link(figure.over))


def said(figure):
    return f"{figure.value}{figure.unit}"


def parts(figure):
    return f"{figure.numerator} / {figure.denominator}"


def compared(counts):
    """同比 and 环比 of what was submitted."""
    found = [
        f"较{label}{difference(counts['submitted'], counts[prefix + 'submitted'])}"
        for prefix, label in ((shares.LAST, "上年同期"), (shares.PREVIOUS, "上期"))
        if counts[prefix + "submitted"]
    ]
    return "，".join(dict.fromkeys(found)) or "上年同期没有数据"


def difference(now, before):
    return "持平" if now == before else f"{'多' if now > before else '少'} {abs(now - before)} 件"


def table(board):
    """Every rate with numerator, denominator, last year's value and its definition; the links lead to both lists."""
    days = board.days
    return [
        linked(board, figure) | {
            "before": board.link(figure.under, days.year_before()) if figure.before != shares.NOTHING else "",
            "previous": board.link(figure.under, days.period_before()) if figure.previous != shares.NOTHING else "",
        }
        for figure in board.rates().values()
    ]  # fmt: skip


def linked(board, figure):
    """A rate with the lists of its numerator and its denominator."""
    return {"figure": figure, "over": board.link(figure.over), "under": board.link(figure.under)}


def by_month(board, keys):
    """The table of the months with its two drawings."""
    return {
        "months": month_rows(board, keys), "wide": months(board, keys, charts.WIDE),
        "narrow": months(board, keys, charts.NARROW, NARROW_MONTHS),
    }  # fmt: skip


def month_rows(board, keys):
    return [
        {
            "month": month, "begun": begun, "ended": ended,
            "begun_url": board.link(keys[0], month), "ended_url": board.link(keys[1], month),
        }
        for month, begun, ended in board.counts.months
    ]  # fmt: skip


def months(board, keys, drawing, most=12):
    """The column chart of the newest months."""
    rows, days = board.counts.months[-most:], board.days
    unfinished = rows[-1][0].last if rows and days.last == days.today else None
    groups = [
        (
            f"{month.first.month}月", (begun, ended),
            {"url": board.link(keys[0], month), "now": month.last == unfinished, "first": month.first},
        )
        for month, begun, ended in rows
    ]  # fmt: skip
    return charts.columns(drawing, groups)


def verdicts(board):
    """The parts of the verdicts; 未表态 stands beside and in no rate."""
    parts = [
        {**board.number(f"grade_{grade}"), "label": label, "tone": tone} for grade, label, tone in GRADES
    ]
    return {
        "parts": [*parts, {**board.number("lapsed"), "label": "未表态", "tone": "k-un"}],
        "arcs": charts.ring([(part["tone"], part["value"]) for part in parts]),
        "rate": board.rates()["satisfaction"], "rated": board.number("rated"),
        "of": linked(board, board.rates()["satisfaction"]),
    }  # fmt: skip


def ratings(board):
    rate = board.rates()
    return verdicts(board) | {
        "first": linked(board, rate["first_satisfaction"]), "solved": linked(board, rate["solved_rate"]),
        "work": linked(board, rate["work_satisfaction"]), "paper": board.number("on_paper"),
        "redone": board.number("redone"),
    }  # fmt: skip


def classes(board):
    """A, B, C, D of the desks answered; adjusted shares say so."""
    rate = board.rates()
    rows = [(letter, rate[f"share_{letter}"]) for letter in LETTERS]
    return [
        {**board.number(f"class_{letter}"), "figure": figure}
        for letter, figure in rows
        if figure.numerator or letter in "ABC"
    ]


def units(board):
    """(units with enough cases, the others): by volume, no ranking."""
    least = board.counts.rules.min_cases
    rows = [unit_row(board, unit) for unit in board.counts.units if any(unit[key] for key in SHOWN)]
    return {
        "many": [row for row in rows if row["desk_offered"]["value"] >= least],
        "few": [row for row in rows if row["desk_offered"]["value"] < least], "least": least,
    }  # fmt: skip


def unit_row(board, unit):
    cells = {key: {"value": unit[key], "url": board.link(key, department=unit.pk)} for key in SHOWN}
    replied, offered = unit["desk_replied"], unit["desk_offered"]
    rate = replied / offered if offered else None
    return cells | {
        "name": unit.name,
        "rate": rate,
        "low": unit["overdue"] > 0,
        "mean": shares.mean(unit.days),
        "mean_url": board.link("desk_answered", department=unit.pk),
    }


def categories(board, topics=None, key="submitted"):
    """By topic: what was submitted, or `topics` of the rows of another measure."""
    rows = [
        {"label": label, "value": number, "url": board.link(key, category=pk or "none")}
        for pk, label, number in (board.counts.categories if topics is None else topics)
    ]
    return {"bars": rows, "top": rows[0]["value"] if rows else 1}


def stock(board, parts, name):
    """What is open now, by holder or by age."""
    rows = [{**board.number(name.format(key)), "label": label} for key, label in parts]
    return {"bars": rows, "top": max((row["value"] for row in rows), default=0) or 1}


def in_hand(actor, board):
    """Of desks: their topics, whose turn it is, how long ago they were handed out."""
    rows = MEASURES["desk_offered"].rows(actor, board.days, board.counts.scope)
    return {
        "topics": categories(board, desk_stock.topics(rows), "desk_offered"),
        "turns": stock(board, [row[:2] for row in desk_stock.TURNS], "desk_at_{}"),
        "ages": stock(board, [(least, label) for least, _, label in AGES], "desk_age_{}"),
        "open": board.number("desk_open"),
    }  # fmt: skip


BESIDE = (
    "claimed", "supervised", "turned_proposal", "turned_report", "from_above", "from_below", "passed_out",
)  # fmt: skip
OF_HOTLINE = ("hotline_offered", "hotline_replied", "hotline_overdue")
OF_STUDIOS = ("received", "handled", "solved", "waiting")


def beside(board):
    """Counts that stand beside the items' own, those that fit the scope."""
    return [board.number(key) for key in BESIDE if board.counts.knows(key)]


def hotline(board):
    """What the hotline does of it."""
    return [board.number(key) for key in OF_HOTLINE if board.counts.knows(key)]


def studios(actor, days):
    """What residents said to the studios, of the organisation itself: the last two with their share of it."""
    counts, url = opinions.counted(actor, days), reverse("opinion-figures-list")
    return [
        {
            "label": opinions.BY_KEY[key].label, "value": counts[key], "url": f"{url}?{days.query(metric=key)}",
            "share": shares.share(counts[key], counts["received"]) if key in ("handled", "solved") else "",
        }
        for key in OF_STUDIOS
    ]  # fmt: skip
