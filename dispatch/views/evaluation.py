"""双向评议: rounds, one round, one pairing with its score form or both sheets, the meeting, the workbook."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dispatch.evaluation import pages, results, rounds, rules, sheets
from dispatch.evaluation.forms import MeetingForm, PanelForm, RoundForm, ScoreForm
from dispatch.evaluation.states import RoundState
from dispatch.models import EvaluationMeeting, EvaluationRound, Pairing, PanelScore, ScoreSheet
from members.rules import has_role, is_office
from members.states import AUTHORS, OFFICE, UNIT, Role
from weijianyi import paging
from weijianyi.files.models import Attachment
from weijianyi.taking import blame, buttons, check_hat, key_of, take
from weijianyi.workflow import BadFacts, Forbidden, NotNow, may

STEPS = EvaluationRound.steps()
SCORE = Pairing.steps()["score"].step


def rounds_page(request):
    """The rounds one takes part in and what waits for one's own score; the office plans a new one here."""
    check_reader(request)
    form = None
    if rules.plans_rounds(request.actor):
        posted = request.POST if request.method == "POST" else None
        form = RoundForm(posted, initial=pages.next_round(timezone.localdate()))
        if posted is not None and form.is_valid() and (found := planned(request, form)):
            messages.success(request, "评议已建立，参评单位已按规则列出，请核对。")
            return redirect(found)
    elif request.method == "POST":
        raise Forbidden("评议由提案委建立。")
    own = EvaluationRound.objects.visible_to(request.actor)
    waiting = results.to_score(request.actor)[: paging.SIZE * 4]
    context = {
        "page": paging.page(pages.with_progress(own), request, ["-year", "-pk"]), "form": form,
        "waiting": results.waiting_for(request.actor, waiting, rules.side_of), "office": is_office(request.actor),
    }  # fmt: skip
    return render(request, "evaluation/rounds.html", context, status=422 if form and form.errors else 200)


def planned(request, form):
    check_hat(request)
    try:
        return rounds.plan(request.actor, **form.cleaned_data)
    except ValidationError as refusal:
        for sentence in refusal.messages:
            form.add_error(None, sentence)
    return None


@require_safe
def round_page(request, slug):
    """State, units with their progress or results, the pairings one may see, the office's steps."""
    check_reader(request)
    subject = found(request, slug)
    pairings = Pairing.objects.visible_to(request.actor).filter(unit__round=subject).for_lists()
    page = paging.page(pairings, request, ["unit_id", "pk"])
    shown = results.sheets_of(page.rows)
    for pairing in page.rows:
        pairing.line = pages.pairing_line(request.actor, pairing, shown.get(pairing.pk, {}))
    context = {
        "subject": subject, "page": page, "lines": results.lines(subject, request.actor),
        "closed": subject.state == RoundState.CLOSED, "watches": watches(request),
        "steps": buttons(subject, request.actor, "evaluation"), "next": pages.what_next(subject),
        "meeting": EvaluationMeeting.objects.visible_to(request.actor).filter(round=subject).first(),
    }  # fmt: skip
    return render(request, "evaluation/round.html", context)


def pairing_page(request, pk):
    """The form of the own side while it may score, both sheets once revealed, else who is in."""
    check_reader(request)
    subject = Pairing.objects.visible_to(request.actor).for_lists().filter(pk=pk).first()
    if subject is None or subject.round.state == RoundState.PLANNED:
        raise Http404
    side = rules.side_of(request.actor, subject)
    if request.method == "POST":
        return scored(request, subject, side)
    form = None
    if may(subject, "score", request.actor):
        form = ScoreForm(subject=subject, actor=request.actor)
    return show_pairing(request, subject, side, form)


def scored(request, subject, side):
    if side is None:
        raise Forbidden("只有参评单位和第一提案人可以评分；与自己有关的请回避。")
    if not may(subject, "score", request.actor):
        raise NotNow("双方都已评完，或评议已经结束，不能再改。", subject)
    form = ScoreForm(request.POST, subject=subject, actor=request.actor)
    if form.is_valid():
        try:
            # The other side may have scored meanwhile: that is no reason to refuse this one.
            take(without_version(request), subject, SCORE, form)
        except BadFacts as refusal:
            blame(form, refusal)
        else:
            messages.success(request, "评分已提交。")
            return redirect(subject)
    return show_pairing(request, subject, side, form, status=422)


