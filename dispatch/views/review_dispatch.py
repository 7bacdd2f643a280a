"""The review desk: queue, detail and decision on one page; every part of it works as plain links and forms."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.module_loading import import_string
from django.views.decorators.http import require_safe

from dispatch import bulk
from dispatch.forms.review import AcceptAndDispatchForm
from dispatch.items import advice, review_page
from members.rules import is_office
from suggestions.review import queue as desk_queue
from suggestions.review.reviewing import accept_and_dispatch
from suggestions.states import Kind
from suggestions.views.undo import UNDO_KEY
from weijianyi.requests import typed_in
from weijianyi.taking import back_to, blame, check_hat, key_of, take
from weijianyi.workflow import BadFacts, Forbidden, NotNow
from weijianyi.workflow.undoing import undoable_until


@require_safe
def desk(request):
    """The desk with the first of the queue opened."""
    return show(request)


@require_safe
def item(request, slug):
    """The same desk with that item opened."""
    return show(request, slug=slug)


def step(request, slug, name):
    """GET: the panel holds the form of that step; POST: the step is taken and the next item opens."""
    subject = found(request, slug)
    method = type(subject).steps().get(name)
    if method is None or name not in {"accept", *review_page.KEYS}:
        raise Http404
    if not method.step.who(request.actor, subject):
        raise Forbidden(f"您现在的岗位不能“{method.step.label}”。")
    if name == "accept" and subject.kind == Kind.PROPOSAL:
        return redirect("proposal-review", slug)  # read and filed there
    if request.method != "POST":
        return show(request, slug=slug, name=name)
    form = posted(request, subject, method.step)
    try:
        if form.is_valid():
            decide(request, subject, method.step, form)
            return redirect(back_to(request, subject) if request.POST.get("next") else "review-desk")
    except BadFacts as refusal:
        blame(form, refusal)
    except NotNow as refusal:
        if not request.htmx:
            raise
        return faster(request, slug, refusal)
    return show(request, slug=slug, name=name, form=form, status=422)


def posted(request, subject, offered):
    if offered.name == "accept":
        return AcceptAndDispatchForm(
            request.POST, subject=subject, actor=request.actor, departments=list(advice.departments(subject))
        )
    return import_string(offered.form)(request.POST, subject=subject, actor=request.actor)


def decide(request, subject, offered, form):
    """Through the door; a dispatch may be undone for some seconds."""
    if offered.name != "accept":
        done = take(request, subject, offered, form)
        messages.success(request, f"{done.event.label}：{done}")
        return
    check_hat(request)
    done = accept_and_dispatch(
        subject, actor=request.actor, version=request.POST.get("version"), key=request.POST.get("key") or None,
        **form.facts(),
    )  # fmt: skip
    request.session[UNDO_KEY] = {
        "act": str(done.event.act), "title": done.title, "until": undoable_until(done.event).isoformat(),
    }  # fmt: skip


def faster(request, slug, refusal):
    """Somebody was faster: the desk anew, with who and when, and what was typed."""
    return show(request, slug=slug, refusal=refusal, typed=typed_in(request), status=409)


def found(request, slug):
    check_office(request)
    return desk_queue.one_with_authors(request.actor, slug)


def opened_item(request, queue, slug):
    """The item of the address, taken from the rows where it stands there; else the first row."""
    if not slug:
        return desk_queue.with_authors(queue.rows[0]) if queue.rows else None
    row = next((row for row in queue.rows if row.slug == slug), None)
    return desk_queue.with_authors(row) if row else found(request, slug)


def check_office(request):
    if not is_office(request.actor):
        raise Forbidden("审核台由提案委工作人员使用。")


def show(request, *, slug="", name="accept", form=None, refusal=None, typed=(), status=200):
    """The whole page; htmx takes the panes it needs out of it."""
    check_office(request)
    queue = review_page.read_queue(request)
    opened = opened_item(request, queue, slug)
    tallies = desk_queue.tallies(request.actor, listed=queue.listed, opened=opened, order=queue.order)
    request.counts = {"review": tallies.new + tallies.again}
    queue.tabs = review_page.tab_links(queue, tallies)
    listing = "list" in request.GET
    context = {
        "queue": queue, "tallies": tallies, "opened": opened, "listing": listing, "typed": typed, "refusal": refusal,
        "keys": review_page.KEY_SHEET, "bulk_acts": bulk.offered("review", request.actor),
        "undo": undo_of(request), "panel": None,
        **review_page.day_line(request.post.organisation, tallies),
    }  # fmt: skip
    if opened:
        before, after = queue.neighbours(opened)
        context |= {
            "panel": review_page.panel(opened, request, name=name, form=form),
            "key": key_of(request), "before": before, "after": after, "place": tallies.place,
            **review_page.detail(opened, request),
        }  # fmt: skip
    return render(request, "review/desk.html", context, status=status)


def undo_of(request):
    """The last dispatch of this session while it can be taken back: {act, title, seconds}."""
    kept = request.session.get(UNDO_KEY)
    if not kept:
        return None
    left = (parse_datetime(kept["until"]) - timezone.now()).total_seconds()
    return kept | {"seconds": int(left) + 1} if left > 0 else None
