"""The review day as a sitting: how it stands, its closing protocol, past ones."""

from datetime import date

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from members.rules import is_office
from suggestions import desk_queue, sittings
from suggestions.forms.review import ClosingForm
from weijianyi.taking import check_hat
from weijianyi.workflow import Forbidden


def current(request):
    """Today's sitting: open it, or close it with a reason for each item that stays."""
    check_office(request)
    today = timezone.localdate()
    sitting = sittings.of_day(request.actor, today)
    if request.method == "POST":
        check_hat(request)
        if sitting is None:
            sittings.start(request.actor, timezone.now())
            return redirect("review-sitting")
        return close(request, sitting)
    return show(request, sitting, today)


def close(request, sitting):
    """Freeze the protocol; a missing reason leaves everything typed in the form."""
    form = ClosingForm(request.POST, held=sittings.held(request.actor, sitting.held_on))
    if not form.is_valid():
        return show(request, sitting, sitting.held_on, form=form)
    sittings.close(sitting, request.actor, form.reasons(), form.cleaned_data["remark"])
    messages.success(request, "审核日记录已经定下。")
    return redirect("review-protocol", day=sitting.held_on.isoformat())


def show(request, sitting, today, form=None):
    if sitting and sitting.closed_at:
        return redirect("review-protocol", day=sitting.held_on.isoformat())
    held = sittings.held(request.actor, today)
    is_today, following = desk_queue.day_in_words(request.post.organisation, today)
    context = {
        "sitting": sitting, "today": today, "is_review_day": is_today, "following": following,
        "form": form or ClosingForm(held=held), "cleared": sittings.cleared(request.actor, today), "held": held,
    }  # fmt: skip
    return render(request, "suggestions/sitting.html", context, status=422 if form else 200)


def past(request):
    check_office(request)
    return render(request, "suggestions/sittings.html", {"sittings": sittings.past(request.actor)})


def protocol(request, day):
    """The frozen record of a closed sitting, made for paper."""
    check_office(request)
    try:
        sitting = sittings.of_day(request.actor, date.fromisoformat(day))
    except ValueError:
        sitting = None
    if sitting is None or sitting.closed_at is None:
        raise Http404
    return render(request, "suggestions/sitting_protocol.html", {"sitting": sitting})


def check_office(request):
    if not is_office(request.actor):
        raise Forbidden("审核日记录由提案委工作人员使用。")
