"""The timed job of promises: on the due day the looking back begins, afterwards what nobody reported is late."""

import logging
from datetime import date, datetime

from dispatch.key_proposals.states import PromiseState
from dispatch.models import Promise
from weijianyi.workflow import SYSTEM_ACTOR, NotNow, perform

logger = logging.getLogger(__name__)


def look_back(on: date, *, now: datetime, dry_run: bool = False) -> list[str]:
    """Every day: promises due by now are opened for looking back once, those overdue are marked late once."""
    lines = []
    open_ones = Promise.objects.filter(state=PromiseState.OPEN, due_on__lte=on, desk__item__voided_at=None)
    for promise in open_ones.select_related("desk__item__case", "desk__department").order_by("pk"):
        step = "mark_late" if promise.due_on < on else "fall_due"
        if step == "fall_due" and promise.look_back_at is not None:
            continue
        lines.append(f"{promise.department.short_name}：{promise}（{Promise.steps()[step].step.label}）")
        if not dry_run:
            take(promise, step, now, lines)
    return lines


def take(promise, step, now, lines):
    """One step; a refusal of one promise leaves the others alone."""
    try:
        perform(promise, step, actor=SYSTEM_ACTOR, version=promise.version, at=now)
    except NotNow:  # somebody was quicker
        lines.pop()
    except Exception:
        logger.exception("promise %s cannot be looked back on", promise.pk)
        lines[-1] += "（未能办理）"
