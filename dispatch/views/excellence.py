"""半年评比 and 优秀案例: candidates by rule, the half's cases, one case, the published column, its Word file."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from dispatch.bulletins import printing
from dispatch.excellence import appraising, changing, half_results, nominating_cases, rules
from dispatch.excellence.states import CaseState
from dispatch.models import ExcellentCase
from dispatch.views.letter import attached
from members.rules import holds_post
from suggestions.briefs import drafting as briefs
from weijianyi import paging
from weijianyi.taking import buttons, check_hat
from weijianyi.workflow import Forbidden


@require_safe
def column(request):
    """案例栏: what is published, newest first; one's own that are being asked about stand above."""
    if not holds_post(request.actor):
        raise Forbidden("您现在没有岗位，不能看案例。")
    seen = ExcellentCase.objects.visible_to(request.actor).for_lists()
    page = paging.page(seen.published(), request, ("-published_at", "-pk"))
    asked = [] if rules.judges(request.actor) else seen.filter(state=CaseState.CONSENTING)
    context = {"page": page, "asked": asked, "judge": rules.judges(request.actor)}
    return render(request, "excellence/column.html", context)


@require_safe
def half_page(request):
    """One half: candidates by rule, the score sheet of those put forward, units and members by points."""
    check_judge(request)
    now = timezone.now()
    year, half = wanted(request.GET.get("half", ""), now)
    days = nominating_cases.days_of(year, half, now)
    cases = ExcellentCase.objects.visible_to(request.actor).of_half(year, half).for_lists()
    context = {
        "halves": [
            {"label": f"{y}年{'上下'[h - 1]}半年", "url": f"?half={y}-{h}", "current": (y, h) == (year, half)}
            for y, h in nominating_cases.halves(timezone.localdate(now))
        ],
        "half": f"{year}-{half}", "name": f"{year}年{'上下'[half - 1]}半年",
        "cases": cases.order_by("-mean", "-points", "pk"),
        "candidates": appraising.candidates(request.actor, days), "plans": rules.plans(request.actor),
        **listed(request.actor, days),
    }  # fmt: skip
    return render(request, "excellence/half.html", context)


def listed(actor, days):
    """The lists of units and members, what was changed of them, and what may be done now."""
    half = half_results.of(actor.organisation_id, days)
    return {
        "appraisal": half, "steps": buttons(half, actor, "half") if half else [],
        "lists": [
            {"label": label, "nobody": nobody, **half_results.table(actor, days, key)}
            for key, label, nobody in (
                (half_results.UNITS, "承办单位", "没有答复件数足够的单位。"),
                (half_results.MEMBERS, "委员", "这个半年还没有受理的微建议。"),
            )
        ],
        "history": briefs.history(half) if half else [],
    }  # fmt: skip


def wanted(text, now):
    known = nominating_cases.halves(timezone.localdate(now))
    return next(((y, h) for y, h in known if f"{y}-{h}" == text), known[0])


@require_POST
def propose(request):
    """Puts the ticked candidates forward."""
    if not rules.plans(request.actor):
        raise Forbidden("案例由提案委推选。")
    check_hat(request)
    now = timezone.now()
    year, half = wanted(request.POST.get("half", ""), now)
    ticked = set(request.POST.getlist("item"))
    found = appraising.candidates(request.actor, nominating_cases.days_of(year, half, now))
    picked = [ground for ground in found if ground.subject.slug in ticked]
    back = f"{reverse('excellence-half')}?half={year}-{half}"
    if not picked:
        messages.warning(request, "没有选择候选事项，或者已经推选过。")
        return redirect(back)
    try:
        cases = nominating_cases.propose(request.actor, picked, year, half)
    except ValidationError as refusal:
        messages.warning(request, refusal.messages[0])
        return redirect(back)
    messages.success(request, f"推选 {len(cases)} 件，请写案例、征求意见。")
    return redirect(back)


@require_POST
def open_half(request):
    """Begins the appraisal of a half, so that its lists can be changed and decided."""
    check_hat(request)
    year, half = wanted(request.POST.get("half", ""), timezone.now())
    try:
        found = changing.begin(request.actor, year, half)
    except ValidationError as refusal:
        messages.warning(request, refusal.messages[0])
        return redirect(f"{reverse('excellence-half')}?half={year}-{half}")
    messages.success(request, "已建立，由负责人调整和决定。")
    return redirect(found)


@require_safe
def case_page(request, slug):
    case = found(request, slug)
    judge = rules.judges(request.actor)
    context = {
        "case": case, "judge": judge, "steps": buttons(case, request.actor, "excellent"),
        "photos": appraising.photos(case, request.actor),
        "scores": case.scores.filter(voided_at=None).select_related("by__user") if judge else [],
        "events": briefs.history(case) if judge else [], "next": next_sentence(case),
    }  # fmt: skip
    return render(request, "excellence/case.html", context)


def next_sentence(case):
    return {
        CaseState.CANDIDATE: "由提案委写案例，隐去姓名和号码，再征求委员和承办单位意见。",
        CaseState.CONSENTING: "委员和承办单位都同意、有人评分以后，由提案委负责人或领导决定。",
        CaseState.DECIDED: "已经入选，等待发布到案例栏。",
        CaseState.PUBLISHED: "已经发布到案例栏，可以选入通报。",
        CaseState.DROPPED: "没有入选，或者已经撤下。",
    }[case.state]


@require_safe
def case_word(request, slug):
    case = found(request, slug)
    if not rules.judges(request.actor) and case.state != CaseState.PUBLISHED:
        raise Forbidden("发布以后才能下载。")
    return attached(*printing.make_case(case, appraising.photos(case, request.actor)))


def found(request, slug):
    rows = ExcellentCase.objects.visible_to(request.actor).select_related(
        "item", "desk__department", "organisation"
    )
    return get_object_or_404(rows, slug=slug)


def check_judge(request):
    if not rules.judges(request.actor):
        raise Forbidden("半年评比由提案委和领导使用。")
