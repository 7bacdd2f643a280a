"""Tables of a bulletin counted from rows: by sector, committee, county, member and unit; the lists by desk."""

from collections import defaultdict

from django.db.models import Count, F, Q

from dispatch.bulletins import beside as bulletin_beside
from dispatch.bulletins.ranks import ranked
from dispatch.bulletins.states import BulletinKind
from dispatch.excellence import half_results
from dispatch.figures import bases, conditions, shares
from dispatch.figures.measures import MEASURES
from dispatch.models import Assignment, Rating
from dispatch.states import ANSWERING, DeskRole, DeskState, Dimension, Grade
from members.models import Member
from suggestions.models import Authorship
from suggestions.states import Kind, SignerState
from weijianyi import rulebook
from weijianyi.clock.calendars import calendar_for

GROUPS = {
    "sectors": ("界别", "sector_name", "sector__name"),
    "committees": ("专委会", "committee_name", "committee__name"),
    "counties": ("县市区", "county_name", "county__short_name"),
}
MOST = 500  # rows of a list in a bulletin


def made(actor, kind, days, wanted, counts):
    """{table: {rows, few}} of the tables chosen; `few` are those with too few cases to be ranked."""
    least = rulebook.value(actor.organisation_id, "ranking_min_cases")
    found = {key: groups(actor, days, key, least) for key in GROUPS if key in wanted}
    if "members" in wanted:
        found["members"] = members(actor, days)
    if "silent" in wanted:
        found["silent"] = {"rows": silent(actor, days)}
    if "units" in wanted:
        found["units"] = units(actor, days, counts, least)
    if "studios" in wanted:
        found["studios"] = {"rows": bulletin_beside.by_studio(actor, days)}
    if "overdue" in wanted:
        found["overdue"] = {"rows": desk_rows(actor, days, conditions.overdue(days), kind)}
    if "due_soon" in wanted:
        found["due_soon"] = {"rows": desk_rows(actor, days, due_soon(actor, days), kind)}
    if "open_units" in wanted:
        found["open_units"] = {"rows": open_units(actor, days)}
    return found | judged(actor, days, wanted)


def judged(actor, days, wanted):
    """The half-year's results by the rules, with what the head changed of them."""
    return {key: half_results.table(actor, days, key) for key in half_results.LISTS if key in wanted}


# -- who submitted ---------------------------------------------------------------------------------
def signatures(actor, days):
    rows = MEASURES["submitted"].rows(actor, days)
    return Authorship.objects.filter(
        item__in=rows.values("pk"), state=SignerState.SIGNED, remote=False
    ).order_by()


def seated(actor, days):
    """Members with a seat on the last day."""
    found = Member.objects.filter(organisation_id=actor.organisation_id).order_by()
    begun = Q(valid_from=None) | Q(valid_from__lte=days.last)
    return found.filter(begun, Q(valid_to=None) | Q(valid_to__gte=days.last))


def groups(actor, days, key, least):
    """By submitted items; ties share a rank."""
    _, of_author, of_member = GROUPS[key]
    seats = dict(seated(actor, days).values_list(of_member).annotate(n=Count("pk")))
    asked = signatures(actor, days).exclude(**{of_author: ""}).values(of_author)
    rows = [
        {
            "name": row[of_author], "seats": seats.get(row[of_author], 0), "submitted": row["items"],
            "people": row["people"], "accepted": row["taken"],
            "share": shares.share(row["people"], seats.get(row[of_author], 0)),
        }
        for row in asked.annotate(items=Count("item", distinct=True), people=Count("member", distinct=True),
                                  taken=Count("item", distinct=True, filter=taken(days)))
    ]  # fmt: skip
    known = {row["name"] for row in rows}
    rows += [
        {"name": name, "seats": n, "submitted": 0, "people": 0, "accepted": 0, "share": shares.share(0, n)}
        for name, n in seats.items() if name and name not in known
    ]  # fmt: skip
    return ranked(rows, lambda row: row["submitted"], lambda row: row["submitted"] >= least)


def taken(days):
    return Q(item__accepted_at__lte=days.until)


def members(actor, days):
    """The first ones by accepted, then by submitted items; whoever ties with the last place is in."""
    most = rulebook.value(actor.organisation_id, "bulletin_top_members")
    # The sector of today: whoever has changed it stands in one row.
    sector = F("member__sector__name")
    asked = signatures(actor, days).exclude(member=None).values("member", "member__name", now=sector)
    rows = [
        {"name": row["member__name"], "sector": row["now"] or "", "submitted": row["items"], "accepted": row["taken"]}
        for row in asked.annotate(items=Count("item", distinct=True),
                                  taken=Count("item", distinct=True, filter=taken(days)))
    ]  # fmt: skip
    found = ranked(rows, lambda row: (row["accepted"], row["submitted"]), lambda row: row["accepted"] > 0)
    return {"rows": [row for row in found["rows"] if row["place"] <= most]}


def silent(actor, days):
    """Seats without any signature in the period."""
    wrote = signatures(actor, days).exclude(member=None).values("member")
    found = seated(actor, days).exclude(pk__in=wrote).order_by("sector__name", "pk")
    return [
        {"name": name, "sector": sector or ""} for name, sector in found.values_list("name", "sector__name")
    ]


