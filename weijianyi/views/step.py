"""The generic step page: GET shows the form of a step, POST takes it through the door."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from dispatch.models import (
    Arrival,
    Assignment,
    AwardRound,
    Bulletin,
    EvaluationRound,
    ExcellentCase,
    HalfAppraisal,
    Inspection,
    KeyProposal,
    Promise,
    Supervision,
    SupervisionProposal,
)
from members.models import Duty, DutySwap, Opinion, ScoreObjection
from suggestions.models import BriefIssue, Claim, Instruction, Item, TopicPlan, Uptake
from weijianyi.taking import back_to, blame, bound, key_of, take
from weijianyi.workflow import BadFacts, Forbidden

NOUNS = {
    "item": Item,
    "desk": Assignment,
    "supervision": Supervision,
    "topic": TopicPlan,
    "evaluation": EvaluationRound,
    "award": AwardRound,
    "keyproposal": KeyProposal,
    "promise": Promise,
    "brief": BriefIssue,
    "instruction": Instruction,
    "uptake": Uptake,
    "supervisionproposal": SupervisionProposal,
    "inspection": Inspection,
    "claim": Claim,
    "arrival": Arrival,
    "duty": Duty,
    "dutyswap": DutySwap,
    "opinion": Opinion,
    "scoreobjection": ScoreObjection,
    "bulletin": Bulletin,
    "excellent": ExcellentCase,
    "half": HalfAppraisal,
}


def step(request, noun, slug, name):
    """403 not this role, 409 not now, 422 bad facts; what was typed stays in the form."""
    subject = found(request, noun, slug)
    offered = offered_step(request, subject, name)
    form = bound(request, subject, offered)
    if request.method == "POST" and form.is_valid():
        try:
            done = take(request, subject, offered, form)
        except BadFacts as refusal:
            blame(form, refusal)
        else:
            messages.success(request, f"{offered.done}：{done}")
            return redirect(back_to(request, done))
    status = 422 if form.is_bound else 200
    context = {
        "subject": subject,
        "offered": offered,
        "form": form,
        "key": key_of(request),
        "next": back_to(request, subject),
    }
    return render(request, "step.html", context, status=status)


def found(request, noun, slug):
    field = "pk" if noun == "supervision" else "slug"
    if noun not in NOUNS or (field == "pk" and not slug.isdecimal()):
        raise Http404
    return get_object_or_404(NOUNS[noun].objects.visible_to(request.actor), **{field: slug})


def offered_step(request, subject, name):
    """The step if this actor has it at all; on GET also refuse what is not possible now."""
    method = type(subject).steps().get(name)
    if method is None:
        raise Http404
    if not method.step.who(request.actor, subject):
        raise Forbidden(f"您现在的岗位不能“{method.step.label}”。")
    return method.step
