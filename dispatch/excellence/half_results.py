"""The half's units and members: by rule, with what the head struck and added; decided, as they were decided."""

from dispatch.excellence import appraising, changing
from dispatch.excellence.states import HalfState
from dispatch.models import HalfAppraisal
from weijianyi import rulebook

UNITS, MEMBERS = "best_units", "best_members"
LISTS = {  # (every row by rule, rule of how many places, department or member)
    UNITS: (appraising.unit_rows, "half_units", changing.UNIT),
    MEMBERS: (appraising.people_rows, "half_members", changing.MEMBER),
}


def of(organisation_id, days):
    """The appraisal of the half that begins with those days, if one was made."""
    found = HalfAppraisal.objects.filter(organisation_id=organisation_id, year=days.first.year)
    return found.filter(half=1 if days.first.month < 7 else 2).first()


def table(actor, days, key):
    """{rows, struck} for the page and the bulletin's table."""
    half = of(actor.organisation_id, days)
    if half and half.state == HalfState.DECIDED:
        return half.results[key]
    return adjusted(actor, days, key, half)


def adjusted(actor, days, key, half=None):
    """Whoever was struck makes room; whoever was added takes no place of the others."""
    made, places, sort = LISTS[key]
    by_rule = made(actor, days)
    changes = {c.who: c for c in changing.standing(half) if c.who.startswith(sort)} if half else {}
    others = [row for row in by_rule if row["who"] not in changes]
    rows = appraising.chosen(others, rulebook.value(actor.organisation_id, places))
    known = {row["who"]: row for row in by_rule}
    added = [changed(c, known) for c in changes.values() if c.added]
    return {"rows": rows + added, "struck": [changed(c, known) for c in changes.values() if not c.added]}


def changed(change, known):
    """The row of a change: its points by rule where there are any, and why it stands there."""
    row = known.get(change.who, {"name": change.subject.name, "points": "", "value": 0, "ground": ""})
    if change.member_id:
        row = {"sector": str(change.member.sector or "")} | row
    word = "增补" if change.added else "划去"
    ground = f"{word}：{change.reason}（{change.by.user.name}）"
    return row | {
        "who": change.who,
        "place": None,
        "ground": "。".join(filter(None, (ground, row["ground"]))),
    }
