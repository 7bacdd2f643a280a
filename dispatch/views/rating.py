"""M10: the member's verdict on a released reply, the thanks with its chance to take it back, and the paper form."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from dispatch import rules
from dispatch.desks import judging
from dispatch.forms import PaperRatingForm, RatingForm
from dispatch.forms.rating import RatingScanForm
from dispatch.models import Assignment
from dispatch.states import DeskState, Grade
from members import proof
from suggestions.rules import authorship_of
from weijianyi.taking import blame, check_hat, key_of, take
from weijianyi.workflow import BadFacts, Forbidden, perform

RATE = Assignment.steps()["rate"].step


def rate(request, slug):
    """One address: the form, the thanks once given, and why not when the window is closed."""
    desk = found(request, slug)
    if not rules.rates(request.actor, desk):
        raise Forbidden("只能由署名的委员本人评价。")
    given = mine(request, desk)
    if request.method == "POST":
        return answer(request, desk)
    if given:
        return render(request, "dispatch/rating_thanks.html", thanks(desk, given))
    if desk.state != DeskState.RELEASED or desk.open_redo:
        return render(request, "dispatch/rating_closed.html", {"desk": desk})
    return show(request, desk, RatingForm(subject=desk, actor=request.actor), proof.ask(request))


def answer(request, desk):
    form, asked = RatingForm(request.POST, subject=desk, actor=request.actor), proof.ask(request)
    if form.is_valid() & (asked is None or asked.is_valid()):  # both say what is missing
        try:
            take(request, desk, RATE, form)
        except BadFacts as refusal:
            blame(form, refusal)
        else:
            return redirect("desk-rate", desk.slug)
    return show(
        request, desk, form, asked if asked is not None and asked.errors else proof_again(request), status=422
    )


def proof_again(request):
    """Nothing to ask any more once the password was right."""
    return None if proof.is_fresh(request) else proof.ProofForm(request=request)


def show(request, desk, form, asked, status=200):
    context = {
        "desk": desk,
        "form": form,
        "asked": asked,
        "key": key_of(request),
        "clock": desk.clock("rate"),
    }
    return render(request, "dispatch/rating.html", context, status=status)


@require_POST
def take_back(request, slug):
    """Within ten seconds the verdict can be taken back; then it stands."""
    desk = found(request, slug)
    check_hat(request)
    try:
        perform(desk, "take_back_rating", actor=request.actor)
    except BadFacts as refusal:
        messages.warning(request, "".join(refusal.messages))
        return redirect(desk.item)
    messages.success(request, "评价已收回，可以重新评价。")
    return redirect("desk-rate", slug)


def paper(request, slug):
    """The office enters a paper form; its scan is required and the entry is counted apart."""
    desk = found(request, slug)
    if not rules.office(request.actor, desk):
        raise Forbidden("纸质评价表由提案委代录，作者本人不能代录自己的评价。")
    if desk.last_released is None:
        raise Http404
    bound = (request.POST,) if request.method == "POST" else ()
    form = PaperRatingForm(*bound, subject=desk, actor=request.actor)
    scan = RatingScanForm(*((request.POST, request.FILES) if bound else ()))
    if bound and form.is_valid() & scan.is_valid():
        try:
            enter(request, desk, form, scan)
        except BadFacts as refusal:
            blame(form, refusal)
        else:
            messages.success(request, f"已代录{form.cleaned_data['authorship']}委员的评价。")
            return redirect(desk.item)
    context = {"desk": desk, "form": form, "scan": scan, "key": key_of(request)}
    return render(request, "dispatch/rating_paper.html", context, status=422 if bound else 200)


@transaction.atomic
def enter(request, desk, form, scan):
    """The verdict and its scan, both or neither."""
    done = take(request, desk, RATE, form, at=form.happened_at)
    if not getattr(done, "repeated", False):
        given = done.last_released.ratings.filter(authorship=form.cleaned_data["authorship"], voided_at=None)
        scan.attach_uploads(given.first(), actor=request.actor)


def found(request, slug):
    desk = (
        Assignment.objects.visible_to(request.actor)
        .filter(slug=slug)
        .select_related("item", "department")
        .first()
    )
    if desk is None:
        raise Http404
    return desk


def mine(request, desk):
    """This author's verdict on the last reply."""
    reply, own = desk.last_released, authorship_of(request.actor, desk.item)
    return list(reply.ratings.filter(authorship=own, voided_at=None)) if reply and own else []


def thanks(desk, given):
    left = (given[0].occurred_at + judging.TAKE_BACK - timezone.now()).total_seconds()
    redo = desk.open_redo if any(r.grade == Grade.DISSATISFIED for r in given) else None
    return {
        "desk": desk, "given": given, "seconds": max(0, int(left) + 1) if left > 0 else 0, "redo": redo,
        "clock": desk.clock("redo_decision") if redo else None, "hidden": (),
        "others": judging.not_rated(desk).exists(),
    }  # fmt: skip
