"""Tables of figures: units, members, organisations, the dictionary with its values; every cell with its list."""

from dispatch.figures import counting, participation, shares
from dispatch.figures.measures import EVERY, MEASURES, OF_ASSISTS, OF_DESKS, OF_GIVEN, OF_JOINED, OF_RATINGS
from dispatch.figures.rates import rates_of
from dispatch.figures.scope import WHOLE, Scope
from dispatch.overview import page as overview_page
from dispatch.overview.page import Board, linked
from suggestions.states import Kind

OF_UNITS = tuple(
    MEASURES[key]
    for key in (
        "desk_offered", "assist_offered", "joint_offered", "desk_replied", "assist_replied", "joint_replied",
        "work_grade_satisfied", "work_grade_mostly", "work_grade_dissatisfied", "grade_satisfied", "grade_mostly",
        "grade_dissatisfied", "lapsed", "overdue", "desk_on_time", "desk_due", "desk_solved", "desk_answered",
        "rated", "satisfied", "given_back",
    )
)  # fmt: skip
CELLS = (
    "desk_offered", "assist_offered", "joint_offered", "desk_replied", "assist_replied", "joint_replied", None,
    "work_grade_satisfied", "work_grade_mostly", "work_grade_dissatisfied", "grade_satisfied", "grade_mostly",
    "grade_dissatisfied", "lapsed", "overdue",
)  # fmt: skip
OF_LINE = (("joint_replied", "joint_offered"), ("satisfied", "rated"), ("desk_solved", "desk_answered"))
ORDERS = {"volume": "按件数", "name": "按名称", "overdue": "按超期件数"}
ORDER = {
    "volume": lambda unit: (-unit["joint_offered"], unit.pk), "name": lambda unit: unit.name,
    "overdue": lambda unit: (-unit["overdue"], -unit["joint_offered"], unit.pk),
}  # fmt: skip


def units(actor, days, scope, order):
    """{rows, few, total, least}: units with enough cases, those with too few, the sum of all."""
    found = [u for u in counting.departments(actor, days, scope, OF_UNITS) if any(u[m.key] for m in OF_UNITS)]
    found.sort(key=ORDER[order])
    rules, total = counting.Rules.of(actor.organisation_id), counting.Unit(0, "总计")
    for unit in found:
        total.counts.update(unit.counts)
        total.days.update(unit.days)

    def line(unit):
        return unit_line(unit, days, scope, rules)

    enough = [u for u in found if u["joint_offered"] >= rules.min_cases]
    return {
        "rows": [line(u) for u in enough], "few": [line(u) for u in found if u not in enough],
        "total": line(total), "least": rules.min_cases, "any": bool(found),
    }  # fmt: skip


def unit_line(unit, days, scope, rules):
    counts = counting.Counts(unit.counts, scope=scope, rules=rules)
    board = Board(counts, days)
    where = {"department": unit.pk} if unit.pk else {}
    rate, *judged = [
        {
            "value": shares.share(unit[over], unit[under], rules.decimals),
            "over": board.number(over, **where), "under": board.number(under, **where),
        }
        for over, under in OF_LINE
    ]  # fmt: skip
    return {
        "name": unit.name, "rate": rate["value"], "judged": judged, "mean": shares.mean(unit.days),
        "mean_url": board.link("desk_answered", **where),
        "cells": [board.number(key, **where) if key else {"value": rate["value"], "url": ""} for key in CELLS],
    }  # fmt: skip


def members(actor, days, scope):
    """{sectors, most, idle}: participation by sector, who submitted most, and how many did not."""
    wanted = [MEASURES[key] for key in ("members", "took_part", "idle", "submitted")]
    board = Board(counting.numbers(actor, days, scope, wanted), days)
    rows = [
        {
            "name": name, "rate": shares.share(counts["took_part"], counts["members"]),
            "cells": [
                {"label": MEASURES[key].label, "value": counts[key], "url": board.link(key, sector=pk or "none")}
                for key in ("members", "took_part", "submitted", "idle")
            ],
        }
        for pk, name, counts in participation.sectors(actor, days, scope)
    ]  # fmt: skip
    best = [
        {
            "place": place,
            "name": member.name,
            "sector": member.sector or "",
            "value": n,
            "url": board.link("submitted", member=member.pk),
        }
        for place, member, n in participation.most(actor, days, scope)
    ]
    return {"sectors": rows, "most": best, "board": board, "rates": [
        linked(board, board.rates()[key]) for key in ("part_rate", "per_head")
    ], "idle": board.number("idle")}  # fmt: skip


