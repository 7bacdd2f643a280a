"""New rounds: of evaluation with its units by rule, of awards with the years it covers; when the next is due."""

from django.db import transaction
from django.utils import timezone

from dispatch.evaluation import opening
from dispatch.evaluation.states import AwardState
from dispatch.models import AwardRound, EvaluationRound
from weijianyi import rulebook
from weijianyi.workflow import perform


@transaction.atomic
def plan(actor, *, year, title, opens_on, closes_on, at=None):
    """A planned round with the units whose turn it is; ValidationError where there is one of that name."""
    found = EvaluationRound(
        organisation=actor.post.organisation, year=year, title=title, opens_on=opens_on, closes_on=closes_on
    )
    found.validate_constraints()
    found.save()
    units = opening.proposed_departments(found)
    return perform(found, "set_units", actor=actor, at=at, departments=units)


@transaction.atomic
def start_award(actor, *, year, title):
    """A round over as many years as lie between two awards."""
    every = max(1, rulebook.value(actor.organisation_id, "award_every_years"))
    found = AwardRound(
        organisation=actor.post.organisation,
        year=year,
        title=title,
        first_year=year - every + 1,
        last_year=year,
    )
    found.validate_constraints()
    found.save()
    return found


def next_award_year(organisation_id):
    """The year of the next award: so many years after the last, this year where there was none."""
    every = max(1, rulebook.value(organisation_id, "award_every_years"))
    rounds = AwardRound.objects.filter(organisation_id=organisation_id).exclude(state=AwardState.CANCELLED)
    last = rounds.order_by("-year").first()
    return last.year + every if last else timezone.localdate().year
