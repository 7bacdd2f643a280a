"""Timed jobs of duties: the day before whoever serves is told, gaps are told to the liaison, old swaps lapse."""

from datetime import date, datetime, timedelta

from members.models import Duty, DutySwap
from members.states import DutyState
from weijianyi import rulebook
from weijianyi.notices import compose
from weijianyi.workflow import SYSTEM_ACTOR, NotNow, perform

FURTHEST = 31  # days: no setting looks further ahead


def remind(on: date, *, now: datetime, dry_run: bool = False) -> list[str]:
    """Every day: duties that begin within the days of the setting; each is told once to whoever is down for it."""
    lines = []
    for duty in ahead(on, DutyState.PLANNED):
        if (duty.date - on).days <= rulebook.value(duty.studio.organisation, "duty_remind_days"):
            lines.append(f"{duty}：{duty.who}")
            if not dry_run:
                compose.tell(duty, "remind", key=f"duty-remind:{duty.pk}:{duty.member_id or duty.person}")
    return lines


def tell_gaps(on: date, *, now: datetime, dry_run: bool = False) -> list[str]:
    """Every day: duties nobody is down for; the liaison is told once when the gap comes near."""
    lines = []
    for duty in ahead(on, DutyState.OPEN):
        if (duty.date - on).days <= rulebook.value(duty.studio.organisation, "duty_gap_days"):
            lines.append(f"{duty}：缺人")
            if not dry_run:
                compose.tell(duty, "gap", key=f"duty-gap:{duty.pk}:{duty.version}")
    return lines


def lapse_swaps(on: date, *, now: datetime, dry_run: bool = False) -> list[str]:
    """Every day: requests nobody answered before the day of the duty."""
    lines = []
    for swap in DutySwap.objects.waiting().filter(duty__date__lt=on).with_names().order_by("pk"):
        lines.append(str(swap))
        if not dry_run:
            try:
                perform(swap, "lapse", actor=SYSTEM_ACTOR, at=now)
            except NotNow:  # answered meanwhile
                lines.pop()
    return lines


def ahead(on, state):
    """Duties in that state from tomorrow on, as far as any setting looks."""
    found = Duty.objects.filter(state=state, studio__closed_on=None)
    return found.between(on + timedelta(days=1), on + timedelta(days=FURTHEST)).with_names().order_by("pk")
