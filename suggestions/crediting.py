"""Who is credited with a collective's item: whoever drafted it, since the collective itself earns no points."""

from suggestions.topics.states import DraftRole


def drafted_by(item, already):
    """[(member, role)]: the lead drafter, else whoever wrote it, as writer; everybody else as drafter."""
    roles = {}
    for drafter in item.drafters.all():
        if drafter.released_at is None and drafter.member_id not in already:
            roles.setdefault(drafter.member_id, set()).add(drafter.role)
    leading = DraftRole.LEAD if any(DraftRole.LEAD in held for held in roles.values()) else DraftRole.WRITE
    return [(member, "writer" if leading in held else "drafter") for member, held in roles.items()]
