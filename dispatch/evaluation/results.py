"""What a round comes to: per unit how many sheets are in and, once it is over, what they say."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Avg, Count, Q

from dispatch.evaluation.scoring import grade_of, tenth
from dispatch.evaluation.states import PairingState, RoundState, ScoreSide
from dispatch.models import EvaluationUnit, Pairing, PanelScore, ScoreSheet
from members.rules import is_office


@dataclass
class Line:
    """One unit of a round."""

    unit: EvaluationUnit
    pairs: int
    by_unit: int
    by_proposers: int
    handling: Decimal | None = None  # what proposers gave the unit
    handling_grade: object = None
    proposals: Decimal | None = None  # what the unit gave the proposals
    panel: Decimal | None = None
    panel_number: int = 0


def lines(subject, actor):
    """One line per unit this actor may see; means only when the round is over, in a constant number of statements."""
    sides = {"by_unit": Count("pairings", filter=Q(pairings__unit_at__isnull=False)),
             "by_proposers": Count("pairings", filter=Q(pairings__proposer_at__isnull=False))}  # fmt: skip
    units = EvaluationUnit.objects.visible_to(actor).filter(round=subject, dropped_at=None)
    units = units.select_related("department").annotate(pairs=Count("pairings"), **sides)
    found = [Line(u, u.pairs, u.by_unit, u.by_proposers) for u in units.order_by("-answered", "pk")]
    if subject.state == RoundState.CLOSED:
        fill(found, subject)
    return found


def fill(found, subject):
    means = sheet_means(subject)
    panel = PanelScore.objects.valid().filter(unit__round=subject)
    panel = {
        unit: (mean, n)
        for unit, mean, n in panel.values_list("unit").annotate(m=Avg("points"), n=Count("pk")).order_by()
    }
    for line in found:
        line.handling = means.get((line.unit.pk, ScoreSide.PROPOSER))
        line.handling_grade = grade_of(subject.organisation_id, line.handling)
        line.proposals = means.get((line.unit.pk, ScoreSide.UNIT))
        mean, line.panel_number = panel.get(line.unit.pk, (None, 0))
        line.panel = None if mean is None else tenth(Decimal(str(mean)))


def sheet_means(subject):
    """{(unit, side): mean to one decimal}; SQLite averages decimals as floats."""
    sheets = ScoreSheet.objects.revealed().filter(pairing__unit__round=subject)
    rows = sheets.values_list("pairing__unit", "side").annotate(mean=Avg("total")).order_by()
    return {(unit, side): tenth(Decimal(str(mean))) for unit, side, mean in rows}


def sheets_of(pairings):
    """{pairing: {side: sheet}} of revealed pairings only."""
    found = {}
    rows = ScoreSheet.objects.revealed().filter(pairing__in=[p.pk for p in pairings]).select_related("grade")
    for sheet in rows:
        found.setdefault(sheet.pairing_id, {})[sheet.side] = sheet
    return found


def waiting_for(actor, pairings, side_of):
    """Pairings of open rounds on which this actor's side has not scored yet."""
    return [p for p in pairings if (side := side_of(actor, p)) and not p.given(side)]


def to_score(actor):
    """The actor's pairings of open rounds that are not done."""
    found = Pairing.objects.visible_to(actor).filter(unit__round__state=RoundState.OPEN)
    if is_office(actor):
        found = found.filter(unit__department__paper=True)
    return found.exclude(state=PairingState.DONE).for_lists().order_by("pk")
