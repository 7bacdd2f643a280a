"""The year's table: a Tally for each member, ranked by points or by number; what another version would have given."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from members.models import Member, ScoreEntry, ScoreExemption, ScoreScheme
from members.scores import reckoning
from members.scores.objecting import scheme_of_year
from members.scores.scoring import earned_between
from members.scores.years import plain, year_named, year_of

POINTS, COUNTS = "points", "counts"
ZERO = Decimal(0)


@dataclass
class Row:
    member: object
    tally: object
    rank: int | None = None
    outside: str = ""  # why not ranked

    @property
    def number(self):
        return sum(one.number for one in self.tally.sums)


def members_of(organisation_id, year):
    """Whoever held a seat on some day of the year."""
    seats = Member.objects.filter(
        Q(valid_from=None) | Q(valid_from__lte=year.ends), Q(valid_to=None) | Q(valid_to__gte=year.starts),
        organisation_id=organisation_id,
    )  # fmt: skip
    return seats.select_related("sector", "committee", "user")


def entries_of(organisation_id, label, member=None):
    """{member key: [standing entries in order]}, one statement."""
    rows = ScoreEntry.objects.standing().filter(organisation_id=organisation_id, year=label)
    if member is not None:
        rows = rows.filter(member=member)
    found = defaultdict(list)
    for entry in rows.select_related("rule", "group").in_order():
        found[entry.member_id].append(entry)
    return found


def table(organisation_id, label, by=POINTS):
    """(scheme, year, rows): ranked first, equal ones sharing a place, then those outside the ranking."""
    scheme = scheme_of_year(organisation_id, label)
    if scheme is None:
        return None, None, []
    year = year_named(scheme, label)
    entries = entries_of(organisation_id, label)
    outside = dict(
        ScoreExemption.objects.filter(organisation_id=organisation_id, year=label, ended_at=None)
        .values_list("member", "reason")
    )  # fmt: skip
    rows = [
        Row(m, reckoning.reckon(scheme, entries[m.pk]), outside=outside.get(m.pk, ""))
        for m in members_of(organisation_id, year)
    ]
    return scheme, year, ranked(rows, by)


def ranked(rows, by):
    worth = (lambda row: row.number) if by == COUNTS else (lambda row: row.tally.total)
    inside = sorted((r for r in rows if not r.outside), key=lambda r: (-worth(r), r.member.pk))
    for place, row in enumerate(inside, 1):
        before = inside[place - 2] if place > 1 else None
        row.rank = before.rank if before and worth(before) == worth(row) else place
    return inside + [row for row in rows if row.outside]


def tally_of(member, label):
    """(scheme, year, Tally) of one member; (None, None, None) where that year has no rules."""
    scheme = scheme_of_year(member.organisation_id, label)
    if scheme is None:
        return None, None, None
    entries = entries_of(member.organisation_id, label, member)[member.pk]
    return scheme, year_named(scheme, label), reckoning.reckon(scheme, entries)


def labels(organisation_id, today):
    """Years that can be looked at, the latest first; empty without any version in force."""
    schemes = ScoreScheme.objects.filter(
        organisation_id=organisation_id, valid_from__isnull=False, valid_from__lte=today
    )
    found = set()
    for scheme in schemes:
        last = year_of(scheme, min(today, scheme.valid_to or today)).label
        first = year_of(scheme, scheme.valid_from).label
        found |= set(range(first, last + 1))
    return sorted(found, reverse=True)


# -- what if ---------------------------------------------------------------------------------------
@dataclass
class Difference:
    member: object
    was: Decimal
    would: Decimal
    was_rank: int | None
    would_rank: int | None

    @property
    def change(self):
        return self.would - self.was

    @property
    def climb(self):
        return (self.was_rank or 0) - (self.would_rank or 0)


def what_if(scheme, label):
    """(year, [Difference]): this version run on the events and records of that year; nothing is written."""
    _, year, rows = table(scheme.organisation_id, label)
    if year is None:  # nobody has counted that year: everybody begins with nothing
        year = year_named(scheme, label) or plain(scheme, date(label, 7, 1))
        rows = [Row(m, reckoning.Tally(ZERO)) for m in members_of(scheme.organisation_id, year)]
    adjusted = {r.member.pk: r.tally.adjusted for r in rows}
    earned = defaultdict(list)
    for entry in earned_between(scheme, year.starts, year.ends):
        earned[entry.member_id].append(entry)
    would = []
    for row in rows:
        tally = reckoning.reckon(scheme, sorted(earned[row.member.pk], key=order_of))
        tally.total += adjusted[row.member.pk]
        would.append(Row(row.member, tally, outside=row.outside))
    before = {row.member.pk: row for row in rows}
    after = {row.member.pk: row for row in ranked(would, POINTS)}
    found = [
        Difference(row.member, row.tally.total, after[pk].tally.total, row.rank, after[pk].rank)
        for pk, row in before.items()
    ]
    return year, sorted(found, key=lambda d: (-abs(d.change), d.member.pk))


def order_of(entry):
    """As `in_order` of the ledger; entries that are not saved have no key."""
    return entry.occurred_on, entry.event_id or 0, entry.record_id or 0


def grades(scheme, rows):
    """[(label, how many had it by the old total, how many would)] in the order of the bands of this version."""
    return [
        (
            label,
            sum(scheme.grade(r.was) == label for r in rows),
            sum(scheme.grade(r.would) == label for r in rows),
        )
        for _, label in scheme.bands
    ]