def without_version(request):
    request.POST = request.POST.copy()
    request.POST.pop("version", None)
    return request


def show_pairing(request, subject, side, form, status=200):
    own = ScoreSheet.objects.visible_to(request.actor).valid().filter(pairing=subject)
    own = own.select_related("grade").prefetch_related("scores__criterion")
    context = {
        "subject": subject, "side": side, "form": form, "revealed": rules.revealed(subject),
        "sheets": pages.both(subject, {sheet.side: sheet for sheet in own}), "given": side and subject.given(side),
        "key": key_of(request), "watches": watches(request), "round": subject.round,
    }  # fmt: skip
    return render(request, "evaluation/pairing.html", context, status=status)


def meeting_page(request, slug):
    """Agenda and minutes, and after the round the panel's points; the office enters both here."""
    check_reader(request)
    subject = found(request, slug)
    office = rules.office(request.actor, subject)
    forms = {"hold_meeting": MeetingForm, "score_panel": PanelForm}
    asked = request.POST.get("step", "hold_meeting")
    if request.method == "POST" and not office:
        raise Forbidden("评议会由提案委登记。")
    bound = {name: f(subject=subject, actor=request.actor) for name, f in forms.items()}
    if request.method == "POST" and asked in forms:
        bound[asked] = form = forms[asked](request.POST, subject=subject, actor=request.actor)
        if form.is_valid() and entered(request, subject, asked, form):
            return redirect("evaluation-meeting", subject.slug)
    meeting = EvaluationMeeting.objects.visible_to(request.actor).filter(round=subject).first()
    scores = PanelScore.objects.visible_to(request.actor).valid().filter(unit__round=subject)
    context = {
        "subject": subject, "meeting": meeting, "office": office and subject.state != RoundState.PLANNED,
        "forms": bound, "key": key_of(request), "table": pages.panel_table(scores.select_related("unit__department")),
        "open": subject.state == RoundState.CLOSED or watches(request),
        "files": Attachment.objects.of(meeting) if meeting else [],
    }  # fmt: skip
    return render(
        request, "evaluation/meeting.html", context, status=422 if request.method == "POST" else 200
    )


def entered(request, subject, step, form):
    try:
        take(request, subject, STEPS[step].step, form)
    except BadFacts as refusal:
        blame(form, refusal)
        return False
    messages.success(request, STEPS[step].step.done)
    return True


@require_safe
def export(request, slug):
    """After the end only: before it there is nothing the office may know."""
    check_reader(request)
    subject = found(request, slug)
    if not watches(request):
        raise Forbidden("评议结果由提案委导出。")
    if subject.state != RoundState.CLOSED:
        raise NotNow("评议结束后才能导出结果。", subject)
    pairings = list(Pairing.objects.visible_to(request.actor).filter(unit__round=subject).for_lists())
    tables = pages.workbook(results.lines(subject, request.actor), pairings, results.sheets_of(pairings))
    notes = [
        ("单位", request.post.organisation.name), ("评议", str(subject)),
        ("导出人", f"{request.user.name}（{request.post.label}）"),
        ("口径", "每张评分表按各项权重加权平均，保留一位小数；单位得分是各评分表总分的平均。"),
    ]  # fmt: skip
    return sheets.response(f"双向评议-{subject.year}", tables, notes)


def found(request, slug):
    subject = EvaluationRound.objects.visible_to(request.actor).filter(slug=slug).first()
    if subject is None:
        raise Http404
    return subject


def watches(request):
    return has_role(request.actor, *OFFICE, Role.LEADER)


def check_reader(request):
    if not has_role(request.actor, *OFFICE, *UNIT, *AUTHORS, Role.LEADER):
        raise Forbidden("双向评议由提案委、承办单位和提案人使用。")
