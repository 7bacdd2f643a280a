"""Which limit applies to a step of a kind on a day."""

from datetime import date

from weijianyi.clock.models import TimeLimit
from weijianyi.clock.seeds import SYNONYMS
from weijianyi.rulebook import cache


def limit_for(organisation, kind: str, code: str, on: date) -> TimeLimit:
    """That kind before every kind, the organisation before the row for all; KeyError when there is none."""
    rows = cache.get("limits", _load)
    code = SYNONYMS.get((kind, code), code)
    pk = getattr(organisation, "pk", organisation)
    for row_kind in dict.fromkeys((kind, "")):
        for owner in dict.fromkeys((pk, None)):
            for row in rows.get((owner, row_kind, code), ()):
                if row.valid_from <= on:
                    return row
    raise KeyError(f"no limit {code!r} for {kind!r}")


def in_force(organisation, on: date) -> list[TimeLimit]:
    """Every limit the organisation works with on that day, one per kind and code."""
    pk = getattr(organisation, "pk", organisation)
    keys = {(kind, code): None for owner, kind, code in cache.get("limits", _load) if owner in (pk, None)}
    found = []
    for kind, code in sorted(keys):
        try:
            row = limit_for(organisation, kind, code, on)
        except KeyError:
            continue  # every version starts later
        if row.kind == kind:
            found.append(row)
    return found


def versions(organisation, row: TimeLimit) -> list[TimeLimit]:
    """Every version of that limit the organisation has had, newest first."""
    rows = TimeLimit.objects.of(organisation).filter(kind=row.kind, code=row.code)
    return list(rows.select_related("entered_by").order_by("-valid_from", "-pk"))


def _load() -> dict:
    rows: dict = {}
    for row in TimeLimit.objects.order_by("-valid_from", "-pk"):
        rows.setdefault((row.organisation_id, row.kind, row.code), []).append(row)
    return rows
