"""What a sheet comes to: every criterion scored, the weighted mean to one decimal, the grade of the dictionary."""

from decimal import ROUND_HALF_UP, Decimal

from django.core.exceptions import ValidationError

from dispatch.evaluation import rules
from dispatch.evaluation.states import CRITERIA
from weijianyi import rulebook

TENTH = Decimal("0.1")
MOST = 100


def criteria(organisation_id, side):
    return rulebook.entries(organisation_id, CRITERIA[side])


def check(organisation_id, side, points):
    """`points` {criterion code: 0–100}: each once, none left out."""
    errors = {}
    for criterion in criteria(organisation_id, side):
        given = points.get(criterion.code)
        if given is None:
            errors[f"c_{criterion.code}"] = f"请给“{criterion.label}”打分。"
        elif not 0 <= given <= MOST:
            errors[f"c_{criterion.code}"] = f"“{criterion.label}”的得分在 0 到 100 之间。"
    if errors:
        raise ValidationError(errors)


def weighted(pairs):
    """[(points, weight)] → the mean to one decimal; equal weights where all are zero."""
    weights = sum(weight for _, weight in pairs)
    if not weights:
        pairs, weights = [(points, 1) for points, _ in pairs], len(pairs)
    return tenth(Decimal(sum(points * weight for points, weight in pairs)) / weights)


def tenth(number):
    return Decimal(number).quantize(TENTH, ROUND_HALF_UP)


def grade_of(organisation_id, total):
    """The highest grade whose threshold is reached, or None."""
    if total is None:
        return None
    reached = [
        e for e in rulebook.entries(organisation_id, "evaluation_grade") if total >= e.data.get("from", 0)
    ]
    return max(reached, key=lambda e: e.data.get("from", 0), default=None)


def write(pairing, event, *, actor, points, comment="", **facts):
    """A new sheet of the actor's side; the side's earlier one is void."""
    side = rules.side_of(actor, pairing)
    pairing.sheets.filter(side=side, voided_at=None).update(voided_at=event.occurred_at)
    rows = [
        (c, int(points[c.code]), c.data.get("weight", 0)) for c in criteria(pairing.organisation_id, side)
    ]
    total = weighted([(given, weight) for _, given, weight in rows])
    sheet = pairing.sheets.create(
        side=side, by=actor.post, at=event.occurred_at, comment=comment.strip(), total=total,
        grade=grade_of(pairing.organisation_id, total),
    )  # fmt: skip
    score = sheet.scores.model
    sheet.scores.bulk_create(
        score(sheet=sheet, criterion=criterion, points=given, weight=weight)
        for criterion, given, weight in rows
    )
