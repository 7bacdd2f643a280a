"""One duty: who serves, what one may do, what happened; asking a colleague to swap."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from members.duties import rules as duty_rules
from members.duties import swapping as duty_swapping
from members.duties import when as duties
from members.duties.forms import SwapForm
from members.models import Duty, DutySwap
from members.models.studio import READERS
from members.states import DutyState
from weijianyi.taking import blame, buttons, check_hat
from weijianyi.workflow import BadFacts

MAIN = ("check_in", "assign", "record_attendance", "write_up")


@require_safe
def detail(request, slug):
    duty, actor = found(request, slug), request.actor
    steps = [button | {"tone": ""} for button in buttons(duty, actor, "duty") if not button["why"]]
    by_name = {button["name"]: button for button in steps}
    main = next((by_name[name] for name in MAIN if name in by_name), None)
    swaps = DutySwap.objects.visible_to(actor).filter(duty=duty).with_names()
    return render(request, "studios/duty.html", {
        "duty": duty, "main": main, "steps": [button for button in steps if button is not main],
        "swaps": [(swap, buttons(swap, actor, "dutyswap")) for swap in swaps],
        "may_swap": may_swap(duty, actor, swaps), "events": duties.events(duty),
        "reads_studio": actor.post.role in READERS, "keeps": duty_rules.keeps(actor, duty),
    })  # fmt: skip


def found(request, slug):
    return get_object_or_404(Duty.objects.visible_to(request.actor).with_names(), slug=slug)


def may_swap(duty, actor, swaps):
    own = duty.member_id is not None and duty_rules.serves(actor, duty)
    ahead = duty.state == DutyState.PLANNED and duty.date >= timezone.localdate()
    return own and ahead and not any(swap.state == "asked" for swap in swaps)


def swap(request, slug):
    duty = found(request, slug)
    duty_swapping.check(duty, request.actor, timezone.localdate())
    form = SwapForm(request.POST if request.method == "POST" else None, subject=duty, actor=request.actor)
    if form.is_bound and form.is_valid():
        check_hat(request)
        try:
            made = duty_swapping.ask(duty, actor=request.actor, **form.facts())
        except ValidationError as error:
            blame(form, BadFacts(error))
        else:
            messages.success(request, f"已请{made.asked.name}委员答复。对方同意以前，仍由您值班。")
            return redirect(duty)
    context = {
        "form": form, "title": "请人换班", "studio": duty.studio, "version": "", "back": duty.get_absolute_url(),
        "note": f"{duty}。对方同意才算数，同意后双方和联络员都会收到消息。", "end": "",
    }  # fmt: skip
    return render(request, "studios/form.html", context, status=422 if form.errors else 200)
