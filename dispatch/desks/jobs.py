"""Timed jobs of desks: what is rated is closed, what nobody rated in time is closed as 未表态."""

import logging
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q

from dispatch.desks import judging
from dispatch.models import Assignment, Rating, Redo
from dispatch.states import REQUIRED, DeskState
from suggestions.models import ItemLink
from weijianyi.clock.models import Deadline
from weijianyi.workflow import SYSTEM_ACTOR, NotNow, perform

logger = logging.getLogger(__name__)


def close_ratings(on: date, *, now: datetime, dry_run: bool = False) -> list[str]:
    """Every minute: a rated desk is done once no verdict may be taken back, an unrated one when its window is over."""
    lines = []
    for desk in to_close(now).select_related("item"):
        step = "close" if desk.rated else "lapse"
        lines.append(f"{desk.item.reference} {desk}：{'评价完成' if desk.rated else '期满未表态'}")
        if not dry_run:
            try:
                perform(desk, step, actor=SYSTEM_ACTOR, version=desk.version, at=now)
            except NotNow:  # a verdict or its taking back came in between: the next minute looks again
                lines.pop()
            except Exception:  # one desk that cannot be closed must not keep the others waiting
                logger.exception("desk %s cannot be closed", desk.pk)
                lines[-1] += "（未能办结）"
    return lines


def to_close(now):
    """Released desks that are rated at home and settled, each with `rated`."""
    last_reply = Rating.objects.filter(
        reply__desk=OuterRef("pk"), reply__round=OuterRef("round"), voided_at=None
    )
    answered = Rating.objects.filter(
        authorship=OuterRef("pk"), reply__desk=OuterRef(OuterRef("pk")), reply__round=OuterRef(OuterRef("round")),
        voided_at=None,
    )  # fmt: skip
    raters = judging.raters_of(OuterRef("item"), OuterRef(OuterRef("department")))
    missing = raters.exclude(Exists(answered))
    window = Deadline.objects.running().on(Assignment).filter(object_id=OuterRef("pk"), code="rate")
    passed_in = ItemLink.objects.passed().filter(to_item=OuterRef("item"))
    desks = Assignment.objects.filter(state=DeskState.RELEASED, role__in=REQUIRED).annotate(
        rated=Exists(last_reply), fresh=Exists(last_reply.filter(occurred_at__gt=now - judging.TAKE_BACK)),
        missing=Exists(missing), over=Exists(window.filter(paused_since=None, due_at__lt=now)),
    )  # fmt: skip
    open_redo = Redo.objects.filter(desk=OuterRef("pk"), decision="", voided_at=None)
    desks = desks.exclude(Exists(open_redo)).exclude(Exists(passed_in)).filter(fresh=False)
    return desks.filter(Q(rated=True, missing=False) | Q(over=True)).order_by("pk")
