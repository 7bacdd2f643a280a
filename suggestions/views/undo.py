"""Taking the last act back from the review desk."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from weijianyi.workflow.undoing import undo

UNDO_KEY = "undo"  # session: {act, title, until}, kept by the desk that offers it


@require_POST
def undo_act(request, act):
    """The same person, within seconds, while nothing later happened; 403 and 409 otherwise."""
    subject = undo(act, actor=request.actor)
    request.session.pop(UNDO_KEY, None)
    messages.success(request, f"已撤销，回到{subject.get_state_display()}：{subject}")
    return redirect("review-item", slug=subject.slug)
