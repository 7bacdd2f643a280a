"""Meetings: record, correct, read, tick who came, print the sign-in sheet."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from dispatch import meetings, talks
from dispatch.forms.meeting import MeetingForm
from dispatch.key_proposals import rules as key_rules
from dispatch.key_proposals.states import MeetingKind
from dispatch.models import KeyProposal, Meeting
from suggestions.models import Item
from weijianyi.files.models import Attachment
from weijianyi.taking import check_fresh, check_hat, fingerprint
from weijianyi.workflow import Forbidden, NotNow

EMPTY_LINES = 12  # of the printed sheet, for those who come unannounced
REFUSED = "会议由提案委或本件的承办单位记录。"


def new(request):
    """About the key proposal or item of the address; an evaluation may stand alone."""
    key, item = subject_of(request)
    if not key_rules.records_meetings(request.actor, item):
        raise Forbidden(REFUSED)
    subject = key or item
    form = form_of(
        request, request.actor.organisation_id if item is None else item.organisation_id, subject=subject,
        initial=starting(request, item),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        check_hat(request)
        meeting = meetings.record(
            actor=request.actor, facts=form.facts(), organisation_id=form.organisation_id, item=item,
            key_proposal=key,
        )  # fmt: skip
        return finish(request, form, meeting, "已记录")
    context = {
        "form": form,
        "subject": subject,
        "item": item,
        "back": subject.get_absolute_url() if subject else "/",
    }
    return render(request, "dispatch/meeting_form.html", context, status=422 if form.is_bound else 200)


def subject_of(request):
    """(key proposal, item), either of them or none."""
    if slug := request.GET.get("key"):
        keys = KeyProposal.objects.visible_to(request.actor).select_related("item__organisation")
        key = get_object_or_404(keys, slug=slug)
        return key, key.item
    if slug := request.GET.get("item"):
        return None, get_object_or_404(Item.objects.visible_to(request.actor), slug=slug)
    if request.GET.get("kind") != MeetingKind.EVALUATION:
        raise Http404
    return None, None


def starting(request, item):
    """The kind the address names; a talk of three brings its name and people along."""
    kind = request.GET.get("kind")
    if item is None or kind not in MeetingKind:
        return {}
    return {"kind": kind} | (talks.start(item, request.actor) if kind == MeetingKind.THREE_PARTY else {})


def form_of(request, organisation_id, **known):
    bound = (request.POST, request.FILES) if request.method == "POST" else ()
    return MeetingForm(*bound, organisation_id=organisation_id, **known)


def finish(request, form, meeting, word):
    """Files once the row is there; those refused are told."""
    for sentence in form.attach_uploads(meeting, actor=request.actor):
        messages.warning(request, sentence)
    messages.success(request, f"{word}：{meeting}")
    return redirect(meeting if meeting.voided_at is None else meeting.item or "/")


def edit(request, slug):
    meeting = found(request, slug)
    may_edit(request, meeting)
    initial = {name: getattr(meeting, name) for name in
               ("kind", "title", "held_on", "place", "convened_by", "participants", "minutes")}  # fmt: skip
    check_fresh(request, meeting)
    form = form_of(
        request, meeting.organisation_id, meeting=meeting, subject=meeting.key_proposal or meeting.item,
        initial=initial | {"form": meeting.form_id},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        check_hat(request)
        void = form.cleaned_data["void"]
        meetings.correct(meeting, actor=request.actor, facts=form.facts(), void=void)
        return finish(request, form, meeting, "已作废" if void else "已更正")
    context = {
        "form": form, "meeting": meeting, "item": meeting.item, "back": meeting.get_absolute_url(),
        "version": fingerprint(meeting),
    }  # fmt: skip
    return render(request, "dispatch/meeting_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def detail(request, slug):
    """GET reads; POST keeps who signed in."""
    meeting = found(request, slug)
    edits = key_rules.edits_meeting(request.actor, meeting) and meeting.voided_at is None
    if request.method == "POST":
        may_edit(request, meeting)
        check_hat(request)
        meetings.sign_in(
            meeting, [key for key in request.POST.getlist("signed") if key.isdecimal() and len(key) < 10]
        )
        messages.success(request, "签到已保存。")
        return redirect(meeting)
    people = list(meeting.attended.all())
    context = {
        "meeting": meeting, "item": meeting.item, "people": people, "edits": edits,
        "signed": sum(p.signed for p in people), "files": Attachment.objects.of(meeting),
        "back": (meeting.key_proposal or meeting.item or meeting).get_absolute_url(),
    }  # fmt: skip
    return render(request, "dispatch/meeting.html", context)


@require_safe
def sheet(request, slug):
    """A4 list to sign by hand."""
    meeting = found(request, slug)
    context = {
        "meeting": meeting, "people": meeting.attended.all(), "empty": range(EMPTY_LINES),
        "back": meeting.get_absolute_url(),
    }  # fmt: skip
    return render(request, "dispatch/meeting_sheet.html", context)


def found(request, slug):
    meetings_seen = Meeting.objects.visible_to(request.actor).select_related(
        "item__organisation", "key_proposal__item", "form", "recorded_by__user", "organisation"
    )
    return get_object_or_404(meetings_seen, slug=slug)


def may_edit(request, meeting):
    if not key_rules.edits_meeting(request.actor, meeting):
        raise Forbidden("会议记录由记录人或提案委更正。")
    if meeting.voided_at is not None:
        raise NotNow("这条会议记录已经作废。", meeting)