def organisations(actor, days, kind):
    """[{name, cells, rate}] of the own organisation and those below."""
    scope = Scope(kind, WHOLE)
    board = Board(counting.Counts({}, scope=scope), days)
    return [
        {
            "name": one.name, "rate": shares.share(counts["replied"], counts["dispatched"]),
            "silent": not counts["submitted"] and one.pk != actor.organisation_id,
            "cells": [
                {"label": MEASURES[key].label, "value": counts[key], "url": board.link(key, organisation=one.pk)}
                for key in participation.OF_ORGANISATIONS
            ],
        }
        for one, counts in participation.organisations(actor, days, kind)
    ]  # fmt: skip


def everything(actor, days, scope):
    """(counts of measures, rates, durations) of the dictionary, with values and lists."""
    counts = counting.numbers(actor, days, scope)
    board = Board(counts, days)
    measures = [
        {
            "figure": shares.count(counts, m.key, days.until), "over": board.link(m.key), "by": m.by,
            "previous": board.link(m.key, days.period_before()), "before": board.link(m.key, days.year_before()),
        }
        for m in EVERY
        if counts.knows(m.key)
    ]  # fmt: skip
    late = counting.lateness(actor, days, scope)
    return {"measures": measures, "rates": rate_rows(board), "late": {
        "value": shares.mean(late), "url": board.link("overdue"), "number": sum(late.values())}}  # fmt: skip


def rate_rows(board):
    days, figures = board.days, board.rates()
    return [
        {
            "figure": figures[rate.key], "over": board.link(rate.over), "under": board.link(rate.under),
            "before": board.link(rate.under, days.year_before()) if figures[rate.key].before != shares.NOTHING else "",
            "previous": board.link(rate.under, days.period_before())
            if figures[rate.key].previous != shares.NOTHING else "",
        }
        for rate in rates_of(board.counts.scope, board.counts.rules)
        if rate.key in figures
    ]  # fmt: skip


OF_MINE = ("submitted", "accepted", "declined", "dispatched", "replied", "closed")
MINE_KINDS = (Kind.SUGGESTION, Kind.PROPOSAL, Kind.REPORT)


def nothing(key):
    """What that kind does not have."""
    return {"label": MEASURES[key].label, "value": shares.NOTHING, "url": ""}


def mine(actor, days):
    """{rows, beside, months…}: what this author signed by kind, what hangs on it, and 微建议 and 提案 by month; every
    number with that of the same days a year ago."""
    rows = []
    for kind in MINE_KINDS:
        scope = Scope(kind)
        counts = counting.numbers(actor, days, scope, [MEASURES[key] for key in OF_MINE])
        board = Board(counts, days)
        rows.append({
            "name": scope.word,
            "cells": [with_year_before(board, key) if counts.knows(key) else nothing(key) for key in OF_MINE],
        })  # fmt: skip
    scope = Scope("both")
    counts = counting.numbers(
        actor, days, scope, [MEASURES[key] for key in ("rated", "satisfied", "claimed")]
    )
    counts.months, _ = counting.months(actor, days, scope)
    board = Board(counts, days)
    return overview_page.by_month(board, overview_page.OF_ITEMS) | {
        "rows": rows, "beside": [with_year_before(board, key) for key in ("rated", "satisfied", "claimed")],
    }  # fmt: skip


def with_year_before(board, key):
    before = board.link(key, board.days.year_before())
    return board.number(key) | {"before": board[shares.LAST + key], "before_url": before}


def sheets(actor, days, scope):
    """[(name, columns, rows)] of the workbook: every rate and number, and the units."""
    counts = counting.numbers(
        actor, days, scope, (*OF_DESKS, *OF_RATINGS, *OF_ASSISTS, *OF_JOINED, *OF_GIVEN)
    )
    heads = [
        ("指标", 22),
        ("数值", 10),
        ("单位", 8),
        ("分子", 10),
        ("分母", 10),
        ("上期", 10),
        ("上年同期", 10),
        ("口径", 80),
    ]
    figures = [shares.count(counts, key, days.until) for key in MEASURES if counts.knows(key)]
    figures += shares.rates(counts, days.until).values()
    return [("指标", heads, [
        [f.label, f.value, f.unit, f.numerator, "" if f.denominator is None else f.denominator, f.previous, f.before,
         f.definition]
        for f in figures
    ])]  # fmt: skip
