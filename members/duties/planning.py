"""排班: brings a studio's rules, members and the days of the calendar together, and writes the duties of a period."""

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import Count, Max, Q

from members.duties import rosters
from members.models import Duty, DutyRule, StudioMember
from members.states import DutyState
from weijianyi.clock.calendars import calendar_for
from weijianyi.notices import compose

YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Plan:
    """What laying out a period of a studio would write."""

    studio: object
    shifts: list
    members: dict  # key -> Member
    counts: list  # [(Member, duties of the last 12 months, new ones)]

    @property
    def gaps(self):
        return sum(shift.person is None for shift in self.shifts)

    @property
    def stamp(self):
        """Changes when the plan does: what somebody has looked at is what is written."""
        text = repr([(s.slot.rule.key, s.slot.slot_on, s.slot.date, s.person) for s in self.shifts])
        return sha256(text.encode()).hexdigest()[:16]


def plan(studio, first, last):
    """The slots of the period that have no duty yet, with who would serve; nothing is written."""
    wanted = missing(studio, first, last)
    people, members = people_of(studio, first, last)
    shifts = rosters.lay_out(wanted, people)
    new = Counter(shift.person for shift in shifts)
    counts = [(members[person.key], person.recent, new[person.key]) for person in people]
    return Plan(studio, shifts, members, counts)


def missing(studio, first, last):
    rules = [pure(row) for row in DutyRule.objects.filter(studio=studio)]
    if studio.closed_on is not None:
        last = min(last, studio.closed_on - timedelta(days=1))
    if last < first:
        return []
    first = max(first, studio.opened_on)
    found = rosters.slots(rules, first, last, calendar_for(studio.organisation_id))
    known = set(
        Duty.objects.filter(studio=studio, slot_on__gte=first, slot_on__lte=last).values_list(
            "rule_id", "slot_on"
        )
    )
    return [slot for slot in found if (slot.rule.key, slot.slot_on) not in known]


def pure(row):
    return rosters.Rule(
        key=row.pk, weekday=row.weekday, week=row.week, starts=row.starts, ends=row.ends,
        whole_month=row.whole_month, for_head=row.for_head, subject=row.subject, moves=row.moves,
        valid_from=row.valid_from, valid_to=row.valid_to,
    )  # fmt: skip


def people_of(studio, first, last):
    """([rosters.Person], {key: Member}): who takes turns in the period, with the counts of the year before it.

    Who joined within the year starts with the fewest duties that anybody has: nobody is made to catch up.
    """
    in_term = Q(valid_to=None) | Q(valid_to__gte=first)
    seats = StudioMember.objects.filter(in_term, studio=studio, valid_from__lte=last)
    seats = [
        s for s in seats.select_related("member__sector").order_by("member_id") if in_office(s.member, first)
    ]
    keys = [seat.member_id for seat in seats]
    counts, busy = done_before(keys, first), taken(keys, first, last)
    people = {}
    for seat in seats:
        number, last_on = counts.get(seat.member_id, (0, None))
        people[seat.member_id] = rosters.Person(
            key=seat.member_id, recent=number, last_on=last_on or rosters.date.min,
            expertise=frozenset(seat.expertise), busy=frozenset(busy[seat.member_id]),
            valid_from=seat.valid_from, valid_to=ends(seat),
        )  # fmt: skip
    settled = [p.recent for p in people.values() if p.valid_from <= first - YEAR]
    least = min(settled, default=0)
    found = [
        p if p.valid_from <= first - YEAR else replace(p, recent=max(p.recent, least))
        for p in people.values()
    ]
    return found, {seat.member_id: seat.member for seat in seats}


def in_office(member, day):
    return member.valid_to is None or member.valid_to >= day


def ends(seat):
    return min(filter(None, (seat.valid_to, seat.member.valid_to)), default=None)


def done_before(keys, first):
    """{member: (duties of the 12 months before, planned ones of the period included, the last day)}."""
    rows = Duty.objects.live().filter(member__in=keys, date__gte=first - YEAR)
    counts = rows.values("member_id").annotate(number=Count("pk"), last=Max("date")).order_by()
    return {row["member_id"]: (row["number"], row["last"]) for row in counts}


def taken(keys, first, last):
    """{member: times already given away}, in whatever studio; a moved day may lie after the period."""
    rows = Duty.objects.live().filter(member__in=keys).between(first, last + timedelta(days=31))
    found = defaultdict(set)
    for member, *when in rows.values_list("member_id", "date", "starts", "ends"):
        found[member].add(tuple(when))
    return found


def carry_out(made, actor):
    """Write a plan: one row per slot, in a gap with nobody; whoever serves is told. Returns the duties."""
    by_key = {row.pk: row for row in DutyRule.objects.filter(studio=made.studio)}
    with transaction.atomic():
        rows = [row_of(made, shift, by_key[shift.slot.rule.key], actor.post) for shift in made.shifts]
        Duty.objects.bulk_create(rows, ignore_conflicts=True)
        duties = list(
            Duty.objects.filter(slug__in=[row.slug for row in rows]).select_related(
                "studio__organisation", "member"
            )
        )
        for duty in duties:
            if duty.state == DutyState.PLANNED:
                compose.tell(duty, "planned", key=f"duty-planned:{duty.pk}")
    return duties


def row_of(made, shift, rule, post, **known):
    """The unsaved duty of a slot; `known` is what is known of it already."""
    slot = shift.slot
    facts = {
        "studio": made.studio, "rule": rule, "date": slot.date, "slot_on": slot.slot_on, "starts": slot.starts,
        "ends": slot.ends, "mode": rule.mode, "topic": rule.topic, "for_head": rule.for_head,
        "member_id": shift.person, "created_by": post,
        "state": DutyState.PLANNED if shift.person else DutyState.OPEN,
    }  # fmt: skip
    return Duty(**facts | known)


def add(studio, actor, facts):
    """A duty by hand, with or without somebody; ValidationError where the member is elsewhere then."""
    named = bool(facts["member"] or facts["person"])
    duty = Duty(
        studio=studio, created_by=actor.post, for_head=bool(facts["person"]),
        state=DutyState.PLANNED if named else DutyState.OPEN, **facts,
    )  # fmt: skip
    with transaction.atomic():
        duty.save()
        if named:
            compose.tell(duty, "planned", key=f"duty-planned:{duty.pk}")
    return duty
