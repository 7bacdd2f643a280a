"""Overviews: figures with their denominators, each number a link to the list behind it; a face for each role."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from dispatch.figures import ahead, counting, measures, period, shares
from dispatch.figures import scope as scopes
from dispatch.figures.bases import MEMBER
from dispatch.figures.freshness import stale_since
from dispatch.figures.measures import MEASURES
from dispatch.overview import page as overview_page
from dispatch.overview.page import Board
from members.rules import has_role, is_unit, reads_overview
from members.states import Role
from suggestions.upward import rules as upward_rules
from weijianyi.templatetags.ui import cn_time
from weijianyi.workflow import Forbidden

# Counted on the page of all indicators only: each asks further tables about every answered desk.
FURTHER = {
    "desk_rated", "desk_satisfied", "desk_asked", "desk_in_touch", "desk_face_to_face", "desk_led", "b_before",
    "b_solved",
}  # fmt: skip
SHOWN = tuple(
    m
    for m in (*measures.ALL, *measures.LINKED, *measures.BESIDE)
    if m.key not in FURTHER and m.table != MEMBER
)


def shown(rules):
    """What the overview counts; 满意率 of all answered desks needs two more."""
    return (*SHOWN, MEASURES["desk_satisfied"]) if rules.of_all_answered else SHOWN


@require_safe
def overview(request):
    """The whole organisation for its leaders and the office; a unit and a side see their own numbers."""
    if is_unit(request.actor):
        return of_unit(request)
    if has_role(request.actor, Role.SUPERVISOR):
        return of_side(request)
    check_reads(request)
    board, context = asked(request, shown(rules_of(request)))
    context |= overview_page.sections(board) | {"stale": warning(context["now"])}
    if context["scope"].level == scopes.OWN:
        context["studios"] = overview_page.studios(request.actor, board.days)
    return render(request, "dispatch/overview.html", context)


def check_reads(request):
    if not reads_overview(request.actor):
        raise Forbidden("总览由领导和提案委使用。")


def asked(request, wanted):
    """(Board, the context every overview has) of the address's period, kind and scope."""
    now = timezone.now()
    days, scope = period.chosen(request.GET, now), scopes.chosen(request.GET)
    if scope.kind not in scopes.KINDS:
        scope = scopes.PLAIN
    counts = ahead.counted(request.actor, days, scope, wanted)
    return Board(counts, days), frame(request, days, scope, now) | {"counted_at": counts.at}


def of_unit(request):
    """What one department has done: desks it leads and joins, their verdicts when the window has closed."""
    now = timezone.now()
    days, scope = period.chosen(request.GET, now), scopes.chosen(request.GET)
    unit = counting.counted_for_unit(
        request.actor,
        days,
        scope,
        (*measures.ALL, *measures.OF_ASSISTS, *measures.OF_GIVEN, *measures.OF_STOCK),
    )
    board = Board(counting.Counts(unit.counts, days=unit.days, scope=scope, rules=rules_of(request)), days)
    return render(request, "dispatch/overview_unit.html", desk_context(request, board, now, "本单位办理情况"))


def of_side(request):
    """The units of one side (党委, 政府, 政协), for the office that supervises it."""
    graded = [m for m in measures.ALL if m.key.startswith(("grade_", "work_"))]
    board, context = asked(request, (
        *measures.OF_DESKS, *measures.OF_RATINGS, *measures.OF_ASSISTS, *measures.OF_GIVEN, *measures.OF_STOCK, *graded,
    ))  # fmt: skip
    context = desk_context(request, board, context["now"], "本系统承办单位办理情况")
    return render(
        request,
        "dispatch/overview_unit.html",
        context | {"units": overview_page.units(board), "of_side": True},
    )


def rules_of(request):
    return counting.Rules.of(request.actor.organisation_id)


OF_DESK = (
    "desk_offered", "assist_offered", "desk_replied", "desk_answered", "desk_open", "overdue", "given_back",
    "satisfied", "grade_dissatisfied", "lapsed",
)  # fmt: skip


def desk_context(request, board, now, title):
    rates = {**board.rates(), **shares.durations(board.counts.days, now)}
    board.counts.months = counting.desk_months(request.actor, board.days, board.counts.scope)
    figures = [shares.count(board.counts, "desk_offered", now)]
    figures += [rates[key] for key in ("on_time_rate", "satisfaction", "solved_rate", "mean_days")]
    figures.append(shares.count(board.counts, "overdue", now))
    notes = {"desk_offered": f"已答复 {board['desk_replied']} 件"}
    tables = [row for row in overview_page.table(board) if row["figure"].denominator]
    return frame(request, board.days, board.counts.scope, now) | {
        **overview_page.by_month(board, overview_page.OF_DESKS), **overview_page.in_hand(request.actor, board),
        "ratings": overview_page.verdicts(board),
        "title": title, "rates": tables, "rule": board.counts.rules.words(),
        "tiles": [
            overview_page.tile(
                f.label, f.value, f.unit, notes.get(f.key) or parts_of(f), board.link(f.over), tone_of(f)
            )
            for f in figures
        ],
        "numbers": [board.number(key) for key in OF_DESK],
        "definitions": [(f.label, f.definition) for f in figures],
    }  # fmt: skip


def tone_of(figure):
    return "bad" if figure.key == "overdue" and figure.numerator else ""


def parts_of(figure):
    if figure.denominator is None:
        return ""
    return f"{figure.numerator} / {figure.denominator} {MEASURES[figure.over].unit}"


def frame(request, days, scope, now):
    """Chips for period, kind and scope; each keeps the others."""
    given = {"period": days.key} if days.key else dict(days.params())

    def chip(label, current, **asked):
        """A kind stands in the address only where it is not 微建议, a scope only where it is not 本级."""
        usual = {("kind", scopes.PLAIN.kind), ("scope", scopes.OWN)}
        found = {key: value for key, value in asked.items() if (key, value) not in usual}
        return {"label": label, "url": f"{request.path}?{urlencode(found)}", "current": current}

    kinds = [
        chip(label, scope.kind == key, **given, **scope.params() | {"kind": key})
        for key, label in scopes.KINDS.items()
    ]
    if upward_rules.is_inside(request.actor):
        kinds.append(
            {"label": "社情民意", "url": f"{reverse('report-figures')}?{urlencode(given)}", "current": False}
        )
    return {
        "days": days, "now": now, "scope": scope,
        "chips": [chip(label, days.key == key, period=key, **scope.params()) for key, label in period.CHIPS.items()],
        "kinds": kinds, "hidden": list(scope.params().items()), "given": urlencode(given | scope.params()),
        "levels": [
            chip(label, scope.level == key, **given, **scope.params() | {"scope": key})
            for key, label in scopes.LEVELS.items()
        ] if reads_overview(request.actor) else [],
        "level_text": scopes.LEVEL_TEXTS[scope.level],
    }  # fmt: skip


def warning(now):
    """A sentence when the timed jobs have stood still, so that 办结 and 未表态 lag behind."""
    since = stale_since(now)
    if since is None:
        return ""
    return f"自 {cn_time(since)} 起定时工作没有运行，办结和未表态的数字可能偏少，请联系管理员。"