# -- units -----------------------------------------------------------------------------------------
def units(actor, days, counts, least):
    """The columns proven in use: handled, answered, verdicts on work and result; the rate decides the rank."""
    assists, verdicts = assisted(actor, days), graded(actor, days)
    rows = []
    for unit in counts.units:
        rows.append(unit_row(unit.name, unit, assists.pop(unit.pk, (0, 0))[:2], verdicts[unit.pk]))
    for pk, (asked, given, name) in assists.items():
        rows.append(unit_row(name, defaultdict(int), (asked, given), verdicts[pk]))
    rows = [row for row in rows if row["total"] or row["lapsed"] or row["rated"]]
    found = ranked(rows, lambda row: row["key"], lambda row: row["total"] >= least)
    return found | {"total": total_of(rows)}


def unit_row(name, unit, assist, verdict):
    lead, replied = unit["desk_offered"], unit["desk_replied"]
    whole, answered = lead + assist[0], replied + assist[1]
    row = {
        "name": name, "lead": lead, "assist": assist[0], "total": whole, "lead_replied": replied,
        "assist_replied": assist[1], "replied": answered, "rate": shares.share(answered, whole),
        "lapsed": unit["lapsed"], "rated": sum(verdict.values()), "key": answered / whole if whole else -1,
        "overdue": unit["overdue"],
    }  # fmt: skip
    return row | {f"{d}_{g}": verdict[d, g] for d in Dimension.values for g in Grade.values}


def total_of(rows):
    keys = [key for key in (rows[0] if rows else {}) if key not in ("name", "rate", "key", "place")]
    total = {key: sum(row[key] for row in rows) for key in keys}
    return total | {"name": "总计", "rate": shares.share(total.get("replied", 0), total.get("total", 0))}


def assisted(actor, days):
    """{department: (asked, given, name)} of 协办."""
    found = Assignment.objects.visible_to(actor).exclude(state__in=bases.NO_DESK).order_by()
    found = found.filter(
        days.within("offered_at"), ~bases.passed_in("item"), role=DeskRole.ASSIST, item__kind=Kind.SUGGESTION,
        item__voided_at=None,
    )  # fmt: skip
    rows = found.values_list("department", "department__name")
    given = Count("pk", filter=Q(done_at__lte=days.until) | Q(released_at__lte=days.until))
    return {pk: (n, done, name) for pk, name, n, done in rows.annotate(n=Count("pk"), done=given)}


def graded(actor, days):
    """{department: {(dimension, grade): how many}} of the last rounds."""
    found = Rating.objects.filter(
        conditions.rated(days), voided_at=None, authorship__remote=False,
        reply__desk__in=bases.desks(actor).order_by().values("pk"),
    ).order_by()  # fmt: skip
    tally = defaultdict(lambda: defaultdict(int))
    rows = found.values_list("reply__desk__department", "dimension", "grade")
    for department, dimension, grade, number in rows.annotate(n=Count("pk")):
        tally[department][dimension, grade] = number
    return tally


# -- lists by desk ---------------------------------------------------------------------------------
def due_soon(actor, days):
    near = rulebook.value(actor.organisation_id, "bulletin_near_days")
    until = calendar_for(actor.organisation_id).add_workdays(days.today, near)
    return Q(state__in=conditions.LATE_STATES, due_on__gte=days.today, due_on__lte=until)


def desk_rows(actor, days, condition, kind):
    """Outside the office no title of what its author did not open (rulings §7)."""
    inside = kind == BulletinKind.MONTH
    calendar = calendar_for(actor.organisation_id)
    found = open_desks(actor).filter(condition).order_by("due_on", "pk")
    found = found.select_related("item", "department")[:MOST]
    return [
        {
            "number": desk.item.reference,
            "title": desk.item.title if inside or desk.item.open_consent else "（不公开）",
            "unit": desk.department.short_name,
            "due": f"{desk.due_on:%Y-%m-%d}", "now": desk.get_state_display(),
            "late": calendar.workdays_between(desk.due_on, days.today) if desk.due_on < days.today else 0,
        }
        for desk in found
    ]  # fmt: skip


def open_desks(actor):
    """Answering desks whose unit still owes the answer."""
    return Assignment.objects.visible_to(actor).filter(
        ~bases.passed_in("item"), role__in=ANSWERING, item__kind=Kind.SUGGESTION, item__voided_at=None,
        state__in=conditions.LATE_STATES,
    )  # fmt: skip


def open_units(actor, days):
    """Most at hand first; no ranking."""
    soon = due_soon(actor, days)
    rows = open_desks(actor).order_by().values("department__name").annotate(
        open=Count("pk"), unsigned=Count("pk", filter=Q(state=DeskState.OFFERED)),
        late=Count("pk", filter=conditions.overdue(days)), soon=Count("pk", filter=soon),
    )  # fmt: skip
    found = [{"name": r.pop("department__name"), **r} for r in rows]
    return sorted(found, key=lambda row: (-row["open"], row["name"]))
