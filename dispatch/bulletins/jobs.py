"""The timed job: on the first working day after a month, quarter, half or year the drafts are ready."""

import logging
from datetime import date, datetime, timedelta

from django.db import transaction

from dispatch.bulletins import making
from dispatch.bulletins.states import BulletinKind
from dispatch.bulletins.words import period_name
from dispatch.figures.period import ended
from dispatch.models import Bulletin
from members.models import Organisation
from weijianyi import rulebook
from weijianyi.clock.calendars import calendar_for
from weijianyi.workflow import SYSTEM_ACTOR, perform

logger = logging.getLogger(__name__)
PATIENCE = timedelta(days=10)  # a period that ended longer ago is begun by hand


def prepare_bulletins(on: date, *, now: datetime, dry_run: bool = False) -> list[str]:
    """Every day: for each organisation the bulletins of periods that have just ended, each once."""
    lines = []
    for organisation in Organisation.objects.filter(active=True).order_by("pk"):
        for kind, first, last in due(organisation, on):
            lines.append(f"{organisation.short_name}：{period_name(kind, first)}{kind.label}")
            if not dry_run:
                make(organisation, kind, first, last, now, lines)
    return lines


def due(organisation, on):
    """[(kind, first, last)] whose first working day has come and which nobody has begun."""
    calendar = calendar_for(organisation)
    wanted = rulebook.value(organisation, "bulletin_kinds")
    found = []
    for kind in BulletinKind:
        first, last = ended(kind, on)
        if kind not in wanted or not calendar.next_workday(last) <= on <= last + PATIENCE:
            continue
        # Also where it was withdrawn: that was a decision, a new one is begun by hand.
        if Bulletin.objects.filter(organisation=organisation, kind=kind, first=first).exists():
            continue
        if making.office_actor(organisation.pk, on) is not None:
            found.append((kind, first, last))
    return found


def make(organisation, kind, first, last, now, lines):
    """One draft through the door; what cannot be made leaves the others alone."""
    try:
        with transaction.atomic():
            bulletin = making.begin(organisation, kind, first, last)
            perform(bulletin, "prepare", actor=SYSTEM_ACTOR, at=now)
    except Exception:
        logger.exception("bulletin %s of %s cannot be prepared", kind, organisation.pk)
        lines[-1] += "（未能生成）"
