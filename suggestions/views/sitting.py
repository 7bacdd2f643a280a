"""The review day as a sitting: how it stands, its closing protocol, past ones."""

from datetime import date

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from members.rules import is_office
from suggestions.forms.review import ClosingForm
from suggestions.review import queue as desk_queue
from suggestions.review import sittings
from weijianyi.taking import check_hat
from weijianyi.workflow import Forbidden


def current(request):
    """The sitting of today, or of a past day nobody closed: open it, or close it with a reason for what stays."""
    check_office(request)
    today = day_of(request.GET.get("day", ""))
    sitting = sittings.of_day(request.actor, today)
    if sitting is None and today != timezone.localdate():
        raise Http404
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


def day_of(text):
    """The day of the address; today where there is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return timezone.localdate()


@require_safe
def past(request):
    check_office(request)
    return render(request, "suggestions/sittings.html", {"sittings": sittings.past(request.actor)})


@require_safe
def protocol(request, day):
    """The frozen record of a closed sitting, made for paper."""
    check_office(request)
    sitting = sittings.of_day(request.actor, day_of(day))
    if sitting is None or day != sitting.held_on.isoformat() or sitting.closed_at is None:
        raise Http404
    return render(request, "suggestions/sitting_protocol.html", {"sitting": sitting})


def check_office(request):
    if not is_office(request.actor):
        raise Forbidden("审核日记录由提案委工作人员使用。")
