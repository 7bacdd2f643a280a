"""Who takes part: members by sector, who submitted most; organisations side by side."""

from collections import Counter

from django.db.models import Count, F, OuterRef, Subquery

from dispatch.figures.counting import number
from dispatch.figures.measures import MEASURES
from dispatch.figures.scope import WHOLE, Scope, below
from members.models import Member
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
    """[(member, number)] who stood first on the most submitted items; equals in the order of the roll."""
    items = (MEASURES["submitted"].rows(actor, period, scope) if rows is None else rows).order_by()
    found = items.annotate(at=first_author("member")).exclude(at=None).values("at").annotate(n=Count("pk"))
    best = sorted(((row["at"], row["n"]) for row in found), key=lambda row: (-row[1], row[0]))[:top]
    people = Member.objects.select_related("sector").in_bulk([pk for pk, _ in best])
    return [(people[pk], n) for pk, n in best]


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
