"""半年评比 by rule: candidates for excellent cases, units and members, each with its points and what they rest on.

Weights stand in the dictionaries; quality weighs more than quantity, and who has too few cases is not compared.
"""

from collections import defaultdict
from decimal import Decimal

from django.db.models import Count, Exists, F, OuterRef, Q

from dispatch.bulletins.ranks import ranked
from dispatch.evaluation.grounds import Ground, add, weights
from dispatch.excellence.states import CaseState
from dispatch.figures import bases, counting
from dispatch.figures.measures import MEASURES
from dispatch.models import Assignment, Contact, ExcellentCase, Rating
from dispatch.states import ANSWERING, Dimension
from suggestions.models import Authorship
from suggestions.states import SignerState
from weijianyi import rulebook
from weijianyi.clock.models import Deadline
from weijianyi.files import access
from weijianyi.files.models import Attachment

CASES, UNITS, MEMBERS = "case_ground", "half_unit_ground", "half_member_ground"


# -- cases -----------------------------------------------------------------------------------------
def candidates(actor, days):
    """[Ground] of closed, open matters nobody was dissatisfied with and that were not put forward yet, best first."""
    weight = weights(actor.organisation_id, CASES)
    most = rulebook.value(actor.organisation_id, "case_candidates")
    known = ExcellentCase.objects.filter(item=OuterRef("pk")).exclude(state=CaseState.DROPPED)
    items = MEASURES["closed"].rows(actor, days).filter(~Exists(known), open_consent=True)
    desks = defaultdict(list)
    for desk in desks_of(items, actor).select_related("department").order_by("item", "pk"):
        desks[desk.item_id].append(desk)
    verdicts = verdicts_of(items)
    letters = {e.code: e.data.get("letter") for e in rulebook.entries(actor.organisation_id, "result_class")}
    found = []
    for item in items.select_related("category").prefetch_related("authorships").order_by("pk"):
        verdict = verdicts.get(item.pk, {})
        if desks[item.pk] and not verdict.get("dissatisfied"):
            found.append(ground_of(item, desks[item.pk], verdict, letters, weight))
    return sorted(found, key=lambda g: (-g.points, g.subject.pk))[:most]


def desks_of(items, actor):
    """Their answering desks with the first clock, the class and whether the unit met the author."""
    met = Contact.objects.filter(desk=OuterRef("pk")).exclude(form__code="phone")
    found = Assignment.objects.filter(item__in=items.values("pk"), role__in=ANSWERING)
    return bases.with_clock(found.exclude(state__in=bases.NO_DESK)).annotate(met=Exists(met))


def verdicts_of(items):
    """{item: {grade: how many}} of the verdicts on the result of the last round."""
    rows = Rating.objects.filter(
        ~bases.superseded(), dimension=Dimension.RESULT, voided_at=None, reply__desk__item__in=items.values("pk")
    ).order_by()  # fmt: skip
    found = defaultdict(dict)
    for item, grade, number in rows.values_list("reply__desk__item", "grade").annotate(n=Count("pk")):
        found[item][grade] = number
    return found


def ground_of(item, desks, verdict, letters, weight):
    ground = Ground(item)
    ground.desk = desks[0]
    solved = all(letters.get(desk.last_result) == "A" for desk in desks)
    add(ground, weight, "solved", solved, "办理结果 A 类，已解决" if solved else "办理结果不是 A 类")
    rated = sum(verdict.values())
    if rated:
        best = verdict.get("satisfied", 0)
        add(ground, weight, "satisfied", Decimal(best) / rated, f"评价 {rated} 份，满意 {best} 份")
    kept = all(desk.first_outcome == Deadline.Outcome.KEPT for desk in desks)
    add(ground, weight, "on_time", kept, "按时答复" if kept else "没有按时答复")
    met = any(desk.met for desk in desks)
    add(ground, weight, "met", met, "当面沟通过" if met else "没有当面沟通的记录")
    first = all(desk.round == 1 for desk in desks)
    add(ground, weight, "first_round", first, "一次办成" if first else "重办过")
    return ground


# -- units and members -----------------------------------------------------------------------------
def best_units(actor, days):
    """Rows of 承办单位评比: the first ones by points; ties share a place."""
    return chosen(unit_rows(actor, days), rulebook.value(actor.organisation_id, "half_units"))


