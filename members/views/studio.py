"""工作室: all studios with who serves next, and the page of one."""

from django.db.models import Count, OuterRef, Q, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from members.duties import rules as duty_rules
from members.duties import when as duties
from members.models import Duty, Patronage, Studio
from members.models.studio import READERS
from members.states import DutyState, Role, StudioLevel
from members.studios import codes as studio_codes
from members.studios import deliberators
from weijianyi import rulebook
from weijianyi.bundling import unpack, with_children
from weijianyi.workflow import SYSTEM_ACTOR, Forbidden

SOON = timezone.timedelta(days=31)
MOST = 300  # no committee has more studios


@require_safe
def studio_list(request):
    """By name; filters in the address: level, gaps, closed."""
    actor = request.actor
    if actor.post is None or actor.post.role not in READERS:
        raise Forbidden("委员工作室由本政协的委员、联络员和机关使用。")
    level, show = request.GET.get("level", ""), request.GET.get("show", "")
    rows = with_next(of_page(actor, show).filter(**({"level": level} if level in StudioLevel.values else {})))
    if show == "gaps":
        rows = rows.filter(gaps__gt=0)
    context = {
        "rows": list(rows.select_related("liaison__user").order_by("name", "pk")[:MOST]),
        "chips": chips(actor, level, show), "manages": actor.post.role in duty_rules.MANAGERS,
        "watches": actor.post.role in duty_rules.WATCHERS | {Role.LIAISON}, "show": show, "level": level,
    }  # fmt: skip
    return render(request, "studios/list.html", context)


def of_page(actor, show):
    found = Studio.objects.visible_to(actor)
    today = timezone.localdate()
    return (
        found.exclude(pk__in=found.open_on(today).values("pk")) if show == "closed" else found.open_on(today)
    )


def with_next(studios):
    """The next duty with its member, and the gaps of the coming weeks, in the same statement."""
    today = timezone.localdate()
    ahead = Duty.objects.visible_to(SYSTEM_ACTOR).live().filter(studio=OuterRef("pk"), date__gte=today)
    following = ahead.filter(state=DutyState.PLANNED).order_by("date", "starts", "pk")
    gap = Q(duties__state=DutyState.OPEN, duties__date__gte=today, duties__date__lte=today + SOON)
    return studios.annotate(
        next_on=Subquery(following.values("date")[:1]),
        next_member=Subquery(following.values("member__name")[:1]),
        next_person=Subquery(following.values("person")[:1]),
        gaps=Count("duties", filter=gap, distinct=True),
        people=Count("seats", filter=Q(seats__valid_to=None), distinct=True),
    )


def chips(actor, level, show):
    today = timezone.localdate()
    found = Studio.objects.visible_to(actor)
    counts = found.open_on(today).order_by().values_list("level").annotate(Count("pk"))
    numbers = dict(counts)
    rows = [("全部", "", "", sum(numbers.values()))]
    rows += [(label, value, "", numbers.get(value, 0)) for value, label in StudioLevel.choices]
    rows += [("31 天内缺人", "", "gaps", None), ("已停用", "", "closed", None)]
    return [
        {"label": label, "url": f"?level={value}&show={which}", "count": count,
         "current": (value, which) == (level, show)}
        for label, value, which, count in rows
    ]  # fmt: skip


def found(request, slug, rule=None, sentence="这个工作室由联络员和提案委管理。", children=None):
    """The studio, if the actor may see it and `rule` lets the actor; 404 or 403. With its `children`."""
    patron = (
        Patronage.objects.visible_to(request.actor)
        .current(timezone.localdate())
        .filter(studio=OuterRef("pk"))
    )
    studios = Studio.objects.visible_to(request.actor).select_related("organisation", "liaison__user")
    studios = studios.annotate(patron=Subquery(patron.values("leader__user__name")[:1]))
    studio = get_object_or_404(with_children(studios, children or {}), slug=slug)
    unpack(studio, children or {})
    if rule is not None and not rule(request.actor, studio):
        raise Forbidden(sentence)
    return studio


@require_safe
def studio_detail(request, slug):
    today, actor = timezone.localdate(), request.actor
    studio = found(request, slug, children=deliberators.with_attendance(today))
    seats = studio.seats.filter(Q(valid_to=None) | Q(valid_to__gte=today)).select_related("member__sector")
    labels = {e.code: e.label for e in rulebook.entries(studio.organisation_id, "category")}
    keeps = duty_rules.looks_after(actor, studio)
    table = list(duties.coming(studio, today))
    return render(request, "studios/detail.html", {
        "studio": studio, "keeps": keeps, "manages": duty_rules.manages(actor, studio),
        "watches": duty_rules.watches(actor, studio), "gap": duties.GAP,
        "today": [duty for duty in table if duty.date == today],
        "coming": [duty for duty in table if duty.date > today][:12],
        "seats": [(seat, [labels.get(code, code) for code in seat.expertise]) for seat in seats],
        "rules": list(studio.duty_rules.filter(Q(valid_to=None) | Q(valid_to__gte=today))),
        "code": studio_codes.current(studio) if keeps else None, "labels": labels,
    })  # fmt: skip


def of_liaison(actor):
    """The open studios a liaison looks after; of the office's people none."""
    if actor.post is None or actor.post.role != Role.LIAISON:
        raise Http404
    own = Studio.objects.visible_to(actor).filter(liaison=actor.post)
    return own.open_on(timezone.localdate()).select_related("organisation", "liaison__user")
