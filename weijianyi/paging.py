"""Keyset paging: the address holds the last row's order values, so page 500 costs what page 1 costs."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass

from django.core.exceptions import FieldError, ValidationError
from django.db.models import Q

SIZE = 25


@dataclass(frozen=True)
class Page:
    """What templates/ui/pager.html and a list need."""

    rows: list
    prev_url: str = ""
    next_url: str = ""


def page(queryset, request, order, size=SIZE):
    """One page of `queryset` in `order` (names of fields or annotations without NULLs, ending in the key)."""
    back = "before" in request.GET
    cursor = decoded(request.GET.get("before") or request.GET.get("after"), len(order))
    wanted = [flipped(name) for name in order] if back else list(order)
    try:
        found = list(queryset.filter(beyond(wanted, cursor)).order_by(*wanted)[: size + 1])
    except (ValidationError, ValueError, TypeError, FieldError, OverflowError):
        cursor, back = None, False  # an address nobody got from us: the first page
        found = list(queryset.order_by(*order)[: size + 1])
    more, rows = len(found) > size, found[:size]
    if back:
        rows.reverse()
    before, after = (more, True) if back else (cursor is not None, more)
    return Page(
        rows,
        prev_url=address(request, "before", order, rows[0]) if rows and before else "",
        next_url=address(request, "after", order, rows[-1]) if rows and after else "",
    )


def flipped(name):
    return name[1:] if name.startswith("-") else f"-{name}"


def beyond(order, cursor):
    """Rows after `cursor` in that order: a > x, or a = x and b > y, and so on."""
    found = Q()
    for place in range(len(order) if cursor else 0):
        same = {name.lstrip("-"): value for name, value in zip(order[:place], cursor, strict=False)}
        name = order[place]
        lookup = f"{name[1:]}__lt" if name.startswith("-") else f"{name}__gt"
        found |= Q(**same, **{lookup: cursor[place]})
    return found


def address(request, way, order, row):
    values = [getattr(row, name.lstrip("-")) for name in order]
    query = request.GET.copy()
    for name in ("after", "before"):
        query.pop(name, None)
    query[way] = packed(values)
    return f"{request.path}?{query.urlencode()}"


def packed(values):
    """The order values of a row as one word of an address."""
    return urlsafe_b64encode(json.dumps(values, default=str).encode()).decode().rstrip("=")


def decoded(text, length):
    """The order values of an address, or None."""
    try:
        values = json.loads(urlsafe_b64decode(f"{text}{'=' * (-len(text) % 4)}")) if text else None
    except ValueError:
        return None
    return values if isinstance(values, list) and len(values) == length else None
