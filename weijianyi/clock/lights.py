"""The light of a running clock: a share of the term with a floor, so a three-day matter can be green."""

from datetime import date, datetime
from math import ceil

from django.db.models import TextChoices
from django.utils import timezone

from weijianyi import rulebook
from weijianyi.clock.models import Deadline
from weijianyi.clock.workdays import Calendar


class Light(TextChoices):
    """Never shown by colour alone: the label goes with it."""

    GREEN = "green", "正常"
    YELLOW = "yellow", "临近"
    ORANGE = "orange", "今日到期"
    RED = "red", "逾期"
    GREY = "grey", "暂停"


def light(deadline: Deadline, today: date, calendar: Calendar, now: datetime | None = None) -> Light:
    """With `now`, red begins at closing time of the due day; without it, on the next day."""
    if deadline.stopped_at or deadline.paused:
        return Light.GREY
    if today > deadline.due_on or (now is not None and deadline.is_late(now)):
        return Light.RED
    if today == deadline.due_on:
        return Light.ORANGE
    started = timezone.localtime(deadline.started_at).date()
    term = calendar.workdays_between(started, deadline.due_on)
    days = rulebook.value(deadline.organisation_id, "light_near_days", today)
    share = rulebook.value(deadline.organisation_id, "light_near_share", today)
    near = min(days, max(1, ceil(term * share / 100)))
    return Light.YELLOW if calendar.workdays_between(today, deadline.due_on) <= near else Light.GREEN