def unit_rows(actor, days):
    """Every unit with enough answers, with its points."""
    units = counting.departments(actor, days, measures=OF_UNITS)
    weight = weights(actor.organisation_id, UNITS)
    least = rulebook.value(actor.organisation_id, "ranking_min_cases")
    most = max((unit["desk_answered"] for unit in units), default=0)
    grounds = [
        unit_ground(unit, weight, most)
        for unit in units
        if unit["desk_answered"] and unit["desk_answered"] >= least
    ]
    return [row_of(g, f"unit-{g.subject.pk}", {"name": g.subject.name}) for g in grounds]


def unit_ground(unit, weight, most):
    ground = Ground(unit, 0)
    for code, over, under, said in UNIT_PARTS:
        if unit[under]:
            share = Decimal(unit[over]) / unit[under]
            add(ground, weight, code, share, f"{said} {unit[over]}/{unit[under]}")
    share = Decimal(unit["desk_answered"]) / most
    add(ground, weight, "volume", share, f"答复 {unit['desk_answered']} 件")
    return ground


UNIT_PARTS = (
    ("on_time", "desk_on_time", "desk_due", "按时"), ("satisfied", "satisfied", "rated", "满意"),
    ("solved", "desk_solved", "desk_answered", "已解决"),
)  # fmt: skip


OF_UNITS = tuple(
    MEASURES[key] for key in ("desk_offered", *dict.fromkeys(k for p in UNIT_PARTS for k in p[1:3]))
)


def best_members(actor, days):
    """Rows of 委员评比: what was accepted and solved weighs more than how much was written."""
    return chosen(people_rows(actor, days), rulebook.value(actor.organisation_id, "half_members"))


def people_rows(actor, days):
    """Every member of whom something was accepted, with the points."""
    weight, found = weights(actor.organisation_id, MEMBERS), []
    rows = list(member_rows(actor, days))
    most = max((row["taken"] for row in rows), default=0)
    for row in rows:
        if row["taken"]:
            named = {"name": row["member__name"], "sector": row["sector_now"] or ""}
            found.append(row_of(member_ground(row, weight, most), f"member-{row['member']}", named))
    return found


def member_ground(row, weight, most):
    ground = Ground(row)
    accepted = f"受理 {row['taken']}/{row['items']}"
    add(ground, weight, "accepted", Decimal(row["taken"]) / row["items"], accepted)
    add(ground, weight, "done", Decimal(row["done"]) / row["items"], f"办结 {row['done']}/{row['items']}")
    add(ground, weight, "volume", Decimal(row["taken"]) / most, f"受理 {row['taken']} 件")
    return ground


def member_rows(actor, days):
    items = MEASURES["submitted"].rows(actor, days)
    found = Authorship.objects.filter(item__in=items.values("pk"), state=SignerState.SIGNED, remote=False)
    # The sector of today: whoever has changed it stands in one row.
    sector = F("member__sector__name")
    rows = found.exclude(member=None).order_by().values("member", "member__name", sector_now=sector)
    return rows.annotate(
        items=Count("item", distinct=True),
        taken=Count("item", distinct=True, filter=Q(item__accepted_at__lte=days.until)),
        done=Count("item", distinct=True, filter=Q(item__closed_at__lte=days.until)),
    )


def row_of(ground, who, named):
    """`who` names the unit or member for a change by the head."""
    points = {"points": str(ground.points), "value": float(ground.points)}
    return named | points | {"who": who, "ground": words(ground)}


def chosen(rows, most):
    """So many places as wanted; whoever ties with the last one is in."""
    found = ranked(rows, lambda row: row["value"], lambda row: True)["rows"]
    return [row for row in found if row["place"] <= most]


def words(ground):
    return "；".join(f"{text}（权重 {weight}）" for weight, _, text in ground.parts)


def photos(case, actor):
    """The unit's pictures from before and after, for whoever may open them where they hang: on the desk."""
    desk, gate = case.desk, access.of(case.desk)
    if not gate.visible(actor).filter(pk=desk.pk).exists():
        return []
    shown = [a for a in Attachment.objects.of(desk).photos() if a.purpose in ("before", "after")]
    reads = gate.may_read(actor, desk)
    return [a for a in shown if reads or gate.open_to_readers(desk, a)]
