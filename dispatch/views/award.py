"""评优: rounds, one round with its nominations and quotas, scoring, the decision in bulk, list to print and export."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from dispatch.evaluation import deciding, pages, rounds, rules, sheets
from dispatch.evaluation.forms import AwardForm, AwardScoreForm, DecideForm
from dispatch.evaluation.states import AwardState
from dispatch.models import AwardRound, Nomination
from members.rules import has_role
from members.states import OFFICE, Role
from suggestions.models import Item
from weijianyi import paging
from weijianyi.taking import blame, buttons, check_hat, key_of, take
from weijianyi.workflow import BadFacts, Forbidden, may

STEPS = AwardRound.steps()
FROZEN = (AwardState.DECIDED, AwardState.PUBLISHED)


def rounds_page(request):
    """All rounds one may see; the office starts the next one here."""
    due = rounds.next_award_year(request.actor.organisation_id) if request.actor.post else None
    form = None
    if rules.plans_rounds(request.actor):
        posted = request.POST if request.method == "POST" else None
        form = AwardForm(posted, initial={"year": due, "title": f"{due}年优秀提案和先进承办单位评选"})
        if posted is not None and form.is_valid() and (started := start(request, form)):
            messages.success(request, "评优已建立，请先推荐。")
            return redirect(started)
    elif request.method == "POST":
        raise Forbidden("评优由提案委建立。")
    page = paging.page(AwardRound.objects.visible_to(request.actor), request, ["-year", "-pk"])
    context = {"page": page, "form": form, "due": due}
    return render(request, "evaluation/awards.html", context, status=422 if form and form.errors else 200)


def start(request, form):
    check_hat(request)
    try:
        return rounds.start_award(request.actor, **form.cleaned_data)
    except ValidationError as refusal:
        for sentence in refusal.messages:
            form.add_error(None, sentence)
    return None


@require_safe
def round_page(request, slug):
    """To its judges the nominations with grounds, scores and quotas; to everybody else who was chosen."""
    subject = found(request, slug)
    judge = is_judge(request)
    nominations = shown(request, subject)
    items, units = pages.split(nominations) if judge else pages.winners(nominations)
    context = {
        "subject": subject, "judge": judge, "items": items, "units": units,
        "chosen": pages.winners(nominations), "quotas": quotas(subject),
        "steps": buttons(subject, request.actor, "award") if judge else [],
        "may_score": may(subject, "score", request.actor), "may_decide": may(subject, "decide", request.actor),
        "frozen": subject.state in FROZEN,
    }  # fmt: skip
    return render(request, "evaluation/award.html", context)


def score(request, slug):
    """One judge's points for all nominations, as many at a time as one likes."""
    return answer(request, slug, "score", AwardScoreForm, "evaluation/award_score.html")


def decide(request, slug):
    """Ticks in bulk beside quota, means and grounds."""
    return answer(request, slug, "decide", DecideForm, "evaluation/award_decide.html")


def answer(request, slug, step, form_class, template):
    """GET: the form; POST: through the door. 403 before 409, as everywhere."""
    subject = found(request, slug)
    offered = STEPS[step].step
    if not offered.who(request.actor, subject):
        raise Forbidden(f"您现在的岗位不能“{offered.label}”，或者与推荐名单有关，请回避。")
    posted = request.POST if request.method == "POST" else None
    form = form_class(posted, subject=subject, actor=request.actor)
    if posted is not None and form.is_valid():
        try:
            # Several judges score at the same time: a newer version is no reason to refuse.
            take(request, subject, offered, form)
        except BadFacts as refusal:
            blame(form, refusal)
        else:
            messages.success(request, f"{offered.done}：{subject}")
            return redirect(subject)
    items, units = pages.split(deciding.ranked(subject))
    context = {
        "subject": subject, "form": form, "key": key_of(request), "quotas": quotas(subject), "items": items,
        "units": units, "ticked": ticked(form), "possible": may(subject, step, request.actor),
    }  # fmt: skip
    return render(request, template, context, status=422 if form.is_bound else 200)


def ticked(form):
    """Nothing is ticked beforehand; after a refusal what was ticked."""
    return set(form.data.getlist("chosen")) if form.is_bound and hasattr(form.data, "getlist") else set()


@require_safe
def printed(request, slug):
    subject = found(request, slug)
    if subject.state not in FROZEN:
        raise Http404
    items, units = pages.winners(shown(request, subject))
    context = {"subject": subject, "items": items, "units": units}
    return render(request, "evaluation/award_print.html", context)


@require_safe
def export(request, slug):
    """To judges all nominations, to others the published list."""
    subject = found(request, slug)
    nominations, judge = shown(request, subject), is_judge(request)
    items, units = pages.split(nominations) if judge else pages.winners(nominations)
    base = quotas(subject)
    notes = [
        ("单位", request.post.organisation.name), ("评优", str(subject)), ("状态", subject.get_state_display()),
        ("范围", f"{subject.first_year}—{subject.last_year}年立案的提案和答复过提案的单位"),
        ("提案名额", f"{base['item_quota']}（立案 {base['item_base']} 件的 {base['item_percent']}%）"),
        ("单位名额", f"{base['unit_quota']}（承办单位 {base['unit_base']} 个的 {base['unit_percent']}%）"),
    ]  # fmt: skip
    return sheets.response(f"评优-{subject.year}", pages.award_book(items, units, judge), notes)


def found(request, slug):
    subject = AwardRound.objects.visible_to(request.actor).filter(slug=slug).first()
    if subject is None:
        raise Http404
    return subject


def shown(request, subject):
    if is_judge(request):
        return deciding.ranked(subject)
    found = list(Nomination.objects.visible_to(request.actor).filter(round=subject).for_lists())
    keys = [n.item_id for n in found if n.item_id]
    seen = set(Item.objects.visible_to(request.actor).filter(pk__in=keys).values_list("pk", flat=True))
    for nomination in found:
        item = nomination.item
        nomination.hushed = item is not None and not item.open_consent and item.pk not in seen
    return found


def quotas(subject):
    """As decided, or as they are now; with the percentages and the least number of collective proposals."""
    now = deciding.quotas(subject) if subject.item_base is None else {
        name: getattr(subject, name) for name in ("item_base", "item_quota", "unit_base", "unit_quota")
    }  # fmt: skip
    return now | {
        "item_percent": deciding.percent(subject, "award_share_proposals"),
        "unit_percent": deciding.percent(subject, "award_share_units"),
        "collective_percent": deciding.percent(subject, "award_collective_share"),
        "collective_least": deciding.collective_least(subject, now["item_quota"]),
    }


def is_judge(request):
    return has_role(request.actor, *OFFICE, Role.LEADER)
