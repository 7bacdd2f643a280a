"""Template words of the clock: dates as people say them, and a running clock in one line."""

from datetime import date, datetime

from django import template
from django.utils import timezone

from weijianyi.clock.calendars import calendar_for
from weijianyi.clock.lights import Light, light

register = template.Library()

WEEKDAYS = "一二三四五六日"
TONES = {Light.GREEN: "do", Light.YELLOW: "wait", Light.ORANGE: "wait", Light.RED: "bad", Light.GREY: ""}


@register.filter
def cn_date(day: date | datetime | None) -> str:
    """11月24日 周二, with the year when it is not this year."""
    if not isinstance(day, date):
        return ""
    if isinstance(day, datetime):
        day = timezone.localtime(day).date() if timezone.is_aware(day) else day.date()
    year = "" if day.year == timezone.localdate().year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日 周{WEEKDAYS[day.weekday()]}"


@register.filter
def if_provisional(day: date | None) -> str:
    """“（暂定）” after a day of a year whose official calendar is not known yet, else nothing."""
    if isinstance(day, datetime):
        day = timezone.localdate(day)
    return "（暂定）" if day and calendar_for(None).provisional(day) else ""


@register.inclusion_tag("clock/due.html")
def due(deadline, why=True):
    """{% due deadline %}: day, closing time, what is left, light, 暂定; `why=False` leaves the link out."""
    return {"why": why} | in_words(deadline)


def in_words(deadline, now=None) -> dict:
    """One clock as the pages print it."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    calendar = calendar_for(deadline.organisation_id)
    colour = light(deadline, today, calendar, now)
    return {
        "deadline": deadline,
        "light": str(colour),
        "tone": TONES[colour],
        "closing": f"{timezone.localtime(deadline.due_at):%H:%M}",
        "left": _left(deadline, today, calendar, colour),
        "provisional": deadline.provisional and not deadline.stopped_at,
    }


def _left(deadline, today, calendar, colour) -> str:
    if deadline.stopped_at:
        return deadline.get_outcome_display()
    if colour == Light.GREY:
        return f"自{cn_date(deadline.paused_since)}起暂停"
    days = calendar.workdays_between(today, deadline.due_on)
    if colour == Light.RED:
        return f"逾期 {-days} 个工作日" if days < 0 else "已逾期"
    return "今日到期" if colour == Light.ORANGE else f"剩 {days} 个工作日"
