"""A department's desks: what waits, what was answered, and the page of one."""

from django.db.models import Case, DateField, Value, When
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dispatch import rules
from dispatch.desks import page as desk_page
from dispatch.desks import rows as desk_rows
from dispatch.desks.words import chip
from dispatch.forms.desks import DeskFilterForm, waiting_for_unit
from dispatch.forms.paged import page_forms
from dispatch.ledgers.columns import both_results
from dispatch.models import Assignment
from dispatch.states import FINISHED, ICONS, DeskRole, DeskState
from dispatch.views import desk_asked, paper
from members.rules import has_desks, is_author, is_relay
from weijianyi import taking
from weijianyi.bundling import unpack, with_children
from weijianyi.paging import page
from weijianyi.workflow import Forbidden

D = DeskState
FAR = timezone.datetime(9999, 12, 31).date()


def for_units(request):
    if not has_desks(request.actor):
        raise Forbidden("这一页由承办单位和转办机构使用。")
    return is_relay(request.actor)


@require_safe
def desk_list(request):
    """Unsigned first, then by due day; signing and passing on in place."""
    relay = for_units(request)
    if request.GET.get("tab") == "asked":
        return desk_asked.asked(request)
    form = DeskFilterForm(request.GET or {})
    clocks = {"clocks": desk_rows.running_clocks("handle")}
    desks = form.narrow(waiting_for_unit(request.actor), request.actor)
    desks = desks.for_lists().select_related("serves__department").annotate(
        waits=Case(When(state=D.OFFERED, then=Value(0)), default=Value(1)),
        by_due=Coalesce("due_on", Value(FAR), output_field=DateField()),
    )  # fmt: skip
    desks = with_children(desks.prefetch_related(desk_page.authors("item__authorships")), clocks)
    found = page(desks, request, ("waits", "by_due", "pk"))
    narrowed = any(name in request.GET for name in form.fields)
    context = {
        "rows": [row(request, unpack(d, clocks)) for d in found.rows], "page": found, "filters": form,
        "chips": form.chips(request), "relay": relay, "narrowed": narrowed,
        "tabs": desk_asked.tabs(request.actor, "waiting"),
        "last": None if found.rows or narrowed else answered_by(request.actor).first(),
    }  # fmt: skip
    return render(request, "dispatch/desks.html", context)


def row(request, desk):
    """One task as the list shows it; `step` is what can be done in place."""
    step = ""
    if desk.state == D.OFFERED:
        if desk.role == DeskRole.RELAY:
            step = "forward" if rules.relays(request.actor, desk) else ""
        elif rules.unit_of(request.actor, desk):
            step = "sign"
    return {
        "desk": desk, "chip": chip(desk.clock("handle")), "icon": ICONS.get(desk.state, ""), "step": step,
        "step_label": "转交" if step == "forward" else "签收", "key": taking.key_of(request) if step else "",
    }  # fmt: skip


def answered_by(actor):
    """The actor's desks whose reply is out, newest first."""
    desks = (
        Assignment.objects.visible_to(actor).filter(state__in=FINISHED).select_related("item", "department")
    )
    return desks.annotate(out_at=Coalesce("released_at", "done_at")).order_by("-out_at", "-pk")


@require_safe
def answered(request):
    """What was answered; a verdict shows when the window is closed or a redo was confirmed (rulings §6)."""
    relay = for_units(request)
    desks = answered_by(request.actor).prefetch_related(desk_page.replies_with_results())
    found = page(desks, request, ("-out_at", "-pk"))
    rows = [{"desk": d, "result": result(d.last_released), "verdicts": verdicts(d)} for d in found.rows]
    return render(request, "dispatch/desks_answered.html", {"rows": rows, "page": found, "relay": relay})


def result(reply):
    return both_results(reply.result_now, reply.result_own) if reply else ""


def verdicts(desk):
    return desk.last_released.verdicts if desk.state == D.DONE and desk.last_released else []


@require_safe
def detail(request, slug):
    """The page of one desk; members read their item instead."""
    if is_author(request.actor):
        desk = Assignment.objects.visible_to(request.actor).filter(slug=slug).select_related("item").first()
        if desk is None:
            raise Http404
        return redirect(desk.item)
    return shown(request, desk_page.find(request.actor, slug))


def shown(request, desk, forms=None, dated=None, status=200):
    """The page; `forms` {step: bound form} and `dated` bring back what was typed."""
    facts = desk_page.facts(request.actor, desk)
    forms = page_forms(request, desk, facts["mode"], forms or {})
    context = facts | {
        "forms": forms,
        "form": next((f for f in forms.values() if f.is_bound), None),
        "dated": dated or paper.blank(request.actor, desk, facts["mode"]),
        "key": taking.key_of(request),
    }
    return render(request, "dispatch/desk.html", context, status=status)
