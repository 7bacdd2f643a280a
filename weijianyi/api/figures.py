"""The operation about figures: numbers of what a key may read, from the one source of figures."""

from datetime import date
from typing import Annotated, Literal

from django.utils import timezone
from ninja import Query

from dispatch.figures import counting
from dispatch.figures.measures import MEASURES
from dispatch.figures.period import chosen
from dispatch.figures.scope import KINDS, Scope
from members.states import Scope as Right
from weijianyi.api import schemas
from weijianyi.api.operations import ERRORS, needs
from weijianyi.api.service import Refusal, api

# No verdicts: a department knows of them when the window has closed, a reader never.
TOLD = {
    Right.READ_ITEMS: ("dispatched", "replied", "closed", "open"),
    Right.READ_DESKS: (
        "desk_offered", "desk_due", "desk_answered", "desk_on_time", "class_A", "class_B", "class_C", "desk_open",
        "overdue",
    ),
}  # fmt: skip


@api.get(
    "/figures",
    response=ERRORS | {200: schemas.Figures},
    url_name="api-figures",
    summary="读取办理数字",
    tags=["read"],
)
def figures(
    request, first: Annotated[date | None, Query()] = None, last: Annotated[date | None, Query()] = None,
    kind: Annotated[Literal[tuple(KINDS)], Query()] = "suggestion",
):  # fmt: skip
    """Numbers of what this key reads, each with its definition; this year where no days are given."""
    needs(request, *TOLD)
    for day in (first, last):
        if day and not 2000 <= day.year <= 2100:
            raise Refusal(422, "日期要在 2000 年到 2100 年之间。")
    if first and last and last < first:
        raise Refusal(422, "结束日期早于开始日期。")
    now, scope = timezone.now(), Scope(kind)
    period = chosen({"from": first and first.isoformat(), "to": last and last.isoformat()}, now)
    told = [MEASURES[k] for right, keys in TOLD.items() if right in request.actor.scopes for k in keys]
    numbers = counting.numbers(request.actor, period, scope, told)
    return {
        "first": period.first, "last": period.last, "until": now,
        "figures": [
            {"key": m.key, "label": m.label, "value": numbers[m.key], "definition": m.text(scope)} for m in told
        ],
    }  # fmt: skip
