"""Who takes part: members by sector, who submitted most; organisations side by side."""

from collections import Counter

from django.db.models import Count, F, OuterRef, Subquery

from dispatch.figures.measures import MEASURES
from dispatch.figures.passes import number
from dispatch.figures.scope import WHOLE, Scope, below
from members.models import Member, ScoreExemption
from suggestions.models import Authorship

OF_MEMBERS = ("members", "took_part", "idle")
OF_ORGANISATIONS = ("submitted", "accepted", "dispatched", "replied", "closed", "open")


def first_author(field):
    rows = Authorship.objects.filter(item=OuterRef("pk"), order=0, remote=False, member__isnull=False)
    return Subquery(rows.order_by("pk").values(field)[:1])


def sectors(actor, period, scope):
    """[(sector id or None, name, Counter)] by number of members, in two statements."""
    asked = {key: number(MEASURES[key], period, actor.organisation_id, scope) for key in OF_MEMBERS}
    rows = MEASURES["members"].source(actor, scope).order_by()
    found = {}
    for row in rows.values(at=F("sector"), called=F("sector__name")).annotate(
        **{f"n_{k}": v for k, v in asked.items()}
    ):
        found[row["at"]] = (
            row["called"] or "没有界别",
            Counter({key: row[f"n_{key}"] for key in OF_MEMBERS}),
        )
    items = (
        MEASURES["submitted"]
        .rows(actor, period, scope)
        .order_by()
        .annotate(at=first_author("member__sector"))
    )
    for row in items.values("at").annotate(n=Count("pk")):
        if row["at"] in found:
            found[row["at"]][1]["submitted"] = row["n"]
    named = [(key, name, counts) for key, (name, counts) in found.items() if counts["members"]]
    return sorted(named, key=lambda row: (-row[2]["members"], row[1]))


def most(actor, period, scope, rows=None, top=20):
    """[(place, member, number)] who stood first on the most submitted items: equals share a place, and all who tie
    with the last place are in. Whoever stands outside the ranking of that year has no place and comes after."""
    items = (MEASURES["submitted"].rows(actor, period, scope) if rows is None else rows).order_by()
    found = items.annotate(at=first_author("member")).exclude(at=None).values("at").annotate(n=Count("pk"))
    numbers = sorted(((row["at"], row["n"]) for row in found), key=lambda row: (-row[1], row[0]))
    outside = set(exempt(actor, period).values_list("member", flat=True)) if numbers else set()
    placed, others = [], [(0, pk, n) for pk, n in numbers if pk in outside]
    for at, (pk, n) in enumerate((row for row in numbers if row[0] not in outside), 1):
        place = placed[-1][0] if placed and placed[-1][2] == n else at
        if place > top:
            break
        placed.append((place, pk, n))
    people = Member.objects.select_related("sector").in_bulk([pk for _, pk, _ in placed + others])
    return [(place, people[pk], n) for place, pk, n in placed + others]


def exempt(actor, period):
    """As in the table of points: decided by the office, with a reason, for a year."""
    rows = ScoreExemption.objects.filter(organisation_id=actor.organisation_id, ended_at=None)
    return rows.filter(year=period.last.year)


def organisations(actor, period, kind):
    """[(organisation, Counter)]: the own one and those below, each matter once, in three statements."""
    scope, found = Scope(kind, WHOLE), {}
    for keys in (("submitted", "accepted"), ("dispatched", "replied", "closed", "open")):
        asked = {f"n_{k}": number(MEASURES[k], period, actor.organisation_id, scope) for k in keys}
        rows = MEASURES[keys[0]].source(actor, scope).order_by().values("organisation").annotate(**asked)
        for row in rows:
            found.setdefault(row["organisation"], Counter()).update({k: row[f"n_{k}"] for k in keys})
    return [
        (one, found.get(one.pk, Counter())) for one in below(actor.organisation_id).order_by("level", "name")
    ]
