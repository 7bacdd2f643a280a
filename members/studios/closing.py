"""Opening and closing a studio: its history stays; what was planned is cancelled, the code stops at once."""

from django.db import transaction
from django.utils import timezone

from members.duties import rules as duty_rules
from members.models import Duty, Studio
from members.states import DutyState
from members.studios import codes as studio_codes
from weijianyi.workflow import Forbidden, NotNow, perform

AHEAD = (DutyState.OPEN, DutyState.PLANNED)


def close(studio, actor, on=None):
    """From today on nobody serves there. Returns how many duties were cancelled."""
    on = on or timezone.localdate()
    with transaction.atomic():
        studio = locked(studio, actor)
        if studio.closed_on is not None:
            raise NotNow("这个工作室已经停用。", studio)
        ahead = list(Duty.objects.filter(studio=studio, state__in=AHEAD, date__gte=on))
        for duty in ahead:
            perform(duty, "cancel", actor=actor, reason="工作室停用")
        studio_codes.revoke(studio, actor.post)
        studio.closed_on = on
        studio.save(update_fields=["closed_on"])
    return len(ahead)


def reopen(studio, actor):
    """In service again, with its members and rules; a new poster is needed."""
    with transaction.atomic():
        studio = locked(studio, actor)
        if studio.closed_on is None:
            raise NotNow("这个工作室正在使用。", studio)
        studio.closed_on = None
        studio.save(update_fields=["closed_on"])


def locked(studio, actor):
    studio = Studio.objects.select_for_update().get(pk=studio.pk)
    if not duty_rules.manages(actor, studio):
        raise Forbidden("工作室由提案委和单位管理员停用、恢复。")
    return studio
