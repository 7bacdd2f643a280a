"""履职档案: every entry of points of a member's year with its source and what counts; `doings`: what was done."""

from dataclasses import dataclass, field

from django.db.models import Count, Q
from django.utils import timezone

from members.models import Member, ScoreEntry, ScoreScheme
from members.scores import merits, reckoning, rules
from members.scores.credits import credits_between
from members.scores.objecting import scheme_of_year
from members.scores.states import EntryKind
from members.scores.years import plain, year_named, year_of


@dataclass
class Part:
    sum: object
    lines: list = field(default_factory=list)


@dataclass
class Ledger:
    scheme: object
    year: object
    tally: object
    parts: list
    loose: list  # adjustments without a group
    reversed: list  # [(entry, reversal)]


def member_for(actor, pk):
    """A member whose file the office may open, or None."""
    if not rules.keeps_scores(actor):
        return None
    seats = Member.objects.filter(organisation_id=actor.post.organisation_id)
    return seats.select_related("sector", "committee", "user", "organisation").filter(pk=pk).first()


def ledger(member, label):
    """The Ledger of that year, or None where it has no rules; a fixed number of statements."""
    scheme = scheme_of_year(member.organisation_id, label)
    if scheme is None:
        return None
    rows = ScoreEntry.objects.filter(member=member, year=label).in_order()
    rows = list(rows.select_related("rule", "group", "event", "record__recorded_by__user", "made_by__user"))
    reversals = {row.reverses_id: row for row in rows if row.kind == EntryKind.REVERSAL}
    entries = [row for row in rows if row.kind != EntryKind.REVERSAL]
    standing = [row for row in entries if row.pk not in reversals]
    tally = reckoning.reckon(scheme, standing)
    link(entries)
    parts = {one.group.pk: Part(one) for one in tally.sums}
    loose = []
    for line in tally.lines:
        place = parts.get(line.entry.group_id)
        (place.lines if place else loose).append(line)
    gone = [(row, reversals[row.pk]) for row in entries if row.pk in reversals]
    return Ledger(scheme, year_named(scheme, label), tally, list(parts.values()), loose, gone)


def link(entries):
    """`url` of the source of each entry, "" where there is no page."""
    events = [row.event for row in entries if row.event_id]
    if events:
        merits.fetch_subjects(events)
    for row in entries:
        subject = row.event.subject if row.event_id else None
        row.url = subject.get_absolute_url() if hasattr(subject, "get_absolute_url") else ""


# -- participation ---------------------------------------------------------------------------------
@dataclass
class Sector:
    name: str
    members: int = 0
    active: int = 0
    submitted: int = 0

    @property
    def share(self):
        return f"{100 * self.active / self.members:.1f}%" if self.members else "—"


def participation(organisation_id, starts, ends, members):
    """(sectors, most active [(member, number)], silent members): numbers of what was handed in, never points."""
    rows = credits_between(organisation_id, starts, ends).filter(event__step="submit").values("member")
    rows = rows.annotate(
        own=Count("event__thread", distinct=True, filter=Q(role="first")),
        every=Count("event__thread", distinct=True),
    )
    numbers = {row["member"]: (row["own"], row["every"]) for row in rows}
    sectors, silent = {}, []
    for member in members:
        name = member.sector.name if member.sector else "未分界别"
        one = sectors.setdefault(name, Sector(name))
        own, every = numbers.get(member.pk, (0, 0))
        one.members += 1
        one.active += every > 0
        one.submitted += own
        if not every:
            silent.append(member)
    best = sorted((m for m in members if numbers.get(m.pk, (0,))[0]), key=lambda m: -numbers[m.pk][0])
    ordered = sorted(sectors.values(), key=lambda s: (-(s.active / s.members), s.name))
    return ordered, [(m, numbers[m.pk][0]) for m in best[:10]], silent


def this_year(organisation_id):
    """The Year that is being counted today, else the calendar year."""
    today = timezone.localdate()
    scheme = ScoreScheme.objects.on(organisation_id, today)
    return year_of(scheme, today) if scheme else plain(ScoreScheme(), today)
