"""What the pages of evaluation and awards show, in words and tables."""

from datetime import timedelta

from django.db.models import Count, Q

from dispatch.evaluation import rules
from dispatch.evaluation.states import AwardDecision, RoundState, ScoreSide

SIDES = (ScoreSide.UNIT, ScoreSide.PROPOSER)


def next_round(today):
    """What the form of a new round starts with: dates and a name, no score."""
    return {
        "year": today.year, "title": f"{today.year}年提案双向评议", "opens_on": today,
        "closes_on": today + timedelta(days=14),
    }  # fmt: skip


def with_progress(rounds):
    """Rounds with the number of units, of pairings and of sheets that are in."""
    kept = Q(units__dropped_at=None)
    count = {"distinct": True, "filter": kept}
    return rounds.annotate(
        unit_number=Count("units", **count),
        pair_number=Count("units__pairings", **count),
        by_unit=Count(
            "units__pairings", distinct=True, filter=kept & Q(units__pairings__unit_at__isnull=False)
        ),
        by_proposers=Count(
            "units__pairings", distinct=True, filter=kept & Q(units__pairings__proposer_at__isnull=False)
        ),
    )


def what_next(subject):
    """Who has it and what comes next."""
    if subject.state == RoundState.PLANNED:
        return "现在由提案委筹备：核对参评单位，然后开始评议。"
    if subject.state == RoundState.OPEN:
        return "现在由参评单位和提案人背靠背评分。双方都评完的一件，或评议结束后，才能看到对方的评分。"
    return "评议已经结束，双方评分已经公开，结果可用于评优。"


def pairing_line(actor, pairing, shown):
    """(word, tone) for one row of the list: to its two sides only what is theirs."""
    if shown:
        parts = [f"{side.label} {shown[side].total}" for side in SIDES if side in shown]
        return "，".join(parts), "ok"
    if pairing.round.state == RoundState.CLOSED:
        return "双方都没有评", ""
    side = rules.side_of(actor, pairing)
    if side is None:
        unit, proposer = ("已评" if pairing.given(s) else "未评" for s in SIDES)
        return f"单位{unit}，提案人{proposer}", pairing.tone
    return ("您已评，等对方", "do") if pairing.given(side) else ("待您评分", "wait")


def both(pairing, shown):
    """[(label, sheet or None)] of the two sides, in a fixed order."""
    return [(side.label, shown.get(side)) for side in SIDES]


def panel_table(scores):
    """{units, rows [(name, [points])], means}: the panel's points, judges by units."""
    units, names = {}, {}
    for score in scores.order_by("unit_id", "pk"):
        units[score.unit_id] = score.unit.department.short_name
        names.setdefault(score.name, {})[score.unit_id] = score.points
    rows = [(name, [given.get(unit) for unit in units]) for name, given in names.items()]
    means = []
    for place in range(len(units)):
        points = [given[place] for _, given in rows if given[place] is not None]
        means.append(f"{sum(points) / len(points):.1f}")
    return {"units": list(units.values()), "rows": rows, "means": means}


def workbook(lines, pairings, sheets):
    """Two tables: by unit and by pairing."""
    units = [
        (line.unit.department.name, line.pairs, line.by_unit, line.by_proposers, line.handling,
         line.handling_grade.label if line.handling_grade else None, line.proposals, line.panel)
        for line in lines
    ]  # fmt: skip
    heads = [("承办单位", 24), ("评议件数", 10), ("单位已评", 10), ("提案人已评", 12), ("办理得分", 10),
             ("等次", 8), ("提案平均分", 12), ("评议会得分", 12)]  # fmt: skip
    rows = [pairing_row(p, sheets.get(p.pk, {})) for p in pairings]
    columns = [("提案", 40), ("编号", 12), ("承办单位", 24), ("第一提案人", 14), ("提案得分", 10), ("提案等次", 10),
               ("办理得分", 10), ("办理等次", 10), ("单位意见", 40), ("提案人意见", 40)]  # fmt: skip
    return [("单位结果", heads, units), ("逐件评分", columns, rows)]


def pairing_row(pairing, sheets):
    unit, proposer = sheets.get(ScoreSide.UNIT), sheets.get(ScoreSide.PROPOSER)
    item = pairing.desk.item
    facts = [item.title, item.reference, pairing.unit.department.name, pairing.authorship.name]
    for sheet in (unit, proposer):
        facts += [sheet.total, sheet.grade.label if sheet.grade else None] if sheet else [None, None]
    return [*facts, *(sheet.comment if sheet else "" for sheet in (unit, proposer))]


# -- awards ------------------------------------------------------------------------------------------
def split(nominations):
    """Proposals and units apart, in the order given."""
    return (
        [n for n in nominations if n.item_id is not None],
        [n for n in nominations if n.department_id is not None],
    )


def winners(nominations):
    """Those chosen, by rank."""
    chosen = [n for n in nominations if n.decision == AwardDecision.CHOSEN and n.voided_at is None]
    return split(sorted(chosen, key=lambda n: n.rank or 0))


def award_book(items, units, judge):
    """Judges export every nomination with scores and decision, others the published list."""
    heads = [("名次", 6), ("提案", 40), ("编号", 12), ("第一提案人", 16), ("集体提案", 10)]
    rows = [[n.rank, str(n), n.reference, n.proposer, "是" if n.collective else "否"] for n in items]
    unit_heads, unit_rows = [("名次", 6), ("承办单位", 30)], [[n.rank, str(n)] for n in units]
    if judge:
        more = [("结论", 10), ("平均分", 10), ("评分人数", 10), ("推荐依据", 80)]
        heads, unit_heads = heads + more, unit_heads + more
        rows = [row + further(n) for row, n in zip(rows, items, strict=True)]
        unit_rows = [row + further(n) for row, n in zip(unit_rows, units, strict=True)]
    return [("优秀提案", heads, rows), ("先进单位", unit_heads, unit_rows)]


def further(nomination):
    mean = None if nomination.mean is None else round(float(nomination.mean), 1)
    return [nomination.get_decision_display() or "未决定", mean, nomination.number, nomination.ground]
