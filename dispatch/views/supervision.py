"""督办: the board by tab, one supervision with its acts, recording an act, the leader's own, which form works."""

from datetime import date

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from dispatch import bulk, saved_filters
from dispatch.desks.page import authors
from dispatch.figures.period import chosen
from dispatch.forms.saved_filter import SavedFilterForm
from dispatch.forms.supervision import BoardFilterForm, RecordForm
from dispatch.models import Supervision, SupervisionProposal
from dispatch.promises.ledger import light
from dispatch.supervision import board
from dispatch.supervision import effect as supervision_effect
from dispatch.supervision import letter as supervision_letter
from dispatch.supervision import page as supervision_page
from dispatch.supervision import rules as supervision_rules
from dispatch.views.letter import attached
from members.rules import has_role, is_office, is_unit
from members.states import OFFICE, UNIT, Role
from weijianyi import paging
from weijianyi.taking import back_to, blame, buttons, key_of, take
from weijianyi.workflow import BadFacts, Forbidden, NotNow, offers

READERS = frozenset({Role.LEADER, Role.SUPERVISOR}) | OFFICE | UNIT
LED = 20


@require_safe
def supervision_list(request):
    """The board: filters and tab stand in the address."""
    check_reader(request)
    known, today = board.tabs_for(request.actor), timezone.localdate()
    tab = request.GET.get("tab", "")
    tab = tab if tab in known else (board.OPENED if is_unit(request.actor) else board.LATE)
    keeps = not is_unit(request.actor) and tab != board.PROPOSALS  # those are few and settled one by one
    saved = saved_filters.rows("supervisions", request.actor) if keeps else []
    if query := saved_filters.opens_with(request.actor, request.GET, saved):
        return redirect(f"{reverse('supervision-list')}?{query}")
    form = BoardFilterForm(request.GET, actor=request.actor)
    wanted = form.wanted()
    found = board.for_lists(board.rows(request.actor, tab, wanted, today), tab)
    page = paging.page(found, request, board.ORDERS[tab])
    context = {
        "tab": tab, "tabs": tabs(request, known, tab, wanted, today), "form": form, "page": page,
        "keep": [("tab", tab)], "clear_url": f"?tab={tab}", "today": today, "urges": watches(request.actor),
        "of_desks": tab in board.OF_DESKS, "of_unit": is_unit(request.actor),
        "keeps": keeps, "save": SavedFilterForm.of(request.GET),
        "filters": saved_filters.chips("supervisions", "supervision-list", request.actor, request.GET, saved),
        "rows": [(p, *light(p)) for p in page.rows] if tab == board.PROMISES else page.rows,
    }  # fmt: skip
    if context["of_desks"] and context["urges"]:
        context |= {
            "acts": bulk.offered("late", request.actor), "query": saved_filters.kept(request.GET),
            "number": next(t["count"] for t in context["tabs"] if t["current"]),
        }  # fmt: skip
    if tab == board.PROPOSALS:
        for proposal in page.rows:
            proposal.steps = buttons(proposal, request.actor, "supervisionproposal")
    return render(request, "dispatch/supervision_list.html", context)


def check_reader(request):
    if request.post is None or request.post.role not in READERS:
        raise Forbidden("督办由提案委、督查室、领导和承办单位使用。")


def watches(actor):
    return is_office(actor) or has_role(actor, Role.SUPERVISOR)


def tabs(request, known, current, wanted, today):
    numbers = board.numbers(request.actor, known, wanted, today)
    filters = {name: value for name, value in request.GET.items() if name in ("q", "department") and value}
    return [
        {
            "label": label, "url": f"?{urlencode({'tab': tab} | filters)}", "current": tab == current,
            "count": numbers[tab], "hot": bool(numbers[tab]) and tab in board.URGENT, "key": "",
        }
        for tab, label in known.items()
    ]  # fmt: skip


def seen(request, pk):
    found = Supervision.objects.visible_to(request.actor).for_lists()
    found = found.select_related("desk__organisation", "opened_by__user")
    return found.prefetch_related(authors("desk__item__authorships")).filter(pk=pk)


def find(request, pk):
    return get_object_or_404(seen(request, pk))


@require_safe
def detail(request, pk):
    supervision, actor = supervision_page.read(seen(request, pk)), request.actor
    if supervision is None:
        raise Http404
    clock = supervision_page.clock_of(supervision)
    holder, following = supervision_page.standing(supervision, clock)
    return render(request, "dispatch/supervision.html", {
        "subject": supervision, "desk": supervision.desk, "item": supervision.item, "clock": clock,
        "holder": holder, "following": following, "acts": supervision_page.acts(supervision, actor),
        "inside": supervision_page.inside(actor), "urges": supervision_page.urges(supervision),
        "effect": supervision_page.effect(
            supervision.organisation_id, supervision.opened_at, supervision.moved_at
        ),
        "answered_in": supervision_page.workdays(
            supervision.organisation_id, supervision.opened_at, supervision.answered_at
        ),
        "letter": supervision_letter.may_print(actor, supervision), "in_list": request.post.role in READERS,
        **actions(supervision, actor),
    })  # fmt: skip


