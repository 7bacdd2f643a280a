"""承诺台账: promises by state, unit and due day, the same as a workbook, and one promise with its looking back."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from dispatch.forms.promise import PromiseFilterForm
from dispatch.key_proposals import rules as key_rules
from dispatch.models import Promise
from dispatch.promises import ledger as promise_ledger
from dispatch.views import exporting
from dispatch.views.ledger import SIZE
from dispatch.views.saved_filters import beside
from members.states import OFFICE, UNIT, Role
from weijianyi import paging
from weijianyi.files.models import Attachment
from weijianyi.taking import buttons
from weijianyi.workflow import Forbidden

READERS = frozenset({Role.LEADER, Role.SUPERVISOR}) | OFFICE | UNIT
CHIPS = (("", "全部", "all"), (promise_ledger.STILL, "还没有兑现", "still"), ("open", "兑现中", "open"),
         ("late", "到期未报", "late"), ("kept", "待核实", "kept"), ("broken", "未兑现", "broken"),
         ("done", "已兑现", "done"))  # fmt: skip


@require_safe
def ledger(request):
    """Filters stand in the address; the most urgent first."""
    form, found = asked(request)
    opens, kept = beside(request, "promises", "promise-list")
    if opens:
        return redirect(opens)
    page = paging.page(promise_ledger.for_lists(found.found), request, found.order, size=SIZE)
    context = {
        "form": form, "page": page, "rows": [(p, *promise_ledger.light(p)) for p in page.rows],
        "chips": chips(request), **kept,
        "export_url": f"{reverse('promise-export')}?{request.GET.urlencode()}",
    }  # fmt: skip
    return render(request, "dispatch/promises.html", context)


@require_safe
def export(request):
    """What is seen, as Excel."""
    asked(request)
    return exporting.inline(request, "promises")


def asked(request):
    if request.post is None or request.post.role not in READERS:
        raise Forbidden("承诺台账由提案委、督查室、领导和承办单位使用。")
    form = PromiseFilterForm(request.GET, actor=request.actor)
    return form, promise_ledger.asked(request.actor, form.wanted())


def chips(request):
    numbers = promise_ledger.numbers(request.actor)
    others = {
        name: value
        for name, value in request.GET.items()
        if name in ("q", "department", "from", "to") and value
    }
    current = request.GET.get("state", "")
    return [
        {"label": label, "url": f"?{urlencode({'state': state} | others)}", "current": state == current,
         "count": numbers[name]}
        for state, label, name in CHIPS
    ]  # fmt: skip


@require_safe
def detail(request, slug):
    promises = Promise.objects.visible_to(request.actor).select_related(
        "desk__item__organisation", "desk__department", "department", "reply__result_class"
    )
    promise, actor = get_object_or_404(promises, slug=slug), request.actor
    holder, following = promise_ledger.holder(promise)
    light, tone = promise_ledger.light(promise)
    return render(request, "dispatch/promise.html", {
        "subject": promise, "item": promise.item, "holder": holder, "following": following, "light": light,
        "tone": tone, "files": Attachment.objects.of(promise), **actions(promise, actor),
        "adds_files": key_rules.owes(actor, promise) and promise.state != "done",
        "checks": promise.checks.select_related("by__user", "class_change__from_class", "class_change__to_class"),
        "changes": promise.reply.class_changes.select_related("from_class", "to_class", "by__user"),
        "supervised": promise.desk.supervisions.open().filter(reason="promise").exists(),
        "in_ledger": request.post.role in READERS,
    })  # fmt: skip


def actions(promise, actor):
    """{main, steps}: the unit reports, the office confirms, one of them is the main act."""
    found = [b | {"tone": ""} for b in buttons(promise, actor, "promise") if not b["why"]]
    by_name = {b["name"]: b for b in found}
    wanted = ("confirm", "keep") if promise.state == "kept" else ("keep", "confirm")
    main = next((by_name[name] for name in wanted if name in by_name), None)
    return {"main": main, "steps": [b for b in found if b is not main]}
