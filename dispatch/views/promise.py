"""承诺台账: promises by state, unit and due day, the same as a workbook, and one promise with its looking back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header, urlencode
from django.views.decorators.http import require_safe

from dispatch import exports, key_rules, promise_ledger
from dispatch.forms.promise import PromiseFilterForm
from dispatch.models import Promise
from dispatch.views.ledger import SIZE, XLSX
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
    page = paging.page(promise_ledger.for_lists(found.found), request, found.order, size=SIZE)
    context = {
        "form": form, "page": page, "rows": [(p, *promise_ledger.light(p)) for p in page.rows],
        "chips": chips(request),
        "export_url": f"{reverse('promise-export')}?{request.GET.urlencode()}",
    }  # fmt: skip
    return render(request, "dispatch/promises.html", context)


@require_safe
def export(request):
    """What is seen, as Excel."""
    form, found = asked(request)
    if found.found.count() > exports.MOST:
        messages.warning(request, f"筛选结果超过 {exports.MOST} 行，不能直接导出。请缩小范围后再导出。")
        return redirect(f"{reverse('promise-list')}?{request.GET.urlencode()}")
    notes = [
        ("单位", request.post.organisation.name),
        ("导出时间", f"{timezone.localtime():%Y-%m-%d %H:%M}"),
        ("导出人", f"{request.user.name}（{request.post.label}）"),
        ("口径", "答复结果需要跟踪、写明日期的，每一项承诺一行；改期或核实没有兑现各计一次未兑现。"),
        *((f"筛选：{label}", value) for label, value in form.in_words()),
    ]
    name = f"承诺台账-{timezone.localtime():%Y%m%d-%H%M}.xlsx"
    response = HttpResponse(exports.workbook(found, notes), content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


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