def actions(supervision, actor):
    """{main, steps}: recording an act for the office, answering for the unit, an instruction for the leader."""
    found = [b | {"tone": ""} for b in buttons(supervision, actor, "supervision") if not b["why"]]
    if any(o.name == "record" for o, why in offers(supervision, actor, buttons_only=False) if not why):
        url = reverse("supervision-record", args=[supervision.pk])
        found.insert(0, {"name": "record", "label": "记录督办", "url": url, "tone": "", "icon": "gavel", "why": "",
                         "help": ""})  # fmt: skip
    if supervision.leader_id and actor.post is not None and supervision.leader_id == actor.post.pk:
        found = [b for b in found if b["name"] != "lead"]
    names = [b["name"] for b in found]
    first = next((n for n in ("record", "respond", "lead", "instruct") if n in names), None)
    main = next((b for b in found if b["name"] == first), None)
    return {"main": main, "steps": [b for b in found if b is not main]}


def record(request, pk):
    """函件、电话、调研、座谈, 联合督办: one act with its papers."""
    supervision = find(request, pk)
    offered = Supervision.steps()["record"].step
    if not offered.who(request.actor, supervision):
        raise Forbidden(f"您现在的岗位不能“{offered.label}”。")
    if supervision.closed_at:
        raise NotNow("这件督办已经销号，不能再记录。", supervision)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = RecordForm(*posted, subject=supervision, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            done = take(request, supervision, offered, form)
        except BadFacts as refusal:
            blame(form, refusal)
        else:
            return recorded(request, form, done)
    context = {
        "subject": supervision, "offered": offered, "form": form, "key": key_of(request),
        "next": back_to(request, supervision),
    }  # fmt: skip
    return render(request, "step.html", context, status=422 if form.is_bound else 200)


def recorded(request, form, supervision):
    act = supervision.actions.order_by("-pk").first()
    if not getattr(supervision, "repeated", False):
        for sentence in form.attach_uploads(act, actor=request.actor):
            messages.warning(request, sentence)
    number = f"，文号 {act.letter_number}" if act.letter_number else ""
    messages.success(request, f"已记录：{act.form.label}{number}。")
    return redirect(supervision)


@require_safe
def letter(request, pk):
    """督办函."""
    return attached(*supervision_letter.make(request.actor, find(request, pk)))


@require_safe
def led(request):
    """领衔督办: what this leader leads, and what may be taken over."""
    if not has_role(request.actor, Role.LEADER):
        raise Forbidden("这一页是领导的领衔督办。")
    mine = Supervision.objects.visible_to(request.actor).filter(leader=request.post)
    page = paging.page(board.for_lists(mine, board.OPENED), request, ("-opened_at", "-pk"))
    for row in page.rows:
        row.holder, row.following = supervision_page.standing(row, None)
        row.open = row.closed_at is None
    today, others = timezone.localdate(), Supervision.objects.visible_to(request.actor).open()
    proposed = SupervisionProposal.objects.visible_to(request.actor).open()
    late = board.desks(request.actor, board.LATE, today).exclude(pk__in=proposed.values("desk"))
    late = board.for_lists(late, board.LATE).filter(pressed=False).order_by("by_due", "pk")[:LED]
    proposed = board.for_lists(proposed, board.PROPOSALS).prefetch_related(None)[:LED]
    desks = [*late, *(p.desk for p in proposed)]
    # Who may take it over depends on who wrote it: asked once for both lists.
    prefetch_related_objects([desk.item for desk in desks], authors("authorships"))
    for desk in desks:
        desk.may_lead = supervision_rules.leader_of(request.actor, desk)
    context = {
        "page": page, "others": board.for_lists(others.filter(leader=None), board.OPENED).order_by("-pk")[:LED],
        "late": late, "proposed": proposed, "today": today,
    }  # fmt: skip
    return render(request, "dispatch/supervision_led.html", context)


@require_safe
def effect(request):
    """哪种方式管用, of a period in the address."""
    check_reader(request)
    if is_unit(request.actor):
        raise Forbidden("这张表由提案委、督查室和领导使用。")
    now = timezone.localtime()
    year = {"from": f"{date(now.year, 1, 1)}", "to": f"{now.date()}"}
    asked = {name: request.GET.get(name) or year[name] for name in year}
    period = chosen(asked, timezone.now())
    context = {
        "lines": supervision_effect.table(request.actor, period.first, period.last), "period": period,
        "definition": supervision_effect.DEFINITION, "now": timezone.now(),
    }  # fmt: skip
    return render(request, "dispatch/supervision_effect.html", context)
