"""The liaison's home: today, gaps, swaps that wait, what is still to be written down; sheet and code."""

from django.shortcuts import render
from django.utils import timezone

from members.duties import when as duties
from members.models import Duty, DutySwap
from members.states import DutyState
from members.studios import sheet as studio_sheet
from members.views.studio import of_liaison

AHEAD, BACK = 31, timezone.timedelta(days=62)


def home(request):
    actor, today = request.actor, timezone.localdate()
    studios = list(of_liaison(actor))
    rows = Duty.objects.visible_to(actor).live().filter(studio__in=studios).with_names()
    rows = list(rows.between(today - BACK, today + timezone.timedelta(days=AHEAD)))
    month = today.replace(day=1)
    counts = studio_sheet.counts_of(studios, month)
    return render(request, "home/liaison.html", {
        "today": [duty for duty in rows if duty.date == today],
        "gaps": [duty for duty in rows if duty.state == DutyState.OPEN and duty.date >= today],
        "unrecorded": [duty for duty in rows if duty.unrecorded],
        "coming": [duty for duty in rows if duty.date > today and duty.state == DutyState.PLANNED][:8],
        "swaps": DutySwap.objects.visible_to(actor).waiting().with_names(),
        "studios": [(studio, counts[studio.pk]) for studio in studios], "gap": duties.GAP, "day": today,
    })  # fmt: skip
