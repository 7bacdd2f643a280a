"""答复核对: signed replies read by the office before the member gets them."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from dispatch.desks import checking, classes, reply_checks
from dispatch.forms import OpinionForm
from dispatch.forms.checking import CheckForm
from dispatch.states import FINISHED, DeskState
from dispatch.views.handouts import check_watches
from weijianyi import paging
from weijianyi.files.models import attachments_for
from weijianyi.taking import blame, key_of, take
from weijianyi.workflow import BadFacts, Forbidden, door, may

SIGNED = (DeskState.CHECKING, *FINISHED)
FORMS = {"pass_check": CheckForm, "fail_check": OpinionForm}


@require_safe
def check_list(request):
    """Replies to check, longest waiting first."""
    check_watches(request)
    page = paging.page(checking.waiting(request.actor), request, checking.ORDER)
    return render(request, "dispatch/checks.html", {"page": page})


def check_item(request, slug, name="pass_check"):
    """GET: the request beside the reply; POST: passed on to the member, or back to the unit with a note."""
    check_watches(request)
    desk = get_object_or_404(checking.with_replies(checking.readable(request.actor)), slug=slug)
    if name not in FORMS:
        raise Http404
    if desk.state not in SIGNED:  # the unit's draft is its own
        if request.method == "POST":
            door.check(desk, name, request.actor)  # says who was faster
        return redirect(desk)
    forms = {step: form(subject=desk, actor=request.actor) for step, form in FORMS.items()}
    status = 200
    if request.method == "POST":
        form = forms[name] = FORMS[name](request.POST, subject=desk, actor=request.actor)
        if (answer := decided(request, desk, name, form)) is not None:
            return answer
        status = 422
    reply = desk.current_reply
    context = {
        "desk": desk, "reply": reply, "forms": forms, "name": name, "key": key_of(request),
        "result": reply and classes.shown(reply, desk.organisation_id),
        "attachments": attachments_for([desk])[desk.pk], "decides": may(desk, "pass_check", request.actor),
        "findings": reply_checks.findings(desk, reply),
        "asked": attachments_for([desk.item])[desk.item_id],
    }  # fmt: skip
    return render(request, "dispatch/checks_item.html", context, status=status)


def decided(request, desk, name, form):
    """The redirect to the next reply, or None when the form has to be shown again."""
    offered = type(desk).steps()[name].step
    if not offered.who(request.actor, desk):
        raise Forbidden(f"您现在的岗位不能“{offered.label}”。")
    if not form.is_valid():
        return None
    try:
        done = take(request, desk, offered, form)
    except BadFacts as refusal:
        blame(form, refusal)
        return None
    messages.success(request, f"{offered.done}：{done.item}")
    following = checking.waiting(request.actor).exclude(pk=desk.pk).order_by(*checking.ORDER).first()
    return redirect("check-item", slug=following.slug) if following else redirect("check-list")
