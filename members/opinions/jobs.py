"""Timed jobs of residents' opinions: reminders, the quiet end after an answer, deletion when the time is over."""

import logging
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from members import tally
from members.models import Opinion, OpinionContact
from members.opinions.states import TOLD, OpinionState
from weijianyi import rulebook
from weijianyi.clock.calendars import calendar_for
from weijianyi.clock.models import Deadline
from weijianyi.notices.compose import tell
from weijianyi.workflow import SYSTEM_ACTOR, NotNow, perform

logger = logging.getLogger(__name__)
BATCH = 500


def remind(on: date, *, now: datetime, dry_run: bool = False) -> list[str]:
    """Workdays: whoever has it hears on the last day of a clock and once when it is over."""
    lines = []
    clocks = Deadline.objects.running().on(Opinion).filter(paused_since=None, due_on__lte=on)
    opinions = Opinion.objects.select_related("studio__liaison").in_bulk(
        clocks.values_list("object_id", flat=True)
    )
    for clock in clocks.order_by("due_on", "pk"):
        opinion = opinions[clock.object_id]
        if not calendar_for(clock.organisation_id).is_workday(on):
            continue
        late = clock.due_on < on
        lines.append(f"{opinion}：{clock.label}{'已超期' if late else '今天到期'}")
        if not dry_run:
            step = "late" if late else "near"
            tell(opinion, step, key=f"opinion-{step}:{clock.pk}:{clock.due_on}")
    return lines


def close_answered(on: date, *, now: datetime, dry_run: bool = False) -> list[str]:
    """Explained or answered, and nobody has objected for some days."""
    lines = []
    for opinion in Opinion.objects.filter(state__in=sorted(TOLD)).order_by("pk"):
        days = rulebook.value(opinion.organisation_id, "opinion_close_days", on)
        last = opinion.answers.order_by("-at").values_list("at", flat=True).first() or opinion.answered_at
        if (
            last is None
            or timezone.localdate(last) + timedelta(days=days) > on
            or opinion.made.filter(ended_at=None).exists()
        ):
            continue
        take(opinion, "close", now, lines, dry_run)
    return lines


def expire(on: date, *, now: datetime, dry_run: bool = False) -> list[str]:
    """What is over is emptied one by one, each in its own transaction, so that it may stop at any moment."""
    lines = []
    over = Opinion.objects.filter(delete_after__lt=on, erased_at=None)
    doubtful = over.doubtful().filter(taken_at=None, made=None)
    number = doubtful.count()
    if number:
        lines.append(f"没有人收下的可疑来件：{number} 条")
    for opinion in over.exclude(pk__in=doubtful.values("pk")).order_by("pk"):
        take(opinion, "expire", now, lines, dry_run)
    left = OpinionContact.objects.filter(Q(delete_after__lt=on))
    if not dry_run:
        while keys := list(doubtful.order_by("pk").values_list("pk", flat=True)[:BATCH]):
            Opinion.objects.filter(pk__in=keys, state=OpinionState.RECEIVED).delete()
        left.delete()
        tally.forget()
    return lines


def take(opinion, step, now, lines, dry_run):
    """One step; a refusal of one opinion leaves the others alone."""
    lines.append(f"{opinion}：{Opinion.steps()[step].step.done}")
    if dry_run:
        return
    try:
        perform(opinion, step, actor=SYSTEM_ACTOR, at=now)
    except NotNow:  # somebody was quicker
        lines.pop()
    except Exception:
        logger.exception("opinion %s: %s failed", opinion.pk, step)
        lines[-1] += "（未能办理）"
