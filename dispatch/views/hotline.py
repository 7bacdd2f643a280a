"""热线 for the office: tickets, their exchanges, lists out and in, the comparison; hot topics for members."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from dispatch import exports
from dispatch.exports import XLSX
from dispatch.forms.hotline import ListForm, NewsForm
from dispatch.hotline import arriving, comparing, inbound, lists, sending, tables, topics
from dispatch.hotline.tickets import chosen
from dispatch.hotline.words import Direction, Outcome, Way
from dispatch.models import HotlineLine, HotlineList, HotlineMatch, HotlineTicket
from dispatch.views.ledger import SIZE
from members.rules import is_office
from weijianyi import paging
from weijianyi.taking import check_hat
from weijianyi.workflow import NotNow

TABS = (
    ("open", "热线办理中"), ("problem", "需要人工处理"), ("over", "已答复或停办"), ("theirs", "热线自己的工单"),
)  # fmt: skip


def office_only(request):
    if not is_office(request.actor):
        raise PermissionDenied("热线工单由提案委办理。")


@require_safe
def ticket_list(request):
    office_only(request)
    tab = request.GET.get("tab", "open")
    tab = tab if tab in dict(TABS) else "open"
    rows = chosen(request.actor, tab).select_related("line", "desk__item")
    page = paging.page(rows, request, ["-id"], size=SIZE)
    context = {
        "tab": tab, "page": page, "rows": page.rows, "more": ways(request),
        "tabs": [
            {"label": label, "url": f"?tab={name}", "current": name == tab, "key": "", "hot": name == "problem",
             "count": chosen(request.actor, name).count() if name in ("open", "problem") else None}
            for name, label in TABS
        ],
        "lines": HotlineLine.objects.visible_to(request.actor).exists(),
    }  # fmt: skip
    return render(request, "dispatch/hotline_list.html", context)


def ways(request):
    return [
        (reverse("hotline-import"), "导入热线清单", "file-import"),
        (reverse("hotline-matches"), "对账", "scale"),
        (reverse("hotline-topics"), "热点", "chart-bar"),
    ]


def found(request, pk):
    tickets = HotlineTicket.objects.visible_to(request.actor).select_related(
        "line__department", "desk__item__category", "desk__department"
    )
    return get_object_or_404(tickets, pk=pk)


def ticket_page(request, pk):
    """What the hotline said is entered here as well; 422 keeps what was typed and the reason it cannot be taken."""
    ticket = found(request, pk)
    form = None
    if ticket.direction == Direction.OUT and not ticket.stopped_at:
        initial = {"number": ticket.number, "happened_at": timezone.localtime()}
        form = NewsForm(request.POST if request.method == "POST" else None, ticket=ticket, initial=initial)
    if request.method == "POST":
        if form is None:
            raise NotNow("这件工单不用登记进展。")
        check_hat(request)
        if form.is_valid() and entered(request, ticket, form):
            return redirect(ticket)
    context = {
        "ticket": ticket, "form": form, "exchanges": ticket.exchanges.select_related("by__user")[:50],
        "matches": comparing.matches(request.actor).filter(ticket=ticket),
        "waits": ticket.problem and ticket.direction == Direction.OUT and arriving.last_held(ticket),
        "sends": ticket.line.way == Way.HTTP and not ticket.sent_at and ticket.direction == Direction.OUT,
    }  # fmt: skip
    return render(
        request, "dispatch/hotline_ticket.html", context, status=422 if form and form.errors else 200
    )


def entered(request, ticket, form):
    """Take the news as if it had come over the line; nothing is kept of what had to be held."""
    facts = form.cleaned_data
    changes = facts["status"] or facts["number"] != ticket.number
    message = arriving.Message(reference=ticket.reference, **facts)
    with transaction.atomic():
        exchange = arriving.take(ticket.line, message, actor=request.actor, way=Way.MANUAL)
        if exchange.outcome in (Outcome.HELD, Outcome.LATE) and changes:
            transaction.set_rollback(True)
            form.add_error(None, exchange.sentence or "这个时间早于已经登记的状态，请检查。")
            return False
    messages.success(request, exchange.sentence or "已登记。")
    return True


@require_POST
def send_again(request, pk):
    ticket = found(request, pk)
    check_hat(request)
    if ticket.line.way != Way.HTTP or ticket.direction != Direction.OUT or ticket.stopped_at:
        raise NotNow("这件工单不经接口发送。")
    word = "已重新排队发送。" if sending.again(ticket) else "正在排队发送，不用重复操作。"
    messages.success(request, word)
    return redirect(ticket)


@require_POST
def take_again(request, pk):
    """What waited for a person, once the reason is out of the way."""
    ticket = found(request, pk)
    check_hat(request)
    exchange = inbound.once_more(ticket, actor=request.actor)
    if exchange is None:
        raise NotNow("没有等待处理的消息。")
    if exchange.outcome == Outcome.HELD:
        messages.warning(request, exchange.sentence)
    else:
        messages.success(request, exchange.sentence or "已办理。")
    return redirect(ticket)


@require_safe
def export(request):
    """What the hotline works on, as the list it gets and fills in."""
    office_only(request)
    rows = chosen(request.actor, "open").select_related("line", "desk__item")
    if rows.count() > exports.MOST:
        return redirect("export-start", "hotline")
    name = f"转热线清单-{timezone.localtime():%Y%m%d-%H%M}.xlsx"
    return excel(name, tables.handed_over(rows, notes(request)))


def notes(request):
    return [
        ("单位", request.post.organisation.name),
        ("导出时间", f"{timezone.localtime():%Y-%m-%d %H:%M}"),
        ("导出人", f"{request.user.name}（{request.post.label}）"),
        ("填写", tables.HOW),
    ]


def excel(name, content):
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


# -- their lists -----------------------------------------------------------------------------------
def import_list(request):
    office_only(request)
    bound = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ListForm(*bound, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        check_hat(request)
        try:
            listed = lists.upload(form.cleaned_data["line"], form.cleaned_data["file"], actor=request.actor)
            return redirect("hotline-preview", listed.pk)
        except ValidationError as error:
            form.add_error("file", error)
    earlier = HotlineList.objects.visible_to(request.actor).filter(taken_at__isnull=False)
    context = {"form": form, "earlier": earlier.select_related("line", "uploaded_by__user")[:10]}
    return render(request, "dispatch/hotline_import.html", context, status=422 if form.errors else 200)


def preview(request, pk):
    """The rows and their problems; taken over by the button below, once."""
    rows = HotlineList.objects.visible_to(request.actor).select_related("line", "uploaded_by__user")
    listed = get_object_or_404(rows, pk=pk)
    if request.method == "POST":
        check_hat(request)
        listed = lists.take_over(listed, actor=request.actor)
        said = "，".join(f"{Outcome(name).label} {n} 条" for name, n in listed.outcomes.items())
        messages.success(request, f"已导入：{said or '没有可用的行'}。")
        return redirect("hotline-preview", listed.pk)
    context = {
        "listed": listed, "rows": listed.rows[:100], "before": lists.before(listed),
        "outcomes": [(Outcome(name).label, number) for name, number in listed.outcomes.items()],
    }  # fmt: skip
    return render(request, "dispatch/hotline_preview.html", context)


# -- the comparison --------------------------------------------------------------------------------
@require_safe
def match_list(request):
    office_only(request)
    tab = request.GET.get("tab", "open")
    tab = tab if tab in comparing.LISTS else "open"
    numbers = comparing.numbers(request.actor)
    page = paging.page(comparing.listed(request.actor, tab), request, ["-score", "id"], size=SIZE)
    context = {
        "tab": tab, "page": page, "rows": page.rows,
        "ended": comparing.ended_there(request.actor)[:20] if tab == "closed" else [],
        "tabs": [
            {"label": label, "url": f"?tab={name}", "current": name == tab, "count": numbers[name], "key": "",
             "hot": False}
            for name, (label, _) in comparing.LISTS.items()
        ],
    }  # fmt: skip
    return render(request, "dispatch/hotline_matches.html", context)


@require_safe
def match_export(request):
    """The three lists on one sheet, to be sent to the hotline."""
    office_only(request)
    if sum(comparing.numbers(request.actor).values()) > exports.MOST:
        return redirect("export-start", "matches")
    rows = [
        tables.cells_of_match(label, m)
        for name, (label, _) in comparing.LISTS.items()
        for m in comparing.listed(request.actor, name)
    ]
    name = f"热线对账-{timezone.localtime():%Y%m%d-%H%M}.xlsx"
    said = [*notes(request)[:3], ("口径", tables.MATCHED),
            ("行数", str(len(rows)))]  # fmt: skip
    return excel(name, tables.sheet("热线对账", tables.MATCHES, rows, said))


@require_POST
def match_decide(request, pk):
    match = get_object_or_404(HotlineMatch.objects.visible_to(request.actor), pk=pk)
    check_hat(request)
    comparing.decide(match, request.POST.get("same") == "yes", actor=request.actor)
    messages.success(request, "已登记为同一件。" if match.same else "已登记为不是同一件，不再列出。")
    tab = request.POST.get("tab", "")
    return redirect(f"{reverse('hotline-matches')}?tab={tab if tab in comparing.LISTS else 'open'}")


@require_safe
def hot_topics(request):
    if request.post is None or request.post.role not in topics.READERS:
        raise PermissionDenied("热线热点供委员和提案委参考。")
    rows = topics.hot(request.post.organisation_id)
    writes = request.post.role in ("member", "operator")
    return render(
        request, "dispatch/hotline_topics.html", {"rows": rows, "days": topics.DAYS, "writes": writes}
    )
