"""Timed jobs of evaluation rounds: a reminder before the last day, the end when it is over."""

from datetime import timedelta

from dispatch.evaluation.states import RoundState
from dispatch.models import EvaluationRound
from weijianyi import rulebook
from weijianyi.workflow import SYSTEM_ACTOR, NotNow, perform


def close_evaluations(on, *, now, dry_run=False):
    """Rounds whose last day lies before `on` are over; both sides' sheets are open then."""
    rounds = EvaluationRound.objects.filter(state=RoundState.OPEN, closes_on__lt=on)
    return [line for r in rounds if (line := taken(r, "close_round", "评议期满，自动结束", now, dry_run))]


def remind_evaluations(on, *, now, dry_run=False):
    """Once, some days before the last: who has not scored yet is told."""
    lines = []
    for found in EvaluationRound.objects.filter(state=RoundState.OPEN, reminded_at=None, closes_on__gte=on):
        days = rulebook.value(found.organisation_id, "evaluation_remind_days")
        if found.closes_on - on <= timedelta(days=days):
            lines.append(taken(found, "remind", "提醒还没有评的单位和提案人", now, dry_run))
    return [line for line in lines if line]


def taken(subject, step, words, now, dry_run):
    if not dry_run:
        try:
            perform(subject, step, actor=SYSTEM_ACTOR, at=now)
        except NotNow:  # somebody was faster
            return ""
    return f"{subject}：{words}"
