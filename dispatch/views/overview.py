"""The leader's overview: figures with their denominators, each number a link to the list behind it."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from dispatch import overview_page
from dispatch.figures import counting, period, shares
from dispatch.figures.bases import UNITS
from dispatch.figures.freshness import stale_since
from dispatch.figures.measures import MEASURES
from members.rules import is_unit, reads_overview
from weijianyi.templatetags.ui import cn_time
from weijianyi.workflow import Forbidden


@require_safe
def overview(request):
    """The whole organisation for its leaders and the office; a unit sees its own numbers."""
    if is_unit(request.actor):
        return of_unit(request)
    if not reads_overview(request.actor):
        raise Forbidden("总览由领导和提案委使用。")
    now = timezone.now()
    days = period.chosen(request.GET, now)
    counts = counting.counted(request.actor, days)
    context = frame(request, days, now) | overview_page.sections(counts, days) | {"stale": warning(now)}
    return render(request, "dispatch/overview.html", context)


def of_unit(request):
    """What one department has done; its lists are its own pages."""
    now = timezone.now()
    days = period.chosen(request.GET, now)
    unit = counting.counted_for_unit(request.actor, days)
    counts = counting.Counts(unit.counts, [], [], [], unit.days)
    rates = {**shares.rates(counts, now), **shares.durations(unit.days, now)}
    keys = ("on_time_rate", "satisfaction", "solved_rate", "mean_days")
    figures = [shares.count(counts, "desk_offered", now), *(rates[key] for key in keys)]
    figures.append(shares.count(counts, "overdue", now))
    parts = {"desk_offered": f"已答复 {unit['desk_replied']} 件"}
    context = frame(request, days, now) | {
        "tiles": [
            overview_page.tile(f.label, f.value, f.unit, parts.get(f.key) or parts_of(f), "", tone_of(f))
            for f in figures
        ],
        "definitions": [(f.label, f.definition) for f in figures],
    }  # fmt: skip
    return render(request, "dispatch/overview_unit.html", context)


def tone_of(figure):
    return "bad" if figure.key == "overdue" and figure.numerator else ""


def parts_of(figure):
    if figure.denominator is None:
        return ""
    return f"{figure.numerator} / {figure.denominator} {UNITS[MEASURES[figure.over].table]}"


def frame(request, days, now):
    chips = [
        {"label": label, "url": f"{reverse('overview')}?period={key}", "current": days.key == key}
        for key, label in period.CHIPS.items()
    ]
    return {"days": days, "chips": chips, "now": now}


def warning(now):
    """A sentence when the timed jobs have stood still, so that 办结 and 未表态 lag behind."""
    since = stale_since(now)
    if since is None:
        return ""
    return f"自 {cn_time(since)} 起定时工作没有运行，办结和未表态的数字可能偏少，请联系管理员。"
