"""Second persons: what colleagues have proposed, and the decision on it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from members.rules import sees_pending
from suggestions.forms.review import SecondOpinionForm
from suggestions.review import queue as desk_queue
from weijianyi.taking import check_hat
from weijianyi.workflow import Forbidden, NotVisible
from weijianyi.workflow.seconding import decide


@require_safe
def pending_list(request):
    """Oldest proposal first; one's own are shown with the reason why one cannot decide them."""
    check_office(request)
    rows = [shown(row, request) for row in desk_queue.pending(request.actor)]
    return render(request, "suggestions/pending.html", {"rows": rows})


def pending_decide(request, pk):
    """GET: the proposal in its proposer's words; POST: agree or not."""
    check_office(request)
    row = next(iter(desk_queue.pending(request.actor, pk=pk)), None)
    if row is None:
        raise NotVisible
    shown(row, request)
    form = SecondOpinionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        check_hat(request)
        item = decide(row, actor=request.actor, **form.cleaned_data)
        messages.success(request, f"{item.event.label}：{item}")
        return redirect("review-pending")
    status = 422 if form.is_bound else 200
    return render(request, "suggestions/pending_decide.html", {"row": row, "form": form}, status=status)


def shown(row, request):
    """The proposal with the reason why this reader may not decide it."""
    row.own = request.user.pk in row.proposers
    row.closed = "这是您提出的，请由另一位同志决定。" if row.own else ""
    if row.decided_at:
        row.closed = f"{row.decided_by} 已经{row.get_outcome_display()}。"
    return row


def check_office(request):
    if not sees_pending(request.actor):
        raise Forbidden("由提案委工作人员决定；社情民意由信息编辑和领导决定。")
