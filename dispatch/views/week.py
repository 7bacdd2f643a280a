"""一周自查: was each review day cleared, how long people waited, what is still unsigned."""

from datetime import date, timedelta

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dispatch import figures
from dispatch.views.review_dispatch import check_office


@require_safe
def review_week(request):
    check_office(request)
    monday = monday_of(request.GET.get("from", ""))
    days = figures.review_week(request.actor, monday)
    context = {
        "days": days, "monday": monday, "sunday": monday + timedelta(days=6),
        "before": monday - timedelta(days=7), "after": monday + timedelta(days=7),
        "this_week": monday_of("") == monday, "total": totals(days),
    }  # fmt: skip
    return render(request, "review/week.html", context)


def monday_of(text):
    """The Monday of the week of that date; this week where it is not a date of a sensible year."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = timezone.localdate()
    if not 2000 <= day.year <= 2100:
        day = timezone.localdate()
    return day - timedelta(days=day.weekday())


def totals(days):
    names = ("due", "cleared", "left", "reviewed", "accepted", "dispatched", "unsigned")
    return {name: sum(getattr(day, name) for day in days) for name in names}
