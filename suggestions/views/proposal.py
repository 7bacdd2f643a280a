"""One proposal under review: its page, and the reading that is written there; the next of the list opens by itself."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from suggestions.forms import ReadForm
from suggestions.proposals import page as proposal_page
from suggestions.review import presence
from suggestions.states import state_word
from suggestions.views.proposals import Listing, check_office
from weijianyi.files.models import attachments_for
from weijianyi.taking import back_to, blame, key_of, take
from weijianyi.workflow import BadFacts


@require_safe
def review(request, slug):
    check_office(request)
    listing = Listing(request)
    return show(request, proposal_page.find(request.actor, slug, listing.rows), listing)


def read(request, slug):
    """The next reading: opinion, advice, the text as corrected."""
    check_office(request)
    listing = Listing(request)
    item = proposal_page.find(request.actor, slug, listing.rows)
    if request.method != "POST":
        return redirect("proposal-review", slug)
    form = ReadForm(request.POST, subject=item, actor=request.actor)
    if form.is_valid():
        try:
            done = take(request, item, type(item).steps()["read"].step, form)
        except BadFacts as refusal:
            blame(form, refusal)
        else:
            messages.success(request, f"审读：{done}")
            return redirect(back_to(request, done))
    return show(request, item, listing, form=form)


def show(request, item, listing, form=None):
    before = address(item.slug_before, listing)
    after = address(item.slug_after or item.slug_first, listing)
    here = address(item.slug, listing)
    onward = after or listing.url()
    context = {
        "item": item, "facts": item.proposal_facts, "word": state_word(item.kind, item.state), "listing": listing,
        "passages": proposal_page.passages(item), "readings": proposal_page.readings_so_far(item),
        "others": proposal_page.other_reviews(item), "attachments": attachments_for([item])[item.pk],
        "panel": proposal_page.panel(item, request.actor, onward=onward, here=here, form=form),
        "watched": presence.look(item, request.user), "key": key_of(request), "onward": onward,
        "before": before, "after": after, "no_session": not item.has_session,
    }  # fmt: skip
    return render(request, "proposals/review.html", context, status=422 if form is not None else 200)


def address(slug, listing):
    return reverse("proposal-review", args=[slug]) + listing.query() if slug else ""
